"""What the loose grammar promises of any line: no letter lost, nothing told that is not there."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose.printed import printed
from storage.facts.loose.proposed import FIRST_DETAIL, Reading, Setting
from storage.facts.shapes import (
    EventFacts,
    FollowUpFacts,
    MouFacts,
    PlanItemFacts,
    PromiseFacts,
)
from storage.facts.wording import lines
from storage.rules.date_grammar import read_period
from storage.rules.half_year import HalfYear
from storage.rules.terms import DatePlace, EventKind, HostRole, Measure

HALF = HalfYear(2021, 2)
SETTING = Setting(HALF, HALF)
WHOLE_PLEDGE = Setting(HalfYear(2018, 1), HalfYear(2021, 2))
TODAY = date(2021, 12, 31)
PIECES = st.sampled_from(
    [
        *("채용박람회", "개최", "(2021. 9. 3.)", "29개사", "참여", "면접", "120명", "(", ")", "/"),
        *(",", " ", "·", "3기", "업무협약", "체결", "㈜가나", "-", "8.4.(수)", "남 10", "여 15명"),
        *(
            "일자리버스",
            "39회",
            "약",
            "총",
            "기관 간",
            "와",
            "9~11월",
            "’21.",
            "「",
            "[",
            "：",
            "①",
        ),
    ]
)
LINE = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60)


def read(line: str, setting: Setting = SETTING) -> Reading:
    """A line with its heading and details, parted by |."""
    heading, item, *details = line.split(" | ")
    return printed(heading, item, details, setting)


def values(line: str, setting: Setting = SETTING) -> dict[str, object]:
    """What is proposed of the one record of a line; nothing where there is none."""
    reads = read(line, setting).reads
    return dict(reads[0].values) if len(reads) == 1 else {}


def counts(line: str) -> dict[Measure, int]:
    """The figures that a line proposes."""
    told = values(line).get("counts", {})
    assert isinstance(told, dict)
    return told


@given(LINE, LINE, st.lists(LINE, max_size=3), st.booleans())
def test_reading_never_raises_and_loses_no_letter(
    heading: str, item: str, details: list[str], plan: bool
) -> None:
    reading = printed(heading, item, details, Setting(HALF, HALF, plan))
    for at, text in enumerate(reading.lines):
        kept = [one.place for made in reading.reads for one in made.taken]
        kept += [one.place for one in reading.rest]
        letters = {spot for one in kept if one.line == at for spot in range(one.start, one.end)}
        assert letters == set(range(len(text)))
    for made in reading.reads:
        said = [(one.place, one.text) for one in made.taken]
        said += [(one.place, one.text) for one in made.doubts]
        for place, words in said:
            assert reading.lines[place.line][place.start : place.end] == words


TITLES = {
    EventKind.JOB_FAIR: ("청년 일자리박람회", "중장년채용박람회"),
    EventKind.OUTREACH: ("4050원스톱데이", "장애인 취업희망의 날"),
    EventKind.CONFERENCE: ("청년드림 JOB콘서트", "면접 특강"),
    EventKind.PROGRAMME: ("청년캣취업 사관학교", "세무회계 양성과정"),
    EventKind.THEME_LECTURE: ("", "일자리테마특강"),
    EventKind.MEETING: ("채용 관련 간담회", "일자리 협의회 회의"),
    EventKind.REGULATION: ("공사계약 특수조건 개정",),
}
DATES = ("2021.8.4.", "2021. 9.", "2021.7.~12.", "21.10.28.", "2021.11.2.~11.5.", "2021.9.10.")


@st.composite
def events(draw: st.DrawFn) -> EventFacts:
    """An event as an officer may enter it."""
    kind = draw(st.sampled_from(EventKind))
    row = EVENT_ROWS[kind]
    told = draw(st.sets(st.sampled_from([*row.figures_asked, *row.figures, Measure.RUNS])))
    told &= {*row.figures_asked, *row.figures}
    figures = {one: draw(st.integers(1, 3000)) for one in Measure if one in told}
    if Measure.RESIDENTS in figures:
        figures[Measure.HIRED] = figures[Measure.RESIDENTS] + draw(st.integers(0, 50))
    given_facts = {*row.asks, *row.takes}
    companies: tuple[str, ...] = ()
    if "companies" in given_facts:
        companies = draw(st.sampled_from([(), ("(주)가나유통",), ("다온식품", "㈜새빛")]))
    return EventFacts(
        kind,
        read_period(draw(st.sampled_from(DATES)), TODAY),
        title=draw(st.sampled_from(TITLES.get(kind, ("",)))),
        role=draw(st.sampled_from([None, *HostRole])) if "role" in given_facts else None,
        companies=companies,
        places=draw(st.sampled_from([(), ("킨텍스",)])) if "places" in given_facts else (),
        job=draw(st.sampled_from(["", "물류직"])) if "job" in given_facts else "",
        counts=figures,
        cohorts=draw(st.sampled_from([(), (2,), (3, 4, 5)])) if "cohorts" in given_facts else (),
        date_place=draw(st.sampled_from([None, *DatePlace])),
    )


@given(events())
def test_our_own_sentence_proposes_what_it_was_made_of_or_less(facts: EventFacts) -> None:
    said = [line.text for line in lines(facts)]
    reading = printed(said[0], said[1], said[2:], SETTING)
    for made in reading.reads:
        mine = made.facts
        assert isinstance(mine, EventFacts), (said, mine)
        assert mine.counts.items() <= facts.counts.items(), said
        assert not mine.period.known or mine.period.spans == facts.period.spans, said
        assert set(mine.companies) <= set(facts.companies), said
        assert set(mine.places) <= set(facts.places), said
        assert mine.cohorts in ((), facts.cohorts), said
        assert mine.kind is facts.kind or not facts.title, said


def test_the_year_of_a_date_is_that_of_its_block_or_none() -> None:
    line = "채용박람회 | 청년 일자리박람회 개최({})"
    assert values(line.format("9. 3.(금)"))["period"] == read_period("2021.9.3.", TODAY)
    of_several = read(line.format("9.3."), WHOLE_PLEDGE).reads[0]
    assert isinstance(of_several.facts, EventFacts)
    assert not of_several.facts.period.known
    assert [str(one.start) for one in of_several.doubts[0].candidates] == [
        f"{year}-09-03" for year in (2018, 2019, 2020, 2021)
    ]
    outside = read(line.format("3. 3.")).reads[0]
    assert isinstance(outside.facts, EventFacts)
    assert not outside.facts.period.known
    by_weekday = read(line.format("9. 3.(금)"), WHOLE_PLEDGE).reads[0].facts
    assert isinstance(by_weekday, EventFacts)
    assert by_weekday.period == read_period("2021.9.3.", TODAY)


@pytest.mark.parametrize("said", ["2021. 13. 2.", "'21. 13. 5.", "2021년 13. 2.", "'21. 14. 3."])
def test_the_rest_of_a_date_that_is_none_is_asked_about(said: str) -> None:
    one = read(f"채용박람회 | 청년 일자리박람회 개최({said})").reads[0]
    assert "period" not in one.values or not one.values["period"].known
    assert [doubt.field for doubt in one.doubts] == ["period"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("박람회 | 가을 채용박람회 개최(9월) : 면접 120, 채용 35", {}),
        ("박람회 | 가을 채용박람회 개최(9월) : 면접 약 120명, 채용 35명", {Measure.HIRED: 35}),
        ("박람회 | 가을 채용박람회 개최(9월) : 면접 120여명", {}),
        ("박람회 | 가을 채용박람회 개최(9월) : 면접 30~40명", {}),
        ("박람회 | 가을 채용박람회 개최(9월) : 채용 50명 목표", {}),
        ("박람회 | 가을 채용박람회 개최(9월) : 연인원 300명", {}),
        ("박람회 | 가을 채용박람회 개최(9월) : 1차 합격 30명", {}),
        ("박람회 | 가을 채용박람회 개최(9월) : 취업 알선 30명", {}),
        (
            "박람회 | 가을 채용박람회 개최(9월) : 면접 44명(남 30, 여 14)",
            {Measure.INTERVIEWED: 44},
        ),
        (
            "일자리버스 | 3회 운영, 상담 25명(남10, 여15)",
            {Measure.RUNS: 3, Measure.CONSULTATIONS: 25},
        ),
        ("일자리버스 | 3회 운영, 남 10명, 여 15명 상담", {Measure.RUNS: 3}),
        ("일자리버스 | 주 2회, 총 31회 운영", {Measure.RUNS: 31}),
        (
            "박람회 | 가을 박람회 개최(9월) : 채용 20명(시민 12명)",
            {Measure.HIRED: 20, Measure.RESIDENTS: 12},
        ),
        ("박람회 | 가을 박람회 개최(9월) : 시민 12명", {}),
        (
            "박람회 | 가을 박람회 개최(9월) : 면접 90명 중 12명 채용",
            {Measure.INTERVIEWED: 90, Measure.HIRED: 12},
        ),
        ("박람회 | 가을 박람회 개최(9월) : 22명 중 14명 채용", {Measure.HIRED: 14}),
        ("박람회 | 가을 박람회 개최(9월) : 채용 20명, 추가 채용 3명", {}),
    ],
)
def test_only_what_was_counted_exactly_and_says_what_it_is_becomes_a_figure(
    line: str, told: dict[Measure, int]
) -> None:
    assert counts(line) == told
    left_out = [one for made in read(line).reads for one in made.doubts]
    assert left_out or told


@pytest.mark.parametrize(
    ("line", "companies"),
    [
        ("채용행사 | 한국 도로공사 요금수납원 채용행사 지원(9월)", ()),
        ("채용행사 | 주식회사 온담푸드 채용행사 지원(9월)", ("주식회사 온담푸드",)),
        ("채용행사 | 가나유통(고양점) 채용행사 지원(9월)", ("가나유통(고양점)",)),
        ("채용행사 | 가나유통, ㈜다라 채용행사 지원(9월)", ("가나유통", "㈜다라")),
        ("채용행사 | 중소기업 채용행사 지원(9월)", ()),
        ("채용행사 | 가나유통 외 3개사 채용행사 지원(9월)", ("가나유통",)),
    ],
)
def test_a_company_is_named_whole_or_not_at_all(line: str, companies: tuple[str, ...]) -> None:
    made = read(line).reads
    assert len(made) == 1
    facts = made[0].facts
    assert isinstance(facts, EventFacts)
    assert facts.companies == companies
    whole = companies and "외" not in line
    assert whole or "companies" in [one.field for one in made[0].doubts]


def test_a_particle_that_may_belong_to_the_name_is_never_cut_off() -> None:
    assert values("업무협약 | 밝은안과 업무협약 체결(9월)")["parties"] == ("밝은안과",)
    assert values("업무협약 | 가나병원과 업무협약 체결(9월)")["parties"] == ("가나병원",)
    assert values("업무협약 | 소통협력과 업무협약 체결(9월)")["parties"] != ("소통협력",)


def test_several_events_on_one_line_are_several_records() -> None:
    made = read("채용박람회 | 청년일자리박람회(9.3.)/장애인일자리박람회(10.5.)").reads
    assert [one.values["title"] for one in made] == ["청년일자리박람회", "장애인일자리박람회"]
    assert [str(one.values["period"].start) for one in made] == ["2021-09-03", "2021-10-05"]


def test_what_happened_with_a_company_stands_below_its_line() -> None:
    made = read(
        "대기업 협력 | 두레백화점(미리내점) | (2021. 7. 25.) 지역인재 채용 업무협약 체결"
        " | (2021. 9. 8.) 이행상황 점검 방문 협의 | 2021. 10. 채용행사 지원(채용 11명)"
    )
    signed, contact, hiring = made.reads
    assert isinstance(signed.facts, MouFacts)
    assert signed.facts.parties == ("두레백화점(미리내점)",)
    assert signed.lines == (1, FIRST_DETAIL)
    assert isinstance(contact.facts, FollowUpFacts)
    assert contact.parent == 0
    assert isinstance(hiring.facts, EventFacts)
    assert hiring.facts.companies == ("두레백화점(미리내점)",)
    assert hiring.facts.counts == {Measure.HIRED: 11}


def test_a_tour_below_its_bus_is_a_record_of_its_own() -> None:
    made = read("일자리버스 | (2021.7.~11.) 29회 운영 및 265명 상담 | 잡투어 9회 9개 업체").reads
    assert [one.event_kind for one in made] == [EventKind.JOB_BUS, EventKind.JOB_TOUR]
    assert made[1].lines == (FIRST_DETAIL,)


def test_an_item_of_a_plan_keeps_its_words_and_tells_its_goal() -> None:
    line = "공사 | 도서관 건립공사 근로자 30명(시민 15명) 고용, 예산 12백만원(7~12월)"
    made = read(line, Setting(HALF, HALF, plan=True)).reads[0].facts
    assert isinstance(made, PlanItemFacts)
    assert made.text == line.split(" | ")[1]
    assert (made.out_of, made.citizens, made.budget) == (30, 15, 12_000_000)
    assert made.months == read_period("2021.7.~12.", TODAY)


def test_a_reading_with_nothing_open_is_sure_and_one_with_a_doubt_is_not() -> None:
    plain = read("박람회 | 가을 채용박람회 개최(2021.9.3.), 면접 120명, 채용 35명").reads[0]
    assert plain.sure
    doubtful = read("박람회 | 가을 채용박람회 개최(2021.9.3.), 면접 약 120명").reads[0]
    assert not doubtful.sure
    assert "120명" in doubtful.doubts[0].question


def test_hires_that_were_promised_hang_on_their_agreement() -> None:
    made = read("협력 | ㈜가나물류 | 업무협약 체결(2021. 9. 1.) | 지역인재 50명 우선 채용").reads
    promised = made[1].facts
    assert isinstance(promised, PromiseFacts)
    assert (promised.text, promised.target, promised.unit) == ("지역인재 50명 우선 채용", 50, "명")
    assert made[1].parent == 0
    about = read("협력 | ㈜가나물류 | 업무협약 체결(2021. 9. 1.) | 지역인재 약 50명 채용").reads
    assert len(about) == 1


def test_a_word_that_may_mean_several_kinds_is_asked_unless_its_heading_says() -> None:
    asked = read("기타 | 구인구직 만남의 날 운영(6회, 면접 154명, 취업 33명)").reads[0]
    assert [one.candidates for one in asked.doubts if one.field == "kind"] == [
        (EventKind.OUTREACH, EventKind.HIRING_EVENT, EventKind.JOB_FAIR)
    ]
    said = read("찾아가는 채용행사 | 4050 원스톱데이 7회").reads[0]
    assert said.event_kind is EventKind.OUTREACH
    assert said.sure


@pytest.mark.parametrize("piece", [",1 ", "박람회·", "9. ", "(", "과1기/", "1기, ", "가와 ", "～"])
def test_a_line_of_anything_repeated_is_read_in_no_time(piece: str) -> None:
    started = time.perf_counter()
    for heading in ("업무협약", "취업지원 프로그램 운영"):
        printed(heading, (piece * 400)[:399], (), SETTING)
    assert time.perf_counter() - started < 3
