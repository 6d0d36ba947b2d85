"""The tick that watches the public holidays: a new release of their package shifts nothing."""

from scheduler.looking import look
from storage.database import Database
from storage.office import holiday_changes, holidays
from storage.rules.clock import Clock, kst_date
from storage.rules.ladder import sends_at


async def watch_holidays(db: Database, clock: Clock) -> None:
    """Compares with what the office accepted; asks about a change in the office's hours.

    A year that cannot be compared does not keep the others from being asked about.
    """
    now = clock()
    async with look(db, "calendar", now) as (session, aside):
        await holiday_changes.compare(session, kst_date(now), now, aside)
        if sends_at(now, await holidays.calendar(session)):
            async with aside.step(session, "question"):
                await holiday_changes.ask(session, now)
