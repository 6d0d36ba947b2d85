"""Departments in the order of the office (직제순), under their old names too."""

from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Department
from storage.prepared import Prepared
from storage.rules.names import clean_text


async def ordered(session: AsyncSession, *, everyone: bool = False) -> list[Department]:
    """Departments in 직제순; those dissolved only with `everyone`."""
    asked = select(Department).order_by(col(Department.position), col(Department.id))
    if not everyone:
        asked = asked.where(col(Department.active))
    return list((await session.exec(asked)).all())


async def by_id(session: AsyncSession, department_id: int) -> Department | None:
    """A department by its number, active or not."""
    return await session.get(Department, department_id)


_TABLE = Department.__table__
_CLOSED_NAME = Prepared(
    select(_TABLE.c.name).where(_TABLE.c.id == bindparam("wanted"), _TABLE.c.active.is_(False))
)


async def closed_name(session: AsyncSession, department_id: int) -> str:
    """The name of a department that is out of use; empty for one that is not."""
    rows = await _CLOSED_NAME.rows(session, {"wanted": department_id})
    return str(rows[0][0]) if rows else ""


async def name_of(session: AsyncSession, department_id: int) -> str:
    """The name of a department; empty when there is none of that number."""
    department = await by_id(session, department_id)
    return department.name if department else ""


async def find_by_name(session: AsyncSession, name: str) -> Department | None:
    """The department of this name, or the one that bore it before; spaces do not matter.

    One in use goes before one that is not: a name that was merged leads to where it went.
    """
    wanted = name_key(name)
    everyone = await ordered(session, everyone=True)
    same = [one for one in everyone if name_key(one.name) == wanted]
    former = [one for one in everyone if wanted in map(name_key, one.former_names)]
    return next(iter(sorted([*same, *former], key=lambda one: not one.active)), None)


def name_key(name: str) -> str:
    """A department's name as it is compared."""
    return "".join(clean_text(name).split())
