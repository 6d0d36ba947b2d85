"""부서별 고용할당제 추진계획: one plan for each department and half-year.

미제출 (nothing heard) and 해당없음 (the department said there is nothing) are never mixed up.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Department, Officer
from storage.models.plan import Plan, PlanItem
from storage.models.round import CollectionRound, PlanReopening
from storage.queries import audit, texts
from storage.queries.plan_states import HANDED_IN, OPEN
from storage.queries.record_keeping import refuse_out_of_reach
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import PlanState, RoundState

SUBJECT = "plan"


@dataclass(frozen=True)
class DepartmentPlan:
    """Where one department stands in a half-year."""

    department_id: int
    department: str
    state: PlanState
    items: int
    plan_id: int | None
    submitted_at: datetime | None


async def of(session: AsyncSession, department_id: int, half: HalfYear) -> Plan:
    """The department's plan for this half-year, made when there was none."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else pg_insert
    await session.exec(
        insert(Plan)
        .values(
            department_id=department_id,
            half=half.code,
            state=PlanState.NOT_SUBMITTED.value,
            version=1,
        )
        .on_conflict_do_nothing()
    )
    plan = await find(session, department_id, half)
    assert plan is not None
    return plan


async def find(session: AsyncSession, department_id: int, half: HalfYear) -> Plan | None:
    """The department's plan for this half-year; None when it never began one."""
    found = await session.exec(
        select(Plan).where(col(Plan.department_id) == department_id, col(Plan.half) == half.code)
    )
    return found.one_or_none()


async def by_id(session: AsyncSession, plan_id: int) -> Plan | None:
    """A plan by its number."""
    return await session.get(Plan, plan_id, populate_existing=True)


async def items(session: AsyncSession, plan_id: int) -> list[PlanItem]:
    """The living items of a plan in their order."""
    found = await session.exec(
        select(PlanItem)
        .where(col(PlanItem.parent_id) == plan_id, col(PlanItem.removed_at).is_(None))
        .order_by(col(PlanItem.position), col(PlanItem.id))
    )
    return list(found.all())


async def submit(session: AsyncSession, plan: Plan, *, actor: Officer, now: datetime) -> Plan:
    """Hands the plan in; one that was sent back becomes 보완완료.

    Refusal without an item, and RoundClosed after the 마감 of its round.
    """
    plan = await _mine(session, plan, actor, Action.WRITE_PLAN)
    state = PlanState(plan.state)
    if state in HANDED_IN:
        raise errors.Refusal(texts.PLAN_SUBMITTED_ALREADY)
    if not await items(session, plan.id or 0):
        raise errors.Refusal(texts.PLAN_EMPTY)
    await _refuse_after_close(session, plan, now)
    done = PlanState.AMENDED if state is PlanState.RETURNED else PlanState.SUBMITTED
    return await _move(session, plan, done, "submit", actor, now)


async def declare_none(
    session: AsyncSession, plan: Plan, *, actor: Officer, now: datetime
) -> Plan:
    """해당없음: the department has nothing this half-year.

    Refusal while there are items, and RoundClosed after the 마감 of its round.
    """
    plan = await _mine(session, plan, actor, Action.WRITE_PLAN)
    if await items(session, plan.id or 0):
        raise errors.Refusal(texts.PLAN_HAS_ITEMS)
    await _refuse_after_close(session, plan, now)
    return await _move(session, plan, PlanState.NOT_APPLICABLE, "declare_none", actor, now)


async def reopen(session: AsyncSession, plan: Plan, *, actor: Officer, now: datetime) -> Plan:
    """The department takes its plan back to go on writing. Refusal once it is confirmed."""
    plan = await _mine(session, plan, actor, Action.WRITE_PLAN)
    state = PlanState(plan.state)
    if state is PlanState.CONFIRMED:
        raise errors.Refusal(texts.PLAN_CONFIRMED)
    if state not in HANDED_IN | {PlanState.NOT_APPLICABLE}:
        raise errors.Refusal(texts.PLAN_NOT_OPEN)
    plan.submitted_at = plan.submitted_by = None
    return await _move(session, plan, PlanState.DRAFTING, "reopen", actor, now)


