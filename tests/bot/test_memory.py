"""What is alive in the bot does not grow with its work, but for a few numbers an event.

The real product over a light Bot API server, in this process: people fill in the event form, one
asks for /status and for the report. Then every container of the process is looked at, whoever
holds it: one that has more in it after each part of the work is a leak, and so is a kind of thing
of which there are more.
"""

import asyncio
import functools
import gc
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import uvloop
from sqlalchemy import func, select
from sqlmodel import col

from bot.app import Office
from bot.config import load
from storage.database import execute
from storage.models.traffic import DONE, DUE, LEASED, Inbox, Outbox
from storage.rules import pacing
from storage.rules.clock import system_clock
from tests.bench.load import FIRST_USER, STEPS, Crowd
from tests.bench.seat import prepare
from tests.bench.server import TOKEN
from tests.helpers.waiting import until

PEOPLE, EVENTS, PARTS = 6, 32, 3  # so many events in each part
GROWN = EVENTS // 2
"""More in each part than things of which a part has a few, fewer than there are of anything that
comes once an update or once an event."""
ASKER, ASKED = FIRST_USER - 1, ("/status", "/report")
LEFT_BY_EVENT = {
    "storage.report.block_memory.Spot": 1,  # where it prints
    "builtins.set": 2,  # what prints beside it
    "builtins.tuple": 12,
    "storage.report.report_shapes.ReportLine": 3,  # of the last report, until somebody acts
    "weakref.ReferenceType": 20,  # to SQLite's cursors, which go by the hundred
}
"""What is remembered of a half's records: docs/decisions/0038-memory-of-a-long-reading.md."""
RATE = 1000.0  # a second: all are due at once
PATIENCE, SLOWLY = 200.0, 0.2
CONTAINERS = (dict, list, set, deque)
CACHE = type(functools.cache(len))


def sunday() -> datetime:
    """A day on which nobody is reminded of anything: what people do is all that happens."""
    now = system_clock()
    return now.replace(hour=3) + timedelta(days=6 - now.weekday())


@dataclass
class Look:
    """What is alive: how much is in each container and cache, by its place; kinds of things.

    It holds none of them, or they would be alive for that.
    """

    held: dict[int, int] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        gc.collect()
        every = gc.get_objects()
        self.kinds.update(f"{type(one).__module__}.{type(one).__qualname__}" for one in every)
        self.held.update((id(one), _size(one)) for one in _held_by(every))


def _held_by(every: Iterable[object]) -> Iterator[Any]:
    """A dict of numbers alone is not known to the collector: only whoever holds it is.

    A cache that has an end of its own is none that grows.
    """
    for one in every:
        if isinstance(one, CACHE):
            if one.cache_parameters()["maxsize"] is None:
                yield one
        else:
            yield from (each for each in (one, *gc.get_referents(one)) if _holds(each))


def _holds(one: object) -> bool:
    return isinstance(one, CONTAINERS)


def _size(one: Any) -> int:
    found: int = one.cache_info().currsize if isinstance(one, CACHE) else len(one)
    return found


class Town:
    """The bot at work, and people who stand in their forms."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.crowd = Crowd(PEOPLE)
        self.office: Office

    async def lived(self) -> list[Look]:
        """All parts of its work, and what was alive after each."""
        address = await self.crowd.server.start()
        settings = load(_env_file=None, bot_token=TOKEN, bot_api_url=address, data_dir=self.folder)
        off = sunday() - system_clock()
        self.office = Office(settings, clock=lambda: system_clock() + off, quota=None)
        await self.office.start()
        try:
            self.crowd.begin()
            await until(self._placed, "everybody's form", PATIENCE)
            looks = []
            for _ in range(PARTS):
                await self._works()
                looks.append(Look())
        finally:
            await self.office.stop()
            await self.crowd.server.stop()
        return looks

    async def _works(self) -> None:
        crowd, steps = self.crowd, EVENTS * len(STEPS)
        self._wanted = crowd.answered + steps
        await crowd.clocked(RATE, steps / RATE)
        await until(self._answered, "every answer", PATIENCE)
        self._heard = await self._count(Inbox) + len(ASKED)
        for words in ASKED:
            crowd.says(ASKER, words)
        await until(self._all_sent, "papers and pictures", PATIENCE)
        crowd.check()
        crowd.waits.clear()
        crowd.own.clear()

    async def _placed(self) -> bool:
        return self.crowd.placed

    async def _answered(self) -> bool:
        return self.crowd.answered >= self._wanted

    async def _all_sent(self) -> bool:
        await asyncio.sleep(SLOWLY)
        if await self._count(Inbox, DONE) < self._heard:
            return False
        return not await self._count(Outbox, DUE, LEASED)

    async def _count(self, table: type[Inbox | Outbox], *states: str) -> int:
        asked = select(func.count()).select_from(table)
        if states:
            asked = asked.where(col(table.state).in_(states))
        async with self.office.db.read() as session:
            found: int = (await execute(session, asked)).scalar_one()
        return found


def fuller(looks: Sequence[Look]) -> list[str]:
    """The containers that had more in them after each part than before it."""
    held = [each.held for each in looks]
    grown = {
        place
        for place in set.intersection(*(set(each) for each in held))
        if all(a[place] + GROWN <= b[place] for a, b in pairwise(held))
    }
    found = {id(one): one for one in _held_by(gc.get_objects()) if id(one) in grown}
    return [f"{type(one).__name__} of {_size(one)}: {one!r:.300}" for one in found.values()]


def more(looks: Sequence[Look]) -> dict[str, list[int]]:
    """The kinds of things of which there were more after each part than an event may leave."""
    counted = [each.kinds for each in looks]
    return {
        name: [each[name] for each in counted]
        for name in counted[-1]
        if all(a[name] + most_of(name) <= b[name] for a, b in pairwise(counted))
    }


def most_of(name: str) -> int:
    """How many things of this kind may come to the others in a part."""
    return LEFT_BY_EVENT.get(name, 0) * EVENTS + GROWN


@pytest.mark.long
@pytest.mark.timeout(600)  # six pictures and papers, each in a process of its own
def test_nothing_grows_with_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "MOST", 1_000_000)  # what is kept is looked at, not the pace
    prepare(str(tmp_path / "office.db"), str(PEOPLE))
    looks = uvloop.run(Town(tmp_path).lived())
    assert (fuller(looks), more(looks)) == ([], {})
