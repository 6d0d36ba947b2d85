"""내부확인: a plan goes from hand to hand inside its department, each with a card of its own."""

from collections.abc import Sequence
from html import escape

from handlers.chat import receipts
from handlers.chat import texts as chat_texts
from handlers.chat.context import OfficeContext
from handlers.chat.row_taps import living_item
from handlers.forms.fields import Field
from handlers.plan import questions, review_view, reviewing, texts, wording_behalf
from storage.models.office import Officer
from storage.models.plan import Plan
from storage.office import departments, posts
from storage.plans import plan_confirming, plan_duties, plan_returns, plan_steps, plans
from storage.rules.deadline import plans_due_for
from storage.rules.errors import Gone
from storage.rules.steps import standing
from storage.rules.terms import PlanState, ReturnState, Role
from storage.rules.wording_receipt import Receipt
from storage.traffic import cards
from storage.traffic.messages import Button, Row, Screen, view

RECALLED = frozenset(
    {PlanState.CHECKING, PlanState.SUBMITTED, PlanState.AMENDED, PlanState.NOT_APPLICABLE}
)
"""States out of which the department takes its plan back."""


def card_of(plan: Plan, officer: Officer) -> str:
    """The key of one person's card of one plan."""
    return f"check:{plan.id}:{officer.id}"


async def follow(
    context: OfficeContext, plan: Plan, here: int | None = None, *, anew: bool = True
) -> None:
    """Shows the plan to those into whose hands it came, and draws everybody else's card anew.

    To be called after any act that may move a plan. `here` is a message that is redrawn anyway.
    Without `anew` nobody who has a card gets a second one.
    """
    session = context.session
    holding = await plan_steps.in_hands(session, plan, context.today)
    fresh = {one.id for one in holding}
    everyone = {one.id: one for one in await posts.in_department(session, plan.department_id)}
    for one in (everyone | {one.id: one for one in holding}).values():
        card = card_of(plan, one)
        shown = await cards.message_of(session, card)
        stale = shown is not None and shown != here
        if one.telegram_id is not None and (one.id in fresh or stale):
            screen = await reviewing.screen(context, plan, one)
            below = one.id in fresh and (anew or shown is None)
            await context.show(one.telegram_id, card, *screen, fresh=below)


async def who_has(context: OfficeContext, plan: Plan) -> str:
    """Where a plan that was handed in lies now, and with whom; nothing while it is written."""
    if plan.state is PlanState.CHECKING and plan.step:
        people = await plan_steps.in_hands(context.session, plan, context.today)
        return texts.WITH_STEP.format(step=plan.step.label, who=_names(people))
    if plan.state in (PlanState.SUBMITTED, PlanState.AMENDED, PlanState.NOT_APPLICABLE):
        people = await posts.with_role(context.session, [Role.OFFICE])
        return texts.WITH_OFFICE.format(who=_names(people))
    return ""


async def receipt(
    context: OfficeContext, plan: Plan, act: str, then: str = "", rows: Sequence[Row] = ()
) -> Screen:
    """The line that stays of an act on a plan: with whom it is now, and the way back if any."""
    session = context.session
    items = len(await plans.items(session, plan.id))
    of = texts.PLAN_OF.format(
        department=await departments.name_of(session, plan.department_id), half=plan.half.label
    )
    of += texts.PLAN_ITEMS.format(count=items) if items else ""
    then = then or await who_has(context, plan) or texts.BEING_WRITTEN
    if not rows and act in texts.RECALLABLE and plan.state in RECALLED:
        ways = [Button(texts.RECALL, view("plan", "reopen", plan.id))]
        if plan.half == plans_due_for(context.today):
            ways.append(Button(texts.SEE_PLAN, view("do", "plan")))
        rows = [ways]
    return Screen(receipts.receipt(context, act, then, of), rows)


def _names(people: Sequence[Officer]) -> str:
    return texts.WHO.format(names=escape(", ".join(one.name for one in people))) if people else ""


