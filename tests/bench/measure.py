"""One run of one bot: started as its own process, on a core of its own, and watched."""

import asyncio
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.bench.load import USERS, Crowd
from tests.bench.server import TOKEN

ROOT = Path(__file__).parents[2]
VENV = ROOT / ".venv-bench"  # the peers' own: none of them is a dependency of the product
PATIENCE = 120.0
GLANCE = 0.005


@dataclass(frozen=True)
class Peer:
    """A bot to measure: its module, and the module that prepares its database.

    Without such a module it is a bot of another library, in the environment of the peers.
    """

    name: str
    module: str
    prepare: str = ""
    words: tuple[str, ...] = ()  # behind the address, the token and the place

    @property
    def python(self) -> str:
        """Its interpreter."""
        return sys.executable if self.prepare else str(VENV / "bin" / "python")


STOCK = Peer("python-telegram-bot", "tests.bench.peer_ptb")
AIOGRAM = Peer("aiogram", "tests.bench.peer_aiogram")
TELEBOT = Peer("pyTelegramBotAPI", "tests.bench.peer_telebot")
OURS = Peer("this product", "tests.bench.ours", "tests.bench.seat")
PACED = replace(OURS, words=("paced",))


@dataclass(frozen=True)
class Plan:
    """What a run is: latency of an API call and the times, all in seconds."""

    latency: float
    warm: float
    window: float


@dataclass(frozen=True)
class Outcome:
    """What a run showed: updates a second, each wait, MB, calls and CPU seconds an update.

    `own` is what of each wait the network did not take.
    """

    rate: float
    waits: Sequence[float]
    rss: float
    calls: float
    cpu: float
    own: Sequence[float] = ()

    def wait(self, percent: float, *, own: bool = False) -> float:
        """Milliseconds that so many of a hundred waited at most."""
        ordered = sorted(self.own if own else self.waits)
        return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)] * 1000


@dataclass(frozen=True)
class Bot:
    """A bot that runs: seconds from its start to its first answer, and of CPU until then."""

    process: asyncio.subprocess.Process
    start: float
    started: float

    def cpu(self) -> float:
        """Seconds of CPU that it has used."""
        return cpu(self.process.pid)

    def rss(self) -> float:
        """Resident memory in MB."""
        return rss(self.process.pid)

    def descriptors(self) -> int:
        """How many files, sockets and pipes it holds open."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))  # noqa: PTH208 - names alone


def apart() -> tuple[set[int], set[int]]:
    """The cores for the bot and for the server; all of them where there is only one."""
    cores = sorted(os.sched_getaffinity(0))
    return ({cores[0]}, set(cores[1:2])) if len(cores) > 1 else (set(cores), set(cores))


@asynccontextmanager
async def running(
    crowd: Crowd, address: str, peer: Peer, place: str, people: int = USERS
) -> AsyncIterator[Bot]:
    """The bot, with everybody at a step of their own; at the end each saved form is one row.

    `place` is the file of its database, or the address of one; so many `people` are known there.
    """
    if peer.prepare:
        await (await spawn(peer.prepare, place, str(people))).wait()
    crowd.server.forget()
    crowd.server.latency = 0.0
    begun = time.perf_counter()
    words = (address, TOKEN, place, *peer.words)
    process = await spawn(peer.module, *words, python=peer.python)
    os.sched_setaffinity(process.pid, apart()[0])
    try:
        crowd.begin()
        await until(lambda: crowd.answered > 0, process)
        start, started = time.perf_counter() - begun, cpu(process.pid)
        await until(lambda: crowd.placed, process)
        yield Bot(process, start, started)
        crowd.hold()
        await until(lambda: crowd.quiet, process)
        crowd.check()
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), PATIENCE)
    rows = _rows(place)
    assert rows == crowd.saved, f"{peer.name}: {rows} rows of {crowd.saved} forms saved"


async def run(
    crowd: Crowd, address: str, peer: Peer, plan: Plan, folder: Path, place: str = ""
) -> Outcome:
    """Loads the bot in a closed loop, and looks at a window of it."""
    async with running(crowd, address, peer, place or str(folder / "office.db")) as bot:
        crowd.server.latency = plan.latency
        crowd.go()
        await asyncio.sleep(plan.warm)
        return await window(crowd, bot, lambda: asyncio.sleep(plan.window))


async def window(crowd: Crowd, bot: Bot, during: Callable[[], Awaitable[None]]) -> Outcome:
    """What came of the time that something takes."""
    crowd.waits.clear()
    crowd.own.clear()
    answered, calls, spent = crowd.answered, crowd.server.calls, bot.cpu()
    since = time.perf_counter()
    await during()
    done = max(crowd.answered - answered, 1)
    return Outcome(
        rate=done / (time.perf_counter() - since),
        waits=list(crowd.waits) or [float("inf")],
        rss=bot.rss(),
        calls=(crowd.server.calls - calls) / done,
        cpu=(bot.cpu() - spent) / done,
        own=list(crowd.own) or [float("inf")],
    )


async def spawn(
    module: str, *words: str, python: str = sys.executable
) -> asyncio.subprocess.Process:
    """Starts a module as its own process."""
    # A bot in service finds its code compiled; so do these, from their second start on.
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return await asyncio.create_subprocess_exec(
        *(python, "-m", module, *words),
        cwd=ROOT,
        env=settings,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=None if "BENCH_LOUD" in os.environ else asyncio.subprocess.DEVNULL,
    )


async def until(come: Callable[[], bool], process: asyncio.subprocess.Process) -> None:
    """Waits for something that the bot brings about; a bot that ended cannot."""
    async with asyncio.timeout(PATIENCE):
        while not come():
            assert process.returncode is None, f"the bot ended with {process.returncode}"
            await asyncio.sleep(GLANCE)


def rss(pid: int) -> float:
    """Resident memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("no VmRSS")


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _rows(place: str) -> int:
    count = "SELECT count(*) FROM event"
    if "://" in place:
        url = make_url(place).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
            found = connection.execute(count).fetchone()
    else:
        with closing(sqlite3.connect(place)) as database:
            found = database.execute(count).fetchone()
    assert found is not None
    return int(found[0])
