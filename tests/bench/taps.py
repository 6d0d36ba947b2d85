"""The product's event form by itself: by the clock, on PostgreSQL, for long, from the start."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import uvloop

from tests.bench.compare import crowded
from tests.bench.measure import OURS, Outcome, Plan, run, running, window
from tests.bench.page import GOALS, Table, Told, goal, spread
from tests.helpers.databases import postgres_server

RUNS = 3
RATE, MINUTE = 30.0, 60.0
LATENCY = 0.05
SETTLED = 3.0
WARM = 10.0  # before the clock's minute: each screen has been drawn by then
UPDATES, PART = 100_000, 10_000
PEOPLE = (64, 10_000)
LOOP = Plan(latency=0.0, warm=3.0, window=10.0)
WAITS = ("p50 ms", "p95 ms", "p99 ms", "longest ms", "p99 of the bot ms", "CPU of a core")


@contextmanager
def places() -> Iterator[dict[str, str]]:
    """A new database of each sort, empty of people."""
    with postgres_server() as server, tempfile.TemporaryDirectory() as folder:
        yield {"SQLite": f"{folder}/office.db", "PostgreSQL": server.migrated()}


# -- by the clock ------------------------------------------------------------------------------


async def _clocked(place: str, seconds: float) -> tuple[Outcome, int]:
    async with crowded() as (crowd, address), running(crowd, address, OURS, place) as bot:
        crowd.server.latency = LATENCY
        await crowd.clocked(RATE, WARM)
        found = await window(crowd, bot, lambda: crowd.clocked(RATE, seconds))
        return found, crowd.behind


def by_the_clock(told: Told) -> list[Table]:
    """Thirty a second, on both databases."""
    rows, goals = [], []
    with places() as each:
        for name, place in each.items():
            found, behind = uvloop.run(_clocked(place, MINUTE))
            share = found.cpu * found.rate
            own = found.wait(99, own=True)
            rows.append((name, *_waits(found), f"{own:,.0f}", f"{share:.0%}"))
            goals.append(goal(f"p99 of the bot on {name}, ms", own, most=50))
            goals.append(goal(f"CPU on {name}, % of a core", share * 100, most=15))
            goals.append(goal(f"steps not taken in time on {name}", behind, most=0))
            told(name)
    note = (
        f"A call takes {LATENCY * 1000:.0f} ms, and so does the poll that brings an update: what "
        "comes while a poll is on its way waits for its end. The wait of the bot is without both; "
        "a poll that it sends late is its own."
    )
    return [Table(("database", *WAITS), rows, note), Table(GOALS, goals)]


def _waits(one: Outcome) -> tuple[str, ...]:
    return tuple(f"{one.wait(percent):,.0f}" for percent in (50, 95, 99, 100))


# -- on PostgreSQL -----------------------------------------------------------------------------


async def _loop(place: str) -> Outcome:
    async with crowded() as (crowd, address):
        return await run(crowd, address, OURS, LOOP, Path(), place)


def on_postgres(told: Told) -> list[Table]:
    """Both databases in turn."""
    found: dict[str, list[Outcome]] = {}
    for _ in range(RUNS):
        with places() as each:
            for name, place in each.items():
                found.setdefault(name, []).append(uvloop.run(_loop(place)))
                told(f"{name}: {found[name][-1].rate:.0f}/s")
    head = ("database", "updates/s", "p50 ms", "p95 ms", "p99 ms", "CPU ms/update of the bot")
    rows = [
        (
            name,
            spread([one.rate for one in runs], ",.0f"),
            *(spread([one.wait(each) for one in runs], ",.0f") for each in (50, 95, 99)),
            spread([one.cpu * 1000 for one in runs], ".2f"),
        )
        for name, runs in found.items()
    ]
    rate = median(one.rate for one in found["PostgreSQL"])
    return [Table(head, rows), Table(GOALS, [goal("updates/s on PostgreSQL", rate, least=300)])]


# -- for long ----------------------------------------------------------------------------------


async def _parts(place: str, updates: int, part: int, told: Told) -> list[Outcome]:
    async with crowded() as (crowd, address), running(crowd, address, OURS, place) as bot:
        crowd.go()
        await asyncio.sleep(SETTLED)
        found = []
        for at in range(updates // part):
            found.append(await window(crowd, bot, partial(crowd.reached, crowd.answered + part)))
            told(f"{(at + 1) * part:,} updates: {found[-1].cpu * 1000:.2f} ms")
        return found


def many(told: Told) -> list[Table]:
    """A hundred thousand updates, in ten parts."""
    with tempfile.TemporaryDirectory() as folder:
        found = uvloop.run(_parts(f"{folder}/office.db", UPDATES, PART, told))
    head = ("updates", "records", "updates/s", "CPU ms/update", "p99 ms", "RSS MB")
    rows = [
        (
            f"{(at + 1) * PART:,}",
            f"{(at + 1) * PART // 9:,}",
            f"{one.rate:,.0f}",
            f"{one.cpu * 1000:.2f}",
            f"{one.wait(99):,.0f}",
            f"{one.rss:.0f}",
        )
        for at, one in enumerate(found)
    ]
    grown = found[-1].cpu / found[0].cpu
    goals = [
        goal("cost of the last 10,000 beside the first", grown, most=1.1),
        goal("MB grown over them", found[-1].rss - found[0].rss, most=10),
    ]
    return [Table(head, rows), Table(GOALS, goals)]


# -- from the start ----------------------------------------------------------------------------


async def _start(people: int) -> tuple[float, float]:
    """Seconds until the first answer of an office that stands, and of CPU until then."""
    with tempfile.TemporaryDirectory() as folder:
        async with crowded() as (crowd, address):
            place = f"{folder}/office.db"
            async with running(crowd, address, OURS, place, people) as bot:
                return bot.start, bot.started


def starts(told: Told) -> list[Table]:
    """At few people and at many, in turn."""
    found: dict[int, list[tuple[float, float]]] = {people: [] for people in PEOPLE}
    for people in PEOPLE * RUNS:
        found[people].append(uvloop.run(_start(people)))
        told(f"{people:,} people: {found[people][-1][0]:.2f} s")
    rows = [
        (f"{people:,}", *(spread(figures, ".2f") for figures in zip(*each, strict=True)))
        for people, each in found.items()
    ]
    most = median(seconds for seconds, _cpu in found[max(PEOPLE)])
    goals = [goal(f"seconds at {max(PEOPLE):,} people", most, most=1.5)]
    return [Table(("people", "seconds", "of CPU"), rows), Table(GOALS, goals)]
