"""`python -m tests.bench growth`: what a question costs as the history grows.

Offices of a thousand, ten thousand … records, on SQLite and on PostgreSQL, are asked what officers
ask, by the very functions that the screens call; the quickest of some runs is told, since the
machine is busy with other things, and how far it grew while the records grew.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.reminders import rows
from storage import audit, migrate
from storage.act import Act
from storage.answers import answering, company_card, known, of_records
from storage.database import Database, execute
from storage.facts.question.wording import read_question
from storage.models.office import Officer
from storage.records import record_lookup, search
from storage.report import status
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, RecordKind
from tests.bench.page import Table, Told
from tests.helpers.databases import postgres_server
from tests.helpers.decades import RARE, company_of, decades
from tests.helpers.history import told
from tests.helpers.offices import NOW, seat

SIZES = (1_000, 10_000, 100_000)
MILLION = (1_000, 10_000, 100_000, 1_000_000)
RUNS = 7
ASKER = 5  # the number of `staff`
FLOOR = 1.0
"""Milliseconds: what takes less is taken for so much, so that no ratio of nothings is told."""
LAYING_CACHE = 2_000_000  # kilobytes, for as long as a history is laid
DAY, HALF = date(2021, 8, 4), HalfYear(2021, 2)
Found = Mapping[int, dict[str, float]]
Question = Callable[[AsyncSession], Awaitable[object]]


@dataclass(frozen=True)
class Asked:
    """Who asks, in an office of so many records."""

    officer: Officer
    count: int


def questions(one: Asked) -> dict[str, Question]:
    """What is asked, by its name in the table."""
    facts = next(told(1, date(2021, 3, 2), date(2021, 3, 2)))

    async def find(words: str, session: AsyncSession) -> object:
        return await search.find(session, words, limit=8, viewer=one.officer)

    async def typed(words: str, session: AsyncSession) -> object:
        names = await known.names(session, one.officer, words)
        asked = read_question(words, DAY, names)
        assert asked is not None
        return await answering.answer(Act(session, one.officer, NOW), asked)

    async def card(session: AsyncSession) -> object:
        await company_card.of(session, 1, None, DAY)
        return await company_card.records(session, 1, None, 6, 0, viewer=one.officer)

    return {
        f"/find {RARE}": partial(find, RARE),
        "/find, a word nobody told": partial(find, "듣보잡은말"),
        "/find, a company": partial(find, company_of(one.count)),
        "/find 킨텍스 2019": partial(find, "킨텍스 2019"),
        "/find 박람회": partial(find, "박람회"),
        "/find 쿠파": partial(find, "쿠파"),
        "/find ㅋㅍ": partial(find, "ㅋㅍ"),
        "reminder tick": lambda session: rows.office(session, DAY),
        "similar, at each save": lambda session: record_lookup.similar(session, facts),
        "latest_of": lambda session: record_lookup.latest_of(session, one.officer.id or 0, 5),
        "latest_in": lambda session: record_lookup.latest_in(session, 1, 5),
        "latest_like": lambda session: record_lookup.latest_like(
            session, RecordKind.EVENT, EventKind.PROGRAMME, 1
        ),
        "recent_values": lambda session: record_lookup.recent_values(
            session, RecordKind.EVENT, 1, "places", 4, like="job_bus"
        ),
        "/status": lambda session: status.half_status(session, HALF, NOW),
        "/status, departments": lambda session: status.departments_status(session, HALF),
        "records of a department": lambda session: status.department_records(
            session, 1, HALF, 8, viewer=one.officer
        ),
        "page of a company": card,
        "10월 킨텍스 박람회 면접 몇 명": partial(typed, "10월 킨텍스 박람회 면접 몇 명"),
        "채용 추세": partial(typed, "채용 추세"),
        "what somebody keeps": lambda session: of_records.kept_by(
            session, one.officer.id or 0, HALF, 8, 0, one.officer
        ),
        "the last line of a record": lambda session: audit.last_of(session, "event", 7),
    }


async def milliseconds(db: Database, question: Question) -> float:
    """The quickest of some runs; of two where a run takes long."""
    taken: list[float] = []
    while len(taken) < RUNS:
        async with db.read() as session:
            begun = time.perf_counter()
            await question(session)
            taken.append((time.perf_counter() - begun) * 1000)
        if len(taken) == 2 and taken[0] > 2_000:
            break
    return min(taken)


async def asked_of(db: Database, count: int) -> dict[str, float]:
    """What each question costs there, in milliseconds."""
    async with db.read() as session:
        officer = await session.get(Officer, ASKER)
    assert officer is not None
    return {
        name: await milliseconds(db, question)
        for name, question in questions(Asked(officer, count)).items()
    }


async def grown(url: str, count: int) -> dict[str, float]:
    """What each question costs after so many events, which are made first."""
    db = Database(url)
    async with db.begin() as session:
        if db.is_sqlite:  # else each page of an index is written again and again
            await execute(session, text(f"PRAGMA cache_size = -{LAYING_CACHE}"))
        await decades(session, await seat(session), count)
    if not db.is_sqlite:  # as the server does by itself, a while after so many rows
        async with db.begin() as session:
            await execute(session, text("ANALYZE"))
    await db.close()
    db = Database(url)  # with the cache of every day
    found = await asked_of(db, count)
    await db.close()
    return found


def on_sqlite(sizes: Sequence[int]) -> Found:
    """By size, on SQLite."""
    found = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'office.db'}"
            migrate.upgrade(url)
            found[size] = asyncio.run(grown(url, size))
    return found


def on_postgres(sizes: Sequence[int]) -> Found:
    """By size, on a server of its own."""
    found = {}
    with postgres_server() as server:
        for size in sizes:
            url = server.migrated()
            found[size] = asyncio.run(grown(url, size))
            server.drop(url)
    return found


def lines(name: str, found: Found) -> Table:
    """A row a question: milliseconds by size, and how far it grew from the least to the most."""
    sizes = sorted(found)
    least, most = found[sizes[0]], found[sizes[-1]]
    rows = [
        [
            question,
            *(f"{found[size][question]:,.1f}" for size in sizes),
            _grew(least, most, question),
        ]
        for question in least
    ]
    times = sizes[-1] // sizes[0]
    head = [name, *(f"{size:,} records, ms" for size in sizes), f"grew, of {times:,} times"]
    return Table(head, rows)


def _grew(least: dict[str, float], most: dict[str, float], question: str) -> str:
    return f"{most[question] / max(least[question], FLOOR):,.1f}"


def measured(_told: Told, sizes: Sequence[int] = SIZES) -> list[Table]:
    """Both databases."""
    return [lines("SQLite", on_sqlite(sizes)), lines("PostgreSQL", on_postgres(sizes))]
