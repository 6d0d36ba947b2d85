"""Command menus by scope, set by the bot itself: everybody sees what they may use, no more."""

import hashlib
from datetime import datetime
from typing import Any

import orjson
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers import help as helping
from handlers.texts import ABOUT, ABOUT_ENGLISH, ABOUT_SHORT
from storage.models.office import Officer
from storage.queries.office import officers
from storage.queries.traffic import outbox
from storage.rules.terms import Role

NOBODY = 0  # calls that concern no chat share one lane of the sender


async def put_all(session: AsyncSession, now: datetime) -> None:
    """Sets every menu and the bot's description that changed since they were last set."""
    await _call(session, now, "setMyCommands", {"commands": []})
    await _call(session, now, "setMyDescription", {"description": ABOUT})
    await _call(
        session, now, "setMyDescription", {"description": ABOUT_ENGLISH, "language_code": "en"}
    )
    await _call(session, now, "setMyShortDescription", {"short_description": ABOUT_SHORT})
    await _call(session, now, "setChatMenuButton", {"menu_button": {"type": "commands"}})
    for officer in await officers.people(session):
        await put_for(session, officer, now)


async def put_for(session: AsyncSession, officer: Officer, now: datetime) -> None:
    """Sets one person's menu; a person who was removed gets an empty one."""
    if officer.telegram_id is None:
        return
    lines = helping.visible(Role(officer.role)) if officer.state == "active" else []
    scope = {"type": "chat", "chat_id": officer.telegram_id}
    for code in ("", "en"):
        commands = [
            {"command": line.name, "description": line.english if code else line.korean}
            for line in lines
        ]
        fields: dict[str, Any] = {"commands": commands, "scope": scope}
        if code:
            fields["language_code"] = code
        await _call(session, now, "setMyCommands", fields, mark=str(officer.version))


async def _call(
    session: AsyncSession, now: datetime, method: str, fields: dict[str, Any], *, mark: str = ""
) -> None:
    """One call, made once for each content: a restart with the same menus says nothing."""
    content = orjson.dumps([method, fields, mark], option=orjson.OPT_SORT_KEYS)
    key = f"menu:{hashlib.sha256(content).hexdigest()[:32]}"
    payload = {"method": method, "fields": fields}
    await outbox.put(session, NOBODY, "call", payload, now=now, dedupe_key=key)
