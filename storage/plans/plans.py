"""부서별 고용할당제 추진계획: one plan for each department and half-year.

미제출 (nothing heard) and 해당없음 (the department said there is nothing) are never mixed up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import execute
from storage.models.office import Department
from storage.models.plan import Plan, PlanItem
from storage.office.refusals import one_line, refuse_unheard
from storage.office.setting_aside import STRICT, Aside
from storage.plans import plan_steps, texts
from storage.prepared import dialect_of, insert_into
from storage.records.plan_states import HANDED_IN, OPEN, refuse_after_close
from storage.records.record_keeping import refuse_out_of_reach
from storage.records.texts import PLAN_CONFIRMED
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import PlanState, Role
from storage.rules.trail import Subject, Verb
from storage.rules.wording_receipt import Receipt

ARRIVED = HANDED_IN | {PlanState.NOT_APPLICABLE}
"""The department has answered, and what it was heard by is told."""
REACHED = {PlanState.NOT_APPLICABLE: Verb.DECLARE_NONE}
"""The trail's word for an empty plan that reaches the office; any other is `submit`."""


@dataclass(frozen=True)
class DepartmentPlan:
    """Where one department stands in a half-year."""

    department_id: int
    department: str
    state: PlanState
    items: int
    plan_id: int | None
    submitted_at: datetime | None
    step: Role | None = None  # whose 내부확인 it waits for, while it is 확인중
    receipt: Receipt | None = None  # how the office heard of it, where that was outside the bot
    on_behalf: bool = False  # 총괄 took it in for the department
    version: int = 0  # of the plan; 0 while there is none


async def ensure(session: AsyncSession, department_id: int, half: HalfYear) -> Plan:
    """The department's plan for this half-year, made when there was none."""
    await begin(session, [department_id], half)
    plan = await find(session, department_id, half)
    assert plan is not None
    return plan


async def begin(session: AsyncSession, department_ids: Sequence[int], half: HalfYear) -> None:
    """Makes an empty plan for each of these departments that has none for this half-year."""
    empty = {"half": half, "state": PlanState.NOT_SUBMITTED, "version": 1}
    rows = [{"department_id": number} | empty for number in department_ids]
    if rows:
        await session.flush()
        empty_ones = insert_into(Plan.__table__, dialect_of(session)).on_conflict_do_nothing()
        await execute(session, empty_ones, rows)


