"""Several figures in one answer, in any order; whatever is not plain is asked back."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.errors import Unreadable
from storage.rules.figure_grammar import Slot, find_figures, read_figures, say_figures
from storage.rules.terms import Measure
from storage.rules.wording_figures import HEAD_COUNT, HIRES, WANTED_HIRES, slots_of

M = Measure
FAIR = slots_of(
    (M.VISITORS, M.INTERVIEWED, M.HIRED, M.RESIDENTS, M.INTERVIEW_BOOTHS, M.ADVICE_BOOTHS)
)
BUS = slots_of((M.RUNS, M.CONSULTATIONS, M.VISITORS, M.HIRED, M.RESIDENTS))
ALL = slots_of(Measure)


@pytest.mark.parametrize(
    "typed",
    [
        "면접 120 채용 35 시민 20",
        "면접 120명, 채용 35명(시민 20명)",
        "면접120채용35시민20",
        "시민 20\n채용 35\n면접 120",
        "- 면접: 120\n- 채용: 35\n- 고양시민: 20",
        "120명 면접, 35명 채용(고양시민 20명)",
        "채용 35명 중 시민 20명, 면접 120",
        "채용 35명 중 20명, 면접자는 120명",
        "면접 １２０ 채용 35 그중 시민 20.",
        "현장면접 120명, 채용 35명(고양시민 20명)",
        "면접(120명)/채용(35명)/시민(20명)",
        "면접 120 시민 20/35",
        "면접 120 면접 120 채용 35 시민 20",
    ],
)
def test_an_answer_is_read_however_it_is_written(typed: str) -> None:
    read = read_figures(typed, FAIR)
    assert read.values == {"interviewed": 120, "hired": 35, "residents": 20}
    assert read.said == "면접 120명 · 채용 35명(고양시민 20명)"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("체용 35", "‘체용’은 여기에 적는 수가 아닙니다."),
        ("25명(남10, 여15)", "‘남’은 여기에 적는 수가 아닙니다."),
        ("채용 35건", "‘채용 35건’: 채용은 ‘명’으로 셉니다."),
        ("현장면접 29", "29개사인지 29명인지 알 수 없습니다."),
        ("120", "무엇의 수인지 알 수 없습니다."),
        ("면접 120 채용", "‘채용’의 수가 없습니다."),
        ("면접 120 면접 130", "면접 120명과 다른 수가 함께 적혀 있습니다."),
        ("채용 35 시민 40", "시민(40명)이 채용(35명)보다 많습니다."),
        ("면접 약 120", "어림수는 보고서에 쓸 수 없습니다."),
        ("면접 120여명", "어림수는 보고서에 쓸 수 없습니다."),
        ("면접 120~130", "어림수는 보고서에 쓸 수 없습니다."),
        ("면접 -3", "0보다 작은 수는 쓸 수 없습니다."),
        ("면접 12.5", "소수나 비율이 아니라 센 수를 적습니다."),
        ("채용 30%", "소수나 비율이 아니라 센 수를 적습니다."),
        ("채용 없음", "0인지 세지 않았는지 알 수 없습니다."),
        ("면접 9999999999", "너무 큰 수입니다."),
        ("교육 30", "‘교육’은 여기에 적는 수가 아닙니다."),
    ],
)
def test_what_is_not_plain_is_asked_back_with_what_was_read(typed: str, told: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_figures(typed, FAIR)
    words = caught.value.sentence
    assert told.removeprefix("29개사인지 29명인지") in words
    assert "참여·면접·채용·시민" in words
    assert words.rpartition("예: ")[2].startswith("참여 120 면접 35")


def test_a_bare_number_counts_what_was_asked_and_a_counting_word_what_it_fits() -> None:
    talks = BUS[1]
    assert read_figures("27", BUS, talks).values == {"consultations": 27}
    assert read_figures("27명", BUS, talks).values == {"consultations": 27}
    for typed in ("29회 265명", "265명 29회", "29회/265명", "운영 29 상담 265", "29회, 265명"):
        assert read_figures(typed, BUS, talks).values == {"runs": 29, "consultations": 265}
    with pytest.raises(Unreadable, match="무엇의 수인지"):
        read_figures("29 265", BUS, talks)


@pytest.mark.parametrize(
    "typed",
    [
        *("40 시민 22", "시민 22 전체 40", "40명 중 22명", "22/40", "40/22", "시민 22/40"),
        *("40명(고양시민 22명)", "전체 40명, 시민 22명", "보통인부 40명 중 고양시민 22명"),
    ],
)
def test_a_head_count_is_one_answer(typed: str) -> None:
    read = read_figures(typed, HEAD_COUNT, HEAD_COUNT[0])
    assert read.values == {"workers": 40, "residents": 22}
    assert read.said == "전체 40명(고양시민 22명)"


@pytest.mark.parametrize("typed", ["시민 12/20", "12/20", "20명 중 12명", "전체 20 시민 12"])
def test_what_a_plan_means_to_hire_is_one_answer(typed: str) -> None:
    read = read_figures(typed, WANTED_HIRES, WANTED_HIRES[1])
    assert read.values == {"citizens": 12, "out_of": 20}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("보통인부 22명 중 고양시민 14명 고용", {"workers": 22, "residents": 14}),
        ("쿠팡 채용행사에서 22명 중 14명 고용", {"workers": 22, "residents": 14}),
        ("총 22명을 채용하였고 이 중 고양시민은 14명임", {"workers": 22, "residents": 14}),
        ("2021. 12. 17. 22명 채용(시민 14명)", {"workers": 22, "residents": 14}),
        ("목표 20명 대비 22명 고용함", {"workers": 22}),
        ("고양시민 14명 채용", {"residents": 14}),
        ("44개 부서 추진계획 취합, 우선 고용 안내", {}),
        ("채용행사 3회 개최", {}),
        ("약 20명 채용", {}),
        ("20여명 채용", {}),
        ("20명가량 채용", {}),
        ("", {}),
    ],
)
def test_a_sentence_proposes_its_figures_and_nothing_else(
    sentence: str, found: dict[str, int]
) -> None:
    assert find_figures(sentence, HIRES, HIRES[0]) == found


def _fitting(told: dict[Slot, int]) -> dict[str, int]:
    values = {slot.key: value for slot, value in told.items()}
    if values.get("residents", 0) > values.get("hired", 10**9):
        values["hired"], values["residents"] = values["residents"], values["hired"]
    return values


COUNTED = st.dictionaries(st.sampled_from(ALL), st.integers(0, 9_999_999), min_size=1)
VALUES = COUNTED.map(_fitting)
BETWEEN = [" ", ", ", "\n", " · ", " / ", ";"]
SHAPES = ["{word} {number}{unit}", "{word}: {number}{unit}", "{word}({number}{unit})"]


@given(VALUES, st.sampled_from(BETWEEN), st.sampled_from(SHAPES), st.randoms(), st.booleans())
def test_whatever_is_typed_in_whatever_order_is_read_as_it_was_meant(
    values: dict[str, int], between: str, shape: str, chance: Random, commas: bool
) -> None:
    parts = [
        shape.format(
            word=chance.choice(slot.words),
            number=f"{values[slot.key]:,}" if commas else values[slot.key],
            unit=slot.units[0],
        )
        for slot in ALL
        if slot.key in values
    ]
    chance.shuffle(parts)
    assert read_figures(between.join(parts), ALL).values == values


@given(VALUES)
def test_what_is_said_back_is_read_as_itself(values: dict[str, int]) -> None:
    assert read_figures(say_figures(values, ALL), ALL).values == values


@given(st.text(alphabet="면접채용시민상담 0123456789,./()-~명회개사중약총\n", max_size=60))
def test_any_words_are_read_or_refused_and_never_more_than_their_whole(typed: str) -> None:
    try:
        values = read_figures(typed, FAIR).values
    except Unreadable:
        return
    assert values
    assert values.get("residents", 0) <= values.get("hired", 10**9)
    assert all(str(value) in typed.replace(",", "") for value in values.values())
