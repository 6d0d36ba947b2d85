"""Departments that have not said that their results are all there: named before 확정.

Nothing of theirs is left out of the paper for it.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.office import departments
from storage.plans import results_answers
from storage.report import wording_report
from storage.report.figure_claims import Claim
from storage.rules.half_year import HalfYear
from storage.rules.wording_owed import ResultsState

SORT = "results"


async def of_departments(session: AsyncSession, half: HalfYear) -> list[Claim]:
    """A claim for each that was asked and has not answered, in 직제순."""
    row = await results_answers.asking(session, half)
    if row is None:
        return []
    said = await results_answers.asked_states(session, row)
    return [
        Claim(f"{SORT}:{one.id}", wording_report.results_unconfirmed(one.name, half))
        for one in await departments.ordered(session)
        if results_answers.state_in(said, one.id) is ResultsState.WAITING
    ]
