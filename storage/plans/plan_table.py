"""The 취합표: every department's plan of a half-year, one row an item, in 직제순."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import PlanItemFacts
from storage.facts.wording_plan import say_result
from storage.models.plan import PlanItem
from storage.plans import plan_outcomes, plans
from storage.plans.wording_plan_table import (
    CAME,
    COLUMNS,
    DEPARTMENT,
    KEY,
    NUMBER,
    OUTCOME,
    RECEIPT,
    STATE,
    cells_of,
    outcome_cell,
)
from storage.records.record_projection import facts_of
from storage.rules.half_year import HalfYear


async def rows(session: AsyncSession, half: HalfYear) -> list[list[str]]:
    """The cells of COLUMNS, row by row; a department without items has a row of its own."""
    items = await items_by_department(session, half)
    outcomes = await plan_outcomes.settled(session, half)
    out: list[list[str]] = []
    for one in await plans.states(session, half):
        receipt = str(one.receipt) if one.receipt else ""
        head = {DEPARTMENT: one.department, STATE: one.state.label, RECEIPT: receipt}
        own = items.get(one.department_id, [])
        if not own:
            out.append(_row(head | {KEY: f"d{one.department_id}"}))
        for at, item in enumerate(own, 1):
            told = outcomes.get(item.id)
            word = outcome_cell(told.kind, told.told) if told else ""
            facts = item_facts(item)
            came = say_result(facts, told.came) if told else ""
            numbered = {NUMBER: str(at), OUTCOME: word, CAME: came, KEY: key_of(item)}
            out.append(_row(head | numbered | cells_of(facts)))
    return out


def _row(told: dict[str, str]) -> list[str]:
    return [told.get(column, "") for column in COLUMNS]


def key_of(item: PlanItem) -> str:
    """What finds an item again, and tells whether it is still as it was."""
    return f"i{item.id}v{item.version}"


def item_facts(item: PlanItem) -> PlanItemFacts:
    """The facts of an item."""
    facts = facts_of(item)
    assert isinstance(facts, PlanItemFacts)
    return facts


async def items_by_department(session: AsyncSession, half: HalfYear) -> dict[int, list[PlanItem]]:
    """The living items of a half by department, in their order."""
    found = await session.exec(
        select(PlanItem)
        .where(col(PlanItem.half) == half, col(PlanItem.removed_at).is_(None))
        .order_by(col(PlanItem.position), col(PlanItem.id))
    )
    by: dict[int, list[PlanItem]] = {}
    for item in found:
        by.setdefault(item.department_id, []).append(item)
    return by