async def send_back(
    session: AsyncSession, plan: Plan, *, actor: Officer, now: datetime, reason: str
) -> Plan:
    """보완요청: the office asks the department for more, and says what."""
    plan = await _handed_in(session, plan, actor)
    plan.submitted_at = plan.submitted_by = None
    return await _move(session, plan, PlanState.RETURNED, "send_back", actor, now, reason)


async def confirm(session: AsyncSession, plan: Plan, *, actor: Officer, now: datetime) -> Plan:
    """확정: the office takes the plan as it is."""
    plan = await _handed_in(session, plan, actor)
    return await _move(session, plan, PlanState.CONFIRMED, "confirm", actor, now)


async def states(session: AsyncSession, half: HalfYear) -> list[DepartmentPlan]:
    """Every active department in 직제순 with the state of its plan."""
    living = (
        select(col(PlanItem.parent_id).label("plan"), func.count().label("items"))
        .where(col(PlanItem.removed_at).is_(None), col(PlanItem.half) == half.code)
        .group_by(col(PlanItem.parent_id))
        .subquery()
    )
    found = await session.exec(
        select(Department, Plan, func.coalesce(living.c["items"], 0))
        .outerjoin(
            Plan,
            (col(Plan.department_id) == col(Department.id)) & (col(Plan.half) == half.code),
        )
        .outerjoin(living, living.c["plan"] == col(Plan.id))
        .where(col(Department.active))
        .order_by(col(Department.position), col(Department.id))
    )
    return [
        DepartmentPlan(
            department.id or 0,
            department.name,
            PlanState(plan.state) if plan else PlanState.NOT_SUBMITTED,
            count,
            plan.id if plan else None,
            plan.submitted_at if plan else None,
        )
        for department, plan, count in found
    ]


async def _mine(session: AsyncSession, plan: Plan, actor: Officer, action: Action) -> Plan:
    """The plan as it is now, not as it was when the caller read it."""
    await audit.hold(session)
    fresh = await by_id(session, plan.id or 0)
    if fresh is None:
        raise errors.Gone
    refuse_out_of_reach(actor, fresh.department_id, action)
    return fresh


async def _refuse_after_close(session: AsyncSession, plan: Plan, now: datetime) -> None:
    """A round that is closed takes nothing in, but from a plan opened again for a while."""
    closed = await session.exec(
        select(CollectionRound.id).where(
            col(CollectionRound.half) == plan.half,
            col(CollectionRound.state) == RoundState.CLOSED.value,
        )
    )
    if closed.first() is None:
        return
    reopened = await session.exec(
        select(PlanReopening.id).where(
            col(PlanReopening.plan_id) == plan.id,
            col(PlanReopening.ended_at).is_(None),
            col(PlanReopening.until_on) >= kst_date(now),
        )
    )
    if reopened.first() is None:
        raise errors.RoundClosed


async def _handed_in(session: AsyncSession, plan: Plan, actor: Officer) -> Plan:
    plan = await _mine(session, plan, actor, Action.RUN_ROUND)
    if PlanState(plan.state) not in HANDED_IN | {PlanState.NOT_APPLICABLE}:
        raise errors.Refusal(texts.PLAN_NOT_HANDED_IN)
    return plan


async def _move(
    session: AsyncSession,
    plan: Plan,
    state: PlanState,
    action: str,
    actor: Officer,
    now: datetime,
    reason: str = "",
) -> Plan:
    before = {"state": plan.state}
    plan.state = state.value
    plan.version += 1
    if state not in OPEN and plan.submitted_at is None:
        plan.submitted_at, plan.submitted_by = now, actor.id
    await session.flush()
    assert plan.id is not None
    await audit.write(
        session,
        at=now,
        officer_id=actor.id,
        action=action,
        subject=SUBJECT,
        subject_id=plan.id,
        before=before,
        after={"state": plan.state},
        reason=reason,
    )
    return plan
