"""Whether the rows were written in this very database, or came from a copy of one.

A dump that is put back into PostgreSQL makes its tables anew, with other numbers; a copy that
`backup` makes of a SQLite file is marked as one. So a restore by hand is
noticed at the next start.
"""

from datetime import datetime

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.safekeeping import Origin
from storage.prepared import dialect_of

ROW = 1
HERE, COPY = "here", "copy"  # marks of a SQLite file
_NUMBERS = text(
    "SELECT (SELECT oid FROM pg_database WHERE datname = current_database())::text"
    " || '/' || 'outbox'::regclass::oid::text"
)


async def at_home(session: AsyncSession) -> bool | None:
    """Whether the rows belong here; False when they were put back, None where it was not noted."""
    row = await session.get(Origin, ROW, populate_existing=True)
    return None if row is None else row.mark == await _mark(session)


async def note(session: AsyncSession, now: datetime) -> None:
    """From now on the rows belong here. Doing it again does nothing."""
    row = await session.get(Origin, ROW, populate_existing=True)
    mark = await _mark(session)
    if row is None:
        session.add(Origin(id=ROW, mark=mark, since=now))
    elif row.mark != mark:
        row.mark, row.since = mark, now
    await session.flush()


async def _mark(session: AsyncSession) -> str:
    if dialect_of(session) == "sqlite":
        return HERE
    connection = await session.connection()
    return str(await connection.scalar(_NUMBERS))
