"""Printed lines read back into records: surely, or not at all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.facts.shapes import EventFacts, Line, MouFacts, ProblemFacts
from storage.facts.wording import lines
from storage.report.reading.outline import Outline, OutlineRow
from storage.report.reading.proposal import PROBLEMS, Choices, Fate, propose
from storage.report.reading.units import Numbered, Unit, Where, units
from storage.report.reading.wording_breaks import cuts, mended
from storage.report.reading.wording_labels import read_label
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, EventKind, HostRole, Measure
from tests.corpus.cases import problems
from tests.helpers.imported import as_report, file_of, outline_of, whole_seed

HALF = HalfYear(2021, 2)
WHERE = Where(HALF, HALF)
BUS, SUPPORT = "고양시 찾아가는 일자리버스 운영", "기업 채용행사 지원"
COURSES, FAIRS = "취업지원 프로그램 운영", "채용박람회"


TWELVE, ONE = {"runs": 12, "consultations": 130}, {"runs": 1, "consultations": 25}
WORDS = (
    *("(2021.9.)", "(2021.7.~12.)", "29회", "265명", "상담", "운영", "및", "개최", "지원", "실시"),
    *("채용행사", "박람회", "간담회", "3기", "(총2기)", "(3,4기)", "업무협약", "체결", "(주)가나"),
    *("특강", "/", ",", "학교", "고양시"),
)


def read(heading: str, *below: str) -> Unit:
    """The one unit of an item and its details under a heading."""
    told = [Numbered(0, 1, heading)]
    told += [Numbered(at, 2 if at == 1 else 3, text) for at, text in enumerate(below, 1)]
    [unit] = units(told, WHERE)
    return unit


def facts(heading: str, *below: str) -> EventFacts:
    """The one event that was read surely."""
    [made] = read(heading, *below).made
    assert isinstance(made.facts, EventFacts)
    return made.facts


def test_all_of_the_real_report_is_read_surely() -> None:
    proposal = propose(whole_seed(), Choices())
    assert [proposal.count(fate) for fate in Fate] == [72, 0, 0, 0]


@pytest.mark.parametrize(
    ("heading", "item", "kind", "counts"),
    [
        (BUS, "(2021.8.~9.) 12회 운영 및 130명 상담", EventKind.JOB_BUS, TWELVE),
        (BUS, "(2021.7.3.) 화정역 광장 1회 운영 및 25명 상담", EventKind.JOB_BUS, ONE),
        (BUS, "(2021.7.~12.) 1,039회", EventKind.JOB_BUS, {"runs": 1039}),
        (COURSES, "일자리테마특강 10회(2021.9.)", EventKind.THEME_LECTURE, {"runs": 10}),
        ("찾아가는 채용행사 개최", "면접의 날 (3회/2021.8.)", EventKind.OUTREACH, {"runs": 3}),
        (COURSES, "여성취업교실 운영(2021.9.)", EventKind.PROGRAMME, {}),
        ("조례 개정", "지역건설산업 조례 개정으로 공동도급 비율 상향", EventKind.REGULATION, {}),
        (SUPPORT, "㈜가나다 물류직 채용행사 개최", EventKind.HIRING_EVENT, {}),
        ("기관간 업무협력 방안 마련", "경제단체 간담회 실시(21.9.1.)", EventKind.MEETING, {}),
    ],
)  # fmt: skip
def test_lines_of_every_kind_are_read(
    heading: str, item: str, kind: EventKind, counts: dict[str, int]
) -> None:
    found = facts(heading, item)
    assert found.kind is kind
    assert {str(name.value): value for name, value in found.counts.items()} == counts
    assert lines(found) == (Line(1, heading), Line(2, item))


def test_details_become_figures_places_components_and_words() -> None:
    found = facts(
        FAIRS,
        "청년일자리박람회 개최(2021.9.)",
        "온라인 진행",
        "두 기관이 함께 준비",
        "현장 상담 + 특강",
        "장소 : 킨텍스, 고양시청",
        "구인 50명, 참여 120명, 채용 30명",
    )
    assert found.role is HostRole.HOST
    assert (found.places, found.components) == (("킨텍스", "고양시청"), ("현장 상담", "특강"))
    assert found.counts == {Measure.OPENINGS: 50, Measure.VISITORS: 120, Measure.HIRED: 30}
    assert found.description == "두 기관이 함께 준비"


NOT_SURE = [
    (BUS, "일자리버스 29회 남짓 운영"),  # no grammar of ours
    (BUS, "(7.~12.) 39회"),  # a year would have to be guessed
    (BUS, "(2021. 7.~12.) 39 회 운영"),
    (FAIRS, "채용박람회 3회 개최(2021.9.)"),  # the count would drown in the name
    (FAIRS, "박람회 개최(2021.8.) 후 후속 상담"),  # and so would the date
    (SUPPORT, "쿠팡 채용 지원"),  # a name or a deed?
    (COURSES, "취업교육"),
    ("기관간 업무협력 방안 마련", "일자리 창출을 위한 업무협약(2021.9.)"),  # with whom?
    ("기관간 업무협력 방안 마련", "가나다-라마바 협약 : 사-아-"),
    ("아무 제목", "아무 일이나 함"),
]


@pytest.mark.parametrize(("heading", "item"), NOT_SURE)
def test_what_is_not_sure_stays_words(heading: str, item: str) -> None:
    assert read(heading, item).made == ()


def test_a_line_below_a_company_that_cannot_be_read_stays_words_alone() -> None:
    unit = read(SUPPORT, "(주)가나다", "(2021. 9.) 물류직 채용행사지원", "후속 상담 예정")
    assert len(unit.made) == 1
    assert unit.covered == {1, 2}


def test_each_line_on_problems_becomes_a_record_of_its_own_words() -> None:
    said = problems()
    assert len(said) == 4 * 24
    outline = replace(whole_seed(), problems=tuple(Line(2, one) for one in said))
    offers = propose(outline_of(file_of(as_report(outline), "docx")), Choices()).of_block(PROBLEMS)
    assert {one.fate for one in offers} == {Fate.RECORD}
    made = [one.unit.made[0].facts for one in offers]
    assert made == [ProblemFacts(one, half=HALF) for one in said]


def test_contacts_hang_on_the_agreement_above_them() -> None:
    unit = read(
        "대형기업 간 업무협력방안 마련",
        "가나다재단(일산센터)",
        "(2021. 8.) 고양시민 우선고용을 위한 업무협약 체결",
        "(2021. 9.) 채용 계획 전화 협의(10월 재논의)",
    )
    agreement, contact = unit.made
    assert isinstance(agreement.facts, MouFacts)
    assert agreement.facts.purpose == "고양시민 우선고용을 위한"
    assert contact.parent == 0


def test_a_record_of_another_half_than_its_block_is_counted_where_it_is_printed() -> None:
    found = facts(SUPPORT, "온라인 기업 채용설명회(2021.5.)")
    assert (found.half, found.period.half) == (HALF, HalfYear(2021, 1))


@settings(max_examples=200, deadline=None)
@given(
    heading=st.sampled_from([BUS, SUPPORT, COURSES, FAIRS, "찾아가는 채용행사 개최", "조례 개정"]),
    parts=st.lists(
        st.sampled_from(WORDS),
        min_size=1,
        max_size=6,
    ),
    glue=st.sampled_from(["", " "]),
)
def test_whatever_is_read_prints_exactly_what_was_read(
    heading: str, parts: list[str], glue: str
) -> None:
    text = glue.join(parts)
    outline = Outline((OutlineRow("2021년도 하반기 추진실적", (Line(1, heading), Line(2, text))),))
    proposal = propose(outline, Choices())
    [offer] = proposal.offers
    if offer.fate is not Fate.RECORD:
        return
    assert offer.unit.covered == {1}
    for made in offer.unit.made:
        said = "".join(line.text for line in lines(made.facts)[1:])
        assert said in text


def test_a_label_tells_its_halves() -> None:
    assert read_label("2021년도 하반기 추진실적 (21. 7월~12월 실적)").first == HALF
    assert read_label("2022년도 상반기 추진계획 (향후 추진 계획)").kind is BlockKind.PLAN
    past = read_label("그동안 추진실적 (2018. ~ 2021.6.)")
    assert (past.kind, past.first, past.last) == (
        BlockKind.PAST,
        HalfYear(2018, 1),
        HalfYear(2021, 1),
    )


@pytest.mark.parametrize(
    "labels",
    [
        ("추진실적",),
        ("2021년도 하반기 추진실적", "2020년도 하반기 추진실적"),
        ("2021년도 하반기 추진실적", "2023년도 상반기 추진계획"),
    ],
)
def test_a_report_whose_half_is_unclear_is_refused(labels: tuple[str, ...]) -> None:
    rows = tuple(OutlineRow(label, (Line(1, "제목"),)) for label in labels)
    with pytest.raises(Refusal):
        propose(Outline(rows), Choices())


def test_past_rows_whose_dates_cross_keep_their_words() -> None:
    rows = (
        OutlineRow(
            "그동안 추진실적 (2018. ~ 2020.)", (Line(1, BUS), Line(2, "(2021.7.~12.) 42회"))
        ),
        OutlineRow("2021년도 하반기 추진실적", (Line(1, BUS), Line(2, "(2021.7.~12.) 39회"))),
    )
    proposal = propose(Outline(rows), Choices())
    assert [one.fate for one in proposal.offers] == [Fate.WORDS, Fate.RECORD]


def test_numbers_of_persons_are_never_taken_over() -> None:
    line = Line(2, "문의 홍○○ 010-1234-5678")
    rows = (OutlineRow("2021년도 하반기 추진실적", (Line(1, FAIRS), line)),)
    choices = Choices({0: Fate.RECORD})
    [offer] = propose(Outline(rows), choices).offers
    assert (offer.fate, offer.forced) == (Fate.DROP, True)
    assert "번호" in offer.doubts[0]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("고속도로 영 업소 관리요원", "고속도로 영업소 관리요원"),
        ("채용지원(가나타운, 유니 테크빌, 다라밸리)", "채용지원(가나타운, 유니테크빌, 다라밸리)"),
        ("청년 나 알기 학교 및 취업 시 상담", "청년 나 알기 학교 및 취업 시 상담"),
        ("기관(고양시, 고양시 의사회)", "기관(고양시, 고양시 의사회)"),
    ],
)
def test_words_that_look_cut(text: str, whole: str) -> None:
    assert mended(text, cuts(text)) == whole
