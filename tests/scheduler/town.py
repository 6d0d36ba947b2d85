"""A whole city office on a fake clock: 40 departments whose people act, forget and are away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.reminders import run
from scheduler.reminders.digest import Digest
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Department, Officer
from storage.models.traffic import Outbox
from storage.plans import plans, results_answers, results_lock
from storage.records import records
from storage.rounds import rounds
from storage.rules.clock import KST
from storage.rules.half_year import HalfYear
from storage.rules.terms import Role

FIRST_NUMBER = 1_000_000_000
MORNING = time(9, 30)
LINE = (Role.STAFF, Role.LEAD, Role.HEAD)


def at(day: date, clock: time = MORNING) -> datetime:
    """That time in Korea, as UTC."""
    return datetime.combine(day, clock, KST).astimezone(UTC)


@dataclass
class Town:
    """The office in its database; `told` grows with each tick."""

    db: Database
    departments: list[Department] = field(default_factory=list)
    people: dict[tuple[int, Role], Officer] = field(default_factory=dict)
    office: Officer = field(default_factory=lambda: Officer(name=""))  # type: ignore[call-arg]  # replaced at once
    told: list[Digest] = field(default_factory=list)

    def person(self, place: int, role: Role = Role.STAFF) -> Officer:
        """The person of this role in the department at this place of the order, from 0."""
        return self.people[place, role]

    async def tick(self, day: date, clock: time = MORNING) -> list[Digest]:
        """What the timetable does at this moment; returns the digests of this tick."""
        now = at(day, clock)
        async with self.db.begin() as session:
            await rounds.ensure_rounds(session, day, now)
            digests = await run.remind(session, now)
        self.told += digests
        return digests

    async def days(self, first: date, last: date, clock: time = MORNING) -> list[Digest]:
        """One tick on each day of the calendar, weekends included."""
        found = []
        for number in range((last - first).days + 1):
            found += await self.tick(first + timedelta(days=number), clock)
        return found

    async def hand_in(self, place: int, half: HalfYear, now: datetime) -> None:
        """The department writes one item, hands its plan in, and confirms its results."""
        who = self.person(place)
        async with self.db.begin() as session:
            plan = await plans.ensure(session, who.department_id or 0, half)
            item = PlanItemFacts(text="관내 업체 채용 협의")
            await records.add(Act(session, who, now), item, parent_id=plan.id)
            await plans.submit(Act(session, who, now), plan)
            await say_results(Act(session, who, now), half.previous())

    async def outbox(self) -> list[Outbox]:
        """Everything that was ever to be said, oldest first."""
        async with self.db.read() as session:
            return list((await session.exec(select(Outbox).order_by(Outbox.id))).all())  # type: ignore[arg-type]  # a column


async def say_results(act: Act, half: HalfYear) -> None:
    """The actor's department says that its results are all there, where it is asked."""
    home = act.officer.department_id or 0
    if not await results_lock.is_over(act.session, home, half, act.now):
        logged = (await results_answers.standing(act.session, home, half)).records
        say = results_answers.confirm if logged else results_answers.declare_none
        await say(act, home, half)


async def build(url: str, size: int, since: datetime) -> Town:
    """An office of `size` departments: one person of each rank in each, 총괄 in the first."""
    town = Town(Database(url))
    if town.db.is_sqlite:
        event.listen(town.db.engine.sync_engine, "connect", _hurry)
    async with town.db.begin() as session:
        await _seat(session, town, size, since)
    return town


def _hurry(connection: Any, _record: Any) -> None:
    """No waiting for the disk: what survives a crash is asked elsewhere."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


async def _seat(session: AsyncSession, town: Town, size: int, since: datetime) -> None:
    town.departments = [Department(name=f"{n}번과", position=n) for n in range(1, size + 1)]
    session.add_all(town.departments)
    await session.flush()
    number = FIRST_NUMBER
    for place, department in enumerate(town.departments):
        for role in LINE:
            number += 1
            town.people[place, role] = _officer(number, role, department, since)
    town.office = _officer(FIRST_NUMBER, Role.OFFICE, town.departments[0], since)
    session.add_all([town.office, *town.people.values()])
    await session.flush()


def _officer(number: int, role: Role, department: Department, since: datetime) -> Officer:
    return Officer(
        telegram_id=number,
        name=f"홍{number % 1000:03}",
        role=role,
        department_id=department.id,
        created_at=since,
    )


def kinds(digests: Sequence[Digest]) -> list[str]:
    """The kinds of all matters told, in order."""
    return [key[0] for digest in digests for key, _ in digest.reminders]


def copy_of(template: Path, folder: Path) -> str:
    """The address of a fresh copy of an empty database."""
    path = folder / "town.db"
    path.write_bytes(template.read_bytes())
    return f"sqlite:///{path}"
