"""Whose turn it is to be sent, and whose a row is until it is settled.

A process leases rows for LEASE and says every BEAT that it lives; one that is killed or frozen
loses them after LEASE. Whatever it writes of them later counts only where they are still its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    String,
    bindparam,
    cast,
    func,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.traffic import DUE, LEASED, SUPERSEDED, Outbox, Urgency
from storage.prepared import Prepared, dialect_of, listed
from storage.traffic import cards

LEASE = timedelta(seconds=8)  # and a second until somebody looks
BEAT = timedelta(seconds=2.5)
ASIDE = "answer"  # the end of a spinner: in nobody's way, and never waiting for others
TABLE = Outbox.__table__
# In the words of the partial indexes: with a bound value SQLite would use none of them.
IS_DUE = text(f"outbox.state = '{DUE}'")
UNSETTLED = text(f"outbox.state IN ('{DUE}', '{LEASED}')")


@dataclass(frozen=True)
class Parcel:
    """A row to send now, with the place of its card if it has one."""

    id: int
    chat_id: int
    kind: str
    payload: dict[str, Any]
    card: str | None
    urgency: int
    attempts: int
    created_at: datetime
    card_message: int | None = None
    cause: int | None = None  # the update because of which it is said


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
        _ahead.c.put_back_at <= bindparam("now"),
        _ahead.c.holds,
    ),
)
"""Chats in which something is on its way or was put back: nothing may overtake it there."""

_TURN = or_(
    (TABLE.c.state == DUE)
    & or_(
        TABLE.c.put_back_at.is_(None),
        TABLE.c.due_at <= bindparam("now"),
        TABLE.c.put_back_at > bindparam("now"),  # by a clock that was set back since
    ),
    (TABLE.c.state == LEASED)
    & or_(TABLE.c.leased_until.is_(None), TABLE.c.leased_until <= bindparam("now")),
)

# As a returned column SQLite takes it for a value without a type, and reads every card instead.
_KEY = cast(TABLE.c.card, String)


@cache
def _lease(dialect: str, *, some_quiet: bool) -> Prepared:
    """Takes the first due rows of chats that are neither `busy` nor held by a row of theirs.

    The statement names `quiet` chats only where there are some, which is seldom.
    """
    busy = listed(dialect, "busy", BigInteger)
    aside = TABLE.c.kind == ASIDE
    if some_quiet:
        aside &= TABLE.c.chat_id.not_in(listed(dialect, "quiet", BigInteger))
    waiting = (
        select(TABLE.c.id)
        .where(
            UNSETTLED,
            TABLE.c.urgency >= bindparam("first"),
            TABLE.c.urgency <= bindparam("last"),
            _TURN,
            or_(
                aside,
                (TABLE.c.kind != ASIDE)
                & TABLE.c.chat_id.not_in(busy)
                & TABLE.c.chat_id.not_in(_HELD),
            ),
        )
        .order_by(TABLE.c.urgency, TABLE.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    return Prepared(
        update(TABLE)
        .where(TABLE.c.id.in_(waiting.scalar_subquery()))
        .values(
            state=LEASED,
            leased_until=bindparam("until"),
            owner=bindparam("me"),
            attempts=TABLE.c.attempts + 1,
        )
        .returning(
            TABLE.c.id,
            TABLE.c.chat_id,
            TABLE.c.kind,
            TABLE.c.payload,
            TABLE.c.card,
            TABLE.c.urgency,
            TABLE.c.attempts,
            TABLE.c.created_at,
            select(cards.TABLE.c.message_id).where(cards.TABLE.c.key == _KEY).scalar_subquery(),
            TABLE.c.cause,
        )
    )


async def claim(
    session: AsyncSession,
    now: datetime,
    *,
    most: int,
    busy: Sequence[int] = (),
    quiet: Sequence[int] = (),
    owner: str = "",
    first: Urgency = Urgency.ANSWER,
    last: Urgency = Urgency.LATER,
) -> list[Parcel]:
    """Leases due rows, the most urgent and then the oldest first, leaving out `busy` chats.

    Of `quiet` ones the ends of spinners are left out, which wait for nothing else.

    On PostgreSQL only whoever has the turn (`paces.turn`) may ask, so that it sees what the
    others have on its way.
    """
    given: dict[str, Any] = {
        "now": now,
        "until": now + LEASE,
        "busy": list(busy),
        "most": most,
        "me": owner,
        "first": int(first),
        "last": int(last),
    }
    if quiet:
        given["quiet"] = list(quiet)
    lease = _lease(dialect_of(session), some_quiet=bool(quiet))
    rows = await lease.rows(session, given)
    return sorted((Parcel(*row) for row in rows), key=lambda parcel: parcel.id)


async def untake(session: AsyncSession, rows: Collection[int]) -> None:
    """Rows that this transaction has leased go back as they were: their chats were told enough."""
    back = update(TABLE).where(TABLE.c.id.in_(rows))
    was = {"state": DUE, "leased_until": None, "attempts": TABLE.c.attempts - 1}
    await execute(session, back.values(was))


async def drop_asides(session: AsyncSession, before: datetime) -> None:
    """The ends of spinners that were written before then came too late to be seen."""
    late = update(TABLE).where(IS_DUE, TABLE.c.kind == ASIDE, TABLE.c.created_at < before)
    await execute(session, late.values(state=SUPERSEDED))


async def beat(session: AsyncSession, now: datetime, owner: str) -> None:
    """The owner lives: what it has on its way stays its own for LEASE from now."""
    mine = (TABLE.c.state == LEASED) & (TABLE.c.owner == owner)
    await execute(session, update(TABLE).where(UNSETTLED, mine).values(leased_until=now + LEASE))


async def release(session: AsyncSession) -> int:
    """Frees every lease: a starting single process knows that nobody else is sending."""
    freed = await execute(
        session,
        update(TABLE).where(UNSETTLED, TABLE.c.state == LEASED).values(leased_until=None),
    )
    return freed.rowcount


async def backlog(session: AsyncSession, first: Urgency) -> int:
    """How many rows of this urgency and below it wait to be sent."""
    asked = select(func.count()).where(UNSETTLED, TABLE.c.urgency >= int(first))
    return int((await execute(session, asked)).scalar() or 0)
