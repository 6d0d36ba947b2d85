"""Departments that have not said that their results are all there: named before 확정.

Nothing of theirs is left out of the paper for it.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.plans import results_answers, results_lock
from storage.report import wording_report
from storage.report.figure_claims import Claim
from storage.rules.half_year import HalfYear
from storage.rules.wording_owed import ResultsState

SORT = "results"


async def of_departments(session: AsyncSession, half: HalfYear) -> list[Claim]:
    """A claim for each that was asked and has not answered, in 직제순."""
    row = await results_lock.asking(session, half)
    if row is None:
        return []
    said = await results_answers.asked_states(session, row)
    return [
        Claim(
            f"{SORT}:{one.department_id}",
            wording_report.results_unconfirmed(one.department, half),
        )
        for one in said.values()
        if one.state is ResultsState.WAITING
    ]
