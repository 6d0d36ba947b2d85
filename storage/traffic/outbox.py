"""What is to be said: written beside its cause, leased to one sender, marked in batches.

A card is latest-wins: a newer row of the same card replaces those not sent yet. Unique
`dedupe_key` makes saying a thing twice impossible for those who plan it twice. A row that was
written as `secret` is emptied by whatever ends it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import JSON, bindparam, case, delete, insert, literal, select, text, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute, touch
from storage.models.traffic import DUE, FAILED, LEASED, SENT, SUPERSEDED, Urgency
from storage.prepared import Prepared, dialect_of, insert_into
from storage.traffic import cards, urgencies
from storage.traffic.leases import ASIDE, IS_DUE, TABLE, UNSETTLED
from storage.traffic.messages import Card, Document, Outgoing, Picture

WRITTEN = (
    *("chat_id", "kind", "payload", "card", "dedupe_key", "urgency"),
    *("state", "attempts", "due_at", "holds", "owner", "error", "secret", "cause", "created_at"),
)
KEPT = case((TABLE.c.secret, literal({}, JSON)), else_=TABLE.c.payload)
"""The payload of a row that ends: its words, unless they let somebody in."""

_INSERT = Prepared(insert(TABLE), WRITTEN)
_OLDER = Prepared(
    update(TABLE)
    .where(TABLE.c.card == bindparam("key"), IS_DUE)
    .values(state=SUPERSEDED, payload=KEPT)
)


@cache
def _insert_once(dialect: str) -> Prepared:
    # The id comes back when a row was written: PostgreSQL's row count is -1 for such an insert.
    once = insert_into(TABLE, dialect).on_conflict_do_nothing().returning(TABLE.c.id)
    return Prepared(once, WRITTEN)


async def put(
    session: AsyncSession,
    chat_id: int,
    what: Outgoing,
    *,
    now: datetime,
    dedupe_key: str | None = None,
    urgency: Urgency | None = None,
    secret: bool = False,
) -> bool:
    """Writes one thing to say; returns False when `dedupe_key` was already used.

    How urgent it is follows from where it is written, unless it is said. The words of a `secret`
    one are kept no longer than it takes to send them.
    """
    if urgency is None:
        urgency = urgencies.of(session, chat_id)
    row = row_of(chat_id, what, dedupe_key, urgency, now)
    row["secret"], row["cause"] = secret, urgencies.cause_of(session)
    if urgency is Urgency.ANSWER and what.kind != ASIDE:
        await urgencies.lift(session, chat_id)
    if row["card"] is not None:
        await _OLDER.rows(session, {"key": row["card"]})
    if dedupe_key is None:
        await _INSERT.rows(session, row)
        written = True
    else:
        written = bool(await _insert_once(dialect_of(session)).rows(session, row))
    touch(session, "outbox")
    return written


def row_of(
    chat_id: int, what: Outgoing, dedupe_key: str | None, urgency: Urgency, now: datetime
) -> dict[str, Any]:
    """A row of the outbox that waits to be sent."""
    return {
        "chat_id": chat_id,
        "kind": what.kind,
        "payload": what,
        "card": what.key if isinstance(what, Card | Picture | Document) else None,
        "dedupe_key": dedupe_key,
        "urgency": int(urgency),
        "state": DUE,
        "attempts": 0,
        "due_at": now,
        "holds": False,
        "owner": "",
        "error": "",
        "secret": False,
        "cause": None,
        "created_at": now,
    }


# Written only by whoever leased it: one that was frozen meanwhile has lost it to another.
_MINE = (TABLE.c.id == bindparam("row")) & (TABLE.c.owner == bindparam("me")) & UNSETTLED
_SENT = Prepared(
    update(TABLE)
    .where(_MINE)
    .values(state=SENT, message_id=bindparam("sent_as"), leased_until=None, payload=KEPT)
)


async def sent(
    session: AsyncSession, done: Sequence[tuple[int, int | None]], owner: str = ""
) -> None:
    """Marks rows as sent, with the id of the message each became."""
    if done:
        await _SENT.each(
            session, [{"row": row, "me": owner, "sent_as": as_id} for row, as_id in done]
        )


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
    .where(_MINE)
    .values(
        state=case((_REDRAWN, SUPERSEDED), else_=DUE),
        payload=case((_REDRAWN, KEPT), else_=TABLE.c.payload),
        due_at=bindparam("until"),
        put_back_at=bindparam("at"),
        holds=bindparam("holding"),
        attempts=TABLE.c.attempts - bindparam("untried"),
        leased_until=None,
        error=bindparam("reason"),
    )
)


async def again(
    session: AsyncSession,
    row: int,
    now: datetime,
    seconds: float,
    error: str,
    *,
    tried: bool = True,
    holds: bool = False,
    owner: str = "",
) -> None:
    """Puts a row back for so many seconds, unless its card has been drawn anew meanwhile.

    Without `tried` the attempt is not counted: it never left. While it `holds`, nothing else is
    said in its chat. `now` is the database's time, as for `claim`.
    """
    given = {
        "row": row,
        "me": owner,
        "at": now if seconds else None,
        "until": now + timedelta(seconds=seconds),
        "holding": holds,
        "untried": 0 if tried else 1,
        "reason": error[:500],
    }
    await execute(session, _AGAIN, given)


_GIVEN_UP = (
    update(TABLE)
    .where(_MINE)
    .values(state=FAILED, leased_until=None, error=bindparam("reason"), payload=KEPT)
)


async def gave_up(session: AsyncSession, row: int, error: str, owner: str = "") -> bool:
    """Marks a row as never to be sent; returns whether it was the owner's to give up."""
    given = {"row": row, "me": owner, "reason": error[:500]}
    return (await execute(session, _GIVEN_UP, given)).rowcount > 0


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