async def find(session: AsyncSession, department_id: int, half: HalfYear) -> Plan | None:
    """The department's plan for this half-year; None when it never began one."""
    found = await session.exec(
        select(Plan).where(col(Plan.department_id) == department_id, col(Plan.half) == half)
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


async def submit(act: Act, plan: Plan, *, answered: bool = False) -> Plan:
    """Hands the plan of one's own department in; one that 총괄 sent back becomes 보완완료.

    With steps in the department it is 확인중 first. `answered`: by the last answer to what was
    asked, whoever gave it. Refusal without an item, and RoundClosed after the 마감 of its round.
    """
    plan = await _mine(act, plan, Action.WRITE_PLAN)
    if not answered:
        refuse_unheard(act.officer, plan.department_id, None)
    state = plan.state
    if state in HANDED_IN | {PlanState.CHECKING}:
        raise errors.Refusal(texts.PLAN_SUBMITTED_ALREADY)
    if not await items(act.session, plan.id):
        raise errors.Refusal(texts.PLAN_EMPTY)
    asked_by_office = state is PlanState.RETURNED and plan.step is None
    was_amended = plan.becomes == PlanState.AMENDED
    done = PlanState.AMENDED if asked_by_office or was_amended else PlanState.SUBMITTED
    outside = act.officer.department_id != plan.department_id
    return await _hand_in(act, plan, done, plan.receipt if outside else None)


async def taken_from_paper(act: Act, plan: Plan) -> Plan:
    """A report that was read prints it: it has been handed in, whatever its steps."""
    refuse_out_of_reach(act.officer, plan.department_id, Action.WRITE_PLAN)
    plan.step = plan.becomes = None
    plan.receipt = plan.received_by = None
    return await _move(act, plan, PlanState.SUBMITTED, Verb.SUBMIT)


async def receive(act: Act, plan: Plan, state: PlanState, *, receipt: Receipt | None) -> Plan:
    """대리 접수: the office takes a plan in on behalf of its department, or at once as 확정.

    `receipt` tells how it heard of it; its own department's plan alone needs none. What was sent
    back by 총괄 becomes 보완완료. Refusal without an item or when it has been handed in, and
    RoundClosed after the 마감 of its round.
    """
    plan = await _mine(act, plan, Action.RUN_ROUND)
    if plan.state in HANDED_IN and state is not PlanState.CONFIRMED:
        raise errors.Refusal(texts.PLAN_SUBMITTED_ALREADY)
    if plan.state not in HANDED_IN:
        if not await items(act.session, plan.id):
            raise errors.Refusal(texts.PLAN_EMPTY)
        await refuse_after_close(act.session, plan, act.now)
        refuse_unheard(act.officer, plan.department_id, receipt)
        asked = plan.state is PlanState.RETURNED and plan.step is None
        plan.step = plan.becomes = None
        _heard(act, plan, receipt)
        done = PlanState.AMENDED if asked else PlanState.SUBMITTED
        await _move(act, plan, done, Verb.SUBMIT, _words(receipt))
    elif receipt:
        plan.receipt = receipt
    return await confirm(act, plan) if state is PlanState.CONFIRMED else plan


async def note_receipt(act: Act, plan: Plan, *, receipt: Receipt) -> Plan:
    """How the office heard of a plan that has arrived, told later or corrected."""
    plan = await _handed_in(act, plan)
    before = {"receipt": _words(plan.receipt)}
    plan.receipt = receipt
    plan.version += 1
    await act.session.flush()
    after, told = {"receipt": str(receipt)}, str(receipt)
    await act.log(Subject.PLAN, plan.id, Verb.CHANGE, before=before, after=after, reason=told)
    return plan


def receipt_of(plan: Plan) -> Receipt | None:
    """How the office heard of a plan that stands as arrived; None where it came by the bot."""
    return plan.receipt if plan.state in ARRIVED else None


async def declare_none(act: Act, plan: Plan, *, receipt: Receipt | None = None) -> Plan:
    """해당없음: the department has nothing this half-year; it takes the same steps as a plan.

    `receipt` tells how the office heard of it, where the office declares it. Refusal while there
    are items, and RoundClosed after the 마감 of its round.
    """
    plan = await _mine(act, plan, Action.WRITE_PLAN)
    state = plan.state
    if state is PlanState.NOT_APPLICABLE:
        return plan
    if state in HANDED_IN | {PlanState.CHECKING}:
        raise errors.Refusal(texts.PLAN_SUBMITTED_ALREADY)
    if await items(act.session, plan.id):
        raise errors.Refusal(texts.PLAN_HAS_ITEMS)
    refuse_unheard(act.officer, plan.department_id, receipt)
    return await _hand_in(act, plan, PlanState.NOT_APPLICABLE, receipt)


async def pass_up(act: Act, plan: Plan) -> Plan:
    """올리기: the step where the plan is has confirmed it; after the last one it is 제출.

    The moment of 제출, by which 기한 내 and 늦음 are told apart, is this last one: what lies with
    the 과장 has not been handed in, as an office counts it. When the 담당 handed it up stands in
    the trail. NotAllowed for whoever does not hold it, RoundClosed after the 마감.
    """
    plan = await _held(act, plan)
    await refuse_after_close(act.session, plan, act.now)
    step = await plan_steps.next_step(act.session, plan, act.officer, passed=True)
    told = {"step": plan.step}
    if step is not None:
        plan.step = step
        return await _move(act, plan, PlanState.CHECKING, Verb.PASS_UP, before=told)
    await act.log(
        Subject.PLAN,
        plan.id,
        Verb.PASS_UP,
        before=told | {"state": plan.state},
        after={"step": None},
    )
    done = plan.becomes or PlanState.SUBMITTED
    plan.step = plan.becomes = None
    return await _move(act, plan, done, REACHED.get(done, Verb.SUBMIT))


async def hand_back(act: Act, plan: Plan, *, reason: str) -> Plan:
    """반려: who holds the plan gives it back to the 담당 as a whole, and says why.

    Handed in again it comes to the same step. NotAllowed for whoever does not hold it.
    """
    plan = await _held(act, plan)
    line = one_line(reason)
    return await _move(act, plan, PlanState.RETURNED, Verb.HAND_BACK, line)


async def reopen(act: Act, plan: Plan) -> Plan:
    """The department takes its plan back to go on writing.

    Refusal once it is confirmed, and RoundClosed after the 마감: it could not be handed in again.
    """
    plan = await _mine(act, plan, Action.WRITE_PLAN)
    state = plan.state
    if state is PlanState.CONFIRMED:
        raise errors.Refusal(PLAN_CONFIRMED)
    if state not in HANDED_IN | {PlanState.NOT_APPLICABLE, PlanState.CHECKING}:
        raise errors.Refusal(texts.PLAN_NOT_OPEN)
    await refuse_after_close(act.session, plan, act.now)
    plan.submitted_at = plan.submitted_by = plan.step = plan.becomes = None
    return await _move(act, plan, PlanState.DRAFTING, Verb.REOPEN)


async def confirm(act: Act, plan: Plan) -> Plan:
    """확정: the office takes the plan as it is. Refusal when it has been taken already."""
    plan = await _handed_in(act, plan)
    if plan.state == PlanState.CONFIRMED:
        raise errors.Refusal(texts.PLAN_CONFIRMED_ALREADY)
    return await _move(act, plan, PlanState.CONFIRMED, Verb.CONFIRM)


async def states(
    session: AsyncSession, half: HalfYear, aside: Aside = STRICT
) -> list[DepartmentPlan]:
    """Every active department in 직제순 with the state of its plan.

    A plan in a state that nobody knows raises ValueError, or is set aside.
    """
    items = (
        columns(col(PlanItem.parent_id).label("plan"), func.count().label("many"))
        .where(col(PlanItem.removed_at).is_(None), col(PlanItem.half) == half)
        .group_by(col(PlanItem.parent_id))
        .subquery()
    )
    of_half = (col(Plan.department_id) == col(Department.id)) & (col(Plan.half) == half)
    asked = (
        columns(col(Department.id), col(Department.name), col(Plan.state))
        .add_columns(func.coalesce(items.c.many, 0), col(Plan.id))
        .add_columns(col(Plan.submitted_at), col(Plan.step))
        .add_columns(col(Plan.receipt), col(Plan.received_by), col(Plan.version))
        .outerjoin(Plan, of_half)
        .outerjoin(items, items.c.plan == col(Plan.id))
        .where(col(Department.active))
        .order_by(col(Department.position), col(Department.id))
    )
    await session.flush()
    made = []
    for number, name, state, many, plan, *told, heard, by, seen in await execute(session, asked):
        with aside.each("plan", plan):
            known = PlanState(state or PlanState.NOT_SUBMITTED)
            receipt, behalf = (heard, by is not None) if known in ARRIVED else (None, False)
            rest = (*told, receipt, behalf, seen or 0)
            made.append(DepartmentPlan(number, name, known, many, plan, *rest))
    return made


async def _mine(act: Act, plan: Plan, action: Action) -> Plan:
    """The plan as it is now, not as it was when the caller read it."""
    await act.hold()
    fresh = await by_id(act.session, plan.id)
    if fresh is None:
        raise errors.Gone
    refuse_out_of_reach(act.officer, fresh.department_id, action)
    return fresh


async def _held(act: Act, plan: Plan) -> Plan:
    """The plan as it is now, in the hands of the actor."""
    await act.hold()
    fresh = await by_id(act.session, plan.id)
    if fresh is None:
        raise errors.Gone
    if fresh.state != PlanState.CHECKING:
        raise errors.Refusal(texts.PLAN_NOT_CHECKING)
    await plan_steps.refuse_other_hands(act.session, fresh, act.officer, kst_date(act.now))
    return fresh


def _heard(act: Act, plan: Plan, receipt: Receipt | None) -> None:
    """Notes how it came; without a receipt the department itself hands it in."""
    plan.receipt = receipt
    plan.received_by = act.officer.id if receipt else None


def _words(receipt: Receipt | None) -> str:
    return str(receipt) if receipt else ""


async def _hand_in(act: Act, plan: Plan, done: PlanState, receipt: Receipt | None = None) -> Plan:
    """To the department's first step that is not the actor's own, else to 총괄 at once."""
    await refuse_after_close(act.session, plan, act.now)
    _heard(act, plan, receipt)
    step = await plan_steps.next_step(act.session, plan, act.officer, passed=False)
    if step is None:
        plan.step = plan.becomes = None
        return await _move(act, plan, done, REACHED.get(done, Verb.SUBMIT), _words(receipt))
    plan.step, plan.becomes = step, done
    return await _move(act, plan, PlanState.CHECKING, Verb.HAND_UP, _words(receipt))


async def _handed_in(act: Act, plan: Plan) -> Plan:
    plan = await _mine(act, plan, Action.RUN_ROUND)
    if plan.state not in HANDED_IN | {PlanState.NOT_APPLICABLE}:
        raise errors.Refusal(texts.PLAN_NOT_HANDED_IN)
    return plan


async def _move(
    act: Act,
    plan: Plan,
    state: PlanState,
    verb: Verb,
    reason: str = "",
    before: dict[str, Any] | None = None,
) -> Plan:
    told = {"state": plan.state} | (before or {})
    plan.state = state
    plan.version += 1
    if state not in OPEN | {PlanState.CHECKING} and plan.submitted_at is None:
        plan.submitted_at, plan.submitted_by = act.now, act.officer.id
    await act.session.flush()
    after = {"state": plan.state} | ({"step": plan.step} if plan.step else {})
    await act.log(Subject.PLAN, plan.id, verb, before=told, after=after, reason=reason)
    return plan
