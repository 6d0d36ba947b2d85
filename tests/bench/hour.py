"""An hour of a busy office on both databases at once: what must not grow is looked at.

The people of a crowd fill in forms by the clock at the pace of real life, one officer asks for
/status and for the half-year report now and then, so that pictures and papers are made as well.
Every few minutes: memory, descriptors, the write-ahead log, what the database takes, the waits.
"""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import uvloop
from sqlalchemy.engine import make_url

from tests.bench.compare import crowded
from tests.bench.load import FIRST_USER, Crowd
from tests.bench.measure import PACED, Bot, Outcome, running, window
from tests.bench.page import GOALS, Table, Told, goal
from tests.helpers.databases import postgres_server

SECONDS, PARTS = 3600.0, 12
RATE = 10.0
LATENCY = 0.05
ASKER = FIRST_USER - 1  # an officer beside the crowd
ASKED = ("/status", "/status", "/status", "/status", "/report")
GLANCE = 1.0
MB = 2**20
HEAD = (
    *("database", "minutes", "updates", "RSS MB", "descriptors", "most WAL MB", "database MB"),
    *("p50 ms", "p99 ms", "CPU of a core"),
)


@dataclass
class Part:
    """A few minutes of one office."""

    found: Outcome
    descriptors: int
    wal: float
    stored: float


@dataclass
class Place:
    """A database that is looked at from outside."""

    url: str

    def wal(self) -> float:
        """MB of its write-ahead log."""
        if "://" in self.url:
            return self._asked("SELECT sum(size) FROM pg_ls_waldir()")
        log = Path(f"{self.url}-wal")
        return log.stat().st_size / MB if log.exists() else 0.0

    def stored(self) -> float:
        """MB of all its tables."""
        if "://" in self.url:
            return self._asked("SELECT pg_database_size(current_database())")
        return Path(self.url).stat().st_size / MB

    def _asked(self, statement: str) -> float:
        url = make_url(self.url).set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        with closing(psycopg.connect(address)) as connection:
            row = connection.execute(statement.encode()).fetchone()
        assert row is not None
        return float(row[0]) / MB


@dataclass
class Office:
    """One of the offices of the hour, and what came of each of its parts."""

    name: str
    place: Place
    parts: list[Part] = field(default_factory=list)

    async def lived(self, crowd: Crowd, bot: Bot, seconds: float, parts: int, told: Told) -> None:
        """Its hour."""
        crowd.server.latency = LATENCY
        working = asyncio.create_task(crowd.clocked(RATE, seconds))
        asking = asyncio.create_task(_asks(crowd, seconds / parts / len(ASKED)))
        for at in range(parts):
            looking = asyncio.create_task(self._most_wal())
            found = await window(crowd, bot, lambda: asyncio.sleep(seconds / parts))
            looking.cancel()
            most = max(self._wal, self.place.wal())
            self.parts.append(Part(found, bot.descriptors(), most, self.place.stored()))
            told(f"{self.name}, part {at + 1} of {parts}")
        asking.cancel()
        await working

    async def _most_wal(self) -> None:
        self._wal = 0.0
        while True:
            self._wal = max(self._wal, await asyncio.to_thread(self.place.wal))
            await asyncio.sleep(GLANCE)

    _wal: float = 0.0

    def rows(self, minutes: float) -> Iterator[Sequence[str]]:
        """A line a part."""
        updates = 0.0
        for at, one in enumerate(self.parts, 1):
            updates += one.found.rate * minutes * 60
            yield (
                self.name,
                f"{at * minutes:,.0f}",
                f"{updates:,.0f}",
                f"{one.found.rss:.0f}",
                f"{one.descriptors}",
                f"{one.wal:.1f}",
                f"{one.stored:.1f}",
                f"{one.found.wait(50):.0f}",
                f"{one.found.wait(99):.0f}",
                f"{one.found.cpu * one.found.rate:.1%}",
            )

    def goals(self) -> Iterator[Sequence[str]]:
        """What must not grow once the first parts are over: caches fill, then all is flat."""
        settled, last = self.parts[len(self.parts) // 3], self.parts[-1]
        grown = [b.stored - a.stored for a, b in zip(self.parts, self.parts[1:], strict=False)]
        half = len(grown) // 2
        name = self.name
        yield goal(f"{name}: MB of memory grown", last.found.rss - settled.found.rss, most=10)
        yield goal(f"{name}: descriptors grown", last.descriptors - settled.descriptors, most=5)
        yield goal(f"{name}: WAL, x what it was", last.wal / max(settled.wal, 1), most=1.5)
        faster = sum(grown[-half:]) / max(sum(grown[:half]), 0.01)
        yield goal(f"{name}: what records and trail add, x the first half", faster, most=1.2)
        cost = last.found.cpu / settled.found.cpu
        yield goal(f"{name}: CPU of an update, x what it was", cost, most=1.2)


async def _asks(crowd: Crowd, pause: float) -> None:
    while True:
        for words in ASKED:
            crowd.says(ASKER, words)
            await asyncio.sleep(pause)


@contextmanager
def offices() -> Iterator[list[Office]]:
    """Both, empty of people."""
    with postgres_server() as server, tempfile.TemporaryDirectory() as folder:
        places = {"SQLite": f"{folder}/office.db", "PostgreSQL": server.migrated()}
        yield [Office(name, Place(url)) for name, url in places.items()]


async def lived(each: Sequence[Office], seconds: float, parts: int, told: Told) -> None:
    """The hour of these offices, side by side."""
    async with AsyncExitStack() as stack:
        living = []
        for one in each:
            crowd, address = await stack.enter_async_context(crowded())
            bot = await stack.enter_async_context(running(crowd, address, PACED, one.place.url))
            living.append(one.lived(crowd, bot, seconds, parts, told))
        await asyncio.gather(*living)


def measured(told: Told, seconds: float = SECONDS, parts: int = PARTS) -> list[Table]:
    """The section of the page."""
    with offices() as each:
        uvloop.run(lived(each, seconds, parts, told))
    note = (
        f"{RATE:.0f} updates a second in each of the two, paced as in production; "
        f"a call takes {LATENCY * 1000:.0f} ms."
    )
    rows = [row for one in each for row in one.rows(seconds / parts / 60)]
    return [Table(HEAD, rows, note), Table(GOALS, [row for one in each for row in one.goals()])]
