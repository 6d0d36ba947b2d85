"""Updates on their way in: stored once, worked on one lane at a time, set aside if they poison.

Statements are Core with cached SQL: this table is touched by every update.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import dumps, execute, touch
from storage.models.traffic import DONE, NEW, SET_ASIDE, Inbox
from storage.prepared import Prepared, dialect_of, insert_into, listed
from storage.rules.personal_data import redact

MAX_ATTEMPTS = 5
LARGEST = 2**63  # what a BIGINT column ends below
SHAPE = frozenset({"type", "id", "chat_instance"})  # of an update; nobody's words
CODE = re.compile(r"[vf]1:[0-9a-z]{1,13}(?::[a-z]{1,12}\b)?", re.ASCII)
BACKOFF = (0, 1, 5, 20, 60)  # seconds before the next try of an update that failed
LONGEST_WAIT = timedelta(
    seconds=BACKOFF[-1]
)  # further ahead lies what a clock set back left there
TABLE = Inbox.__table__
IS_NEW: ColumnElement[str] = literal_column(
    f"'{NEW}'"
)  # in the words of the partial indexes, or none is used
_STORED = ("bot_id", "update_id", "lane", "raw", "state", "attempts", "received_at", "error")


@dataclass(frozen=True)
class Waiting:
    """An update whose turn it is."""

    id: int
    update_id: int
    lane: int
    raw: str
    attempts: int
    received_at: datetime


def fits(number: Any) -> bool:
    """Whether this is a whole number that a column can hold."""
    return type(number) is int and abs(number) < LARGEST


def lane_of(update: Mapping[str, Any]) -> int:
    """Who must not be overtaken by himself: the user, without a user the chat, else 0.

    Reads raw JSON of any shape without an error, since nothing may stop the way in.
    """
    for body in update.values():
        if not isinstance(body, Mapping):
            continue
        for who in (body.get("from"), body.get("user"), body.get("chat")):
            if isinstance(who, Mapping) and fits(who.get("id")):
                return int(who["id"])
        message = body.get("message")
        chat = message.get("chat") if isinstance(message, Mapping) else None
        if isinstance(chat, Mapping) and fits(chat.get("id")):
            return int(chat["id"])
    return 0


@cache
def _store(dialect: str) -> Prepared:
    return Prepared(insert_into(TABLE, dialect).on_conflict_do_nothing(), _STORED)


async def store(
    session: AsyncSession,
    bot_id: int,
    updates: Sequence[tuple[int, int, str]],
    now: datetime,
    state: str = NEW,
) -> None:
    """Keeps raw updates (update_id, lane, raw JSON); ones already known are left as they are."""
    if not updates:
        return
    rows = [
        {
            "bot_id": bot_id,
            "update_id": update_id,
            "lane": lane,
            "raw": raw,
            "state": state,
            "attempts": 0,
            "received_at": now,
            "error": "",
        }
        for update_id, lane, raw in updates
    ]
    await _store(dialect_of(session)).each(session, rows)
    touch(session, "inbox")


_earlier = aliased(TABLE)


@cache
def _heads(dialect: str, *, some_busy: bool) -> Prepared:
    """The statement names busy lanes only where there are some, which is seldom."""
    conditions = [
        TABLE.c.state == IS_NEW,
        (TABLE.c.retry_at.is_(None))
        | (TABLE.c.retry_at <= bindparam("now"))
        | (TABLE.c.retry_at > bindparam("ahead")),
        ~select(_earlier.c.id)
        .where(
            _earlier.c.lane == TABLE.c.lane,
            _earlier.c.state == IS_NEW,
            _earlier.c.id < TABLE.c.id,
        )
        .exists(),
    ]
    if some_busy:
        conditions.append(TABLE.c.lane.not_in(listed(dialect, "busy", BigInteger)))
    return Prepared(
        select(
            TABLE.c.id,
            TABLE.c.update_id,
            TABLE.c.lane,
            TABLE.c.raw,
            TABLE.c.attempts,
            TABLE.c.received_at,
        )
        .where(*conditions)
        .order_by(TABLE.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=TABLE)
    )


async def heads(
    session: AsyncSession, now: datetime, most: int, *, busy: Sequence[int] = ()
) -> list[Waiting]:
    """The oldest waiting update of up to `most` lanes; on PostgreSQL locked until the commit.

    Lanes that are `busy` wait for something and are left out.
    """
    given: dict[str, Any] = {"now": now, "ahead": now + LONGEST_WAIT, "most": most}
    if busy:
        given["busy"] = list(busy)
    rows = await _heads(dialect_of(session), some_busy=bool(busy)).rows(session, given)
    return [Waiting(*row) for row in rows]


_DONE = Prepared(
    update(TABLE).where(TABLE.c.id == bindparam("row")).values(state=DONE, raw="", retry_at=None)
)


async def finish(session: AsyncSession, ids: Sequence[int]) -> None:
    """Marks updates as worked on and forgets their words; only the ids stay, against doubles."""
    if ids:
        await _DONE.each(session, [{"row": row} for row in ids])


async def failed(
    session: AsyncSession, waiting: Waiting, error: str, now: datetime, *, for_good: bool = False
) -> bool:
    """Counts a failed try; returns True when the update was set aside, at once if `for_good`.

    What is set aside keeps its shape and loses its words; `forget` drops it like the rest.
    """
    attempts = waiting.attempts + 1
    aside = for_good or attempts >= MAX_ATTEMPTS
    delay = BACKOFF[min(attempts, len(BACKOFF) - 1)]
    await execute(
        session,
        update(TABLE)
        .where(TABLE.c.id == waiting.id)
        .values(
            attempts=attempts,
            error=redact(error)[:500],
            state=SET_ASIDE if aside else NEW,
            retry_at=None if aside else now + timedelta(seconds=delay),
            raw=masked(waiting.raw) if aside else waiting.raw,
        ),
    )
    return aside


def masked(raw: str) -> str:
    """A raw update without anybody's words: of each only its length, of a code what it is for."""
    try:
        return dumps(_masked("", orjson.loads(raw)))
    except (ValueError, TypeError, RecursionError):
        return ""


def _masked(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _masked(key, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_masked(name, each) for each in value]
    if not isinstance(value, str) or name in SHAPE:
        return value
    code = CODE.match(value) if name == "data" else None
    return f"{code[0] if code else ''}({len(value)})"


async def heard(session: AsyncSession, lane: int, since: datetime) -> bool:
    """Whether anything has come in from this person since then."""
    asked = select(TABLE.c.id).where(TABLE.c.lane == lane, TABLE.c.received_at >= since).limit(1)
    return (await execute(session, asked)).first() is not None


async def backlog(session: AsyncSession) -> int:
    """How many updates wait."""
    found = await execute(
        session, select(func.count()).select_from(TABLE).where(TABLE.c.state == IS_NEW)
    )
    return int(found.scalar() or 0)


async def forget(session: AsyncSession, before: datetime) -> int:
    """Drops rows older than `before` that are done or set aside.

    Telegram repeats an update for 24 hours at most.
    """
    gone = await execute(
        session, delete(TABLE).where(TABLE.c.state != NEW, TABLE.c.received_at < before)
    )
    return gone.rowcount
