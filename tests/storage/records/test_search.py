"""What an officer types is found: any spelling of a company, a year, a month, part of a word."""

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts, ProblemFacts
from storage.records import companies, records, search
from storage.rules import errors
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.helpers.facts import agreement, bus, fair, when, works
from tests.helpers.offices import NOW, Office

OTHER = "쿠팡플필먼트서비스(고양센터)"


@pytest.fixture
async def shelf(db: Database, office: Office) -> Database:
    """Two Coupang spellings that are one company, and some others."""
    async with db.begin() as session:
        first = fair(period=when("2019.7."), title="쿠팡채용박람회(2차)")
        made = await records.add(Act(session, office.staff, NOW), first)
        named = await companies.linked(session, RecordKind.EVENT, made.id)
        await companies.join(session, OTHER, named[0][1])
        second = EventFacts(
            kind=EventKind.HIRING_EVENT,
            period=when("2020.7."),
            companies=(OTHER,),
            job="물류직",
        )
        for facts in (second, agreement(), bus(), works(), ProblemFacts(text="100%_달성 \\ 노력")):
            await records.add(Act(session, office.staff, NOW), facts)
    return db


async def _found(db: Database, office: Office, words: str) -> list[tuple[str, str | None]]:
    async with db.read() as session:
        hits = await search.find(session, words, viewer=office.viewer)
    assert hits.total == len(hits.rows)
    return [(hit.kind.value, hit.half.code if hit.half else None) for hit in hits.rows]


@pytest.mark.parametrize("words", ["쿠팡", "쿠팡풀필먼트유한회사", "쿠팡플필먼트 서비스"])
async def test_a_company_is_found_under_each_of_its_names(
    shelf: Database, office: Office, words: str
) -> None:
    wanted = [("event", "2020-2"), ("event", "2019-2")]
    assert await _found(shelf, office, words) == wanted


async def test_words_years_and_months_narrow_the_search(shelf: Database, office: Office) -> None:
    bus_row = ("event", "2021-2")
    for words, wanted in {
        "쿠팡 2019": [("event", "2019-2")],
        "쿠팡 '19": [("event", "2019-2")],
        "쿠팡 2020년": [("event", "2020-2")],
        "쿠팡 2020.7": [("event", "2020-2")],
        "쿠팡 20.7.": [("event", "2020-2")],
        "쿠팡 2020.8": [],
        "2020.7": [("event", "2020-2")],
        "일자리버스 2021.12": [bus_row],
        "버스 2021년 하반기": [bus_row],
        "버스 2021-2": [bus_row],
        "버스 2021-1": [],
        "물류직": [("event", "2020-2")],
        "채용 박람회": [("event", "2019-2")],
        "지에스": [],
        "코레일테크": [("mou", "2021-2")],
        "가나건설 정비": [("contract", "2021-2")],
        "": [],
    }.items():
        assert await _found(shelf, office, words) == wanted, words


async def test_signs_of_the_database_are_ordinary_signs(shelf: Database, office: Office) -> None:
    for words in ("100%", "%_", "\\", "_달성"):
        assert await _found(shelf, office, words) == [("problem", None)], words
    assert await _found(shelf, office, "물_직") == []
    assert await _found(shelf, office, "' OR 1=1 --") == []


async def test_removed_records_are_not_found(shelf: Database, office: Office) -> None:
    async with shelf.begin() as session:
        hits = await search.find(session, "물류직", viewer=office.staff)
        await records.remove(Act(session, office.staff, NOW), hits.rows[0].kind, hits.rows[0].id)
    assert await _found(shelf, office, "물류직") == []


async def test_pages_and_kinds_and_the_department_are_told(
    shelf: Database, office: Office
) -> None:
    async with shelf.read() as session:
        first = await search.find(session, "2021", limit=2, viewer=office.other)
        last = await search.find(session, "2021", limit=2, offset=2, viewer=office.other)
        none = await search.find(session, "2021", limit=2, offset=9, viewer=office.other)
        mous = await search.find(
            session, "2021", kinds=[RecordKind.MOU], limit=2, viewer=office.other
        )
    assert (first.total, last.total, none.total, mous.total) == (3, 3, 3, 1)
    assert [hit.kind.value for hit in first.rows + last.rows] == ["mou", "contract", "event"]
    assert {hit.department for hit in first.rows} == {"일자리정책과"}


