"""Many messages at once: for the clock, which has something for half the office in one minute."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute, touch
from storage.models.traffic import Urgency
from storage.prepared import dialect_of, insert_into
from storage.traffic.leases import TABLE
from storage.traffic.messages import Message
from storage.traffic.outbox import row_of


async def used(session: AsyncSession, dedupe_keys: Sequence[str]) -> set[str]:
    """Which of these keys were used already."""
    if not dedupe_keys:
        return set()
    key = TABLE.c.dedupe_key
    return set((await execute(session, select(key).where(key.in_(dedupe_keys)))).scalars())


async def put_each(
    session: AsyncSession, messages: Sequence[tuple[int, Message, str]], *, now: datetime
) -> None:
    """Writes to a chat a message under its `dedupe_key`, each of them; none is said twice.

    Whoever has to know which were said before asks `used` first and lets nobody in between.
    """
    rows = [row_of(chat, told, key, Urgency.NOTICE, now) for chat, told, key in messages]
    if rows:
        once = insert_into(TABLE, dialect_of(session)).on_conflict_do_nothing()
        await execute(session, once, rows)
        touch(session, "outbox")
