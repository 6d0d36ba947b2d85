"""One run of one bot: started as its own process, on a core of its own, and watched."""

import asyncio
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.bench.load import Crowd
from tests.bench.server import TOKEN

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
GLANCE = 0.005


@dataclass(frozen=True)
class Peer:
    """A bot to measure: its module, and the module that prepares its database."""

    name: str
    module: str
    prepare: str = ""


STOCK = Peer("PTB 22.8 ConversationHandler", "tests.bench.stock")
OURS = Peer("this product", "tests.bench.ours", "tests.bench.seat")


@dataclass(frozen=True)
class Plan:
    """What a run is: latency of an API call and the times, in seconds; updates before RSS."""

    latency: float
    warm: float
    window: float
    updates: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a run showed: updates a second, seconds, MB, calls and CPU seconds an update."""

    rate: float
    p95: float
    start: float
    rss: float
    calls: float
    cpu: float


def apart() -> tuple[set[int], set[int]]:
    """The cores for the bot and for the server; all of them where there is only one."""
    cores = sorted(os.sched_getaffinity(0))
    return ({cores[0]}, set(cores[1:2])) if len(cores) > 1 else (set(cores), set(cores))


async def run(crowd: Crowd, address: str, peer: Peer, plan: Plan, folder: Path) -> Outcome:
    """Starts the bot, loads it, and checks at the end that every saved form is one row."""
    path = str(folder / "office.db")
    if peer.prepare:
        await (await spawn(peer.prepare, path)).wait()
    crowd.server.forget()
    crowd.server.latency = 0.0
    begun = time.perf_counter()
    bot = await spawn(peer.module, address, TOKEN, path)
    os.sched_setaffinity(bot.pid, apart()[0])
    try:
        crowd.begin()
        await _until(lambda: crowd.answered > 0, bot)
        start = time.perf_counter() - begun
        await _until(lambda: crowd.placed, bot)
        crowd.server.latency = plan.latency
        crowd.go()
        await asyncio.sleep(plan.warm)
        rate, p95, calls, cpu = await _window(crowd, plan, bot.pid)
        await _until(lambda: crowd.answered >= plan.updates, bot)
        rss = _rss(bot.pid)
        crowd.hold()
        await _until(lambda: crowd.quiet, bot)
        crowd.check()
    finally:
        if bot.returncode is None:
            bot.send_signal(signal.SIGTERM)
        await asyncio.wait_for(bot.wait(), PATIENCE)
    rows = _rows(path)
    assert rows == crowd.saved, f"{peer.name}: {rows} rows of {crowd.saved} forms saved"
    return Outcome(rate, p95, start, rss, calls, cpu)


def middle(outcomes: Sequence[Outcome]) -> Outcome:
    """The median of each figure."""
    return Outcome(
        rate=median(one.rate for one in outcomes),
        p95=median(one.p95 for one in outcomes),
        start=median(one.start for one in outcomes),
        rss=median(one.rss for one in outcomes),
        calls=median(one.calls for one in outcomes),
        cpu=median(one.cpu for one in outcomes),
    )


async def _window(crowd: Crowd, plan: Plan, pid: int) -> tuple[float, float, float, float]:
    crowd.waits.clear()
    answered, calls, since = crowd.answered, crowd.server.calls, time.perf_counter()
    cpu = _cpu(pid)
    await asyncio.sleep(plan.window)
    done = max(crowd.answered - answered, 1)
    rate = done / (time.perf_counter() - since)
    p95 = quantiles(crowd.waits, n=20)[-1] if len(crowd.waits) > 1 else float("inf")
    return rate, p95, (crowd.server.calls - calls) / done, (_cpu(pid) - cpu) / done


async def spawn(module: str, *words: str) -> asyncio.subprocess.Process:
    # A bot in service finds its code compiled; so do these, from their second start on.
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *words),
        cwd=ROOT,
        env=settings,
        stdout=asyncio.subprocess.DEVNULL,
    )


async def _until(come: object, bot: asyncio.subprocess.Process) -> None:
    """Waits for something that the bot brings about; a bot that ended cannot."""
    assert callable(come)
    async with asyncio.timeout(PATIENCE):
        while not come():
            assert bot.returncode is None, f"the bot ended with {bot.returncode}"
            await asyncio.sleep(GLANCE)


def _rss(pid: int) -> float:
    """Resident memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("no VmRSS")


def _cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _rows(path: str) -> int:
    with sqlite3.connect(path) as database:
        found: int = database.execute("SELECT count(*) FROM event").fetchone()[0]
    database.close()
    return found
