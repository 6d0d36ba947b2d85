"""Reads where departments stand with the results of the half that ends."""

from sqlalchemy import or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due.rows import ResultsRow
from storage.models.plan import ResultsAnswer
from storage.office.setting_aside import Aside
from storage.plans import results_answers
from storage.rules.half_year import HalfYear
from storage.rules.wording_owed import ResultsState

REOPENED = select(col(ResultsAnswer.half)).where(
    col(ResultsAnswer.reopened_at).is_not(None),
    or_(
        col(ResultsAnswer.answered_at).is_(None),
        col(ResultsAnswer.answered_at) < col(ResultsAnswer.reopened_at),
    ),
)
"""Halves of which a department was asked once more after the end of their round."""


async def read(
    session: AsyncSession, half: HalfYear, aside: Aside, *, closed: bool
) -> list[ResultsRow]:
    """Each department in 직제순; of a closed round those that were asked once more."""
    made = []
    for stands in (await results_answers.states(session, half, aside)).values():
        if closed and stands.reopened_until is None:
            continue
        changed = stands.state is ResultsState.CHANGED
        made.append(
            ResultsRow(
                department_id=stands.department_id,
                department=stands.department,
                state=stands.state,
                records=stands.records,
                opened_on=stands.reopened_on,
                until_on=stands.reopened_until,
                changed=len(stands.changed),
                changed_on=await results_answers.changed_on(session, stands) if changed else None,
            )
        )
    return made
