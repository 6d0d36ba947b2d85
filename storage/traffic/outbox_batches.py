"""Many messages at once: for the clock, which has something for half the office in one minute."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import String, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import touch
from storage.models.traffic import Urgency
from storage.prepared import Prepared, dialect_of, insert_into, listed
from storage.traffic.outbox import TABLE, WRITTEN, row_of


@cache
def _used(dialect: str) -> Prepared:
    key = TABLE.c.dedupe_key
    return Prepared(select(key).where(key.in_(listed(dialect, "keys", String))))


async def used(session: AsyncSession, dedupe_keys: Sequence[str]) -> set[str]:
    """Which of these keys were used already."""
    given = {"keys": list(dedupe_keys)}
    rows = await _used(dialect_of(session)).rows(session, given) if dedupe_keys else []
    return {key for (key,) in rows}


@cache
def _insert(dialect: str) -> Prepared:
    return Prepared(insert_into(TABLE, dialect).on_conflict_do_nothing(), WRITTEN)


async def put_each(
    session: AsyncSession, messages: Sequence[tuple[int, Mapping[str, Any], str]], *, now: datetime
) -> None:
    """Writes a chat, a payload and a `dedupe_key` of each; none is said twice.

    Whoever has to know which were said before asks `used` first and lets nobody in between.
    """
    rows = [
        row_of(chat, "message", told, None, key, Urgency.NOTICE, now)
        for chat, told, key in messages
    ]
    if rows:
        await _insert(dialect_of(session)).each(session, rows)
        touch(session, "outbox")
