"""All bots under the same load, taking turns, and what came of it as tables."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median

import uvloop

from bot import __main__ as starter
from bot import installing
from tests.bench.load import USERS, Crowd
from tests.bench.measure import (
    AIOGRAM,
    OURS,
    STOCK,
    TELEBOT,
    VENV,
    Outcome,
    Peer,
    Plan,
    apart,
    run,
)
from tests.bench.page import GOALS, Table, Told, goal, spread

LOCK = installing.LOCKS / "requirements-bench.lock"
PLANS = {
    "0 ms": Plan(latency=0.0, warm=3.0, window=8.0),
    "50 ms": Plan(latency=0.05, warm=3.0, window=10.0),
}
SHORT = {
    "0 ms": Plan(latency=0.0, warm=1.0, window=5.0),
    "50 ms": Plan(latency=0.05, warm=2.0, window=6.0),
}
RUNS = 3
PEERS = (STOCK, AIOGRAM, TELEBOT, OURS)
HEAD = (
    *("bot", "updates/s", "x stock", "p50 ms", "p95 ms", "p99 ms"),
    *("CPU ms/update", "calls/update", "RSS MB"),
)

Found = dict[str, dict[Peer, list[Outcome]]]


def with_peers() -> None:
    """Installs the peers into their own environment, once."""
    if not starter.is_ready(VENV, LOCK):
        starter.prepare(VENV, LOCK)


@contextmanager
def beside() -> Iterator[None]:
    """Leaves the bot's core to the bot while inside."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, apart()[1])
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


@asynccontextmanager
async def crowded() -> AsyncIterator[tuple[Crowd, str]]:
    """The people of a run and the address of the server that they speak over."""
    crowd = Crowd()
    address = await crowd.server.start()
    try:
        with beside():
            yield crowd, address
    finally:
        await crowd.server.stop()


async def compare(
    plans: Mapping[str, Plan],
    runs: int,
    peers: Sequence[Peer] = PEERS,
    told: Told = lambda _line: None,
) -> Found:
    """What each bot came to under each plan, run by run in turn."""
    found: Found = {name: {peer: [] for peer in peers} for name in plans}
    async with crowded() as (crowd, address):
        for name, plan in plans.items():
            for peer in list(peers) * runs:
                with tempfile.TemporaryDirectory() as folder:
                    one = await run(crowd, address, peer, plan, Path(folder))
                found[name][peer].append(one)
                told(f"{name}, {peer.name}: {one.rate:.0f}/s")
    return found


def measured(told: Told) -> list[Table]:
    """The section of the page."""
    with_peers()
    return tables(uvloop.run(compare(PLANS, RUNS, told=told)))


def tables(found: Found) -> list[Table]:
    """The figures, and what was wanted of them."""
    made = [
        Table(
            HEAD,
            [_cells(peer, runs, peers[STOCK]) for peer, runs in peers.items()],
            f"Bot API calls take {name}; {USERS} people in a closed loop, the bot on one core.",
        )
        for name, peers in found.items()
    ]
    fast, slow = found["0 ms"], found["50 ms"]
    return [
        *made,
        Table(
            GOALS,
            [
                goal("x stock at 0 ms", _times(fast, STOCK), least=3),
                goal("x aiogram at 0 ms", _times(fast, AIOGRAM), least=1.3),
                goal("x stock at 50 ms", _times(slow, STOCK), least=40),
                goal("x aiogram at 50 ms", _times(slow, AIOGRAM), least=1.2),
            ],
        ),
    ]


def _times(peers: Mapping[Peer, Sequence[Outcome]], other: Peer) -> float:
    """How many times the other's rate ours is: the median of the pairs that ran in turn."""
    pairs = zip(peers[OURS], peers[other], strict=True)
    return median(ours.rate / its.rate for ours, its in pairs)


def _cells(peer: Peer, runs: Sequence[Outcome], stock: Sequence[Outcome]) -> tuple[str, ...]:
    times = [one.rate / other.rate for one, other in zip(runs, stock, strict=True)]
    return (
        peer.name,
        spread([one.rate for one in runs], ",.0f"),
        spread(times, ",.2f"),
        spread([one.wait(50) for one in runs], ",.0f"),
        spread([one.wait(95) for one in runs], ",.0f"),
        spread([one.wait(99) for one in runs], ",.0f"),
        spread([one.cpu * 1000 for one in runs], ".2f"),
        f"{median(one.calls for one in runs):.2f}",
        f"{median(one.rss for one in runs):.0f}",
    )


def quickly(runs: int, peers: Sequence[Peer]) -> Found:
    """As a test does it."""
    with_peers()
    return asyncio.run(compare(SHORT, runs, peers))
