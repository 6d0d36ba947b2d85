"""The first day of an office: tables, departments, and the way in for the first administrator."""

import asyncio
import io
from pathlib import Path

import segno
from telegram import Bot

import storage
from bot.config import Settings
from bot.transport import AiohttpRequest
from handlers.enrol.links import first_admin_link
from storage import migrate
from storage.database import Database
from storage.queries import department_table, departments
from storage.rules.clock import system_clock

DEPARTMENTS = Path(storage.__file__).parent / "departments.csv"


def prepare(settings: Settings) -> tuple[str, str]:
    """Makes tables and departments if there are none; returns the link and its QR as text."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrate.upgrade(settings.database)
    link = asyncio.run(_link(settings))
    drawn = io.StringIO()
    segno.make(link).terminal(out=drawn, compact=True)
    return link, drawn.getvalue()


async def _link(settings: Settings) -> str:
    bot = Bot(
        settings.token,
        base_url=f"{settings.bot_api_url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connections=1),
    )
    async with bot:
        name = bot.username
    db = Database(settings.database)
    try:
        async with db.begin() as session:
            now = system_clock()
            if not await departments.ordered(session):
                text = DEPARTMENTS.read_text(encoding="utf-8")
                await department_table.load_csv(session, text, now, None)
            return await first_admin_link(session, name, now)
    finally:
        await db.close()
