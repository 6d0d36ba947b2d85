"""Figures with something beside them: read and told, asked back, or refused by what was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.counts import with_unit
from storage.rules.errors import Unreadable
from storage.rules.heard import Heard, hear_count, hear_money
from storage.rules.wording_marks import unmarked

NUMBERS = st.integers(0, 999_999)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("25명.", "명", 25),
        ("２５명", "명", 25),
        ("25인", "명", 25),
        ("25명입니다.", "명", 25),
        ("총 1,234명", "명", 1234),
        ("3번", "회", 3),
        ("제3회", "차", 3),
        ("9개사", "개 업체", 9),
        ("3달", "개월", 3),
        ("12건", "", 12),
    ],
)
def test_a_figure_to_the_letter_is_taken_without_a_word(typed: str, unit: str, value: int) -> None:
    assert hear_count(typed, unit) == Heard(value)


@pytest.mark.parametrize(
    ("typed", "value", "told"),
    [
        ("25명(남10, 여15)", 25, "25명으로 읽었습니다. 괄호 안(남10, 여15)은 저장하지 않습니다."),
        ("25명 (시민 20)", 25, "25명으로 읽었습니다. 괄호 안(시민 20)은 저장하지 않습니다."),
        ("남 10명, 여 15명", 25, "‘남 10명, 여 15명’을 더해 25명으로 읽었습니다."),
        ("남10 여15", 25, "‘남10 여15’를 더해 25명으로 읽었습니다."),
        ("오전 12 / 오후 13", 25, "‘오전 12 / 오후 13’을 더해 25명으로 읽었습니다."),
        ("1천명", 1000, "‘1천명’을 1,000명으로 읽었습니다."),
        ("2만5천", 25_000, "‘2만5천’을 25,000명으로 읽었습니다."),
    ],
)
def test_what_was_added_up_or_left_out_is_told(typed: str, value: int, told: str) -> None:
    assert hear_count(typed, "명") == Heard(value, told)


@pytest.mark.parametrize(
    ("typed", "value", "asked"),
    [
        ("25건", 25, "‘25건’으로 적으셨습니다. 25명이 맞습니까?"),
        ("1천건", 1000, "‘1천건’으로 적으셨습니다. 1,000명이 맞습니까?"),
        ("3회 27명", 27, "‘3회 27명’에서 27명으로 읽었습니다. 맞습니까?"),
        ("연인원 300명", 300, "‘연인원 300명’에서 300명으로 읽었습니다. 맞습니까?"),
        ("계약 25건", 25, "‘계약 25건’에서 25명으로 읽었습니다. 맞습니까?"),
        (
            "25명(남10, 여14)",
            25,
            "‘25명(남10, 여14)’: 괄호 안의 수를 더하면 24가 됩니다. 25명이 맞습니까?",
        ),
    ],
)
def test_what_may_be_meant_otherwise_is_asked_back(typed: str, value: int, asked: str) -> None:
    assert hear_count(typed, "명") == Heard(value, asked=asked)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        *((one, "어림수") for one in ("약 30명", "30여 명", "30명 정도", "20~30명", "30명 이상")),
        ("약 30명(남 10, 여 20)", "어림수"),
        ("-3명", "0보다 작은"),
        ("면접 120 채용 35", "수가 여럿"),
        ("남 10, 여 15, 계 26", "수가 여럿"),
        ("1234567890", "너무 큰"),
        *((one, "읽지 못했습니다") for one in ("3/4", "1.5", "1,23", "1e5", "스물다섯", "٣")),
    ],
)
def test_what_is_no_single_figure_is_refused_with_its_true_reason(typed: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as refusal:
        hear_count(typed, "명")
    assert typed in refusal.value.sentence


WORDS = st.sampled_from(["연인원", "참여", "상담", "시민", "약", "여", "남", "건", "회", "등"])
BESIDE = st.lists(
    st.one_of(
        WORDS,
        NUMBERS.map(str),
        NUMBERS.map(lambda one: f"{one}명"),
        NUMBERS.map(lambda one: f"{one:,}건"),
        st.sampled_from(["(", ")", ",", ".", "/", "~", "-", "+", " ", "(남 1, 여 2)", "천", "만"]),
    ),
    max_size=4,
).map("".join)


@given(BESIDE, NUMBERS, st.sampled_from(["명", "명 ", ""]), BESIDE)
def test_no_decoration_makes_another_figure_of_it_in_silence(
    before: str, value: int, unit: str, behind: str
) -> None:
    typed = f"{before}{value}{unit}{behind}"
    try:
        heard = hear_count(typed, "명")
    except Unreadable:
        return
    said = heard.told + heard.asked
    if not said:  # then the words hold this figure and no other
        digits = "".join(one for one in typed if one.isdigit())
        assert digits == str(heard.value) or int(digits or 0) == heard.value, typed
        assert not any(word in typed for word in ("건", "약", "천", "만", "연인원", "(")), typed
    else:
        assert with_unit(heard.value, "명") in said


@given(NUMBERS, NUMBERS, st.sampled_from([", ", " ", "/", "·"]), st.sampled_from(["명", ""]))
def test_men_and_women_add_up(men: int, women: int, between: str, unit: str) -> None:
    heard = hear_count(f"남 {men}{unit}{between}여 {women}{unit}", "명")
    assert heard.value == men + women
    assert with_unit(men + women, "명") in heard.told


def test_a_bracket_behind_a_sum_of_money_is_told() -> None:
    assert hear_money("5천만원.") == Heard(50_000_000)
    heard = hear_money("5천만원(부가세 포함)")
    assert (heard.value, "괄호 안(부가세 포함)" in heard.told) == (50_000_000, True)
    with pytest.raises(Unreadable, match="어림수"):
        hear_money("5억여원")
    with pytest.raises(Unreadable, match="읽지 못했습니다"):
        hear_money("여비 5천만원")


@pytest.mark.parametrize(
    ("pasted", "kept", "marks"),
    [
        ("- 화정역 광장", "화정역 광장", "-"),
        ("· 화정역 광장", "화정역 광장", "·"),
        ("·화정역", "화정역", "·"),
        ("○ 화정역 광장", "화정역 광장", "○"),
        ("ㅇ 화정역", "화정역", "ㅇ"),
        ("1) 화정역 광장", "화정역 광장", "1)"),
        ("(2) 화정역 광장", "화정역 광장", "(2)"),
        ("3. 화정역 광장", "화정역 광장", "3."),
        ("가. 화정역", "화정역", "가."),
        ("①화정역", "화정역", "①"),
        ("- 화정역\n- 주엽역", "화정역\n주엽역", "-"),
        ("○○로 확장공사", "○○로 확장공사", ""),
        ("-5도", "-5도", ""),
        ("12. 17. 협의", "12. 17. 협의", ""),
        ("3. 1절 행사", "3. 1절 행사", ""),
        ("(1차) 간담회", "(1차) 간담회", ""),
        ("(주)가나", "(주)가나", ""),
        ("-", "-", ""),
        ("가나다라", "가나다라", ""),
    ],
)
def test_the_mark_of_a_list_is_no_part_of_what_was_pasted(
    pasted: str, kept: str, marks: str
) -> None:
    assert unmarked(pasted) == (kept, marks)
