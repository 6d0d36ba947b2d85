"""Command menus by scope, set by the bot itself: everybody sees what they may use, no more."""

import hashlib
from datetime import datetime
from typing import Any

import orjson
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat import help as helping
from handlers.chat.context import OfficeContext
from handlers.chat.texts import ABOUT, ABOUT_ENGLISH, ABOUT_SHORT
from storage.models.office import Officer
from storage.models.traffic import Urgency
from storage.rules.terms import Role
from storage.traffic import outbox

NOBODY = 0  # calls that concern no chat share one lane of the sender
KNOWN = "menus"  # key of the process's memory: whose menu stands, at which version of the person


async def put_all(session: AsyncSession, now: datetime) -> None:
    """Sets the bot's description and the menu of strangers, if they changed since.

    Each person's own menu follows at their next word (`keep_up`): at the start of a large office
    it would be thousands of calls, most of them for people who are not there.
    """
    await _call(session, now, "setMyCommands", {"commands": []})
    await _call(session, now, "setMyDescription", {"description": ABOUT})
    await _call(
        session, now, "setMyDescription", {"description": ABOUT_ENGLISH, "language_code": "en"}
    )
    await _call(session, now, "setMyShortDescription", {"short_description": ABOUT_SHORT})
    await _call(session, now, "setChatMenuButton", {"menu_button": {"type": "commands"}})


async def keep_up(context: OfficeContext) -> None:
    """Sets the menu of whoever acts, unless this process knows that it stands as it is."""
    known: dict[int, int] = context.bot_data.setdefault(KNOWN, {})
    officer, number = context.officer, context.officer.id or 0
    if known.get(number) == officer.version:
        return
    if not await put_for(context.session, officer, context.now):
        known[number] = officer.version  # set in a transaction that was committed long ago


async def put_for(session: AsyncSession, officer: Officer, now: datetime) -> bool:
    """Sets one person's menu, empty for whoever was removed; returns whether it was new."""
    if officer.telegram_id is None:
        return False
    lines = helping.visible(Role(officer.role)) if officer.state == "active" else []
    scope = {"type": "chat", "chat_id": officer.telegram_id}
    new = False
    for code in ("", "en"):
        commands = [
            {"command": line.name, "description": line.english if code else line.korean}
            for line in lines
        ]
        fields: dict[str, Any] = {"commands": commands, "scope": scope}
        if code:
            fields["language_code"] = code
        new |= await _call(session, now, "setMyCommands", fields, mark=str(officer.version))
    return new


async def _call(
    session: AsyncSession, now: datetime, method: str, fields: dict[str, Any], *, mark: str = ""
) -> bool:
    """One call, made once for each content: a restart with the same menus says nothing.

    Returns whether it was new.
    """
    content = orjson.dumps([method, fields, mark], option=orjson.OPT_SORT_KEYS)
    key = f"menu:{hashlib.sha256(content).hexdigest()[:32]}"
    payload = {"method": method, "fields": fields}
    return await outbox.put(
        session, NOBODY, "call", payload, now=now, dedupe_key=key, urgency=Urgency.LATER
    )
