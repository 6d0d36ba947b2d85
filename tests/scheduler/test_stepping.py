"""A clock that is set stops nothing, and what cannot be undone waits for a second look."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.clockwork import Clockwork
from scheduler.stepping import SECOND_LOOK_SECONDS, STEP_SECONDS, Stepping
from scheduler.tick import Tick
from storage.database import Database
from storage.rules.clock import Clock
from tests.journeys.faked import LIBRARIES, ROOT

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
STEPS = {
    "2 h back": timedelta(hours=-2),
    "9 h on": timedelta(hours=9),
    "45 d on": timedelta(days=45),
}


class Clocks:
    """A wall clock that can be set, and a steady one."""

    def __init__(self) -> None:
        self.wall, self.passed = NOON, 0.0

    def go(self, seconds: float, step: timedelta = timedelta()) -> None:
        self.passed += seconds
        self.wall += timedelta(seconds=seconds) + step

    def stepping(self) -> Stepping:
        return Stepping(lambda: self.wall, lambda: self.passed)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_a_step_is_doubted_until_it_has_stood(step: timedelta) -> None:
    clocks = Clocks()
    stepping = clocks.stepping()
    clocks.go(5, step)
    assert stepping.look() == pytest.approx(step.total_seconds())
    assert stepping.doubted
    clocks.go(SECOND_LOOK_SECONDS - 1)
    assert (stepping.look(), stepping.doubted) == (0.0, True)
    clocks.go(2)
    assert (stepping.look(), stepping.doubted) == (0.0, False)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_a_step_that_is_taken_back_leaves_no_doubt(step: timedelta) -> None:
    clocks = Clocks()
    stepping = clocks.stepping()
    clocks.go(5, step)
    stepping.look()
    clocks.go(5, -step)
    assert stepping.look() == pytest.approx(-step.total_seconds())
    assert not stepping.doubted


def test_a_second_step_has_to_stand_as_long_as_the_first() -> None:
    clocks = Clocks()
    stepping = clocks.stepping()
    for step in (timedelta(hours=9), timedelta(days=45)):
        clocks.go(SECOND_LOOK_SECONDS - 1, step)
        assert stepping.look()
        assert stepping.doubted


def test_a_clock_that_is_drawn_slowly_is_no_step_even_over_a_week() -> None:
    """Mutant: compared with the clock of the start."""
    clocks = Clocks()
    stepping = clocks.stepping()
    for _ in range(1000):
        clocks.go(600, timedelta(seconds=0.3 * STEP_SECONDS))
        assert stepping.look() == 0.0
    assert not stepping.doubted


async def test_no_tick_acts_on_a_day_that_is_in_doubt(sqlite_url: str) -> None:
    """The health page does not call it late meanwhile."""
    clocks, acted = Clocks(), []

    async def empty(_db: Database, clock: Clock) -> None:
        acted.append(clock())

    db = Database(sqlite_url)
    tick = Tick("empty", timedelta(minutes=1), empty)
    clockwork = Clockwork(db, lambda: clocks.wall, [tick], lambda: clocks.passed)
    await clockwork.do(tick)
    clocks.go(60, timedelta(days=45))
    await clockwork.do(tick)
    assert clockwork.doubted
    clocks.go(30, timedelta(days=-45))
    await clockwork.do(tick)
    assert acted == [NOON, NOON + timedelta(seconds=90)]
    assert set(clockwork.last) == {"empty"}
    await db.close()


@asynccontextmanager
async def running(folder: Path, url: str) -> AsyncIterator[asyncio.StreamReader]:
    """The bot's clock as a process, whose wall clock is what the file `faketime` says."""
    assert LIBRARIES, "Debian's faketime is missing: apt install faketime"
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME")},
        "TZ": "UTC",
        "LD_PRELOAD": str(LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(folder / "faketime"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.helpers.stepping_clock", url),
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        process.kill()
        await process.wait()


@pytest.mark.long
async def test_the_ticks_of_a_real_process_go_on_whatever_its_clock_is_set_to(
    tmp_path: Path, sqlite_url: str
) -> None:
    """After a time server has set it back by two hours, on by nine, and on by forty-five days."""
    (tmp_path / "faketime").write_text("+0")
    async with running(tmp_path, sqlite_url) as said:

        async def ticked(apart: timedelta) -> None:
            while True:
                word, _, at = (await asyncio.wait_for(said.readline(), 15)).decode().partition(" ")
                passed = float(at) - time.time() if word == "tick" else 1e9
                if abs(passed - apart.total_seconds()) < 60:
                    return

        await ticked(timedelta())
        for apart in STEPS.values():
            (tmp_path / "faketime").write_text(f"{apart.total_seconds():+.0f}")
            for _ in range(2):
                await ticked(apart)
