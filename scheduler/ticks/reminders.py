"""The tick that reminds: what is due is planned and told in one transaction, or not at all."""

import structlog

from scheduler.looking import look
from scheduler.reminders import run
from storage.database import Database
from storage.rules.clock import Clock

log = structlog.get_logger("reminders")


async def remind(db: Database, clock: Clock) -> None:
    """Writes today's digests for whoever has not had one; at most one a person and day.

    A matter that raises is set aside: everybody else is told all the same.
    """
    now = clock()
    async with look(db, "reminders", now) as (session, aside):
        digests = await run.remind(session, now, aside)
    if digests:
        matters = sum(len(one.reminders) for one in digests)
        log.info("reminded", people=len(digests), matters=matters)
