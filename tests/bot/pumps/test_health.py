"""The health page tells whether the database can be written, and never waits in the loop."""

import asyncio
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.pumps import health
from bot.pumps.health import Health
from storage.database import Database
from storage.rules.clock import system_clock
from storage.traffic import health as write_test
from tests.helpers.databases import locked

PATIENCE = 3.0


@pytest.fixture(autouse=True)
def every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look writes: how often is no promise."""
    monkeypatch.setattr(health, "WRITE_EVERY", 0.0)


async def longest_wait(task: "asyncio.Task[object]") -> float:
    """The longest time for which the loop stood still until the task was done."""
    worst, last = 0.0, time.monotonic()
    while not task.done():
        await asyncio.sleep(0.01)
        worst, last = max(worst, time.monotonic() - last), time.monotonic()
    return worst


async def test_a_database_that_can_be_written_is_well(db: Database) -> None:
    seen = Health(db, system_clock)
    for _ in range(2):
        assert (await seen.look())[0]


async def test_a_lock_held_elsewhere_is_told_in_time_and_stops_nobody(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: SQLite's own wait of five seconds, in the event loop."""
    monkeypatch.setattr(health, "WRITE_SECONDS", 0.5)
    db = Database(sqlite_url)
    seen = Health(db, system_clock)
    assert (await seen.look())[0]
    with locked(sqlite_url):
        began = time.monotonic()
        looking = asyncio.ensure_future(seen.look())
        assert await longest_wait(looking) < 0.5
        well, said = await looking
        assert time.monotonic() - began < PATIENCE
        assert not well
        assert said["reasons"] == ["the database cannot be used: TimeoutError"]
    assert (await seen.look())[0]
    await db.close()


async def test_a_lock_held_elsewhere_is_told_though_we_wait_for_it_ourselves(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: whoever waits for the lock is taken for one who is writing."""
    monkeypatch.setattr(health, "WRITE_SECONDS", 0.2)
    db = Database(sqlite_url)
    seen = Health(db, system_clock)
    assert (await seen.look())[0]

    async def write() -> None:
        async with db.begin() as session:
            await write_test.write(session, system_clock())

    with locked(sqlite_url):
        writing = asyncio.ensure_future(write())
        await asyncio.sleep(0.05)
        assert not (await seen.look())[0]
    await asyncio.wait_for(writing, PATIENCE)
    await db.close()


async def test_a_writer_waits_for_a_lock_beside_the_loop(sqlite_url: str) -> None:
    """Whoever writes gets its turn once the other process has committed."""
    db = Database(sqlite_url)

    async def write() -> None:
        async with db.begin() as session:
            await write_test.write(session, system_clock())

    await write()
    with locked(sqlite_url):
        writing = asyncio.ensure_future(write())
        done, _ = await asyncio.wait([writing], timeout=0.5)
        assert not done
    await asyncio.wait_for(writing, PATIENCE)
    await db.close()


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_is_told(sqlite_url: str) -> None:
    """Mutant: a page that only reads, and is green while nothing can be kept."""
    db = Database(sqlite_url)
    seen = Health(db, system_clock)
    assert (await seen.look())[0]
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as reader:  # so that the log cannot begin anew
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM officer").fetchone()
        with full_disk(path.with_name(f"{path.name}-wal").stat().st_size):
            well, said = await seen.look()
            assert not well
            assert said["reasons"] == [f"the database cannot be used: {said['database']}"]
    assert (await seen.look())[0]
    await db.close()


async def test_our_own_writer_is_not_disturbed(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    seen = Health(db, system_clock)
    async with db.begin() as session:
        await write_test.write(session, system_clock())
        assert (await asyncio.wait_for(seen.look(), 1))[0]
    await db.close()
