"""A form interrupted, by a side question or an outage: it keeps its place and is led back to."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.context import OfficeContext
from handlers.forms import texts
from storage.office import lockdowns
from storage.traffic import drafts, outbox
from storage.traffic.messages import Button, Message, Row, view

TAP_LIVES = timedelta(seconds=150)  # Telegram forgets a tap that nobody fetched (Client.cpp)
STILL_AT_IT = timedelta(hours=1)


async def way_back(context: OfficeContext, chat: int) -> list[Row]:
    """The button back to the form that is open in this chat; no row when none is."""
    user = context.officer.telegram_id or 0
    draft = await drafts.open_one(context.session, chat, user)
    return [[Button(texts.RESUME, view("go", draft.id))]] if draft else []


async def offer_return(session: AsyncSession, now: datetime) -> None:
    """At the start: once for each form that stood still for longer than a tap lives.

    A tap made while the bot was down may be lost for good, and its sender would wait in vain.
    Nobody is led back to a form of a locked office.
    """
    if await lockdowns.since(session) is not None:
        return
    for draft in await drafts.open_between(session, now - STILL_AT_IT, now - TAP_LIVES):
        back = [[Button(texts.RESUME, view("go", draft.id))]]
        await outbox.put(
            session,
            draft.chat_id,
            Message(texts.BACK_AGAIN, back),
            now=now,
            dedupe_key=f"back:{draft.id}:{draft.revision}",
        )
