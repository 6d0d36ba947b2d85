"""What the health page asks: can the database be written, does something wait too long."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.watch import WriteTest
from storage.prepared import dialect_of, insert_into
from storage.traffic.leases import TABLE as OUTBOX
from storage.traffic.leases import UNSETTLED

TABLE = WriteTest.__table__
SOON = timedelta(seconds=61)
"""What is put off for longer was told to wait, by Telegram or by us."""


async def write(session: AsyncSession, now: datetime) -> None:
    """Writes the one row."""
    made = insert_into(TABLE, dialect_of(session))
    again = made.on_conflict_do_update(index_elements=["id"], set_={"at": made.excluded.at})
    await execute(session, again, {"id": 1, "at": now})


async def stuck(session: AsyncSession, now: datetime, seconds: float) -> bool:
    """Whether something that should have been sent has waited for longer than this."""
    wanted = or_(OUTBOX.c.due_at <= now, and_(OUTBOX.c.attempts > 0, OUTBOX.c.due_at < now + SOON))
    found = await execute(session, select(func.min(OUTBOX.c.created_at)).where(UNSETTLED, wanted))
    oldest: datetime | None = found.scalar()
    return oldest is not None and now - oldest > timedelta(seconds=seconds)
