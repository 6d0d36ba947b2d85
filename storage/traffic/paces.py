"""The bucket that several processes share, and whose turn it is to take rows: one locked row."""

from dataclasses import asdict, fields

from sqlalchemy import func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.traffic import Pace
from storage.rules.pacing import Bucket

TABLE = Pace.__table__
ROW = 1
KNOWN = frozenset(one.name for one in fields(Bucket))


async def turn(session: AsyncSession) -> tuple[Bucket, float] | None:
    """The bucket, locked until the commit, and its time; None while another process has it.

    Nobody waits for the lock: a process that was frozen while it had it would hold up the others.
    """
    row = select(TABLE.c.bucket, func.clock_timestamp()).where(TABLE.c.id == ROW)
    found = (await execute(session, row.with_for_update(skip_locked=True))).first()
    if found is None:
        return None
    kept, now = found
    return Bucket(**{one: value for one, value in kept.items() if one in KNOWN}), now.timestamp()


async def keep(session: AsyncSession, bucket: Bucket) -> None:
    """Writes down what was taken; only for whoever has the turn."""
    changed = update(TABLE).where(TABLE.c.id == ROW).values(bucket=asdict(bucket))
    await execute(session, changed)
