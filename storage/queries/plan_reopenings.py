"""A confirmed plan is locked; opening it again needs a reason and ends on a day."""

from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.plan import Plan
from storage.models.round import PlanReopening
from storage.queries import audit, plans, texts
from storage.queries.reach import reason_of, refuse_outside_office
from storage.rules import errors
from storage.rules.terms import PlanState


async def reopen_plan(
    session: AsyncSession,
    plan_id: int,
    *,
    reason: str,
    until: date,
    actor: Officer,
    today: date,
    now: datetime,
) -> PlanReopening:
    """Opens a confirmed plan for the department, up to and with `until`. By 총괄 only.

    Refusal without a reason, for a day gone by, and for a plan that is not confirmed.
    """
    await audit.hold(session)
    refuse_outside_office(actor)
    line = reason_of(reason)
    plan = await plans.by_id(session, plan_id)
    if plan is None:
        raise errors.Gone
    if plan.state != PlanState.CONFIRMED.value:
        raise errors.Refusal(texts.REOPEN_CONFIRMED_ONLY)
    if until < today:
        raise errors.Refusal(texts.REOPEN_UNTIL)
    row = PlanReopening(plan_id=plan_id, reason=line, until_on=until, by=actor.id or 0, at=now)
    session.add(row)
    plan.submitted_at = plan.submitted_by = None
    await _move(session, plan, PlanState.DRAFTING, "reopen_confirmed", actor, now, line)
    return row


async def expire(session: AsyncSession, today: date, now: datetime) -> list[Plan]:
    """Locks the plans whose reopening is over; returns those that were still open."""
    found = await session.exec(
        select(PlanReopening).where(
            col(PlanReopening.ended_at).is_(None), col(PlanReopening.until_on) < today
        )
    )
    locked = []
    for row in found.all():
        row.ended_at = now
        plan = await plans.by_id(session, row.plan_id)
        if plan is not None and plan.state != PlanState.CONFIRMED.value:
            plan.step = plan.becomes = None
            await _move(session, plan, PlanState.CONFIRMED, "reopening_over", None, now, "")
            locked.append(plan)
    await session.flush()
    return locked


async def _move(
    session: AsyncSession,
    plan: Plan,
    state: PlanState,
    action: str,
    actor: Officer | None,
    now: datetime,
    reason: str,
) -> None:
    before = {"state": plan.state}
    plan.state = state.value
    plan.version += 1
    if state is PlanState.CONFIRMED and plan.submitted_at is None:
        plan.submitted_at = now
    await session.flush()
    await audit.write(
        session,
        at=now,
        officer_id=actor.id if actor else None,
        action=action,
        subject=plans.SUBJECT,
        subject_id=plan.id or 0,
        before=before,
        after={"state": plan.state},
        reason=reason,
    )
