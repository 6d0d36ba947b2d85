"""The office's memory: last time's answers, values to offer, and a warning before a repetition."""

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import Facts
from storage.records import record_lookup, record_projection, records
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.helpers.facts import agreement, bus, fair, when, works
from tests.helpers.offices import NOW, Office


async def test_last_time_is_the_departments_own_last_record_of_that_kind(
    db: Database, office: Office
) -> None:
    event, home = RecordKind.EVENT, office.home
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), bus("2021.1.~6.", runs=42))
        await records.add(Act(session, office.staff, NOW), bus(runs=39))
        await records.add(Act(session, office.other, NOW), bus(runs=7))
        gone = await records.add(Act(session, office.staff, NOW), bus(runs=1))
        await records.remove(Act(session, office.staff, NOW), event, gone.id)
        await records.add(Act(session, office.staff, NOW), fair())
        last = await record_lookup.latest_like(session, event, EventKind.JOB_BUS, home)
        none = await record_lookup.latest_like(session, event, EventKind.MEETING, home)
        mou = await record_lookup.latest_like(session, RecordKind.MOU, None, home)
    assert (last, none, mou) == (bus(runs=39), None, None)


async def test_values_are_offered_newest_first_and_once(db: Database, office: Office) -> None:
    event = RecordKind.EVENT
    async with db.begin() as session:
        for place in ("덕양구청", "킨텍스", "덕양구청"):
            await records.add(Act(session, office.staff, NOW), fair(places=(place,)))
        await records.add(Act(session, office.staff, NOW), bus())
        places = await record_lookup.recent_values(session, event, office.home, "places", 6)
        runs = await record_lookup.recent_values(session, event, office.home, "counts.runs", 6)
        other = await record_lookup.recent_values(
            session, event, office.departments[1].id, "places", 6
        )
    assert places == [["덕양구청"], ["킨텍스"]]
    assert (runs, other) == ([39], [])


async def test_the_same_event_logged_by_another_officer_is_noticed(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        first = await records.add(Act(session, office.staff, NOW), fair())
        same = {
            "same company, two days on": fair(period=when("2021.7.17."), title="", places=()),
            "same place": fair(title="", companies=()),
            "nearly the same title": fair(title="쿠팡 채용박람회", companies=(), places=()),
        }
        for told, facts in same.items():
            found = await record_lookup.similar(session, facts)
            assert [row.id for row in found] == [first.id], told
        other = {
            "four days on": fair(period=when("2021.7.19.")),
            "another kind": fair(kind=EventKind.HIRING_EVENT),
            "nothing in common": fair(title="장애인일자리박람회", companies=(), places=()),
        }
        for told, facts in other.items():
            assert await record_lookup.similar(session, facts) == [], told
        assert await record_lookup.similar(session, fair(), besides=first.id) == []


async def test_repetitions_are_noticed_for_buses_agreements_contracts_and_undated_events(
    db: Database, office: Office
) -> None:
    undated = fair(period=Period(()), half=HalfYear(2020, 2))
    async with db.begin() as session:
        made: tuple[Facts, ...] = (bus(), agreement(), works(), undated)
        for facts in made:
            row = await records.add(Act(session, office.staff, NOW), facts)
            assert [one.id for one in await record_lookup.similar(session, facts)] == [row.id]
        elsewhere = agreement(title="온라인판로 지원", parties=("고양시", "고양시의사회"))
        assert await record_lookup.similar(session, elsewhere) == []
        later = fair(period=Period(()), half=HalfYear(2021, 1))
        assert await record_lookup.similar(session, later) == []


async def test_the_last_records_of_a_person_come_newest_first(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        made: tuple[Facts, ...] = (bus(), agreement(), works(), fair())
        rows = [
            await records.add(Act(session, office.staff, NOW.replace(minute=minute)), facts)
            for minute, facts in enumerate(made)
        ]
        await records.add(Act(session, office.other, NOW.replace(minute=30)), bus())
        last = await record_lookup.latest_of(session, office.staff.id, 3)
    assert [(row.kind, row.id) for row in last] == [
        (row.kind, row.id) for row in reversed(rows[1:])
    ]


async def test_the_figures_of_an_event_are_told_by_their_measure(
    db: Database, office: Office
) -> None:
    facts = fair(counts={Measure.VISITORS: 120, Measure.HIRED: 0})
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), facts)
        living = await record_lookup.all_living(session, RecordKind.EVENT)
    assert [one.id for one in living] == [row.id]
    assert record_projection.facts_of(living[0]) == facts
