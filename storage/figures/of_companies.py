"""Sums over the ledger by the companies that records name, under all their spellings.

A record of several companies counts for each of them; what hangs on an agreement or a contract,
for those that this names.
"""

from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts.kinds import KINDS
from storage.figures import asking
from storage.figures.asking import TABLE, Asked
from storage.models.company import Company, RecordCompany
from storage.rules.terms import RecordKind

LINKS = RecordCompany.__table__
COMPANY = Company.__table__


async def by_company(session: AsyncSession, kind: RecordKind, asked: Asked) -> dict[int, int]:
    """The sum of each company over records of one kind; the city itself is none."""
    above = KINDS[kind].under
    number = TABLE.c.record_id if above is None else TABLE.c.parent_id
    named = (
        select(LINKS.c.record_id, LINKS.c.company_id)
        .join(COMPANY, COMPANY.c.id == LINKS.c.company_id)
        .where(LINKS.c.record_kind == (above or kind), COMPANY.c.is_city.is_(False))
        .distinct()
        .subquery()
    )
    found = await execute(
        session,
        select(named.c.company_id, func.sum(TABLE.c.value))
        .join(named, named.c.record_id == number)
        .where(TABLE.c.record_kind == kind, *asking.figures(asked))
        .group_by(named.c.company_id),
    )
    return {company: int(value) for company, value in found}
