"""What rows decide together: contacts of an agreement, places in a list."""

from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import BudgetFacts, Facts, ProblemFacts
from storage.models.money import BudgetRow, Problem
from storage.models.mou import FollowUp, Mou
from storage.models.plan import PlanItem
from storage.records import texts
from storage.records.record_projection import sleeps_on, table_of
from storage.rules import errors
from storage.rules.terms import RecordKind


async def refresh(session: AsyncSession, row: Any) -> None:
    """Brings the columns up to date that a change of this row moves, here or in the row above."""
    match row.kind:
        case RecordKind.FOLLOW_UP:
            mou = await session.get(Mou, row.parent_id, populate_existing=True)
            if mou is not None:
                await _contacts(session, mou)
        case RecordKind.MOU:
            await _contacts(session, row)


async def _contacts(session: AsyncSession, mou: Mou) -> None:
    found = await session.exec(
        select(col(FollowUp.happened_on), col(FollowUp.next_on))
        .where(col(FollowUp.parent_id) == mou.id, col(FollowUp.removed_at).is_(None))
        .order_by(col(FollowUp.happened_on).desc().nulls_last(), col(FollowUp.id).desc())
        .limit(1)
    )
    last = found.first()
    mou.last_contact_on, mou.next_contact_on = (last[0], last[1]) if last else (None, None)
    mou.sleeps_on = sleeps_on(mou.signed_on, mou.last_contact_on, mou.cadence_months)
    await session.flush()


async def next_position(
    session: AsyncSession, kind: RecordKind, facts: Facts, parent_id: int | None
) -> int:
    """The place behind the last row of the same list: a plan's items, a half's problems."""
    if kind is RecordKind.PLAN_ITEM:
        last = select(func.max(col(PlanItem.position))).where(col(PlanItem.parent_id) == parent_id)
    else:
        assert isinstance(facts, ProblemFacts)
        last = select(func.max(col(Problem.position))).where(col(Problem.half) == facts.half)
    return ((await session.exec(last)).one() or 0) + 1


async def refuse_second_budget_row(
    session: AsyncSession, facts: BudgetFacts, besides: int | None = None
) -> None:
    """One living row of each source in a money table of a term: a second one would hide the first.

    Adding is refused rather than turned into a change, so that nobody's figures are overwritten
    unseen.
    """
    source = facts.source
    found = await session.exec(
        select(col(BudgetRow.id)).where(
            col(BudgetRow.tenure) == facts.tenure,
            col(BudgetRow.budget_table) == facts.table,
            col(BudgetRow.removed_at).is_(None),
            col(BudgetRow.non_budget) if facts.non_budget else col(BudgetRow.source) == source,
        )
    )
    if any(one != besides for one in found):
        named = facts.source.label if facts.source else texts.NON_BUDGET
        raise errors.Refusal(texts.budget_row_exists(f"{facts.table.label} {named}"))


async def removed_at(
    session: AsyncSession, kind: RecordKind, parent_id: int, moment: datetime
) -> list[Any]:
    """The rows below a record that were removed together with it."""
    table = table_of(kind)
    found = await session.exec(
        select(table)
        .where(col(table.parent_id) == parent_id, col(table.removed_at) == moment)
        .order_by(col(table.id))
    )
    return list(found.all())
