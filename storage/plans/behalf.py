"""대리 접수: the office takes in what a department handed in outside the bot, and takes it back.

Who has nobody on the bot can be closed wholly by this. Each carries its 접수 근거; a department
that answers itself meanwhile or later goes before it: nothing is taken in twice.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.models.audit import AuditEntry
from storage.models.plan import Plan
from storage.office import departments
from storage.office.refusals import refuse_outside_office
from storage.plans import plans, results_answers, results_lock, texts
from storage.plans.plans import ARRIVED, DepartmentPlan
from storage.plans.results_answers import DepartmentResults
from storage.records.plan_states import refuse_after_close
from storage.rules.errors import Gone, Refusal
from storage.rules.half_year import HalfYear
from storage.rules.steps import TO_WRITE
from storage.rules.terms import PlanState, Role
from storage.rules.trail import Subject, Verb
from storage.rules.wording_owed import Paper, ResultsState
from storage.rules.wording_receipt import Receipt

TAKES = TO_WRITE | {PlanState.CHECKING}
"""What the office may take in: nothing has reached it, or not again yet."""
HANDING_IN = (Verb.SUBMIT, Verb.DECLARE_NONE)


@dataclass(frozen=True)
class Free:
    """A department, and what of its papers can be 해당없음 now."""

    plan: DepartmentPlan
    papers: tuple[Paper, ...]

    @property
    def department(self) -> str:
        """Its name."""
        return self.plan.department

    @property
    def department_id(self) -> int:
        """Its number."""
        return self.plan.department_id


@dataclass(frozen=True)
class Chosen:
    """Of departments that are to be 해당없음 by one 접수 근거: who can be, who has written
    something, and who has answered."""

    free: tuple[Free, ...]
    with_items: tuple[DepartmentPlan, ...]
    answered: tuple[DepartmentPlan, ...]


def refuse_at_once(state: PlanState, *, items: int, none: bool) -> None:
    """Whether a plan in this state, with so many items, may be taken in: asked before the ground
    is, and answered again where it is written. Refusal."""
    if state not in TAKES:
        raise Refusal(texts.PLAN_SUBMITTED_ALREADY)
    if none and items:
        raise Refusal(texts.PLAN_HAS_ITEMS)
    if not none and not items:
        raise Refusal(texts.PLAN_EMPTY)


async def take_in(
    act: Act, department_id: int, half: HalfYear, receipt: Receipt, *, none: bool
) -> Plan:
    """Takes in a department's plan as it is written here, or its 해당없음.

    NotAllowed for others than the office; Refusal where the department has answered by now,
    without an item (with one, for 해당없음), and after the 마감.
    """
    refuse_outside_office(act.officer)
    await act.hold()
    if await departments.by_id(act.session, department_id) is None:
        raise Gone
    plan = await plans.ensure(act.session, department_id, half)
    items = await plans.items(act.session, plan.id)
    refuse_at_once(plan.state, items=len(items), none=none)
    if none:
        return await plans.declare_none(act, plan, receipt=receipt)
    return await plans.receive(act, plan, PlanState.SUBMITTED, receipt=receipt)


async def none_of(
    session: AsyncSession,
    half: HalfYear,
    department_ids: Collection[int],
    papers: Collection[Paper] = (Paper.PLAN,),
) -> Chosen:
    """How these departments stand for a 해당없음 of these papers, in 직제순.

    A plan with items, and results of which something is logged, cannot be none.
    """
    results = half.previous()
    said: Mapping[int, DepartmentResults] = {}
    if Paper.RESULTS in papers and await results_lock.asking(session, results) is not None:
        said = await results_answers.states(session, results)
    free, with_items, answered = list[Free](), list[DepartmentPlan](), list[DepartmentPlan]()
    for one in await plans.states(session, half):
        if one.department_id not in department_ids:
            continue
        told = said.get(one.department_id)
        owes = {
            Paper.PLAN: Paper.PLAN in papers and one.state in TAKES,
            Paper.RESULTS: told is not None and told.state is ResultsState.WAITING,
        }
        bare = {Paper.PLAN: not one.items, Paper.RESULTS: told is not None and not told.records}
        none = tuple(paper for paper in Paper if owes[paper] and bare[paper])
        if none:
            free.append(Free(one, none))
        else:
            (with_items if any(owes.values()) else answered).append(one)
    return Chosen(tuple(free), tuple(with_items), tuple(answered))


async def take_back(act: Act, plan_id: int, version: int) -> Plan:
    """The office takes its own 접수 back: the plan stands again as before it.

    Refusal once the plan has moved on, by the department or by 총괄, and after the 마감.
    """
    refuse_outside_office(act.officer)
    await act.hold()
    plan = await plans.by_id(act.session, plan_id)
    if plan is None:
        raise Gone
    if plan.version != version or plan.received_by is None or plan.state not in ARRIVED:
        raise Refusal(texts.BEHALF_MOVED_ON)
    await refuse_after_close(act.session, plan, act.now)
    before = (await _taken_in(act.session, plan)).before or {}
    told, receipt = {"state": plan.state}, plan.receipt
    step, becomes = before.get("step"), before.get("becomes")
    plan.state = PlanState(before.get("state", PlanState.DRAFTING))
    plan.step, plan.becomes = (Role(step) if step else None), becomes and PlanState(becomes)
    plan.receipt = plan.received_by = plan.submitted_at = plan.submitted_by = None
    plan.version += 1
    await act.session.flush()
    after = {"state": plan.state} | ({"step": plan.step} if plan.step else {})
    await act.log(
        Subject.PLAN, plan.id, Verb.TAKE_BACK, before=told, after=after, reason=str(receipt)
    )
    return plan


async def _taken_in(session: AsyncSession, plan: Plan) -> AuditEntry:
    trail = await audit.of_subject(session, Subject.PLAN, plan.id)
    return next(one for one in reversed(trail) if one.action in HANDING_IN)
