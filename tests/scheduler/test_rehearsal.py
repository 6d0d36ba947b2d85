"""The rehearsal is the run, message by message, and leaves nothing behind."""

from dataclasses import replace
from datetime import date

from sqlmodel import func, select

from scheduler.reminders import rehearsal
from storage.act import Act
from storage.database import Database
from storage.models.round import CollectionRound, HolidayOverride, Reminder
from storage.models.traffic import Outbox
from storage.office import deputies, holiday_changes
from storage.rounds import rounds
from storage.rules.clock import kst
from storage.rules.terms import Role
from tests.helpers.databases import locked
from tests.helpers.offices import seat
from tests.helpers.older_calendar import left_behind
from tests.scheduler.town import Town, at

BEFORE = date(2026, 5, 18)
LAST = date(2026, 7, 4)  # two weeks behind the due day


async def _ahead(town: Town) -> list[rehearsal.Foreseen]:
    """The rehearsal of the round that is planned, on a day two weeks before it opens."""
    async with town.db.begin() as session:
        await rounds.ensure_rounds(session, BEFORE, at(BEFORE))
    async with town.db.read() as session:
        row = await rounds.current(session, BEFORE)
        assert row is not None
        return await rehearsal.rehearse(session, row, at(BEFORE))


async def test_the_run_tells_what_the_rehearsal_told_message_by_message(town: Town) -> None:
    """N12, with a deputy, a day off of the office's own and somebody who cannot be reached."""
    async with town.db.begin() as session:
        me, deputy = town.person(1), town.person(1, Role.LEAD)
        await deputies.appoint(
            Act(session, me, at(BEFORE)), me.id, deputy.id, date(2026, 6, 17), date(2026, 6, 22)
        )
        session.add(HolidayOverride(day=date(2026, 6, 19), works=False, name="개청기념일"))
        lost = await session.get(type(me), town.person(2).id)
        assert lost is not None
        lost.reachable = False
    foreseen = await _ahead(town)
    assert await town.outbox() == []
    run = await town.days(BEFORE, LAST)
    names = {one.id: one.name for one in (town.office, *town.people.values())}
    assert [(one.at, one.officer_id, names[one.officer_id], one.text) for one in run] == [
        (one.when, one.officer_id, one.whom, one.what) for one in foreseen
    ]
    assert len(run) > 30
    assert date(2026, 6, 19) not in {kst(one.when).date() for one in foreseen}


async def test_the_rehearsal_counts_by_the_accepted_calendar_as_the_run_does(town: Town) -> None:
    """R07: the package calls 3 June a holiday and 18 June a working day; the office does not."""
    election, own = date(2026, 6, 3), date(2026, 6, 18)
    await left_behind(town.db, 2026, without=[election], more=[own])
    async with town.db.begin() as session:
        await holiday_changes.compare(session, BEFORE, at(BEFORE))
    foreseen = await _ahead(town)
    run = await town.days(BEFORE, LAST)
    assert [(one.at, one.text) for one in run] == [(one.when, one.what) for one in foreseen]
    mine = [kst(one.when).date() for one in foreseen if one.officer_id == town.person(1).id]
    assert date(2026, 6, 16) in mine  # three working days before 22 June
    assert own not in {kst(one.when).date() for one in foreseen}


async def test_a_rehearsal_leaves_no_row_and_opens_nothing(db: Database) -> None:
    async with db.begin() as session:
        await seat(session)
        await rounds.ensure_rounds(session, BEFORE, at(BEFORE))
    async with db.read() as session:
        row = await rounds.current(session, BEFORE)
        assert row is not None
        told = await rehearsal.rehearse(session, row, at(BEFORE), until=date(2026, 6, 30))
    assert told
    async with db.read() as session:
        for table in (Reminder, Outbox):
            assert (await session.exec(select(func.count()).select_from(table))).one() == 0
        found = (await session.exec(select(CollectionRound))).all()
        assert [(one.state, one.opened_at) for one in found] == [("planned", None)]


async def test_other_dates_are_rehearsed_as_they_are_set(town: Town) -> None:
    async with town.db.begin() as session:
        await rounds.ensure_rounds(session, BEFORE, at(BEFORE))
        row = await rounds.current(session, BEFORE)
        assert row is not None
        dates = replace(rounds.dates_of(row), request_on=date(2026, 6, 8))
        row = await rounds.change_dates(
            Act(session, town.office, at(BEFORE)),
            row.id,
            dates,
            expected_version=row.version,
            offsets=[-2, 0],
        )
    async with town.db.read() as session:
        told = await rehearsal.rehearse(session, row, at(BEFORE), until=date(2026, 6, 22))
    days = [kst(one.when).date() for one in told if one.officer_id == town.person(1).id]
    assert days == [date(2026, 6, 8), date(2026, 6, 18), date(2026, 6, 22)]


async def test_a_rehearsal_waits_for_no_writer_and_holds_up_none(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    async with db.begin() as session:
        await seat(session)
        await rounds.ensure_rounds(session, BEFORE, at(BEFORE))
    with locked(sqlite_url):
        async with db.read() as session:
            row = await rounds.current(session, BEFORE)
            assert row is not None
            assert await rehearsal.rehearse(session, row, at(BEFORE))
    await db.close()
