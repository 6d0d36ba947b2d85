"""`python -m tests.bench pieces`: each piece that is not built as usual, beside the usual one.

CPU time of the thread that the event loop runs on, unless a line says otherwise: it is what
others wait for, and hardly depends on what else the machine does.
"""

import asyncio
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import bindparam, column, func, insert, select, table
from sqlmodel import col
from sqlmodel import select as select_rows
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Bot
from telegram.ext import PersistenceInput, PicklePersistence
from telegram.request import HTTPXRequest

from bot.api.calls import Caller
from bot.api.transport import AiohttpRequest
from bot.cli.new_office import lay_out
from bot.pumps.worker import LANES_AT_ONCE
from storage.database import DIRECT, Database, execute, opened
from storage.figures.asking import of_half
from storage.figures.sums import total
from storage.models.event import Event
from storage.models.traffic import Draft
from storage.prepared import Prepared
from storage.records.record_projection import facts_of
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear
from storage.traffic import drafts
from storage.traffic.messages import Message
from tests.bench.page import Table
from tests.bench.server import TOKEN, Server
from tests.helpers.history import lived
from tests.helpers.offices import NOW, seat

WORDS = "가" * 200
HALF = HalfYear(2021, 1)
EVENT, DRAFT = Event.__table__, Draft.__table__
RAN: list[int] = []


@dataclass(frozen=True)
class Size:
    """How much is done for a figure."""

    calls: int = 1_500
    statements: int = 5_000
    people: int = 1_000
    events: int = 10_000
    jobs: int = 300


@dataclass(frozen=True)
class Line:
    """One piece: what is done, and what it costs as usual and here."""

    what: str
    usual: str
    ours: str


