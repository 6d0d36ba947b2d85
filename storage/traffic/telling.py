"""The same words to several people of the office."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.traffic import outbox
from storage.traffic.messages import Message


async def tell(
    session: AsyncSession,
    people: Iterable[Officer | None],
    said: Message,
    now: datetime,
    *,
    but: Officer | None = None,
    once: str = "",
) -> bool:
    """Says it to each who can be written to; whether there is one. An occasion is told `once`."""
    chats = [
        one.telegram_id
        for one in people
        if one is not None and one.telegram_id and (but is None or one.id != but.id)
    ]
    for chat in chats:
        key = f"{once}:{chat}" if once else None
        await outbox.put(session, chat, said, now=now, dedupe_key=key)
    return bool(chats)
