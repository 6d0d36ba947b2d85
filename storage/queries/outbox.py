"""What is to be said: written beside its cause, leased to one sender, marked in batches.

A card is latest-wins: a newer row of the same card replaces those not sent yet. Unique
`dedupe_key` makes saying a thing twice impossible for those who plan it twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import touch
from storage.models.traffic import DUE, FAILED, LEASED, SENT, SUPERSEDED, Card, Outbox

LEASE = timedelta(seconds=60)  # longer than the longest upload
TABLE = Outbox.__table__  # type: ignore[attr-defined]  # SQLModel gives each table class one
CARDS = Card.__table__  # type: ignore[attr-defined]  # the same
_INSERT = insert(TABLE)
_OLDER = (
    update(TABLE)
    .where(TABLE.c.card == bindparam("key"), TABLE.c.state == DUE)
    .values(state=SUPERSEDED)
)


@dataclass(frozen=True)
class Parcel:
    """A row to send now, with the place of its card if it has one."""

    id: int
    chat_id: int
    kind: str
    payload: dict[str, Any]
    card: str | None
    attempts: int
    created_at: datetime
    card_message: int | None = None


async def put(
    session: AsyncSession,
    chat_id: int,
    kind: str,
    payload: Mapping[str, Any],
    *,
    now: datetime,
    card: str | None = None,
    dedupe_key: str | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Writes one thing to say; returns False when `dedupe_key` was already used."""
    connection = await session.connection()
    row = {
        "chat_id": chat_id,
        "kind": kind,
        "payload": dict(payload),
        "card": card,
        "dedupe_key": dedupe_key,
        "state": DUE,
        "attempts": 0,
        "due_at": due_at or now,
        "error": "",
        "created_at": now,
    }
    if card is not None:
        await connection.execute(_OLDER, {"key": card})
    if dedupe_key is None:
        await connection.execute(_INSERT, row)
        written = True
    else:
        make = sqlite_insert if connection.dialect.name == "sqlite" else pg_insert
        done = await connection.execute(make(TABLE).on_conflict_do_nothing(), row)
        written = done.rowcount > 0
    touch(session, "outbox")
    return written


def _due(most: int, busy: Sequence[int], now: datetime) -> Any:
    waiting = select(TABLE.c.id).where(
        TABLE.c.state.in_((DUE, LEASED)),
        TABLE.c.due_at <= now,
        (TABLE.c.leased_until.is_(None)) | (TABLE.c.leased_until <= now),
    )
    if busy:
        waiting = waiting.where(TABLE.c.chat_id.not_in(busy))
    return waiting.order_by(TABLE.c.id).limit(most).with_for_update(skip_locked=True)


async def claim(
    session: AsyncSession, now: datetime, *, most: int, busy: Sequence[int] = ()
) -> list[Parcel]:
    """Leases due rows, oldest first, leaving out chats that are `busy` or told to wait."""
    connection = await session.connection()
    ids = [row.id for row in await connection.execute(_due(most, busy, now))]
    if not ids:
        return []
    await connection.execute(
        update(TABLE)
        .where(TABLE.c.id.in_(ids))
        .values(state=LEASED, leased_until=now + LEASE, attempts=TABLE.c.attempts + 1)
    )
    rows = await connection.execute(
        select(
            TABLE.c.id,
            TABLE.c.chat_id,
            TABLE.c.kind,
            TABLE.c.payload,
            TABLE.c.card,
            TABLE.c.attempts,
            TABLE.c.created_at,
            CARDS.c.message_id,
        )
        .select_from(TABLE.outerjoin(CARDS, CARDS.c.key == TABLE.c.card))
        .where(TABLE.c.id.in_(ids))
        .order_by(TABLE.c.id)
    )
    return [Parcel(*row) for row in rows]


_SENT = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("row"))
    .values(state=SENT, message_id=bindparam("sent_as"), leased_until=None)
)


async def sent(session: AsyncSession, done: Sequence[tuple[int, int | None]]) -> None:
    """Marks rows as sent, with the id of the message each became."""
    if done:
        connection = await session.connection()
        await connection.execute(_SENT, [{"row": row, "sent_as": as_id} for row, as_id in done])


async def again(session: AsyncSession, row: int, due_at: datetime, error: str) -> None:
    """Puts a row back to be sent at `due_at`."""
    connection = await session.connection()
    await connection.execute(
        update(TABLE)
        .where(TABLE.c.id == row)
        .values(state=DUE, due_at=due_at, leased_until=None, error=error[:500])
    )


async def gave_up(session: AsyncSession, row: int, error: str) -> None:
    """Marks a row as never to be sent."""
    connection = await session.connection()
    await connection.execute(
        update(TABLE)
        .where(TABLE.c.id == row)
        .values(state=FAILED, leased_until=None, error=error[:500])
    )


async def place_card(session: AsyncSession, key: str, chat_id: int, message_id: int) -> None:
    """Remembers which message a card is now."""
    connection = await session.connection()
    make = sqlite_insert if connection.dialect.name == "sqlite" else pg_insert
    row = make(CARDS).values(key=key, chat_id=chat_id, message_id=message_id)
    await connection.execute(
        row.on_conflict_do_update(index_elements=["key"], set_={"message_id": message_id})
    )


async def card_message(session: AsyncSession, key: str) -> int | None:
    """The message that a card is now; None when it was never sent."""
    connection = await session.connection()
    found: int | None = await connection.scalar(
        select(CARDS.c.message_id).where(CARDS.c.key == key)
    )
    return found


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """A group became a supergroup: what waits for the old id goes to the new one."""
    connection = await session.connection()
    await connection.execute(
        update(TABLE)
        .where(TABLE.c.chat_id == old, TABLE.c.state.in_((DUE, LEASED)))
        .values(chat_id=new)
    )
    await connection.execute(update(CARDS).where(CARDS.c.chat_id == old).values(chat_id=new))


async def release(session: AsyncSession) -> int:
    """Frees every lease: a starting single process knows that nobody else is sending."""
    connection = await session.connection()
    freed = await connection.execute(
        update(TABLE).where(TABLE.c.state == LEASED).values(leased_until=None)
    )
    return freed.rowcount


async def next_due(session: AsyncSession) -> datetime | None:
    """When the next row becomes due."""
    connection = await session.connection()
    found: datetime | None = await connection.scalar(
        select(func.min(TABLE.c.due_at)).where(TABLE.c.state.in_((DUE, LEASED)))
    )
    return found


async def forget(session: AsyncSession, before: datetime) -> int:
    """Drops rows that were settled before `before`, with the words in them."""
    connection = await session.connection()
    gone = await connection.execute(
        delete(TABLE).where(
            TABLE.c.state.in_((SENT, FAILED, SUPERSEDED)), TABLE.c.created_at < before
        )
    )
    return gone.rowcount
