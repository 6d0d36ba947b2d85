"""A restore at the terminal, and what is in the office before and after it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from storage.act import Act
from storage.database import Database
from storage.office import lockdowns, posts
from storage.records import records
from storage.rules.clock import system_clock
from storage.safekeeping import archive, postgres_dump, sqlite_file
from storage.safekeeping.sources import file_of, is_sqlite
from storage.traffic import leases, outbox
from storage.traffic.messages import Message
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, seat

ADMIN, OFFICE, STAFF, LATER = 1_000_000_000, 1_000_000_001, 1_000_000_004, 1_000_000_099
Doing = Callable[[Any], Awaitable[Any]]
Run = Callable[..., Result]


def commanding(patch: pytest.MonkeyPatch, url: str, folder: Path) -> Run:
    """Commands on this database, with this data folder."""
    for name, value in {
        "BOT_TOKEN": "2:canary-token",
        "DATABASE_URL": url,
        "DATA_DIR": str(folder),
    }.items():
        patch.setenv(name, value)
    return lambda *words: CliRunner().invoke(app, list(map(str, words)))


def does(url: str, act: Doing) -> Any:
    """In one transaction, the connections closed behind it."""

    async def whole() -> Any:
        db = Database(url)
        async with db.begin() as session:
            done = await act(session)
        await db.close()
        return done

    return asyncio.run(whole())


def furnished(url: str) -> None:
    """An office with one record, and one message that waits to be sent."""

    async def act(session: Any) -> None:
        office = await seat(session)
        await records.add(Act(session, office.staff, NOW), bus())
        await outbox.put(session, STAFF, Message("알림"), now=NOW)

    does(url, act)


def people(url: str) -> dict[int, tuple[str, str]]:
    """Role and state of everybody, by their Telegram number."""

    async def act(session: Any) -> dict[int, tuple[str, str]]:
        everyone = await posts.people(session, everyone=True)
        return {one.telegram_id or 0: (one.role, one.state) for one in everyone}

    found: dict[int, tuple[str, str]] = does(url, act)
    return found


def lock_of(url: str) -> Any:
    """Since when it is locked, if it is."""
    return does(url, lockdowns.since)


def due(url: str) -> list[str]:
    """What would be sent now, but for what the lock itself says."""

    async def act(session: Any) -> list[str]:
        parcels = await leases.claim(session, system_clock(), most=99)
        said = [str(parcel.payload.get("text")) for parcel in parcels]
        return [words for words in said if "자료를 되살렸습니다" not in words]

    told: list[str] = does(url, act)
    return told


def backed_up(run: Run, tmp_path: Path) -> Path:
    """The file of a backup made now."""
    path = tmp_path / "backup"
    result = run("backup", path)
    assert result.exit_code == 0, result.output
    assert path.stat().st_mode & 0o777 == 0o600
    return path


def backed_up_as_before(url: str, tmp_path: Path) -> Path:
    """The file that earlier releases made: a copy of the SQLite file, or a dump of PostgreSQL."""
    path = tmp_path / "older"
    with archive.new_file(path):
        if is_sqlite(url):
            sqlite_file.copy_out(file_of(url), path)
        else:
            postgres_dump.copy_out(url, path)
    return path
