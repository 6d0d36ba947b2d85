"""Thousands of notices at once, against a server that refuses what comes too fast.

Meanwhile a few people go on working: they type, and tap what they are shown. What counts: how long
the flood takes beside the fastest that the server allows, how much it refused, and how long these
people wait.
"""

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from statistics import median, quantiles

import uvloop

from bot.cli.new_office import lay_out
from storage.database import Database
from storage.rules.clock import system_clock
from storage.traffic import outbox_batches
from storage.traffic.messages import Message
from tests.bench.load import FIRST_USER
from tests.bench.page import Table, written
from tests.bench.seat import seat
from tests.bench.server import TOKEN, Json
from tests.bench.strict import MOST, PENALTY, WINDOW, Strict
from tests.helpers.databases import postgres_server

ROOT = Path(__file__).parents[2]
EVERYTHING = ("intake,worker,delivery,clock",)
REPLICAS = (*EVERYTHING, "worker,delivery,clock", "worker,delivery,clock")
GLANCE = 0.02
START_SECONDS = 60.0
PATIENCE = 30.0
NUMBERS = count(1)  # of updates
NOTICE = Message("마감이 사흘 남았습니다. 추진계획을 살펴봐 주십시오.")
HEAD = (
    *("processes", "notices", "seconds", "x ideal", "refused"),
    *("acts meanwhile", "wait, median", "95 of 100", "longest"),
)


@dataclass(frozen=True)
class Plan:
    """How many are told, how slow a call is, how much faster than allowed all of it runs, and how
    many people act meanwhile, how often."""

    notices: int = 3000
    latency: float = 0.05
    scale: int = 1
    askers: int = 5
    ask_every: float = 3.0


@dataclass(frozen=True)
class Outcome:
    """What a flood showed; `ideal` is the time in which the server would have taken all calls."""

    seconds: float
    ideal: float
    calls: int
    refused: Counter[str]  # by whose limit it was
    waits: Sequence[float]
    repeats: int

    @property
    def share_refused(self) -> float:
        return self.refused.total() / (self.calls + self.refused.total())


