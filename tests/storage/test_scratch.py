"""A copy to try things on: it holds all that is committed, and nothing of it comes back."""

from datetime import date

from sqlmodel import func, select

from scheduler.reminders import rehearsal
from storage import scratch
from storage.database import Database
from storage.models.event import Event, EventCount
from storage.models.office import Officer
from storage.models.round import CollectionRound
from storage.rounds import rounds
from storage.rules.terms import Role
from tests.helpers.databases import locked
from tests.helpers.history import lived
from tests.helpers.offices import seat
from tests.scheduler.town import at

BEFORE = date(2026, 5, 18)
TABLES = (Officer, Event, EventCount, CollectionRound)


async def counts(db: Database) -> list[int]:
    async with db.read() as session:
        return [
            (await session.exec(select(func.count()).select_from(table))).one() for table in TABLES
        ]


async def test_a_copy_holds_everything_and_what_is_written_there_stays_there(db: Database) -> None:
    async with db.begin() as session:
        office = await seat(session)
        await lived(session, office, 40)
        await rounds.ensure_rounds(session, BEFORE, at(BEFORE))
    here = await counts(db)
    async with db.read() as session, scratch.copied(session) as copy:
        assert await counts(copy) == here
        async with copy.begin() as trial:
            trial.add(Officer(name="홍○○", role=Role.STAFF, created_at=at(BEFORE)))
        assert await counts(copy) != here
    assert await counts(db) == here


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
