"""A confirmed plan is locked, as is any plan after the 마감 of its round.

Opening one again needs a reason and ends on a day.
"""

from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.plan import Plan
from storage.models.round import PlanReopening
from storage.office.refusals import one_line, refuse_outside_office
from storage.office.setting_aside import STRICT, Aside
from storage.plans import plans, texts
from storage.records import plan_states
from storage.rules import errors
from storage.rules.terms import PlanState
from storage.rules.trail import Subject, Verb


async def reopen_plan(
    act: Act, plan_id: int, *, reason: str, until: date, today: date
) -> PlanReopening:
    """Opens a locked plan for the department, up to and with `until`. By 총괄 only.

    A confirmed one is being written again; one that the 마감 has caught stays what it is, and
    takes items, 제출 or 해당없음 once more. A second reopening takes the place of the first.
    Refusal without a reason, for a day gone by, and for a plan that is not locked.
    """
    session = act.session
    await act.hold()
    refuse_outside_office(act.officer)
    line = one_line(reason)
    plan = await plans.by_id(session, plan_id)
    if plan is None:
        raise errors.Gone
    confirmed = plan.state == PlanState.CONFIRMED
    if not (confirmed or await plan_states.round_closed(session, plan)):
        raise errors.Refusal(texts.REOPEN_LOCKED_ONLY)
    if until < today:
        raise errors.Refusal(texts.REOPEN_UNTIL)
    row = PlanReopening(
        plan_id=plan_id, reason=line, until_on=until, by=act.officer.id, at=act.now
    )
    row.confirmed = await _end_earlier(session, plan_id, act.now) or confirmed
    session.add(row)
    if confirmed:
        plan.submitted_at = plan.submitted_by = None
        await _move(act, plan, PlanState.DRAFTING, Verb.REOPEN_CONFIRMED, line)
    else:
        await _move(act, plan, plan.state, Verb.REOPEN_CLOSED, line)
    return row


async def _end_earlier(session: AsyncSession, plan_id: int, now: datetime) -> bool:
    """Ends reopenings that still run; whether the plan was confirmed when the first began."""
    found = await session.exec(
        select(PlanReopening).where(
            col(PlanReopening.plan_id) == plan_id, col(PlanReopening.ended_at).is_(None)
        )
    )
    rows = found.all()
    for row in rows:
        row.ended_at = now
    return any(row.confirmed for row in rows)


async def expire(
    session: AsyncSession, today: date, now: datetime, aside: Aside = STRICT
) -> list[Plan]:
    """Ends the reopenings whose day is over; returns the plans that are 확정 again by it.

    A plan that was not 확정 before does not become so by waiting: the 마감 holds it again.
    """
    locked: list[Plan] = []
    over = await session.exec(
        select(PlanReopening.id).where(
            col(PlanReopening.ended_at).is_(None), col(PlanReopening.until_on) < today
        )
    )
    for number in over.all():
        async with aside.step(session, "plan_reopening", number):
            row = await session.get(PlanReopening, number, populate_existing=True)
            plan = await _end(session, row, now) if row else None
            if plan is not None:
                locked.append(plan)
    return locked


async def _end(session: AsyncSession, row: PlanReopening, now: datetime) -> Plan | None:
    """Ends one reopening; returns its plan if that is 확정 again by it."""
    row.ended_at = now
    await session.flush()
    plan = await plans.by_id(session, row.plan_id) if row.confirmed else None
    if plan is None or plan.state == PlanState.CONFIRMED:
        return None
    plan.step = plan.becomes = None
    await _move(Act(session, None, now), plan, PlanState.CONFIRMED, Verb.REOPENING_OVER, "")
    return plan


async def _move(act: Act, plan: Plan, state: PlanState, verb: Verb, reason: str) -> None:
    before = {"state": plan.state}
    plan.state = state
    plan.version += 1
    if state is PlanState.CONFIRMED and plan.submitted_at is None:
        plan.submitted_at = act.now
    await act.session.flush()
    await act.log(
        Subject.PLAN, plan.id, verb, before=before, after={"state": plan.state}, reason=reason
    )
