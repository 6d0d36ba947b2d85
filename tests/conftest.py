"""Databases and an office for every test that needs them."""

import gc
import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import settings

from storage import migrate
from storage.database import Database
from tests.helpers.databases import Server, postgres_server
from tests.helpers.offices import Office, seat
from tests.promises.kept import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]  # here, so that a run beside each other prints it too

_configure = structlog.configure


def _uncached(**given: Any) -> None:
    """A logger that was used once would keep its way: as the bot wants it, and no next test."""
    _configure(**{**given, "cache_logger_on_first_use": False})


structlog.configure = _uncached  # type: ignore[assignment]  # its names are given on
# structlog's own choice would draw every traceback with its locals, which takes seconds.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        structlog.dev.ConsoleRenderer(colors=False),
    ]
)


# How long one example takes is the machine's; what is too slow stands in the benchmarks.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

COLLECTED_AT = (100_000, 50, 100)
"""The collector's thresholds. What the suite reads of the tree stays, and is not looked at anew
for every few hundred objects: `tests/handlers/plan` takes 9.9 s of the processor, not 11.8."""
IN_MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes: what tests leave behind at a time is far less


def pytest_configure(config: pytest.Config) -> None:
    """Thousands of databases wait for no disk where the system has files in memory.

    What measures or kills runs alone and keeps the disk; so does who names a place. Whatever the
    shell says, the tree is compiled once: not by each worker, nor by each bot that a test starts.
    """
    gc.set_threshold(*COLLECTED_AT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    alone = "not slow" not in config.option.markexpr
    if alone or not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ROOM:
        return
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files are compared with, experiments are short, unless a switch says otherwise."""
    parser.addoption("--golden", action="store_true", help="write the golden files anew")
    parser.addoption("--full-size", action="store_true", help="experiments in full size, kept")


LONGEST = ("promises", "journeys")
"""Rooms that begin first: who is done takes over what is left, and waits for nothing large."""


def _turn(item: pytest.Item) -> int:
    return next((at for at, room in enumerate(LONGEST) if room in item.path.parts), len(LONGEST))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first; more of the same waits for a run in full size."""
    items.sort(key=_turn)
    if config.option.full_size:
        return
    left = [one for one in items if one.get_closest_marker("more")]
    items[:] = [one for one in items if not one.get_closest_marker("more")]
    config.hook.pytest_deselected(items=left)


@pytest.fixture(autouse=True)
def logs_stay_as_they_were() -> Iterator[None]:
    """A command that sets the logs up does so for its own test alone."""
    root, kept = logging.getLogger(), structlog.get_config()
    level, before = root.level, set(root.handlers)
    yield
    if structlog.get_config()["processors"] is not kept["processors"]:
        structlog.configure(**kept)
        root.setLevel(level)
        for one in set(root.handlers) - before:
            if type(one) is logging.StreamHandler:
                root.removeHandler(one)


@pytest.fixture
def full_size(request: pytest.FixtureRequest) -> bool:
    """Whether a test that may try more is to try all of it."""
    return bool(request.config.option.full_size)


BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with every table, to copy."""
    path = tmp_path_factory.mktemp("template") / "office.db"
    migrate.upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode=WAL")  # as the bot keeps it, so no test has to change it
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """A SQLite database of this test's own, with every table and no rows."""
    path = tmp_path / "office.db"
    shutil.copyfile(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The PostgreSQL server of this run; in memory, where the run is, it syncs all the same."""
    in_memory = IN_MEMORY in tmp_path_factory.getbasetemp().parents
    with postgres_server(IN_MEMORY if in_memory else None) as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """A PostgreSQL database of this test's own, with every table and no rows."""
    url = postgres.lend()
    yield url
    postgres.take_back(url)


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest) -> str:
    """A database with every table and no rows, once on SQLite and once on PostgreSQL."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    address = server.new_database()
    yield address
    server.drop(address)


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    """The bot's way to that database."""
    database = Database(url)
    yield database
    await database.close()


@pytest.fixture
async def office(db: Database) -> Office:
    """Four departments in their order and one person of each role, in `db`."""
    async with db.begin() as session:
        return await seat(session)
