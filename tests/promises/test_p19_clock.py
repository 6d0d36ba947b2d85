"""P19: a tick raises, the loop stands still, the database is away: the clock goes on.

While it lasts the guard's page is red or silent; two intervals after it is over the tick has come.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.simulator.server import Simulator
from storage.rules.clock import steady
from tests.bot.test_running import closed_port
from tests.helpers.databases import locked
from tests.helpers.nursery import PATIENCE, Nursery
from tests.helpers.waiting import until
from tests.promises.promise import Trial, tries
from tests.promises.spoiled.ordered_clock import BEATS, ORDER, SECOND

INTERVAL = SECOND.total_seconds()
LATE_SECONDS = 2 * INTERVAL + 3.0  # two intervals, and what a busy machine and a lock take
AWAY_SECONDS = 60.0  # in full size
START_SECONDS = 60.0  # on a busy machine
ASKED_SECONDS = 3.0  # a page that does not answer by then is no green one


class Guard:
    """Asks the page of one bot, and looks at the marks of its tick."""

    def __init__(self, folder: Path, session: aiohttp.ClientSession) -> None:
        self._folder = folder
        self._session = session

    async def red(self) -> bool:
        """Whether the page says so, or says nothing."""
        try:
            timeout = aiohttp.ClientTimeout(total=ASKED_SECONDS)
            async with self._session.get("/readyz", timeout=timeout) as answer:
                return answer.status != 200
        except (aiohttp.ClientError, TimeoutError):
            return True

    async def green(self) -> bool:
        """Whether all is well."""
        return not await self.red()

    def beats(self) -> int:
        """How often the tick has come."""
        marks = self._folder / BEATS
        return len(marks.read_text("utf-8").splitlines()) if marks.is_file() else 0

    async def beaten(self) -> float:
        """Seconds until the tick comes once more."""
        since, before = steady(), self.beats()

        async def came() -> bool:
            return self.beats() > before

        await until(came, "the tick comes", LATE_SECONDS)
        return steady() - since


@asynccontextmanager
async def watched(
    trial: Trial, simulator: Simulator, nursery: Nursery, clock: str
) -> AsyncIterator[Guard]:
    """A bot with the ordered clock, once its tick has come and its page is green."""
    port = closed_port()
    place = f"127.0.0.1:{port}"
    environment = trial.environment(simulator, STATUS_LISTEN=place)
    child = await nursery.start(environment, f"tests.promises.spoiled.{clock}")
    async with aiohttp.ClientSession(f"http://{place}") as session:
        guard = Guard(trial.folder, session)
        await until(guard.green, "the page is green", START_SECONDS)
        await guard.beaten()
        yield guard
        assert child.alive, child.log()


@contextmanager
def raising(trial: Trial) -> Iterator[None]:
    """Each tick raises."""
    order = trial.folder / ORDER
    order.write_text("raise", "utf-8")
    yield
    order.unlink()


@contextmanager
def standing(trial: Trial) -> Iterator[None]:
    """The event loop stands still in a tick, and goes on by itself."""
    (trial.folder / ORDER).write_text("block", "utf-8")
    yield


@contextmanager
def away(trial: Trial) -> Iterator[None]:
    """Nobody else can write to the database."""
    if trial.sqlite:
        with locked(trial.url):
            yield
        return
    plain = make_url(trial.url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False)) as other:
        other.execute("LOCK TABLE write_test IN ACCESS EXCLUSIVE MODE")
        yield


FAULTS: tuple[Callable[[Trial], AbstractContextManager[None]], ...] = (raising, standing, away)


async def faulted(trial: Trial, guard: Guard) -> list[float]:
    """One fault after the other, each seen on the page; how long the tick then took to come."""
    waits = []
    for number in range(trial.size):
        fault = FAULTS[number % len(FAULTS)]
        with fault(trial):
            await until(guard.red, f"{fault.__name__}: the page is red", PATIENCE)
            if trial.full and fault is away:
                await asyncio.sleep(AWAY_SECONDS)
        if fault is standing:
            await until(guard.green, "the loop goes on", PATIENCE)
        waits.append(await guard.beaten())
        await until(guard.green, "the page is green again", PATIENCE)
    return waits


@tries("P19", of="faults", sqlite=(3, 15), postgres=(3, 15), alone=True)
async def test_the_clock_goes_on_after_each_fault_and_the_page_tells_of_it_meanwhile(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    async with watched(trial, simulator, nursery, "ordered_clock") as guard:
        waits = await faulted(trial, guard)
    trial.count(faults=len(waits), longest_until_the_next_tick_seconds=round(max(waits), 1))
    assert len(waits) == trial.size


@tries(
    "P19",
    of="faults",
    sqlite=(1, 1),
    postgres=(0, 1),
    mutant="a tick that raised is never called again, as a stored job of APScheduler",
    alone=True,
)
async def test_a_clock_that_forgets_what_raised_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    async with watched(trial, simulator, nursery, "forgetful_clock") as guard:
        with raising(trial):
            await until(guard.red, "the page is red", PATIENCE)
        before = guard.beats()
        with pytest.raises(AssertionError, match="the tick comes"):
            await guard.beaten()
    trial.count(ticks_after_the_fault=guard.beats() - before)
