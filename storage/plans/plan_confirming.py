"""확정 of a plan as it was seen, and taking it back for a while.

What was shown counts: a plan that became another one meanwhile is not confirmed, so that two who
look at the same plans never confirm one twice.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.models.audit import AuditEntry
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanReturn
from storage.office.refusals import refuse_outside_office
from storage.plans import plan_returns, plans, texts
from storage.rules import errors
from storage.rules.terms import PlanState, ReturnState
from storage.rules.trail import Subject, Verb

BACK_FOR = timedelta(minutes=30)
"""How long it can be taken back by who confirmed, without a reason."""


async def confirm(act: Act, plan_id: int, seen: int | None = None) -> Plan:
    """확정 of the plan of this version; answers that came are agreed to with it.

    `seen` is None for a button of a release that named no version. Refusal when it is confirmed
    already, is not handed in or has a question without an answer; Changed when it is another one
    by now.
    """
    session = act.session
    await act.hold()
    plan = await plans.by_id(session, plan_id)
    if plan is None:
        raise errors.Gone
    if plan.state is PlanState.CONFIRMED:
        raise errors.Refusal(texts.PLAN_CONFIRMED_ALREADY)
    if seen is not None and plan.version != seen:
        raise errors.Changed(texts.PLAN_MOVED)
    if await plan_returns.open_for(session, plan.department_id, plan.id):
        raise errors.Refusal(texts.PLAN_WAITS_FOR_ANSWERS)
    for row in await plan_returns.answered_for(session, plan.department_id, plan.id):
        await plan_returns.accept(act, row.id)
    return await plans.confirm(act, plan)


async def take_back(act: Act, plan_id: int, version: int) -> Plan:
    """The plan is as it was before this 확정, the answers that were agreed to with it as well.

    Changed when the plan was touched since; Refusal half an hour after, and for what somebody
    else confirmed.
    """
    session = act.session
    await act.hold()
    refuse_outside_office(act.officer)
    plan = await plans.by_id(session, plan_id)
    done = await audit.last_of(session, Subject.PLAN, plan_id)
    if plan is None or done is None:
        raise errors.Gone
    if plan.state is not PlanState.CONFIRMED or plan.version != version:
        raise errors.Changed(texts.CONFIRM_MOVED)
    if done.action != Verb.CONFIRM or done.officer_id != act.officer.id:
        raise errors.Changed(texts.CONFIRM_MOVED)
    if act.now - done.at > BACK_FOR:
        raise errors.Refusal(texts.CONFIRM_TOO_LATE)
    for row in await _agreed_with(session, plan, done):
        row.state = ReturnState.ANSWERED
    plan.state = PlanState((done.before or {}).get("state") or PlanState.SUBMITTED)
    plan.version += 1
    await session.flush()
    before, after = {"state": PlanState.CONFIRMED}, {"state": plan.state}
    await act.log(Subject.PLAN, plan.id, Verb.TAKE_BACK, before=before, after=after)
    return plan


async def _agreed_with(
    session: AsyncSession, plan: Plan, done: AuditEntry
) -> Collection[PlanReturn]:
    """The answers that were agreed to in the very act of this 확정."""
    found = await session.exec(
        select(PlanReturn)
        .join(PlanItem, col(PlanItem.id) == col(PlanReturn.plan_item_id))
        .join(
            AuditEntry,
            (col(AuditEntry.subject) == Subject.PLAN_RETURN)
            & (col(AuditEntry.subject_id) == col(PlanReturn.id)),
        )
        .where(
            col(PlanItem.parent_id) == plan.id,
            col(PlanReturn.state) == ReturnState.ACCEPTED,
            col(AuditEntry.action) == Verb.ACCEPT,
            col(AuditEntry.at) == done.at,
            col(AuditEntry.officer_id) == done.officer_id,
        )
    )
    return found.all()


async def settled_since(
    session: AsyncSession, officer_id: int, numbers: Collection[int], since: datetime
) -> dict[int, Verb]:
    """What this person did last to each of these plans since then: 확정, its taking back, or a
    question."""
    found = await session.exec(
        select(AuditEntry)
        .where(
            col(AuditEntry.subject) == Subject.PLAN,
            col(AuditEntry.subject_id).in_(numbers),
            col(AuditEntry.officer_id) == officer_id,
            col(AuditEntry.action).in_([Verb.CONFIRM, Verb.SEND_BACK, Verb.TAKE_BACK]),
            col(AuditEntry.at) >= since,
        )
        .order_by(col(AuditEntry.seq))
    )
    return {one.subject_id: one.action for one in found.all()}
