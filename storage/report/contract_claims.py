"""Contracts that should be covered and have neither record nor reason: named before 확정."""

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.office import departments
from storage.registers import contract_lists
from storage.report import wording_report
from storage.report.figure_claims import Claim
from storage.rules.half_year import HalfYear

SORT = "unrecorded"


async def of_lists(session: AsyncSession, half: HalfYear) -> list[Claim]:
    """A claim for each whose day lies in the half, in the order in which they were listed."""
    every = await contract_lists.open_ones(session, None)
    rows = [one for one in every if HalfYear.of(one.day) == half]
    if not rows:
        return []
    names = {one.id: one.name for one in await departments.ordered(session, everyone=True)}
    return [
        Claim(
            f"{SORT}:{one.id}",
            wording_report.unrecorded(names.get(one.department_id, ""), one.title, one.amount),
        )
        for one in rows
    ]


def number_of(claim: Claim) -> int | None:
    """The listed contract that a claim is about; None for other claims."""
    return int(claim.key.partition(":")[2]) if claim.sort == SORT else None
