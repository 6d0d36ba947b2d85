"""Plan to result: each item of a half comes back at its end as 실적, 이월 or 취소; none vanishes.

An item whose successor in the next half was removed is open again: carried into nothing is lost.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.base import RecordKind
from storage.models.office import Department, Officer
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanOutcome
from storage.queries import audit, plans, record_keeping, records, texts
from storage.queries.reach import reason_of
from storage.reports.shapes import PlanItemFacts
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import OutcomeKind

SUBJECT = "plan_outcome"


@dataclass(frozen=True)
class OpenItem:
    """An item of a closing half whose outcome nobody has said yet."""

    item_id: int
    title: str
    department_id: int
    department: str
    plan_id: int


@dataclass(frozen=True)
class Ledger:
    """Where the living items of a half went; the four counts sum to `items` at every moment."""

    items: int
    done: int
    carried: int
    dropped: int
    open: int


async def open_items(
    session: AsyncSession, half: HalfYear, department_id: int | None = None
) -> list[OpenItem]:
    """The items of `half` without an outcome, in 직제순; of one department if it is given."""
    rows = await _settlings(session, half)
    return [
        OpenItem(item.id or 0, item.title, department.id or 0, department.name, item.parent_id)
        for item, department, outcome in rows
        if outcome is None and department_id in (None, department.id)
    ]


async def ledger(session: AsyncSession, half: HalfYear) -> Ledger:
    """The ledger of a half: what was planned, and what became of it."""
    outcomes = [outcome for _, _, outcome in await _settlings(session, half)]
    by = {kind: outcomes.count(kind) for kind in (*OutcomeKind, None)}
    return Ledger(
        len(outcomes),
        by[OutcomeKind.DONE],
        by[OutcomeKind.CARRIED],
        by[OutcomeKind.DROPPED],
        by[None],
    )


async def settle(
    session: AsyncSession,
    item_id: int,
    outcome: OutcomeKind,
    *,
    actor: Officer,
    now: datetime,
    reason: str = "",
    record: tuple[RecordKind, int] | None = None,
) -> PlanOutcome:
    """Says what became of an item: 실적 (with the record that proves it, if named), 이월, 취소.

    이월 writes the same item into the department's plan of the next half. Refusal for 취소
    without a reason, for an item already settled, and for 이월 into a plan already handed in;
    Gone for a removed item; NotAllowed outside one's department.
    """
    await audit.hold(session)
    item = await record_keeping.living(session, RecordKind.PLAN_ITEM, item_id)
    record_keeping.refuse_out_of_reach(actor, item.department_id, Action.WRITE_PLAN)
    row = await _of_item(session, item_id)
    if row is not None and not await _lost(session, row):
        raise errors.Refusal(texts.OUTCOME_DONE)
    row = row or PlanOutcome(plan_item_id=item_id, by=actor.id or 0, at=now)
    if outcome is OutcomeKind.DROPPED:
        reason = reason_of(reason, texts.OUTCOME_REASON)
    row.outcome, row.reason = outcome.value, " ".join(reason.split())
    row.by, row.at = actor.id or 0, now
    row.record_kind, row.record_id = (record[0].value, record[1]) if record else (None, None)
    row.carried_to = None
    if outcome is OutcomeKind.CARRIED:
        row.carried_to = await _carry(session, item, actor, now)
    session.add(row)
    await session.flush()
    await audit.write(
        session,
        at=now,
        officer_id=actor.id,
        action="settle",
        subject=SUBJECT,
        subject_id=item_id,
        after={"outcome": row.outcome, "carried_to": row.carried_to},
        reason=row.reason,
    )
    return row


async def _carry(session: AsyncSession, item: PlanItem, actor: Officer, now: datetime) -> int:
    """The same facts as an item of the next half's plan; months of the old half are left out."""
    facts = records.facts_of(item)
    assert isinstance(facts, PlanItemFacts)
    plan = await session.get(Plan, item.parent_id)
    assert plan is not None
    after = await plans.of(session, plan.department_id, HalfYear.parse(plan.half).next())
    told = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    new = await records.add(
        session,
        PlanItemFacts(**told | {"months": None}),
        actor=actor,
        now=now,
        parent_id=after.id,
    )
    return int(new.id)


async def _of_item(session: AsyncSession, item_id: int) -> PlanOutcome | None:
    found = await session.exec(select(PlanOutcome).where(col(PlanOutcome.plan_item_id) == item_id))
    return found.one_or_none()


async def _lost(session: AsyncSession, row: PlanOutcome) -> bool:
    """Whether the item was carried to one that is no longer there."""
    if row.carried_to is None:
        return False
    target = await session.get(PlanItem, row.carried_to, populate_existing=True)
    return target is None or target.removed_at is not None


async def _settlings(
    session: AsyncSession, half: HalfYear
) -> list[tuple[PlanItem, Department, OutcomeKind | None]]:
    """Each living item of a half with its department and outcome, None while it has none."""
    target = aliased(PlanItem)
    found = await session.exec(
        select(PlanItem, Department, PlanOutcome, col(target.removed_at))
        .join(Department, col(Department.id) == col(PlanItem.department_id))
        .outerjoin(PlanOutcome, col(PlanOutcome.plan_item_id) == col(PlanItem.id))
        .outerjoin(target, col(target.id) == col(PlanOutcome.carried_to))
        .where(col(PlanItem.half) == half.code, col(PlanItem.removed_at).is_(None))
        .order_by(
            col(Department.position), col(Department.id), col(PlanItem.position), col(PlanItem.id)
        )
    )
    return [
        (item, department, OutcomeKind(row.outcome) if row and removed is None else None)
        for item, department, row, removed in found
    ]