async def follow_all(context: OfficeContext) -> None:
    """As `follow`, for every plan that waits: people came, went, or have other roles now.

    Who had the plan before keeps the card where it is.
    """
    for plan in await plan_steps.waiting(context.session):
        await follow(context, plan, anew=False)


async def pass_up(context: OfficeContext, plan: Plan) -> Plan:
    """올리기: what this step asked is agreed to with it; at 총괄 it is 제출."""
    session = context.session
    for row in await plan_returns.answered_for(session, plan.department_id, plan.id):
        if row.step is not None:
            await plan_returns.accept(context.act, row.id)
    plan = await plans.pass_up(context.act, plan)
    if plan.state != PlanState.CHECKING:
        await _reached(context, plan)
    return plan


async def hand_back(context: OfficeContext, plan: Plan, reason: str) -> Plan:
    """반려: the 담당 hears why, with the way into the plan."""
    plan = await plans.hand_back(context.act, plan, reason=reason)
    half = plan.half
    words = texts.HANDED_BACK_NOTICE.format(
        half=half.label, by=escape(context.officer.name), reason=escape(reason)
    )
    await tell(context, plan, words, [[Button(chat_texts.ENTER, view("plan", "show", half.code))]])
    return plan


async def confirm(context: OfficeContext, plan_id: int, seen: int) -> Plan:
    """확정 of the plan as it was seen; who hands it in hears of it. Refusals as in the query."""
    plan = await plan_confirming.confirm(context.act, plan_id, seen)
    await tell(context, plan, texts.CONFIRMED_NOTICE.format(half=plan.half.label))
    return plan


async def ask(context: OfficeContext, item_id: int, field: Field, reason: str) -> tuple[Plan, str]:
    """보완요청 of one field: the department gets its one question at once. Returns the plan, and
    who was asked in words."""
    row = await plan_returns.ask(context.act, item_id, field.name, reason)
    to = await questions.put(context, row)
    item = await living_item(context, row.plan_item_id)
    plan = await plans.by_id(context.session, item.parent_id)
    if plan is None:
        raise Gone
    await follow(context, plan)
    told = review_view.returned(to.name, field.label) if to else texts.RETURNED_UNREACHED
    return plan, told


async def _reached(context: OfficeContext, plan: Plan) -> None:
    """The plan is with 총괄: the 담당 hears it, and whoever asked sees what was answered."""
    half = plan.half.label
    await tell(context, plan, texts.REACHED_NOTICE.format(half=half))
    session = context.session
    for row in await plan_returns.answered_for(session, plan.department_id, plan.id):
        if row.state == ReturnState.ANSWERED:
            await questions.notify(context, row)


async def taken_in(context: OfficeContext, plan: Plan, receipt: Receipt) -> None:
    """총괄 took it in for the department: its people hear so once, with the way to mend it."""
    await follow(context, plan)
    none = plan.state is PlanState.NOT_APPLICABLE
    said = wording_behalf.notice(plan.half.label, receipt, context.officer, none=none)
    await tell(context, plan, said, _to_plan(plan))


async def given_back(context: OfficeContext, plan: Plan) -> None:
    """총괄 took its 접수 back: the plan stands as before, and its people hear so."""
    await follow(context, plan)
    state = standing(plan.state, plan.step)
    said = wording_behalf.TOLD_BACK.format(half=plan.half.label, state=state)
    await tell(context, plan, said, _to_plan(plan))


def _to_plan(plan: Plan) -> list[Row]:
    return [[Button(texts.SEE_PLAN, view("plan", "show", plan.half.code))]]


async def tell(context: OfficeContext, plan: Plan, words: str, rows: Sequence[Row] = ()) -> None:
    """Tells the one who hands in the plan."""
    one = await plan_duties.responsible_for(context.session, plan.department_id)
    await context.tell([one], words, rows)
