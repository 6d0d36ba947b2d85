"""The names by which a question may ask: those of departments, of people, of companies in it."""

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts.question.asked import Names
from storage.facts.question.wording_line import company_spans
from storage.models.company import Company, CompanyName
from storage.models.office import Department, Officer
from storage.rules.people import REMOVED
from storage.settings import event_kinds


async def names(session: AsyncSession, officer: Officer, text: str) -> Names:
    """What the office knows of the names that may stand in this line."""
    return Names(
        departments=await _departments(session),
        people=await _people(session),
        companies=await _companies(session, text),
        kinds={
            word: (one.base, one.number)
            for one in await event_kinds.every(session)
            for word in one.known_by
        },
        own=officer.department_id,
        me=officer.id,
    )


async def _departments(session: AsyncSession) -> dict[str, int]:
    """By the names of today and those they bore before; one in use goes before one that is not."""
    found = await execute(
        session,
        select(col(Department.id), col(Department.name), col(Department.former_names)).order_by(
            col(Department.active), col(Department.position).desc()
        ),
    )
    rows = found.all()
    former = {name: number for number, _name, names in rows for name in names or ()}
    return former | {name: number for number, name, _names in rows}


async def _people(session: AsyncSession) -> dict[str, int]:
    """By name; who bears the name of another, or who is no longer here, is not asked for so."""
    found = await execute(
        session, select(col(Officer.id), col(Officer.name)).where(col(Officer.state) != REMOVED)
    )
    people: dict[str, int] = {}
    twice: set[str] = set()
    for number, name in found:
        if name in people:
            twice.add(name)
        people[name] = number
    return {name: number for name, number in people.items() if name not in twice}


async def _companies(session: AsyncSession, text: str) -> dict[str, int]:
    keys = list(company_spans(text))
    if not keys:
        return {}
    found = await execute(
        session,
        select(col(CompanyName.key), col(CompanyName.company_id))
        .join(Company, col(Company.id) == col(CompanyName.company_id))
        .where(col(CompanyName.key).in_(keys), col(Company.is_city).is_(False)),
    )
    return {key: number for key, number in found}
