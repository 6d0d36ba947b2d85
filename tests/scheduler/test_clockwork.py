"""The clock cannot fall silent: a tick that raises, blocks, or finds no database leaves the next
one alone, and the health page is red until it has come.

Each is P19 of the promises. Its mutant is the scheduler on its own job store
(`tests/helpers/stock_clock.py`), in which one error ends all ticks.
"""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import text

from bot.pumps.health import Health
from bot.pumps.status import ready
from scheduler import timetable
from scheduler.clockwork import LATE_AFTER, Clockwork
from scheduler.tick import Tick
from storage.database import Database
from storage.rules.clock import Clock, steady, system_clock
from tests.helpers import stock_clock
from tests.helpers.waiting import until

pytestmark = pytest.mark.long

NOW = datetime(2026, 6, 1, 0, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PATIENCE = 20.0
FULL = """CREATE TRIGGER full BEFORE UPDATE ON apscheduler_jobs
BEGIN SELECT RAISE(FAIL, 'the disk is full'); END"""


@asynccontextmanager
async def running(clockwork: Clockwork) -> AsyncIterator[None]:
    """The clock goes inside."""
    task = asyncio.ensure_future(clockwork.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def page(db: Database, clockwork: Clockwork) -> tuple[int, bytes]:
    """The health page: its status and what it says."""
    health = Health(db, system_clock, late_ticks=clockwork.late)
    answer = await ready(health)
    return answer.status_code, bytes(answer.body)


class Ticker:
    """Counts its ticks and raises in those named."""

    def __init__(self, raises: set[int]) -> None:
        self.raises = raises
        self.times = 0
        self.came = asyncio.Event()

    async def run(self, _db: Database, _clock: Clock) -> None:
        self.times += 1
        if self.times >= 3:
            self.came.set()
        if self.times in self.raises:
            raise ConnectionError("the database is away")


async def test_the_next_tick_comes_after_one_that_raised(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    ill, well = Ticker({1, 2}), Ticker(set())
    ticks = [Tick("ill", SECOND, ill.run), Tick("well", SECOND, well.run)]
    clockwork = Clockwork(db, lambda: NOW, ticks)
    async with running(clockwork):
        await asyncio.wait_for(asyncio.gather(ill.came.wait(), well.came.wait()), PATIENCE)
    assert set(clockwork.last) == {"ill", "well"}
    await db.close()


async def test_the_next_tick_comes_after_one_that_blocked_everything(sqlite_url: str) -> None:
    """R19 and P19: the loop stands still for six intervals; the next ticks come within two.

    Mutants: `coalesce=False` tells all that was missed; `misfire_grace_time=1` leaves out a rare
    tick that fell due more than a second before the loop was free. A tick of a second cannot show
    the latter: the last of its missed times is never older than its own interval.
    """
    db = Database(sqlite_url)
    came: list[float] = []
    freed, twice, rarely = 0.0, asyncio.Event(), 0

    async def block(_db: Database, _clock: Clock) -> None:
        nonlocal freed
        if not freed:
            time.sleep(6)  # noqa: ASYNC251  # the point: nothing else of the process can run
            freed = time.monotonic()
            return
        came.append(time.monotonic())
        if len(came) == 2:
            twice.set()

    async def rare(_db: Database, _clock: Clock) -> None:
        nonlocal rarely
        rarely += 1

    ticks = [Tick("rare", 4 * SECOND, rare), Tick("slow", SECOND, block)]
    clockwork = Clockwork(db, system_clock, ticks)
    async with running(clockwork):
        await asyncio.wait_for(twice.wait(), PATIENCE)
    assert came[0] - freed <= 2 * SECOND.total_seconds()
    assert len(came) == 2  # what was missed comes once, not six times
    assert rarely == 2  # due two seconds before the loop was free, and not left out for that
    await db.close()


async def test_the_health_page_is_red_while_the_database_is_away_and_green_after(
    tmp_path: Path, migrated_file: Path
) -> None:
    """P19: the database is out of reach for many intervals; the clock never gives up."""
    away = tmp_path / "away" / "office.db"
    db = Database(f"sqlite:///{away}")
    late_by = 0.0
    tried, done = asyncio.Event(), asyncio.Event()

    async def look(database: Database, _clock: Clock) -> None:
        tried.set()
        async with database.begin() as session:
            connection = await session.connection()
            await connection.execute(text("SELECT count(*) FROM outbox"))
        done.set()

    ticks = [Tick("look", SECOND, look)]
    clockwork = Clockwork(db, lambda: NOW, ticks, lambda: steady() + late_by)
    async with running(clockwork):
        await asyncio.wait_for(tried.wait(), PATIENCE)
        late_by = LATE_AFTER + 1
        status, said = await page(db, clockwork)
        assert status == 503
        assert b'"late":["look"]' in said
        away.parent.mkdir()
        shutil.copyfile(migrated_file, away)
        back = time.monotonic()
        await asyncio.wait_for(done.wait(), PATIENCE)
        assert time.monotonic() - back <= 2 * SECOND.total_seconds() + 1
        assert (await page(db, clockwork))[0] == 200
    await db.close()


async def test_the_health_page_is_red_when_the_clock_is_silent(sqlite_url: str) -> None:
    """Mutant: a page that only asks whether the scheduler says it runs."""
    db = Database(sqlite_url)
    passed, ill = 0.0, Ticker({2, 3, 4, 5, 6, 7, 8, 9})
    clockwork = Clockwork(db, lambda: NOW, [Tick("ill", SECOND, ill.run)], lambda: passed)
    status, said = await page(db, clockwork)
    assert (status, b'"late":[]' in said) == (200, True)
    async with running(clockwork):
        await asyncio.wait_for(ill.came.wait(), PATIENCE)
        passed = LATE_AFTER
        assert clockwork.late() == []
        passed += 1
        status, said = await page(db, clockwork)
        assert (status, b'"reasons":["tick ill is late"]' in said) == (503, True)
    await db.close()


async def test_the_mutant_on_a_job_store_of_its_own_falls_silent_and_says_it_runs(
    tmp_path: Path,
) -> None:
    """P19's mutant: after one error of its store it is never heard of again."""
    path = tmp_path / "jobs.db"
    with stock_clock.clock(f"sqlite:///{path}") as scheduler:
        scheduler.add_job(stock_clock.run, "interval", seconds=1, args=["tick"], id="tick")

        async def heard() -> bool:
            return len(stock_clock.came) > before

        before = 0
        await until(heard, "its first tick", PATIENCE)
        with closing(sqlite3.connect(path)) as database:
            failed = asyncio.Event()
            asyncio.get_running_loop().set_exception_handler(lambda *_: failed.set())
            database.execute(FULL)
            await asyncio.wait_for(failed.wait(), PATIENCE)
            database.execute("DROP TRIGGER full")
        before = len(stock_clock.came)
        with pytest.raises(AssertionError, match="in vain"):
            await until(heard, "three more intervals", 3.5)
        assert scheduler.running


async def test_a_tick_that_fails_is_not_counted_as_done(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    ticker = Ticker({1})
    clockwork = Clockwork(db, lambda: NOW, [])
    tick = Tick("ill", timedelta(seconds=1), ticker.run)
    await clockwork.do(tick)
    assert clockwork.last == {}
    await clockwork.do(tick)
    assert set(clockwork.last) == {"ill"}
    await db.close()


async def test_every_tick_of_the_timetable_runs_on_an_empty_office(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    clockwork = Clockwork(db, lambda: NOW)
    for tick in timetable.TICKS:
        await clockwork.do(tick)
    assert set(clockwork.last) == {tick.name for tick in timetable.TICKS}
    await db.close()
