"""What is to be said: written beside its cause, leased to one sender, marked in batches.

A card is latest-wins: a newer row of the same card replaces those not sent yet. Unique
`dedupe_key` makes saying a thing twice impossible for those who plan it twice. A row that was
written as `secret` is emptied by whatever ends it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    String,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute, touch
from storage.models.traffic import DUE, FAILED, LEASED, SENT, SUPERSEDED, Outbox
from storage.prepared import Prepared, dialect_of, insert_into, listed
from storage.queries.traffic import cards

LEASE = timedelta(seconds=60)  # longer than the longest upload
CLAIMING = 7_402_121  # any fixed number: the name of our lock among PostgreSQL's advisory locks
ASIDE = "answer"  # the end of a spinner: in nobody's way, and never waiting for others
WORDS = ("message", "card", "strip", "call")  # kinds that keep their order over a failure
TABLE = Outbox.__table__  # type: ignore[attr-defined]  # SQLModel gives each table class one
# In the words of the partial indexes: with a bound value SQLite would use none of them.
IS_DUE = text(f"outbox.state = '{DUE}'")
UNSETTLED = text(f"outbox.state IN ('{DUE}', '{LEASED}')")
WRITTEN = (
    *("chat_id", "kind", "payload", "card", "dedupe_key"),
    *("state", "attempts", "due_at", "error", "secret", "created_at"),
)
KEPT = case((TABLE.c.secret, literal({}, JSON)), else_=TABLE.c.payload)
"""The payload of a row that ends: its words, unless they let somebody in."""

_INSERT = Prepared(insert(TABLE), WRITTEN)
_OLDER = Prepared(
    update(TABLE)
    .where(TABLE.c.card == bindparam("key"), IS_DUE)
    .values(state=SUPERSEDED, payload=KEPT)
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


@cache
def _insert_once(dialect: str) -> Prepared:
    # The id comes back when a row was written: PostgreSQL's row count is -1 for such an insert.
    once = insert_into(TABLE, dialect).on_conflict_do_nothing().returning(TABLE.c.id)
    return Prepared(once, WRITTEN)


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
    secret: bool = False,
) -> bool:
    """Writes one thing to say; returns False when `dedupe_key` was already used.

    The words of a `secret` one are kept no longer than it takes to send them.
    """
    row = row_of(chat_id, kind, payload, card, dedupe_key, due_at or now, now)
    row["secret"] = secret
    if card is not None:
        await _OLDER.rows(session, {"key": card})
    if dedupe_key is None:
        await _INSERT.rows(session, row)
        written = True
    else:
        written = bool(await _insert_once(dialect_of(session)).rows(session, row))
    touch(session, "outbox")
    return written


_ahead = TABLE.alias("ahead")
_AHEAD = text(f"ahead.state IN ('{DUE}', '{LEASED}')")
_HELD = union_all(
    select(_ahead.c.chat_id).where(
        _AHEAD,
        _ahead.c.state == LEASED,
        _ahead.c.leased_until > bindparam("now"),
        _ahead.c.kind != ASIDE,
    ),
    select(_ahead.c.chat_id).where(
        _AHEAD,
        _ahead.c.state == DUE,
        _ahead.c.due_at > bindparam("now"),
        _ahead.c.error != "",
        or_(*(_ahead.c.kind == kind for kind in WORDS)),
    ),
)
"""Chats in which something is on its way or was put back: nothing may overtake it there."""


# As a returned column SQLite takes it for a value without a type, and reads every card instead.
_KEY = cast(TABLE.c.card, String)


def row_of(
    chat_id: int,
    kind: str,
    payload: Mapping[str, Any],
    card: str | None,
    dedupe_key: str | None,
    due_at: datetime,
    now: datetime,
) -> dict[str, Any]:
    """A row of the outbox that waits to be sent."""
    return {
        "chat_id": chat_id,
        "kind": kind,
        "payload": dict(payload),
        "card": card,
        "dedupe_key": dedupe_key,
        "state": DUE,
        "attempts": 0,
        "due_at": due_at,
        "error": "",
        "secret": False,
        "created_at": now,
    }


@cache
def _lease(dialect: str) -> Prepared:
    """Takes the oldest due rows of chats that are neither `busy` nor held by a row of theirs."""
    busy = listed(dialect, "busy", BigInteger)
    waiting = (
        select(TABLE.c.id)
        .where(
            UNSETTLED,
            TABLE.c.due_at <= bindparam("now"),
            (TABLE.c.leased_until.is_(None)) | (TABLE.c.leased_until <= bindparam("now")),
            or_(
                TABLE.c.kind == ASIDE,
                TABLE.c.chat_id.not_in(busy) & TABLE.c.chat_id.not_in(_HELD),
            ),
        )
        .order_by(TABLE.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    return Prepared(
        update(TABLE)
        .where(TABLE.c.id.in_(waiting.scalar_subquery()))
        .values(state=LEASED, leased_until=bindparam("until"), attempts=TABLE.c.attempts + 1)
        .returning(
            TABLE.c.id,
            TABLE.c.chat_id,
            TABLE.c.kind,
            TABLE.c.payload,
            TABLE.c.card,
            TABLE.c.attempts,
            TABLE.c.created_at,
            select(cards.TABLE.c.message_id).where(cards.TABLE.c.key == _KEY).scalar_subquery(),
        )
    )


async def claim(
    session: AsyncSession, now: datetime, *, most: int, busy: Sequence[int] = ()
) -> list[Parcel]:
    """Leases due rows, oldest first, leaving out chats that are `busy` or told to wait.

    On PostgreSQL one process claims at a time, so that it sees what the others have on its way.
    """
    dialect = dialect_of(session)
    if dialect == "postgresql":
        await execute(session, select(func.pg_advisory_xact_lock(CLAIMING)))
    given = {"now": now, "until": now + LEASE, "busy": list(busy), "most": most}
    rows = await _lease(dialect).rows(session, given)
    return sorted((Parcel(*row) for row in rows), key=lambda parcel: parcel.id)


_SENT = Prepared(
    update(TABLE)
    .where(TABLE.c.id == bindparam("row"))
    .values(state=SENT, message_id=bindparam("sent_as"), leased_until=None, payload=KEPT)
)


async def sent(session: AsyncSession, done: Sequence[tuple[int, int | None]]) -> None:
    """Marks rows as sent, with the id of the message each became."""
    if done:
        await _SENT.each(session, [{"row": row, "sent_as": as_id} for row, as_id in done])


_newer = TABLE.alias("newer")
_REDRAWN = (
    select(_newer.c.id)
    .where(
        _newer.c.card == TABLE.c.card,
        _newer.c.id > TABLE.c.id,
        text(f"newer.state = '{DUE}' AND newer.card IS NOT NULL"),
    )
    .exists()
)
_AGAIN = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("row"))
    .values(
        state=case((_REDRAWN, SUPERSEDED), else_=DUE),
        payload=case((_REDRAWN, KEPT), else_=TABLE.c.payload),
        due_at=bindparam("until"),
        attempts=TABLE.c.attempts - bindparam("untried"),
        leased_until=None,
        error=bindparam("reason"),
    )
)


async def again(
    session: AsyncSession, row: int, due_at: datetime, error: str, *, tried: bool = True
) -> None:
    """Puts a row back to be sent at `due_at`, unless its card has been drawn anew meanwhile.

    Without `tried` the attempt is not counted: it never left.
    """
    given = {"row": row, "until": due_at, "untried": 0 if tried else 1, "reason": error[:500]}
    await execute(session, _AGAIN, given)


async def gave_up(session: AsyncSession, row: int, error: str) -> None:
    """Marks a row as never to be sent."""
    await execute(
        session,
        update(TABLE)
        .where(TABLE.c.id == row)
        .values(state=FAILED, leased_until=None, error=error[:500], payload=KEPT),
    )


async def withdraw(session: AsyncSession, chat_id: int) -> None:
    """What still waits to be sent to a chat is not sent any more."""
    waiting = (TABLE.c.chat_id == chat_id) & (TABLE.c.state == DUE)
    await execute(session, update(TABLE).where(waiting).values(state=SUPERSEDED, payload=KEPT))


async def withdraw_all(session: AsyncSession) -> int:
    """Nothing that waits anywhere is sent any more, leased or not; returns how many rows."""
    gone = await execute(
        session,
        update(TABLE).where(UNSETTLED).values(state=SUPERSEDED, payload=KEPT, leased_until=None),
    )
    return gone.rowcount


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """A group became a supergroup: what waits for the old id goes to the new one.

    Cards are drawn anew there: messages are numbered afresh, and an old number may be another's.
    """
    await execute(
        session,
        update(TABLE)
        .where(TABLE.c.chat_id == old, TABLE.c.state.in_((DUE, LEASED)))
        .values(chat_id=new),
    )
    await cards.forget_chat(session, old)


async def release(session: AsyncSession) -> int:
    """Frees every lease: a starting single process knows that nobody else is sending."""
    freed = await execute(
        session,
        update(TABLE).where(UNSETTLED, TABLE.c.state == LEASED).values(leased_until=None),
    )
    return freed.rowcount


async def next_due(session: AsyncSession) -> datetime | None:
    """When the next row becomes due."""
    found = await execute(session, select(func.min(TABLE.c.due_at)).where(UNSETTLED))
    earliest: datetime | None = found.scalar()
    return earliest


async def forget(session: AsyncSession, before: datetime) -> int:
    """Drops rows that were settled before `before`, with the words in them."""
    gone = await execute(
        session,
        delete(TABLE).where(
            TABLE.c.state.in_((SENT, FAILED, SUPERSEDED)), TABLE.c.created_at < before
        ),
    )
    return gone.rowcount


async def messages_of(session: AsyncSession, dedupe_keys: Sequence[str]) -> set[int]:
    """The messages that the rows of these keys became."""
    found = await execute(
        session,
        select(TABLE.c.message_id).where(
            TABLE.c.dedupe_key.in_(dedupe_keys), TABLE.c.message_id.is_not(None)
        ),
    )
    return set(found.scalars())
