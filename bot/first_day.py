"""The first day of an office: tables, departments, and the way in for the first administrator."""

import asyncio
import io
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import segno
from telegram import Bot

import storage
from bot.config import Settings
from bot.transport import AiohttpRequest
from handlers.enrol.links import first_admin_link
from storage import migrate
from storage.database import Database
from storage.queries.office import department_table, departments, holiday_changes
from storage.rules.clock import kst_date, system_clock

DEPARTMENTS = Path(storage.__file__).parent / "departments.csv"


def prepare(settings: Settings) -> tuple[str, str]:
    """Makes tables and departments if there are none; returns the link and its QR as text."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lay_out(settings.database)
    link = asyncio.run(_link(settings))
    drawn = io.StringIO()
    segno.make(link).terminal(out=drawn, compact=True)
    return link, drawn.getvalue()


def lay_out(url: str) -> None:
    """Brings the tables to this release, and takes in the public holidays of the years at hand.

    Here rather than in the running bot, which need not load the package's tables then. A year
    that the package does not know is left to the tick, which says so. Raises as `migrate.upgrade`.
    """
    migrate.upgrade(url)
    asyncio.run(_take_years_in(url, system_clock()))


async def _take_years_in(url: str, now: datetime) -> None:
    db = Database(url)
    try:
        with suppress(ValueError):
            async with db.begin() as session:
                await holiday_changes.compare(session, kst_date(now), now)
    finally:
        await db.close()


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
