"""What fell out of the way: updates that were set aside, messages that were given up.

Of neither is a word of anybody told: of an update nothing but its shape is left, of a message what
it is. A message goes out again as it was written. An update cannot be worked on again, since what
was said in it is not kept, and by now its person may stand elsewhere: they are asked to repeat it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute, touch
from storage.models.office import Officer
from storage.models.traffic import DONE, DUE, SUPERSEDED
from storage.traffic import outbox
from storage.traffic.inbox import TABLE as INBOX
from storage.traffic.leases import TABLE as OUTBOX
from storage.traffic.messages import Message
from storage.traffic.queues import IS_ASIDE, IS_GIVEN_UP

UPDATE, MESSAGE = "U", "M"
NEWER = OUTBOX.alias("newer")
PEOPLE = Officer.__table__


@dataclass(frozen=True)
class Stuck:
    """One of them: U or M and its number, since when, what it is, whose, and why."""

    kind: str
    number: int
    at: datetime
    what: str  # the shape of an update; the kind of a message
    person: str | None  # the officer; None for a stranger or a group
    update_id: int | None
    attempts: int
    error: str
    whole: bool = True  # whether anything is left of it to be sent

    @property
    def name(self) -> str:
        """As the command line calls it: U12, M34."""
        return f"{self.kind}{self.number}"


async def found(session: AsyncSession) -> list[Stuck]:
    """All of them, updates first, each kind from the oldest on."""
    came = (
        select(INBOX, PEOPLE.c.name.label("person"))
        .outerjoin(PEOPLE, PEOPLE.c.telegram_id == INBOX.c.lane)
        .where(IS_ASIDE)
        .order_by(INBOX.c.id)
    )
    went = (
        select(OUTBOX, PEOPLE.c.name.label("person"))
        .outerjoin(PEOPLE, PEOPLE.c.telegram_id == OUTBOX.c.chat_id)
        .where(IS_GIVEN_UP)
        .order_by(OUTBOX.c.id)
    )
    return [
        *[_update(row) for row in await execute(session, came)],
        *[_message(row) for row in await execute(session, went)],
    ]


def _update(row: Any) -> Stuck:
    return Stuck(
        *(UPDATE, row.id, row.received_at, row.raw, row.person, row.update_id),
        *(row.attempts, row.error),
    )


def _message(row: Any) -> Stuck:
    payload: dict[str, Any] = row.payload or {}
    what = payload.get("render") or payload.get("errand") or row.kind
    return Stuck(
        *(MESSAGE, row.id, row.created_at, str(what), row.person, row.cause),
        *(row.attempts, row.error, bool(payload)),
    )


async def again(session: AsyncSession, one: Stuck, now: datetime, sentence: str) -> bool:
    """A message goes out once more; whoever sent an update is asked to repeat it (`sentence`).

    Returns False where nothing can be done: its words let somebody in and are gone, its card was
    drawn anew since, or nobody of the office sent it.
    """
    if one.kind == UPDATE:
        return await _ask(session, one, now, sentence)
    redrawn = (
        select(NEWER.c.id).where(NEWER.c.card == OUTBOX.c.card, NEWER.c.id > OUTBOX.c.id).exists()
    )
    put_back = (
        update(OUTBOX)
        .where(OUTBOX.c.id == one.number, IS_GIVEN_UP, ~redrawn)
        .values(state=DUE, attempts=0, due_at=now, put_back_at=None, holds=False)
    )
    if not one.whole or not (await execute(session, put_back)).rowcount:
        return False
    touch(session, "outbox")
    return True


async def _ask(session: AsyncSession, one: Stuck, now: datetime, sentence: str) -> bool:
    if one.person is None:
        return False
    lane = select(INBOX.c.lane).where(INBOX.c.id == one.number)
    chat: int = (await execute(session, lane)).scalar_one()
    await outbox.put(session, chat, Message(sentence), now=now)
    await drop(session, [one])
    return True


async def drop(session: AsyncSession, these: Sequence[Stuck]) -> None:
    """Nothing is done about them any more; what is left of their words goes."""
    for kind, table, which, values in (
        (UPDATE, INBOX, IS_ASIDE, {"state": DONE, "raw": ""}),
        (MESSAGE, OUTBOX, IS_GIVEN_UP, {"state": SUPERSEDED, "payload": {}}),
    ):
        numbers = [one.number for one in these if one.kind == kind]
        if numbers:
            await execute(
                session, update(table).where(table.c.id.in_(numbers), which).values(**values)
            )