class Asker:
    """A person who types /help, waits for the answer, a while later taps its button, and so on."""

    def __init__(self, user: int, every: float) -> None:
        self.waits: list[float] = []
        self.user = user
        self._every = every
        self._answered = asyncio.Event()
        self._screen: tuple[int, Json] = (0, {})

    def shown(self, message: int, markup: Json) -> None:
        self._screen = (message, markup)
        self._answered.set()

    async def act(self, server: Strict, tapping: bool) -> None:
        """Types, or taps what was shown last, and waits."""
        self._answered.clear()
        since = time.perf_counter()
        server.push(self._tap() if tapping else self._words(server))
        await self._answered.wait()
        self.waits.append(time.perf_counter() - since)

    async def run(self, server: Strict) -> None:
        """Goes on until cancelled."""
        for tapping in cycle((False, True)):
            await self.act(server, tapping)
            await asyncio.sleep(self._every)

    def _words(self, server: Strict) -> Json:
        said = self._message(server.next_message()) | {"from": self._person, "text": "/help"}
        said["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
        return {"update_id": next(NUMBERS), "message": said}

    def _tap(self) -> Json:
        message, markup = self._screen
        number = next(NUMBERS)
        tap = {
            "id": str(number),
            "from": self._person,
            "chat_instance": "1",
            "data": markup["inline_keyboard"][0][0]["callback_data"],
            "message": self._message(message) | {"text": "도움말", "reply_markup": markup},
        }
        return {"update_id": number, "callback_query": tap}

    @property
    def _person(self) -> Json:
        return {"id": self.user, "is_bot": False, "first_name": "사람", "language_code": "ko"}

    def _message(self, number: int) -> Json:
        chat = {"id": self.user, "type": "private", "first_name": "사람"}
        return {"message_id": number, "date": 1_600_000_000, "chat": chat}


async def flood(url: str, plan: Plan, roles: Sequence[str]) -> Outcome:
    """One flood over the processes of these roles, on the empty database at `url`."""
    await seat(url, plan.notices + plan.askers)
    first = FIRST_USER + plan.notices
    askers = {one: Asker(one, plan.ask_every) for one in range(first, first + plan.askers)}

    def shown(chat: int, message: int, markup: Json) -> None:
        if chat in askers:
            askers[chat].shown(message, markup)

    server = Strict(shown, plan.scale)
    address = await server.start()
    try:
        async with _bots(address, url, plan, roles):
            async with asyncio.timeout(START_SECONDS):
                for asker in askers.values():  # the first is the start, not a wait
                    await asker.act(server, False)
            await asyncio.sleep(WINDOW + 1)  # until the menus have gone out
            server.latency = plan.latency
            return await _measured(server, list(askers.values()), url, plan)
    finally:
        await server.stop()


async def _measured(server: Strict, askers: Sequence[Asker], url: str, plan: Plan) -> Outcome:
    calls, refused = server.taken.total(), server.refused.copy()
    for asker in askers:
        asker.waits.clear()
    asking = [asyncio.create_task(asker.run(server)) for asker in askers]
    people = range(FIRST_USER, FIRST_USER + plan.notices)
    await _write(url, people)
    begun = 0.0
    async with asyncio.timeout(PATIENCE + plan.notices):
        while not all(server.told[one] for one in people):
            if not begun and any(server.told[one] for one in people):
                begun = time.perf_counter()
            await asyncio.sleep(GLANCE)
    seconds = time.perf_counter() - begun
    for one in asking:
        one.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    made = server.taken.total() - calls
    return Outcome(
        seconds=seconds,
        ideal=made / (MOST * plan.scale / WINDOW),
        calls=made,
        refused=server.refused - refused,
        waits=[wait for asker in askers for wait in asker.waits],
        repeats=sum(server.told[one] - 1 for one in people),
    )


async def _write(url: str, people: Sequence[int]) -> None:
    """As a tick writes them: all in one transaction."""
    db = Database(url)
    told = [(one, NOTICE, f"flood:{one}") for one in people]
    async with db.begin() as session:
        await outbox_batches.put_each(session, told, now=system_clock())
    await db.close()


@asynccontextmanager
async def _bots(address: str, url: str, plan: Plan, roles: Sequence[str]) -> AsyncIterator[None]:
    # A bot in service finds its code compiled.
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with ExitStack() as folders:
        bots = [
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.bench.flooded", address, TOKEN, url),
                *(folders.enter_context(tempfile.TemporaryDirectory()), role, str(plan.scale)),
                cwd=ROOT,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env=settings,
            )
            for role in roles
        ]
        try:
            yield
        finally:
            for bot in bots:
                bot.send_signal(signal.SIGTERM)
            await asyncio.gather(*(bot.wait() for bot in bots))


def on_sqlite(plan: Plan) -> Outcome:
    """One process on a SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/office.db"
        lay_out(url)
        return uvloop.run(flood(url, plan, EVERYTHING))


def on_postgres(plan: Plan) -> Outcome:
    """Three processes on one PostgreSQL database."""
    with postgres_server() as server:
        return uvloop.run(flood(server.migrated(), plan, REPLICAS))


def lines(found: dict[str, Outcome], plan: Plan) -> Table:
    """The figures."""
    told = (
        f"Calls take {plan.latency * 1000:.0f} ms; {MOST * plan.scale} are taken in any second,\n"
        f"and who is faster is refused everything for {PENALTY:.0f} s. Ideal is as many calls at\n"
        "that pace. Wanted are at most 1.05, at most 1 in 100 refused, and nobody who waits\n"
        "longer than a second."
    )
    return Table(HEAD, [_cells(name, one, plan) for name, one in found.items()], told)


def _cells(name: str, one: Outcome, plan: Plan) -> tuple[str, ...]:
    return (
        name,
        f"{plan.notices:,} ({one.repeats} repeated)",
        f"{one.seconds:.1f}",
        f"{one.seconds / one.ideal:.3f}",
        f"{one.refused.total()} of {one.calls + one.refused.total():,}",
        f"{len(one.waits)}",
        f"{median(one.waits) * 1000:,.0f} ms",
        f"{quantiles(one.waits, n=20)[-1] * 1000:,.0f} ms",
        f"{max(one.waits) * 1000:,.0f} ms",
    )


def floods(plan: Plan) -> str:
    """Both floods, one after the other."""
    found = {"1, SQLite": on_sqlite(plan), "3, PostgreSQL": on_postgres(plan)}
    return written([lines(found, plan)])
