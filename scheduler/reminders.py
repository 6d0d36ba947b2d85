"""The tick that reminds: what is due is planned and told in one transaction, or not at all."""

import structlog

from storage.database import Database
from storage.queries.collecting import reminders
from storage.rules.clock import Clock

log = structlog.get_logger("reminders")


async def remind(db: Database, clock: Clock) -> None:
    """Writes today's digests for whoever has not had one; at most one a person and day."""
    async with db.begin() as session:
        digests = await reminders.remind(session, clock())
    if digests:
        matters = sum(len(one.reminders) for one in digests)
        log.info("reminded", people=len(digests), matters=matters)
