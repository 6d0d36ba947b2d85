"""`python -m tests.bench growth [RECORDS …]`: what a question costs as the history grows.

An office of 1,000, 10,000, 100,000 … records, on SQLite and on PostgreSQL, is asked what officers
ask, by the very functions that the screens call; the median of some runs is told, and how far it
grew while the records grew a hundredfold.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.reminders import rows
from storage import audit
from storage.act import Act
from storage.answers import answering, company_card, known, of_records
from storage.database import Database
from storage.facts.question.wording import read_question
from storage.models.office import Officer
from storage.records import record_lookup, search
from storage.report import status
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, RecordKind
from tests.helpers.decades import RARE, company_of, decades
from tests.helpers.history import told
from tests.helpers.offices import NOW, seat

SIZES = (1_000, 10_000, 100_000)
RUNS = 7
DAY, HALF = date(2021, 8, 4), HalfYear(2021, 2)
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
    """The median of some runs; of one where a run takes long."""
    taken: list[float] = []
    while len(taken) < RUNS:
        async with db.read() as session:
            begun = time.perf_counter()
            await question(session)
            taken.append((time.perf_counter() - begun) * 1000)
        if len(taken) == 2 and taken[0] > 2_000:
            break
    return min(taken)


async def grown(url: str, count: int) -> dict[str, float]:
    """What each question costs there, in milliseconds; makes the history first."""
    db = Database(url)
    async with db.begin() as session:
        office = await seat(session)
        await decades(session, office, count)
    found = await asked_of(db, count)
    await db.close()
    return found


async def asked_of(db: Database, count: int) -> dict[str, float]:
    async with db.read() as session:
        officer = await session.get(Officer, 5)
    assert officer is not None
    return {
        name: await milliseconds(db, question)
        for name, question in questions(Asked(officer, count)).items()
    }