async def spent(times: int, work: Callable[[int], Awaitable[object]]) -> float:
    """Microseconds of this thread's CPU for each time."""
    for at in range(max(times // 20, 1)):  # what is made at the first use is no part of it
        await work(at)
    begun = time.thread_time()
    for at in range(times):
        await work(at)
    return (time.thread_time() - begun) / times * 1e6


@asynccontextmanager
async def listening() -> AsyncIterator[str]:
    """A Bot API server on a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = Server(lambda *_shown: None)
    started = asyncio.run_coroutine_threadsafe(server.start(), loop)
    yield f"{await asyncio.to_thread(started.result)}/bot{TOKEN}"
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(server.stop(), loop))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def transport(size: Size) -> list[Line]:
    """A message of 200 letters over loopback HTTP, until its result is there."""
    async with listening() as address:
        base, ours = address.removesuffix(TOKEN), AiohttpRequest()
        caller = Caller(address, ours)
        usual, over = Bot(TOKEN, base, request=HTTPXRequest()), Bot(TOKEN, base, request=ours)
        await usual.request.initialize()
        await ours.initialize()
        found = [
            await spent(size.calls, lambda _: usual.send_message(1, WORDS, "HTML")),
            await spent(size.calls, lambda _: over.send_message(1, WORDS, "HTML")),
            await spent(size.calls, lambda _: caller.send(1, Message(WORDS))),
        ]
        await usual.request.shutdown()
        await ours.shutdown()
    first, second, third = map(micro, found)
    return [
        Line("a message by `Bot.send_message`: PTB's httpx, aiohttp in its place", first, second),
        Line("a message: `Bot.send_message` by httpx, our own call", first, third),
    ]


async def statements(db: Database, size: Size) -> list[Line]:
    """One draft by its number: the statement that each tap begins with."""
    plain = select(DRAFT.c.id, DRAFT.c.state).where(DRAFT.c.id == bindparam("n"))
    prepared, given = Prepared(plain), {"n": 1}
    asked = select_rows(col(Draft.id), col(Draft.state)).where(Draft.id == 1)
    words = "SELECT id, state FROM draft WHERE id = ?"
    loop, thread = asyncio.get_running_loop(), ThreadPoolExecutor(1)
    async with db.read() as session:
        kept: Any = session.info[DIRECT].connection.driver_connection
        hop = await walled(
            size.statements,
            lambda _: loop.run_in_executor(thread, lambda: kept.execute(words, (1,)).fetchall()),
        )
        inside = await walled(size.statements, lambda _: _at_once(kept, words))
        ready = await spent(size.statements, lambda _: prepared.rows(session, given))
        core = await spent(size.statements, lambda _: execute(session, plain, given))
    async with AsyncSession(db.engine) as stock:
        usual = await spent(size.statements, lambda _: stock.exec(asked))
    thread.shutdown()
    values = {one.name: ROW.get(one.name) for one in DRAFT.c if one.name != "id"}
    async with db.begin() as session:
        made = Prepared(insert(DRAFT), tuple(values))
        plainly = await spent(500, lambda _: execute(session, insert(DRAFT), values))
        readily = await spent(500, lambda _: made.rows(session, values))
        await session.rollback()
    return [
        Line("a statement: by a thread and back, in the loop (wall)", micro(hop), micro(inside)),
        Line(
            "a statement: the async session of SQLModel, prepared once", micro(usual), micro(ready)
        ),
        Line("a statement: the async session of SQLModel, plain here", micro(usual), micro(core)),
        Line("a draft's row written: plain here, prepared once", micro(plainly), micro(readily)),
    ]


ROW: Mapping[str, Any] = {
    **dict.fromkeys(("chat_id", "user_id", "form_version", "revision"), 1),
    **dict.fromkeys(("created_at", "changed_at"), NOW),
    **dict.fromkeys(("form", "state"), "saved"),
    "answers": {"title": WORDS},
    "sitting": {"mode": "chain"},
}
"""A draft."""


async def _at_once(driver: Any, words: str) -> None:
    driver.execute(words, (1,)).fetchall()


async def commits(db: Database, _size: Size) -> list[Line]:
    """Sixteen people's steps made durable: each by itself, and all in one transaction."""

    async def steps(together: int) -> None:
        for _ in range(LANES_AT_ONCE // together):
            async with db.begin() as session:
                for _ in range(together):
                    await _begun(session, 1)

    each, once = await walled(20, lambda _: steps(1)), await walled(20, lambda _: steps(16))
    return [Line("16 steps, durable (wall): 16 commits, one", milli(each), milli(once))]


async def places(db: Database, folder: Path, size: Size) -> list[Line]:
    """A step of one among many people, kept so that a crash does not lose it."""
    pickled = PicklePersistence(folder / "places.pickle", PersistenceInput(callback_data=False))
    states = {(at, at): at % 7 for at in range(size.people)}
    answers = {at: {"title": WORDS, "day": "2021-08-04"} for at in range(size.people)}
    await pickled.get_conversations("event")
    await pickled.get_user_data()
    for at, said in answers.items():
        pickled.user_data[at] = said  # type: ignore[index]  # filled by the call above
    pickled.conversations["event"] = states  # type: ignore[index,assignment]  # likewise
    usual = await walled(20, lambda at: pickled.update_conversation("event", (at, at), 8))
    async with db.begin() as session:
        for at in range(size.people):
            await _begun(session, at)

    async def step(at: int) -> None:
        async with db.begin() as session:
            draft = await drafts.open_one(session, at, at)
            assert draft is not None
            await drafts.keep(session, draft, NOW)

    ours = await walled(20, step)
    told = f"a step, kept at once, {size.people:,} people (wall): the pickle, a draft's row"
    return [Line(told, milli(usual), milli(ours))]


async def _begun(session: AsyncSession, person: int) -> None:
    given = {"form": "event", "form_version": 1, "answers": {"title": WORDS}, "now": NOW}
    await drafts.begin(session, chat_id=person, user_id=person, **given)  # type: ignore[arg-type]  # mixed


async def jobs(folder: Path, size: Size) -> list[Line]:
    """Reminders whose time came while the bot was down, with APScheduler's own defaults."""
    url = f"sqlite:///{folder / 'jobs.db'}"
    RAN.clear()
    for begin in (True, False):
        scheduler = AsyncIOScheduler({"default": SQLAlchemyJobStore(url)}, timezone=UTC)
        scheduler.start(paused=begin)
        for at in range(size.jobs if begin else 0):
            due = datetime.now(UTC) - timedelta(hours=1)
            scheduler.add_job(ran, "date", run_date=due, args=(at,))
        await asyncio.sleep(0 if begin else 1)
        scheduler.shutdown()
    return [
        Line(
            f"{size.jobs} reminders that came due while it was down, told after the start:"
            " a job store, rows",
            f"{len(RAN)}",
            "all (`tests/promises/test_p05_outage.py`)",
        )
    ]


def ran(number: int) -> None:
    """What a stored job of this measurement does."""
    RAN.append(number)


async def facts(db: Database, size: Size) -> list[Line]:
    """The sum of /status over one half, and what reading a record as its shape costs."""
    async with db.begin() as session:
        await lived(session, await seat(session), size.events)
    inside = func.json_extract(EVENT.c.facts, "$.counts.visitors")
    each = select(func.sum(inside)).where(EVENT.c.half == HALF, EVENT.c.removed_at.is_(None))
    asked = of_half(HALF, Counted.VISITORS)
    async with db.read() as session:
        by = {
            "json": await spent(20, partial(_all, session, each)),
            "ledger": await spent(20, lambda _at: total(session, asked)),
        }
        rows = (await session.exec(select_rows(Event).limit(500))).all()
    shape = await spent(len(rows), lambda at: _shape(rows[at]))
    told = f"a sum over one half of {size.events:,} events: by JSON path, over the ledger"
    return [
        Line(told, milli(by["json"]), milli(by["ledger"])),
        Line("a record's facts from JSON into their shape", "-", micro(shape)),
    ]


async def _shape(row: Event) -> None:
    facts_of(row)


async def _all(session: AsyncSession, statement: Any, _at: int) -> None:
    (await execute(session, statement)).all()


async def typed(db: Database, size: Size) -> list[Line]:
    """Reading two columns of a choice and a half-year from every event."""
    names = ("half", "event_kind", "status")
    words = table("event", *(column(name) for name in names))
    by = {}
    async with db.read() as session:
        for name, source in (("words", words), ("typed", EVENT)):
            asked = select(*(source.c[one] for one in names))
            by[name] = await spent(5, partial(_all, session, asked)) / size.events
    return [
        Line("a row of three coded columns: as words, as what they are", *map(micro, by.values()))
    ]


async def walled(times: int, work: Callable[[int], Awaitable[object]]) -> float:
    """Microseconds by the clock, the median of all times."""
    found = []
    for at in range(times):
        begun = time.perf_counter()
        await work(at)
        found.append(time.perf_counter() - begun)
    return median(found) * 1e6


def micro(found: float) -> str:
    """Microseconds."""
    return f"{found:,.1f} µs"


def milli(found: float) -> str:
    """Milliseconds."""
    return f"{found / 1000:,.2f} ms"


async def lines(size: Size) -> list[Line]:
    """Every piece in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'office.db'}"
        await asyncio.to_thread(lay_out, url)
        async with opened(url) as db:
            return [
                *await transport(size),
                *await statements(db, size),
                *await commits(db, size),
                *await places(db, folder, size),
                *await jobs(folder, size),
                *await facts(db, size),
                *await typed(db, size),
            ]


def lines_of(found: Sequence[Line]) -> Table:
    """The figures."""
    return Table(("what", "as usual", "here"), [(one.what, one.usual, one.ours) for one in found])
