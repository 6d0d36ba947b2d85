"""What stands behind `python3 -m bot lockdown`, each in one transaction."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import migrate
from storage.database import opened
from storage.models.office import Officer
from storage.office import departments, lockdowns, posts
from storage.office.lockdowns import Begun
from storage.rules import people
from storage.rules.errors import Refusal
from storage.rules.terms import Role

Result = TypeVar("Result")
FIRST_WITH_LOCK = "0010"  # the tables of an older release know none


@dataclass(frozen=True)
class Holder:
    """One with a powerful role, who may act once the office is open again."""

    telegram_id: int | None
    name: str
    department: str
    role: Role
    reachable: bool


@dataclass(frozen=True)
class Locked:
    """What came of a lock: the office as it was found, and the accounts by their numbers."""

    begun: Begun
    revoked: dict[int, str]  # whose they were
    unknown: tuple[int, ...]


async def lock(url: str, revoke: Sequence[int], now: datetime) -> Locked:
    """Takes accounts out and locks the office, if it is not; they hear nothing of it.

    A number that is nobody's is left out: a slip must not keep the office open.
    """
    return await _in_one(url, lambda session: _lock(session, revoke, now))


async def _lock(session: AsyncSession, revoke: Sequence[int], now: datetime) -> Locked:
    revoked, unknown = {}, []
    for number in revoke:
        try:
            revoked[number] = await lockdowns.revoke(session, number, now)
        except Refusal:
            unknown.append(number)
    return Locked(await lockdowns.begin(session, now), revoked, tuple(unknown))


async def unlock(url: str, now: datetime) -> datetime | None:
    """Unlocks it; returns since when it was locked, None when it was not."""
    return await _in_one(url, lambda session: lockdowns.end(session, now))


async def since(url: str) -> datetime | None:
    """Since when the office is locked; None where it is not, or there is none yet.

    Raises storage.database.OUT_OF_REACH.
    """
    found = migrate.current(url)
    if found is None or found < FIRST_WITH_LOCK:
        return None
    return await _in_one(url, lockdowns.since)


async def holders(url: str) -> list[Holder]:
    """Who is 관리자, then who is 총괄."""
    return await _in_one(url, _holders)


async def _holders(session: AsyncSession) -> list[Holder]:
    return [
        Holder(
            one.telegram_id,
            one.name,
            await _department(session, one),
            role,
            people.reachable(one),
        )
        for role in (Role.ADMIN, Role.OFFICE)
        for one in await posts.with_role(session, [role])
    ]


async def _department(session: AsyncSession, one: Officer) -> str:
    return await departments.name_of(session, one.department_id) if one.department_id else ""


async def _in_one(url: str, act: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    async with opened(url) as db, db.begin() as session:
        return await act(session)
