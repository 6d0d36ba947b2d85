"""The plans of a half with what is to be looked at in each, read at once for all departments."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanReturn
from storage.plans.remarks import Remark, Written, remarks
from storage.records.record_projection import facts_of
from storage.rules.half_year import HalfYear
from storage.rules.terms import ReturnState

Remarked = Mapping[int, tuple[Remark, ...]]
"""The remarks of each plan, by its number."""


async def of_plans(session: AsyncSession, half: HalfYear, numbers: Collection[int]) -> Remarked:
    """What is to be looked at in each of these plans of a half; empty where there is nothing."""
    if not numbers:
        return {}
    await session.flush()
    asked = columns(col(Plan.id), col(Plan.department_id)).where(col(Plan.id).in_(numbers))
    places = {number: department for number, department in await execute(session, asked)}
    now = await _items(session, half)
    before = await _items(session, half.previous())
    questions = await _asked(session, places)
    return {
        number: remarks(
            now.get(department, ()),
            before.get(department, ()),
            questions[number, ReturnState.OPEN],
            questions[number, ReturnState.ANSWERED],
        )
        for number, department in places.items()
    }


async def _items(session: AsyncSession, half: HalfYear) -> Mapping[int, list[Written]]:
    """The living items of a half's plans by department, in their order."""
    found = await session.exec(
        select(PlanItem)
        .where(col(PlanItem.half) == half, col(PlanItem.removed_at).is_(None))
        .order_by(col(PlanItem.position), col(PlanItem.id))
    )
    items: dict[int, list[Written]] = defaultdict(list)
    for row in found.all():
        facts = facts_of(row)
        if isinstance(facts, PlanItemFacts):
            items[row.department_id].append(Written(row.id, facts))
    return items


async def _asked(
    session: AsyncSession, numbers: Collection[int]
) -> Counter[tuple[int, ReturnState]]:
    """How many questions of the office about each plan wait, and how many answers."""
    asked = (
        columns(col(PlanItem.parent_id), col(PlanReturn.state))
        .join(PlanItem, col(PlanItem.id) == col(PlanReturn.plan_item_id))
        .where(
            col(PlanItem.parent_id).in_(numbers),
            col(PlanItem.removed_at).is_(None),
            col(PlanReturn.state).in_([ReturnState.OPEN, ReturnState.ANSWERED]),
        )
    )
    return Counter((plan, ReturnState(state)) for plan, state in await execute(session, asked))
