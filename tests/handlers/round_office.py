"""A small office in the middle of a round, for the tests of the round's chat half."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.install import install
from scheduler.reminders import run
from storage.act import Act
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan
from storage.office import departments, officers
from storage.plans import plans, results_answers
from storage.records import record_keeping, record_projection, records
from storage.rounds import rounds
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, RecordKind, Role
from tests.helpers.desk import Desk

ASKED = datetime(2021, 11, 15, 1, 0, tzinfo=UTC)  # Monday, 10:00 in Korea: the request day
HALF = HalfYear(2022, 1)
OFFICE, STAFF, SENIOR, ROADS, ADMIN = 11, 21, 22, 31, 12
HOME, OTHER = "일자리정책과", "도로건설과"


_MADE: list[bytes] = []
"""The office as a file of SQLite, once a test has made it: every other test begins with a copy."""


async def opened(url: str) -> Desk:
    """The whole bot, two departments with their people, and a round that runs since today."""
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None
    if file and _MADE:
        file.write_bytes(_MADE[0])
    desk = await Desk(url, install).open()
    desk.now = ASKED
    if file is None or not _MADE:
        await _settle(desk)
    if file and not _MADE:
        with closing(sqlite3.connect(file)) as made:
            _MADE.append(made.serialize())
    return desk


async def _settle(desk: Desk) -> None:
    home = await desk.department(HOME, 1)
    other = await desk.department(OTHER, 2)
    await desk.hire(OFFICE, Role.OFFICE, home, name="총○○")
    await desk.hire(ADMIN, Role.ADMIN, home, name="관○○")
    await desk.hire(STAFF, Role.STAFF, home, name="담○○")
    await desk.hire(SENIOR, Role.SENIOR, home, name="주○○")
    await desk.hire(ROADS, Role.STAFF, other, name="도○○")
    async with desk.db.begin() as session:
        await rounds.ensure_rounds(session, ASKED.date(), desk.now)


async def say_results(desk: Desk, *users: int) -> None:
    """The departments of these people say that their results are all there, or that none is."""

    async def said(session: AsyncSession, now: datetime) -> None:
        for user in users:
            officer = await officers.by_telegram(session, user)
            assert officer is not None
            home, half = officer.department_id or 0, HALF.previous()
            logged = (await results_answers.standing(session, home, half)).records
            say = results_answers.confirm if logged else results_answers.declare_none
            await say(Act(session, officer, now), home, half)

    await desk.ticks(said)


async def board_of(desk: Desk, user: int = OFFICE) -> str:
    """The words on this person's pinned board."""
    pins = [
        one.payload["given"]["message_id"]
        for one in desk.said
        if one.kind == "call" and one.payload["act"] == "pin" and one.chat_id == user
    ]
    return desk.screens[user][pins[-1]].text


async def write_item(desk: Desk, user: int, text: str, *, half: HalfYear = HALF) -> int:
    """An item of the department's plan, written without the form; returns its number."""
    async with desk.db.begin() as session:
        officer = await desk.officer(user)
        assert officer is not None
        plan = await plans.ensure(session, officer.department_id or 0, half)
        row = await records.add(
            Act(session, officer, desk.now), PlanItemFacts(text=text), parent_id=plan.id
        )
        return int(row.id)


async def item(desk: Desk, number: int) -> PlanItemFacts:
    """The facts of a plan item as they are now."""
    async with desk.db.read() as session:
        row = await record_keeping.get(session, RecordKind.PLAN_ITEM, number)
        assert row is not None
        facts = record_projection.facts_of(row)
        assert isinstance(facts, PlanItemFacts)
        return facts


async def plan(desk: Desk, name: str = HOME, half: HalfYear = HALF) -> Plan:
    """A department's plan as it is now."""
    async with desk.db.read() as session:
        department = await departments.find_by_name(session, name)
        assert department is not None
        found = await plans.find(session, department.id, half)
        assert found is not None
        return found


async def state(desk: Desk, name: str = HOME) -> PlanState:
    """Where a department's plan stands."""
    return PlanState((await plan(desk, name)).state)


async def submit(desk: Desk, user: int = STAFF) -> None:
    """A person hands the plan of their department in, by chat."""
    await desk.says(user, "/plan 2022 상반기")
    await desk.taps(user, "제출")


async def tick(session: AsyncSession, now: datetime) -> None:
    """What the clock does at this moment; for `Desk.ticks`."""
    await rounds.ensure_rounds(session, kst_date(now), now)
    await run.remind(session, now)


async def handed_in(desk: Desk) -> int:
    """A plan of one item has been handed in; returns its number."""
    await write_item(desk, STAFF, "채용행사 안내")
    await submit(desk)
    return (await plan(desk)).id or 0


async def sent_back(desk: Desk) -> None:
    """One field of a plan that was handed in is asked again."""
    number = await handed_in(desk)
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}")
    await desk.taps(OFFICE, "1. 채용행사 안내")
    await desk.taps(OFFICE, "목표")
    await desk.replies(OFFICE, "목표 수치를 적어 주십시오.")


def shown(desk: Desk, user: int) -> str:
    """What stands on the message on which `taps_code` taps."""
    return desk.screens[user][1].text
