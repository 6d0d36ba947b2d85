"""The tick that watches the public holidays: a new release of their package shifts nothing."""

from storage.database import Database
from storage.queries.office import holiday_changes, holidays
from storage.rules.clock import Clock, kst_date
from storage.rules.ladder import sends_at


async def watch_holidays(db: Database, clock: Clock) -> None:
    """Compares with what the office accepted; asks about a change in the office's hours."""
    now = clock()
    async with db.begin() as session:
        await holiday_changes.compare(session, kst_date(now), now)
        if sends_at(now, await holidays.calendar(session)):
            await holiday_changes.ask(session, now)
