"""The backup of each night is asked for; the administrators hear of one that could not be made."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from scheduler.tick import Run
from scheduler.ticks import texts
from storage.database import Database
from storage.office import setting_aside
from storage.rules.clock import Clock, Steady, kst_date, steady

Make = Callable[[datetime], Awaitable[str]]
"""Makes the backup of a day if it is due; says why it could not, else nothing."""
AFTER_START = timedelta(minutes=10)  # people who waited for the bot come first


def nightly(make: Make, passed: Steady = steady) -> Run:
    """The tick that has `make` called once the bot has run for a while."""
    begun = passed()

    async def run(db: Database, clock: Clock) -> None:
        if passed() - begun < AFTER_START.total_seconds():
            return
        why = await make(clock())
        if why:
            await _tell(db, why, clock())

    return run


async def _tell(db: Database, why: str, now: datetime) -> None:
    """Once a day, however often it fails."""
    async with db.begin() as session:
        once = f"backup:{kst_date(now).isoformat()}"
        await setting_aside.tell(session, texts.no_backup(why), now, once=once)
