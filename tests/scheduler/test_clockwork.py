"""The clock cannot fall silent: a tick that raises, or blocks, leaves the next one alone."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from scheduler import timetable
from scheduler.clockwork import Clockwork
from scheduler.ticks import Tick
from storage.database import Database
from storage.rules.clock import Clock

NOW = datetime(2026, 6, 1, 0, 30, tzinfo=UTC)


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
    """P19; mutant: the scheduler's own job store, in which one error ends all ticks."""
    db = Database(sqlite_url)
    ill, well = Ticker({1, 2}), Ticker(set())
    ticks = [
        Tick("ill", timedelta(seconds=1), ill.run),
        Tick("well", timedelta(seconds=1), well.run),
    ]
    clockwork = Clockwork(db, lambda: NOW, ticks)
    running = asyncio.ensure_future(clockwork.run())
    await asyncio.wait_for(asyncio.gather(ill.came.wait(), well.came.wait()), timeout=20)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert clockwork.last == {"ill": NOW, "well": NOW}
    await db.close()


async def test_a_tick_that_fails_is_not_counted_as_done(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    ticker = Ticker({1})
    clockwork = Clockwork(db, lambda: NOW, [])
    tick = Tick("ill", timedelta(seconds=1), ticker.run)
    await clockwork.do(tick)
    assert clockwork.last == {}
    await clockwork.do(tick)
    assert clockwork.last == {"ill": NOW}
    await db.close()


async def test_every_tick_of_the_timetable_runs_on_an_empty_office(sqlite_url: str) -> None:
    db = Database(sqlite_url)
    clockwork = Clockwork(db, lambda: NOW)
    for tick in timetable.TICKS:
        await clockwork.do(tick)
    assert set(clockwork.last) == {tick.name for tick in timetable.TICKS}
    await db.close()
