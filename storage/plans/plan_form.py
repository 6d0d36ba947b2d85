"""제출 서식 of one department: what it has written already, and what it planned the last time."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.office import departments
from storage.plans import plan_outcomes, plan_table, plans
from storage.plans import wording_plan_form as words
from storage.plans.plan_form_shapes import Form
from storage.plans.wording_plan_table import DEPARTMENT, TARGET, TEXT, cells_of, outcome_cell
from storage.rules.half_year import HalfYear


def plain(half: HalfYear, due: date | None) -> Form:
    """The form that every department can fill in."""
    return Form(half, due, "", _blank("") * words.BLANK_ROWS)


async def of_department(
    session: AsyncSession, department_id: int, half: HalfYear, due: date | None
) -> Form:
    """The form with the department's name, its own items so far, and those of the last half."""
    name = await departments.name_of(session, department_id)
    rows = []
    plan = await plans.find(session, department_id, half)
    for item in await plans.items(session, plan.id) if plan else []:
        told = {DEPARTMENT: name} | cells_of(plan_table.item_facts(item))
        key = plan_table.key_of(item)
        rows.append((*(told.get(column, "") for column in words.COLUMNS), key))
    rows += _blank(name) * max(1, words.BLANK_ROWS - len(rows))
    past = await _past(session, department_id, half.previous())
    return Form(half, due, name, tuple(rows), past)


def _blank(name: str) -> tuple[tuple[str, ...], ...]:
    return ((name, *("" for _ in words.COLUMNS[1:]), ""),)


async def _past(
    session: AsyncSession, department_id: int, half: HalfYear
) -> tuple[tuple[str, ...], ...]:
    plan = await plans.find(session, department_id, half)
    outcomes = await plan_outcomes.settled(session, half)
    made = []
    for item in await plans.items(session, plan.id) if plan else []:
        cells, told = cells_of(plan_table.item_facts(item)), outcomes.get(item.id)
        result = outcome_cell(told.kind, told.told) if told else ""
        made.append((cells[TEXT], cells[TARGET], result))
    return tuple(made)
