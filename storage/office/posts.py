"""Who is in the office and which post they hold, as the tables have it now."""

from collections.abc import Iterable

from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.office import Department, Officer
from storage.rules import errors, hours, permission
from storage.rules.people import ACTIVE, REMOVED, Person
from storage.rules.permission import Action
from storage.rules.terms import Role


async def people(session: AsyncSession, *, everyone: bool = False) -> list[Officer]:
    """Active people by department in 직제순, then as they came; removed ones with `everyone`."""
    asked = (
        select(Officer)
        .outerjoin(Department, col(Department.id) == col(Officer.department_id))
        .order_by(col(Department.position).nulls_first(), col(Officer.id))
    )
    if not everyone:
        asked = asked.where(col(Officer.state) == ACTIVE)
    return list((await session.exec(asked)).all())


async def persons(session: AsyncSession) -> list[Person]:
    """Active people in the order of `people`, as plain rows: for those who look at all of them."""
    await session.flush()
    asked = (
        columns(*(col(getattr(Officer, name)) for name in _PERSON), col(Officer.settings))
        .outerjoin(Department, col(Department.id) == col(Officer.department_id))
        .where(col(Officer.state) == ACTIVE)
        .order_by(col(Department.position).nulls_first(), col(Officer.id))
    )
    found = await execute(session, asked)
    return [Person._make((*row[:-1], hours.read(row[-1]))) for row in found]


_PERSON = Person._fields[:-1]  # the last is read of their settings


async def names(session: AsyncSession) -> dict[int, str]:
    """Everybody's name by number, those who left included: the trail speaks of them too."""
    return {one.id: one.name for one in await people(session, everyone=True)}


async def administrators(session: AsyncSession) -> list[Officer]:
    """The active administrators."""
    return await with_role(session, [Role.ADMIN])


async def with_role(session: AsyncSession, roles: Iterable[Role]) -> list[Officer]:
    """Active people of these roles, in every department."""
    found = await session.exec(
        select(Officer)
        .where(col(Officer.state) == ACTIVE, col(Officer.role).in_(list(roles)))
        .order_by(col(Officer.id))
    )
    return list(found.all())


async def in_department(session: AsyncSession, department_id: int) -> list[Officer]:
    """Active people of one department."""
    found = await session.exec(
        select(Officer)
        .where(col(Officer.state) == ACTIVE, col(Officer.department_id) == department_id)
        .order_by(col(Officer.id))
    )
    return list(found.all())


def may_give(officer: Officer, role: Role) -> bool:
    """Whether this person, as they are now, may give a role."""
    return officer.state == ACTIVE and permission.may_grant(officer.role, role)


async def still(session: AsyncSession, actor: Officer) -> Officer:
    """The one who acts, as they are now that nobody else is writing; called after `audit.hold`.

    They were read before this transaction had its turn. NotAllowed when somebody took them out,
    or took from them what lets them deal with people, in between.
    """
    await session.flush()
    now = await session.get(Officer, actor.id, populate_existing=True)
    if now is None or now.state != ACTIVE or not permission.may(now.role, Action.MANAGE_PEOPLE):
        raise errors.NotAllowed
    return now


async def known(session: AsyncSession, officer: Officer) -> Officer:
    """A person as they are now; Gone when they are of the office no more."""
    now = await session.get(Officer, officer.id, populate_existing=True)
    if now is None or now.state == REMOVED:
        raise errors.Gone
    return now
