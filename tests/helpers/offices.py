"""A small office to test with: departments in their order, one person of each role."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.models.office import Department, Officer
from storage.rules.terms import Role

NOW = datetime(2021, 8, 4, 1, 0, tzinfo=UTC)  # 10:00 in Korea, in 2021 하반기
DEPARTMENTS = ("일자리정책과", "기업지원과", "도로건설과", "건축과")


@dataclass(frozen=True)
class Office:
    """Who works where; `other` is a 담당 of another department than `staff`."""

    departments: tuple[Department, ...]
    admin: Officer
    office: Officer
    head: Officer
    senior: Officer
    staff: Officer
    viewer: Officer
    other: Officer

    @property
    def home(self) -> int:
        """The department of `staff`."""
        return self.departments[0].id


async def seat(session: AsyncSession) -> Office:
    """Writes the office into the database."""
    departments = tuple(
        Department(name=name, position=place) for place, name in enumerate(DEPARTMENTS, start=1)
    )
    session.add_all(departments)
    await session.flush()
    posts = (
        ("admin", Role.ADMIN, 0),
        ("office", Role.OFFICE, 0),
        ("head", Role.HEAD, 0),
        ("senior", Role.SENIOR, 0),
        ("staff", Role.STAFF, 0),
        ("viewer", Role.VIEWER, 0),
        ("other", Role.STAFF, 1),
    )
    people = {
        key: Officer(
            telegram_id=1_000_000_000 + place,
            name="홍○○",
            role=role,
            department_id=departments[department].id,
            created_at=NOW,
        )
        for place, (key, role, department) in enumerate(posts)
    }
    session.add_all(people.values())
    await session.flush()
    return Office(departments=departments, **people)


async def clerk(session: AsyncSession, department_id: int) -> Officer:
    """A new 담당 of a department, by whom it answers itself."""
    one = Officer(name="가○○", role=Role.STAFF, department_id=department_id, created_at=NOW)
    session.add(one)
    await session.flush()
    return one


@asynccontextmanager
async def seated(url: str) -> AsyncIterator[tuple[AsyncSession, Office]]:
    """The transaction in which the office is seated there, for what else stands in it."""
    db = Database(url)
    async with db.begin() as session:
        yield session, await seat(session)
    await db.close()
