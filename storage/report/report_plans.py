"""Plans in the report: those handed in, in 직제순, named by department where several speak."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Department
from storage.models.plan import Plan, PlanItem
from storage.records.plan_states import HANDED_IN
from storage.records.record_projection import facts_of
from storage.report import report_decisions
from storage.report.composing_sums import Entry
from storage.report.report_choices import plans_printed
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlansPrinted, PlanState


async def printed(session: AsyncSession, first: HalfYear, last: HalfYear) -> list[Entry]:
    """The items of these halves that the report prints, from the top of the office down."""
    wanted = await _states(session)
    found = [one for one in await items(session, first, last) if one[1] in wanted]
    several = len({item.department_id for item, _, _ in found}) > 1
    worded = await report_decisions.worded(session, first, last, plan=True)
    return [
        Entry(
            ((item.kind, item.id),),
            facts_of(item),
            item.half,
            department=name if several else "",
            level=worded.get((item.kind, item.id), 0),
        )
        for item, _, name in found
    ]


@dataclass(frozen=True)
class Unprinted:
    """A plan with items that the report does not print, and where it stands."""

    department_id: int
    department: str
    state: PlanState
    items: tuple[tuple[str, int], ...]  # records
    titles: tuple[str, ...]


async def unprinted(session: AsyncSession, half: HalfYear) -> list[Unprinted]:
    """The plans for this half with items that are not in the report, in 직제순."""
    wanted = await _states(session)
    plans: dict[int, list[tuple[Any, PlanState, str]]] = {}
    for one in await items(session, half, half):
        if one[1] not in wanted:
            plans.setdefault(one[0].parent_id, []).append(one)
    return [
        Unprinted(
            rows[0][0].department_id,
            rows[0][2],
            rows[0][1],
            tuple((item.kind, item.id) for item, _, _ in rows),
            tuple(item.title for item, _, _ in rows),
        )
        for rows in plans.values()
    ]


async def _states(session: AsyncSession) -> frozenset[PlanState]:
    if await plans_printed(session) is PlansPrinted.CONFIRMED:
        return frozenset({PlanState.CONFIRMED})
    return HANDED_IN


async def items(
    session: AsyncSession, first: HalfYear, last: HalfYear
) -> list[tuple[Any, PlanState, str]]:
    """Living items with the state of their plan and the name of their department, in 직제순."""
    found = await session.exec(
        select(PlanItem, col(Plan.state), col(Department.name))
        .join(Plan, col(Plan.id) == col(PlanItem.parent_id))
        .join(Department, col(Department.id) == col(PlanItem.department_id))
        .where(
            col(PlanItem.removed_at).is_(None),
            col(PlanItem.half) >= first,
            col(PlanItem.half) <= last,
        )
        .order_by(
            col(PlanItem.half),
            col(Department.position),
            col(Department.id),
            col(PlanItem.position),
            col(PlanItem.id),
        )
    )
    return [(item, PlanState(state), name) for item, state, name in found.all()]
