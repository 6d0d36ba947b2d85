"""One look of a tick in one transaction: what raises in it is set aside, told once, and logged."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.office import setting_aside
from storage.office.setting_aside import Aside

log = structlog.get_logger("aside")


@asynccontextmanager
async def look(
    db: Database, tick: str, now: datetime
) -> AsyncIterator[tuple[AsyncSession, Aside]]:
    """A transaction, and where to put what raises in it; reported when all of it was looked at."""
    async with db.begin() as session, looking(session, tick, now) as aside:
        yield session, aside


@asynccontextmanager
async def looking(session: AsyncSession, tick: str, now: datetime) -> AsyncIterator[Aside]:
    """As `look`, in a transaction that has begun already."""
    aside = Aside(tick)
    yield aside
    for one in await setting_aside.report(session, aside, now):
        log.error(
            "set aside", tick=tick, subject=one.subject, number=one.number, exc_info=one.error
        )
