"""보완요청 of one field: the officer gets exactly that question, the answer patches that field."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.shapes import PlanItemFacts, to_json
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanReturn
from storage.office.refusals import one_line
from storage.plans import plan_steps, plans, texts
from storage.records import record_keeping, record_projection, records
from storage.records.plan_states import refuse_after_close
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.permission import Action
from storage.rules.terms import PlanState, RecordKind, ReturnState
from storage.rules.trail import Subject, Verb

AIM = "target"
ASKABLE = frozenset(
    {PlanState.CHECKING, PlanState.SUBMITTED, PlanState.AMENDED, PlanState.RETURNED}
)


async def ask(act: Act, item_id: int, field: str, reason: str) -> PlanReturn:
    """Asks the department for one field of one item again, and says why; the plan is 보완요청.

    `field` is a name of PlanItemFacts. For those who check plans of that department; while the
    plan is at a step of its department, for those alone who hold it, and the answer comes back
    to them. Refusal without a reason, for a field asked already, and for a plan not handed in or
    confirmed; RoundClosed after the 마감 of its round.
    """
    session = act.session
    await act.hold()
    item = await record_keeping.existing(session, RecordKind.PLAN_ITEM, item_id)
    plan = await session.get(Plan, item.parent_id, populate_existing=True)
    if plan is not None and plan.step is not None:
        await plan_steps.refuse_other_hands(session, plan, act.officer, kst_date(act.now))
    else:
        record_keeping.refuse_out_of_reach(act.officer, item.department_id, Action.REVIEW_PLAN)
    if field not in PlanItemFacts.__dataclass_fields__:
        raise errors.Refusal(texts.RETURN_FIELD)
    line = one_line(reason)
    if plan is None or plan.state not in ASKABLE:
        raise errors.Refusal(texts.RETURN_STATE)
    await refuse_after_close(session, plan, act.now)
    if any(row.field == field for row in await of_item(session, item_id, ReturnState.OPEN)):
        raise errors.Refusal(texts.RETURN_TWICE)
    row = PlanReturn(
        plan_item_id=item_id,
        field=field,
        reason=line,
        step=plan.step,
        asked_by=act.officer.id,
        asked_at=act.now,
        old=_told(field, item.facts),
    )
    session.add(row)
    before = plan.state
    if PlanState(before) is not PlanState.RETURNED:
        plan.state, plan.submitted_at, plan.submitted_by = PlanState.RETURNED, None, None
        plan.version += 1
    await session.flush()
    told = {"state": plan.state, "item": item_id, "field": field}
    await act.log(
        Subject.PLAN, plan.id, Verb.SEND_BACK, before={"state": before}, after=told, reason=line
    )
    return row


def _told(field: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a question keeps of a field: its value, and of a target what it counts."""
    unit = {"unit": facts.get("unit") or ""} if field == AIM else {}
    return {"value": facts.get(field), **unit}


async def answer(act: Act, return_id: int, value: Any, *, unit: str = "") -> PlanReturn:
    """Puts `value` (as the shape's field holds it) into that one field and leaves the others.

    A target brings its counting `unit` along, if one was said.

    With the last open question of the plan answered the plan is 보완완료; one that is being
    written again since (its department was merged) waits for its 제출. Gone when there is no
    such question, Refusal when it is answered, NotAllowed outside one's department.
    """
    session = act.session
    await act.hold()
    row = await by_id(session, return_id)
    item = await record_keeping.existing(session, RecordKind.PLAN_ITEM, row.plan_item_id)
    record_keeping.refuse_out_of_reach(act.officer, item.department_id, Action.WRITE_PLAN)
    if row.state != ReturnState.OPEN:
        raise errors.Refusal(texts.RETURN_DONE)
    facts = record_projection.facts_of(item)
    assert isinstance(facts, PlanItemFacts)
    patched = replace(facts, **{row.field: value})
    if row.field == AIM and unit:
        patched = replace(patched, unit=unit)
    await records.change(
        act,
        RecordKind.PLAN_ITEM,
        row.plan_item_id,
        patched,
        expected_version=item.version,
        reason=row.reason,
    )
    row.new = _told(row.field, to_json(patched))
    row.answered_by, row.answered_at, row.state = act.officer.id, act.now, ReturnState.ANSWERED
    await session.flush()
    plan = await plans.by_id(session, item.parent_id)
    assert plan is not None
    asked = plan.state == PlanState.RETURNED
    if asked and not await open_for(session, plan.department_id, plan_id=plan.id):
        await plans.submit(act, plan, answered=True)
    return row


async def accept(act: Act, return_id: int) -> PlanReturn:
    """The reviewer has seen old and new and agrees. Refusal before there is an answer.

    What a step asked is agreed to by those who hold the plan now, while it is at a step.
    """
    session = act.session
    await act.hold()
    row = await by_id(session, return_id)
    item = await record_keeping.existing(session, RecordKind.PLAN_ITEM, row.plan_item_id)
    plan = await plans.by_id(session, item.parent_id)
    if row.step is not None and plan is not None and plan.step is not None:
        await plan_steps.refuse_other_hands(session, plan, act.officer, kst_date(act.now))
    else:
        record_keeping.refuse_out_of_reach(act.officer, item.department_id, Action.REVIEW_PLAN)
    if row.state != ReturnState.ANSWERED:
        raise errors.Refusal(texts.RETURN_NOT_ANSWERED)
    row.state = ReturnState.ACCEPTED
    await session.flush()
    await act.log(
        Subject.PLAN_RETURN,
        return_id,
        Verb.ACCEPT,
        before={"state": ReturnState.ANSWERED},
        after={"state": row.state},
    )
    return row


async def by_id(session: AsyncSession, return_id: int) -> PlanReturn:
    """A question by its number. Gone when there is none."""
    row = await session.get(PlanReturn, return_id, populate_existing=True)
    if row is None:
        raise errors.Gone
    return row


async def of_item(
    session: AsyncSession, item_id: int, state: ReturnState | None = None
) -> list[PlanReturn]:
    """The questions about one item, oldest first; only those in `state` if it is given."""
    asked = select(PlanReturn).where(col(PlanReturn.plan_item_id) == item_id)
    if state is not None:
        asked = asked.where(col(PlanReturn.state) == state)
    return list((await session.exec(asked.order_by(col(PlanReturn.id)))).all())


async def open_for(
    session: AsyncSession, department_id: int, plan_id: int | None = None
) -> list[PlanReturn]:
    """Questions that wait for this department's answer, oldest first; those of one plan if given.

    Questions about items that were removed since wait for nobody.
    """
    return await _of_department(session, department_id, ReturnState.OPEN, plan_id)


async def answered_for(
    session: AsyncSession, department_id: int, plan_id: int | None = None
) -> list[PlanReturn]:
    """Answers that the reviewer has not agreed to yet, oldest first."""
    return await _of_department(session, department_id, ReturnState.ANSWERED, plan_id)


async def _of_department(
    session: AsyncSession, department_id: int, state: ReturnState, plan_id: int | None
) -> list[PlanReturn]:
    asked = (
        select(PlanReturn)
        .join(PlanItem, col(PlanItem.id) == col(PlanReturn.plan_item_id))
        .where(
            col(PlanItem.department_id) == department_id,
            col(PlanItem.removed_at).is_(None),
            col(PlanReturn.state) == state,
        )
    )
    if plan_id is not None:
        asked = asked.where(col(PlanItem.parent_id) == plan_id)
    return list((await session.exec(asked.order_by(col(PlanReturn.id)))).all())
