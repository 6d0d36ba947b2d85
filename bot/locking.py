"""`python3 -m bot lockdown`: what stands behind it, each in a transaction of its own.

The lock comes first and stands whatever follows: a mistyped number must not keep the office open.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.models.office import Officer
from storage.queries import departments, lockdowns, officers
from storage.queries.lockdowns import Begun
from storage.rules.terms import Role

Result = TypeVar("Result")


@dataclass(frozen=True)
class Holder:
    """One with a powerful role, who may act once the office is open again."""

    telegram_id: int | None
    name: str
    department: str
    role: Role
    reachable: bool


async def lock(url: str, now: datetime) -> Begun:
    """Locks the office, or finds it locked."""
    return await _in_one(url, lambda session: lockdowns.begin(session, now))


async def unlock(url: str, now: datetime) -> datetime | None:
    """Unlocks it; returns since when it was locked, None when it was not."""
    return await _in_one(url, lambda session: lockdowns.end(session, now))


async def revoke(url: str, telegram_id: int, now: datetime) -> str:
    """Takes an account out at once; returns whose it was. Raises Refusal when it is nobody's."""
    return await _in_one(url, lambda session: lockdowns.revoke(session, telegram_id, now))


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
            officers.reachable(one),
        )
        for role in (Role.ADMIN, Role.OFFICE)
        for one in await officers.with_role(session, [role])
    ]


async def _department(session: AsyncSession, one: Officer) -> str:
    return await departments.name_of(session, one.department_id) if one.department_id else ""


async def _in_one(url: str, act: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    db = Database(url)
    try:
        async with db.begin() as session:
            return await act(session)
    finally:
        await db.close()