async def test_a_removed_person_finds_nothing(shelf: Database, office: Office) -> None:
    office.viewer.state = "removed"
    async with shelf.read() as session:
        with pytest.raises(errors.NotAllowed):
            await search.find(session, "쿠팡", viewer=office.viewer)


@pytest.mark.parametrize(
    "words", ["ㅋㅍ", "쿠ㅍ", "쿠파", "ㅋㅍㅍㅍ", "쿠팡ㅍ", "ㅋㅍ 2019", "쿠팡 ㅊㅇ"]
)
async def test_words_that_are_half_typed_find_what_they_are_going_to_be(
    shelf: Database, office: Office, words: str
) -> None:
    """A company under any of its names, a title, the beginning of a text; on both databases."""
    wanted = [("event", "2020-2"), ("event", "2019-2")]
    found = await _found(shelf, office, words)
    assert found == [one for one in wanted if found.count(one)]
    assert ("event", "2019-2") in found
    if words in ("ㅋㅍ", "쿠ㅍ", "쿠파"):
        assert found == await _found(shelf, office, "쿠팡")


@pytest.mark.parametrize("words", ["ㅋㅅ", "쿠ㄱ", "ㅏ", "ㅋㅍ 2018", "[가-힣]", "쿠ㅍ*", "코파"])
async def test_what_is_half_typed_finds_nothing_else(
    shelf: Database, office: Office, words: str
) -> None:
    assert await _found(shelf, office, words) == []


async def test_two_consonants_that_the_keyboard_makes_one_are_two(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        await records.add(act, fair(title="박람 사업", companies=("㈜가나",)))
        await records.add(act, fair(title="보수 공사", companies=("㈜가나",)))
    assert len(await _found(db, office, "ㅄ")) == 1
    assert len(await _found(db, office, "ㅂㄹ")) == 1


async def test_a_figure_a_month_a_department_and_who_keeps_it_find_a_record(
    shelf: Database, office: Office
) -> None:
    async with shelf.begin() as session:
        office.staff.name = "김○○"
        session.add(office.staff)
        told = bus(runs=11, people=1_265)
        await records.add(Act(session, office.other, NOW), told)
        theirs = fair(title="기업의 날", period=when("2021.11.3."), counts={Measure.VISITORS: 88})
        await records.add(Act(session, office.other, NOW), theirs)
    bus_row, day = ("event", "2021-2"), ("event", "2021-2")
    for words, wanted in {
        "1265": [bus_row],
        "1,265명": [bus_row],
        "88": [day],
        "87": [],
        "11월 기업": [day],
        "11월 버스 1265": [bus_row],
        "10월 기업": [],
        "기업지원과 88명": [day],
        "기업 지원과": [],
        "김○○ 88": [],
        "김○○ 물류직": [("event", "2020-2")],
    }.items():
        assert await _found(shelf, office, words) == wanted, words


async def test_a_list_tells_what_its_events_counted_together(
    shelf: Database, office: Office
) -> None:
    async with shelf.begin() as session:
        for people, hired in ((30, 4), (12, None)):
            counts = {Measure.VISITORS: people} | ({Measure.HIRED: hired} if hired else {})
            facts = fair(title=f"상생 박람회 {people}", counts=counts)
            await records.add(Act(session, office.staff, NOW), facts)
    async with shelf.read() as session:
        hits = await search.find(session, "상생", viewer=office.viewer)
        came, taken_on = hits.sums
        assert (hits.total, came.value, came.gap) == (2, 42, None)
        assert (taken_on.value, taken_on.gap) == (4, (1, 2))
        assert (await search.find(session, "상생 30", viewer=office.viewer)).sums == ()
