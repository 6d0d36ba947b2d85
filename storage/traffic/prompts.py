"""Questions outside forms: at most one is open a person and chat, and passing it over ends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, text, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.asking import ASKED, FALLEN, Prompt
from storage.models.traffic import Card
from storage.prepared import Prepared

TABLE = Prompt.__table__
CARDS = Card.__table__
TYPED_WITHIN = timedelta(hours=1)
"""How long words that are simply typed are the answer; a reply to the question says so itself."""
LIVES = timedelta(days=7)

# In the words of the partial index: with a bound value SQLite would not use it.
_IS_ASKED = text(f"prompt.state = '{ASKED}'")
_COLUMNS = [TABLE.c[name] for name in ("id", "name", "given", "state", "asked_at", "expires_at")]
_OF_PERSON = (TABLE.c.user_id == bindparam("user"), TABLE.c.chat_id == bindparam("chat"))


@dataclass(frozen=True)
class Asked:
    """A question that was asked, and what it was about."""

    id: int
    name: str
    given: list[Any]
    state: str
    asked_at: datetime
    expires_at: datetime

    @property
    def card(self) -> str:
        """The key of the message that asked."""
        return card_of(self.id)

    def waits(self, now: datetime) -> bool:
        """Whether its answer is still taken."""
        return self.state == ASKED and now < self.expires_at


def card_of(number: int) -> str:
    """The key of the message that asks the question of this number."""
    return f"ask:{number}"


_FALL = Prepared(update(TABLE).where(*_OF_PERSON, _IS_ASKED).values(state=FALLEN))
_OPEN = Prepared(select(*_COLUMNS).where(*_OF_PERSON, _IS_ASKED))


async def ask(
    session: AsyncSession,
    user_id: int,
    chat_id: int,
    name: str,
    given: Sequence[Any],
    now: datetime,
) -> int:
    """Opens a question in place of the one that was open; returns its number."""
    await fall(session, user_id, chat_id)
    row = Prompt(
        user_id=user_id,
        chat_id=chat_id,
        name=name,
        given=list(given),
        asked_at=now,
        expires_at=now + LIVES,
    )
    session.add(row)
    await session.flush()
    return row.id


async def fall(session: AsyncSession, user_id: int, chat_id: int) -> None:
    """The person does something else: what was open is not waited for any more."""
    await _FALL.rows(session, {"user": user_id, "chat": chat_id})


async def open_one(
    session: AsyncSession, user_id: int, chat_id: int, now: datetime
) -> Asked | None:
    """The question that words simply typed now would answer."""
    rows = await _OPEN.rows(session, {"user": user_id, "chat": chat_id})
    found = Asked(*rows[0]) if rows else None
    return found if found is not None and now - found.asked_at < TYPED_WITHIN else None


async def asked_by(
    session: AsyncSession, user_id: int, chat_id: int, message_id: int
) -> Asked | None:
    """The question that this message asked of this person, whatever became of it."""
    asked = select(*_COLUMNS).where(TABLE.c.user_id == user_id, TABLE.c.chat_id == chat_id)
    found = {one.card: one for one in (Asked(*row) for row in await execute(session, asked))}
    if not found:
        return None
    of_message = select(CARDS.c.key).where(
        CARDS.c.key.in_(found), CARDS.c.chat_id == chat_id, CARDS.c.message_id == message_id
    )
    row = (await execute(session, of_message)).first()
    return found[row[0]] if row else None


async def settle(session: AsyncSession, number: int, state: str) -> None:
    """Notes what became of a question."""
    await execute(session, update(TABLE).where(TABLE.c.id == number).values(state=state))


async def forget(session: AsyncSession, before: datetime) -> int:
    """Drops questions asked before that time, with the places of their messages."""
    old = select(TABLE.c.id).where(TABLE.c.asked_at < before)
    numbers = (await execute(session, old)).scalars().all()
    if numbers:
        keys = [card_of(number) for number in numbers]
        await execute(session, delete(CARDS).where(CARDS.c.key.in_(keys)))
        await execute(session, delete(TABLE).where(TABLE.c.id.in_(numbers)))
    return len(numbers)
