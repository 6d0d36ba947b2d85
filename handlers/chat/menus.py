"""Command menus by scope, set by the bot itself: everybody sees what they may use, no more."""

import hashlib
from datetime import datetime

import orjson
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat import daily
from handlers.chat.context import OfficeContext
from handlers.chat.texts import ABOUT, ABOUT_ENGLISH, ABOUT_SHORT
from storage.models.office import Officer
from storage.models.traffic import Urgency
from storage.traffic import outbox
from storage.traffic.messages import Call, Order

NOBODY = 0  # calls that concern no chat share one lane of the sender
KNOWN = "menus"  # key of the process's memory: whose menu stands, at which version of the person


async def put_all(session: AsyncSession, now: datetime) -> None:
    """Sets the bot's description and the menu of strangers, if they changed since.

    Each person's own menu follows at their next word (`keep_up`): at the start of a large office
    it would be thousands of calls, most of them for people who are not there.
    """
    for call in (
        Call(Order.COMMANDS, {"lines": []}),
        Call(Order.ABOUT, {"text": ABOUT}),
        Call(Order.ABOUT, {"text": ABOUT_ENGLISH, "language": "en"}),
        Call(Order.SHORT_ABOUT, {"text": ABOUT_SHORT}),
        Call(Order.MENU_BUTTON),
    ):
        await _put(session, now, call)


async def keep_up(context: OfficeContext) -> None:
    """Sets the menu of whoever acts, unless this process knows that it stands as it is."""
    known: dict[int, int] = context.bot_data.setdefault(KNOWN, {})
    officer, number = context.officer, context.officer.id
    if known.get(number) == officer.version:
        return
    if not await put_for(context.session, officer, context.now):
        known[number] = officer.version  # set in a transaction that was committed long ago


async def put_for(session: AsyncSession, officer: Officer, now: datetime) -> bool:
    """Sets one person's menu, empty for whoever was removed; returns whether it was new."""
    if officer.telegram_id is None:
        return False
    lines = daily.menu(officer.role) if officer.state == "active" else []
    new = False
    for language in ("", "en"):
        said = [(line.name, line.english if language else line.korean) for line in lines]
        given = {"lines": said, "language": language, "person": officer.telegram_id}
        new |= await _put(session, now, Call(Order.COMMANDS, given), mark=str(officer.version))
    return new


async def _put(session: AsyncSession, now: datetime, call: Call, *, mark: str = "") -> bool:
    """One call, made once for each content: a restart with the same menus says nothing.

    Returns whether it was new.
    """
    content = orjson.dumps([call, mark], option=orjson.OPT_SORT_KEYS)
    key = f"menu:{hashlib.sha256(content).hexdigest()[:32]}"
    return await outbox.put(session, NOBODY, call, now=now, dedupe_key=key, urgency=Urgency.LATER)
