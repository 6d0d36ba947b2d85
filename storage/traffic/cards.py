"""Where each card stands: the one message of a chat that is edited instead of written anew."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.traffic import DUE, LEASED, Card, Outbox
from storage.prepared import Prepared, dialect_of, insert_into
from storage.traffic.messages import Document, Picture

TABLE = Card.__table__
OUTBOX = Outbox.__table__
LINE = "underway:"


def _placing(dialect: str, where: Any = None) -> Any:
    insertion = insert_into(TABLE, dialect)
    return insertion.on_conflict_do_update(
        index_elements=["key"], set_={"message_id": insertion.excluded.message_id}, where=where
    )


@cache
def _place(dialect: str) -> Any:
    return _placing(dialect)


@cache
def _became(dialect: str) -> Prepared:
    placing = _placing(dialect, TABLE.c.message_id == bindparam("before"))
    return Prepared(placing, ("key", "chat_id", "message_id"))


async def place(session: AsyncSession, key: str, chat_id: int, message_id: int) -> None:
    """Makes this message the card, whatever was the card before."""
    given = {"key": key, "chat_id": chat_id, "message_id": message_id}
    await execute(session, _place(dialect_of(session)), given)


async def sent(
    session: AsyncSession, key: str, chat_id: int, message_id: int, before: int | None
) -> None:
    """Notes that a card was sent as this message, in place of `before` (None: of nothing).

    When another message was made the card while it was on its way, that one stays the card.
    """
    given = {"key": key, "chat_id": chat_id, "message_id": message_id, "before": before}
    await _became(dialect_of(session)).rows(session, given)


async def message_of(session: AsyncSession, key: str) -> int | None:
    """The message that a card is now; None when it was never sent."""
    found = await execute(session, select(TABLE.c.message_id).where(TABLE.c.key == key))
    message: int | None = found.scalar()
    return message


async def any_placed(session: AsyncSession, keys: Sequence[str]) -> bool:
    """Whether at least one of these cards has reached a screen."""
    found = await execute(session, select(TABLE.c.key).where(TABLE.c.key.in_(keys)).limit(1))
    return found.scalar() is not None


def line_key(chat_id: int) -> str:
    """The key under which the line stands that says in a chat that work is under way."""
    return f"{LINE}{chat_id}"


async def lines(session: AsyncSession) -> dict[int, int]:
    """The message of each such line, by chat; 0 where nobody came to note it."""
    asked = select(TABLE.c.chat_id, TABLE.c.message_id).where(TABLE.c.key.startswith(LINE))
    return {chat: message for chat, message in await execute(session, asked)}


async def lines_waited_for(session: AsyncSession) -> set[int]:
    """The chats of these in which a picture or paper is still to be made."""
    asked = (
        select(TABLE.c.chat_id)
        .join(OUTBOX, OUTBOX.c.chat_id == TABLE.c.chat_id)
        .where(
            TABLE.c.key.startswith(LINE),
            OUTBOX.c.state.in_((DUE, LEASED)),
            OUTBOX.c.kind.in_((Picture.kind, Document.kind)),
        )
    )
    return {chat for (chat,) in await execute(session, asked)}


async def forget_line(session: AsyncSession, chat_id: int) -> None:
    """The line is gone."""
    await execute(session, delete(TABLE).where(TABLE.c.key == line_key(chat_id)))


async def forget_chat(session: AsyncSession, chat_id: int) -> None:
    """The chat has another number now, in which messages are counted afresh."""
    await execute(session, delete(TABLE).where(TABLE.c.chat_id == chat_id))
