"""The first day of an office: tables, departments, and the way in for the first administrator."""

import asyncio
import io
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import segno
from telegram import Bot

from bot.api.transport import AiohttpRequest
from bot.config import Settings
from handlers.enrol.links import deep_link
from storage import migrate
from storage.act import Act
from storage.database import opened
from storage.office import (
    department_table,
    departments,
    holiday_changes,
    lockdowns,
    posts,
    server_links,
)
from storage.office.lockdowns import Begun
from storage.rules.clock import kst_date, system_clock
from storage.safekeeping import copies


@dataclass(frozen=True)
class Standing:
    """An office as `init` finds it: who is 관리자, and since when it is locked, if it is."""

    administrators: tuple[str, ...]
    locked_since: datetime | None


@dataclass(frozen=True)
class WayIn:
    """The one link by which an administrator may come in, with its QR as text."""

    link: str
    picture: str
    begun: Begun | None = None  # the lock that goes with a recovery


def stand(settings: Settings) -> Standing:
    """Makes tables if there are none, and looks how the office stands."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lay_out(settings.database, keep_in=settings.data_dir)
    return asyncio.run(_standing(settings.database))


def prepare(settings: Settings, *, recover: bool = False) -> WayIn:
    """Makes departments if there are none, and the link.

    Refusal where there is an administrator; with `recover` it is made all the same, and the
    office is locked in the same transaction.
    """
    name = username(settings)
    token, begun = asyncio.run(_token(settings.database, recover=recover))
    link, drawn = deep_link(name, token), io.StringIO()
    segno.make(link).terminal(out=drawn, compact=True)
    return WayIn(link, drawn.getvalue(), begun)


def lay_out(url: str, *, keep_in: Path | None = None) -> Path | None:
    """Brings the tables to this release, and takes in the public holidays of the years at hand.

    With `keep_in` tables that are about to change are copied first, PostgreSQL's into that folder;
    returns the copy. Here rather than in the running bot, which need not load the package's
    tables then. A year that the package does not know is left to the tick, which says so. Raises
    NotKept where no copy could be made, and as `migrate.upgrade`.
    """
    now = system_clock()
    copy = copies.before_change(url, keep_in, now) if keep_in is not None else None
    migrate.upgrade(url)
    asyncio.run(_take_years_in(url, now))
    return copy


async def _take_years_in(url: str, now: datetime) -> None:
    with suppress(ValueError):
        async with opened(url) as db, db.begin() as session:
            await holiday_changes.compare(session, kst_date(now), now)


async def _standing(url: str) -> Standing:
    async with opened(url) as db, db.read() as session:
        found = await posts.administrators(session)
        return Standing(
            tuple(f"{one.name} ({one.telegram_id})" for one in found),
            await lockdowns.since(session),
        )


def username(settings: Settings) -> str:
    """The bot's own name, asked of Telegram; InvalidToken or another TelegramError."""
    return asyncio.run(_username(settings))


async def _username(settings: Settings) -> str:
    bot = Bot(
        settings.token,
        base_url=f"{settings.bot_api_url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connections=1),
    )
    async with bot:
        return str(bot.username)


async def _token(url: str, *, recover: bool) -> tuple[str, Begun | None]:
    now = system_clock()
    async with opened(url) as db, db.begin() as session:
        if not await departments.ordered(session, everyone=True):
            text = department_table.STARTING_LIST.read_text(encoding="utf-8")
            await department_table.load_csv(Act(session, None, now), text)
        if not recover:
            return await server_links.first(session, now), None
        made = await server_links.recover(session, now)
        return made.token, made.begun
