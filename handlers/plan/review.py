"""Review of one department's plan: accept it, or return one field of one item with a reason."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from html import escape
from typing import Any

from telegram import Update

from handlers.chat import prompts, reading
from handlers.chat import texts as chat_texts
from handlers.chat.access import Handler, require, tap
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap, living_item, taken, tapped
from handlers.plan import hands, questions, review_view, reviewing, texts
from handlers.plan.form import PLAN_ITEM
from storage.models.plan import Plan, PlanItem
from storage.office import departments, holidays
from storage.plans import plan_reopenings, plan_returns, plan_steps, plans
from storage.records.plan_states import HANDED_IN
from storage.rules.dates import show_day
from storage.rules.errors import Gone, Refusal, Unreadable
from storage.rules.permission import Action
from storage.rules.terms import PlanState
from storage.rules.trail import Subject, Verb
from storage.traffic.messages import Button, Row, Screen, view

DONE = HANDED_IN | {PlanState.NOT_APPLICABLE}
Step = Callable[[Tap], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """The buttons."""
    return [
        tap(Action.HOLD_PLAN, "review", review_pressed),
        tap(Action.WRITE_PLAN, "fix", fix_pressed),
    ]


async def review_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of a plan under review."""
    await taken(STEPS, update, context)


async def fix_pressed(update: Update, context: OfficeContext) -> None:
    """`v1:fix:<question>`: the one question, now. The notice of it has done its work; a plan
    (`…:plan`) keeps its other buttons."""
    step = tapped(update, context)
    row = await plan_returns.by_id(context.session, step.number())
    item = await living_item(context, row.plan_item_id)
    await require(context, Action.WRITE_PLAN, item.department_id)
    await reading.opened(context, item)
    await context.answer(update)
    await questions.again(context, row.id)
    if len(step.args) == 1:
        await context.strip(step.chat_id, step.message_id)


async def plan_shown(one: Tap) -> Screen:
    """`plan:<plan>[:<page>]`."""
    page = one.number(1) if len(one.args) > 1 else 0
    return await reviewing.screen(one.context, await _reviewed(one), page=page)


async def item_chosen(one: Tap) -> Screen:
    """`item:<item>`: which of its fields is to be asked again."""
    item = await _asked_of(one)
    name = await departments.name_of(one.context.session, item.department_id)
    return review_view.field_menu(item, name)


async def field_chosen(one: Tap) -> None:
    """`field:<item>:<which>`: the reason comes as a reply."""
    item = await _asked_of(one)
    at = one.number(1)
    if at >= len(PLAN_ITEM.fields) or PLAN_ITEM.fields[at].parts:
        raise BadCode
    field = PLAN_ITEM.fields[at]
    told = review_view.reason_question(item, field)
    await prompts.ask(one.context, one.chat_id, REASON, item.id, field.name, **told)


def _reason(words: str, _today: date) -> str:
    if len(words) > texts.LONGEST_REASON:
        raise Unreadable(words, texts.REASON_WANTED, texts.REASON_EXAMPLE)
    return words


async def reason_answered(one: Answer) -> None:
    """The reason: the department gets its one question at once."""
    context, (number, name) = one.context, one.given
    field = next((each for each in PLAN_ITEM.fields if each.name == name), None)
    if field is None:
        raise Gone
    _plan, said = await hands.ask(context, number, field, one.read)
    await context.say(one.chat_id, said)


async def confirmed(one: Tap) -> Screen:
    """`ok:<plan>:<version>`: 확정 of what was shown; answers that came are agreed to with it."""
    context, plan = one.context, await _reviewed(one)
    if plan.state in DONE and await _moved_on(one, plan):
        return await reviewing.screen(context, plan)
    plan = await hands.confirm(context, plan.id, plan.version)
    await one.answer(texts.CONFIRMED)
    unlock = [[Button(texts.UNLOCK, view("review", "unlock", plan.id))]]
    return await _receipted(one, plan, texts.DID_CONFIRM, texts.PLAN_DONE, unlock)


async def _receipted(
    one: Tap, plan: Plan, act: str, then: str = "", rows: Sequence[Row] = ()
) -> Screen:
    """The plan as it is now, below the receipt that takes the place of its card."""
    context = one.context
    screen = await reviewing.screen(context, plan)
    line = await hands.receipt(context, plan, act, then, rows)
    await context.say(one.chat_id, *screen)
    return line


async def checked(one: Tap) -> Screen:
    """`check:<plan>`: the department's own 주무팀장 or 과장 has seen it; the step is optional."""
    context, plan = one.context, await _reviewed(one)
    if plan.state is PlanState.CONFIRMED:
        raise Refusal(texts.LOCKED)
    await context.act.log(Subject.PLAN, plan.id, Verb.CHECK, after={"version": plan.version})
    await one.answer(texts.CHECKED)
    return await _receipted(one, plan, texts.REVIEW_CHECK)


async def passed(one: Tap) -> Screen:
    """`up:<plan>:<version>`: this step has confirmed what it was shown; the next gets its card,
    or 총괄 its plan."""
    context, plan = one.context, await _reviewed(one)
    held = await plan_steps.holds(context.session, plan, context.officer, context.today)
    if held and plan.state is PlanState.CHECKING and await _moved_on(one, plan):
        return await reviewing.screen(context, plan)
    plan = await hands.pass_up(context, plan)
    checking = plan.state == PlanState.CHECKING
    await one.answer(texts.passed_up(plan.step) if checking else texts.REACHED)
    await hands.follow(context, plan, one.message_id)
    return await hands.receipt(context, plan, texts.DID_PASS)


async def back_asked(one: Tap) -> None:
    """`back:<plan>`: the reason comes as a reply."""
    plan = await _reviewed(one)
    told = await _named(one.context, plan)
    await prompts.ask(one.context, one.chat_id, BACK, plan.id, **told)


async def back_answered(one: Answer) -> None:
    """The reason for giving a whole plan back."""
    context = one.context
    plan = await plans.by_id(context.session, one.given[0])
    if plan is None:
        raise Gone
    plan = await hands.hand_back(context, plan, one.read)
    await hands.follow(context, plan)
    line = await hands.receipt(context, plan, texts.DID_BACK, texts.WITH_CLERK)
    await context.say(one.chat_id, *line.also(texts.HANDED_BACK))


async def unlock_asked(one: Tap) -> None:
    """`unlock:<plan>`: the reason comes as a reply; 확정 is undone, or the 마감 for this plan."""
    plan = await _reviewed(one)
    await require(one.context, Action.RUN_ROUND, plan.department_id)
    confirmed = plan.state is PlanState.CONFIRMED
    told = await _named(one.context, plan)
    await prompts.ask(
        one.context,
        one.chat_id,
        UNLOCK if confirmed else REOPEN,
        plan.id,
        days=texts.UNLOCK_DAYS,
        **told,
    )


async def unlock_answered(one: Answer) -> None:
    """The reason: the plan is open for some working days, then locks itself."""
    context = one.context
    calendar = await holidays.calendar(context.session)
    until = calendar.add_workdays(context.today, texts.UNLOCK_DAYS)
    row = await plan_reopenings.reopen_plan(
        context.act, one.given[0], reason=one.read, until=until, today=context.today
    )
    plan = await plans.by_id(context.session, row.plan_id)
    if plan is None:
        raise Gone
    enter = Button(chat_texts.ENTER, view("plan", "show", plan.half.code))
    await hands.tell(context, plan, review_view.unlocked(_half(plan), row), [[enter]])
    said = texts.UNLOCKED if row.confirmed else texts.REOPENED
    act = texts.DID_UNLOCK if row.confirmed else texts.REVIEW_REOPEN
    line = await hands.receipt(context, plan, act, texts.BEING_WRITTEN)
    await context.say(one.chat_id, *line.also(said.format(day=show_day(until))))


async def _moved_on(one: Tap, plan: Plan) -> bool:
    """Whether the plan is another one than the screen of this button showed; told if so.

    A button from before codes named the version has seen nothing of this plan.
    """
    seen = one.number(1) if len(one.args) > 1 else 0
    if seen == plan.version:
        return False
    await one.answer(texts.MOVED_ON, alert=True)
    return True


async def _reviewed(one: Tap) -> Plan:
    """The plan, for who checks plans of its department or holds it today in somebody's place."""
    context, plan = one.context, await one.plan()
    if not await plan_steps.holds(context.session, plan, context.officer, context.today):
        await require(context, Action.REVIEW_PLAN, plan.department_id)
    return plan


async def _asked_of(one: Tap) -> PlanItem:
    """The item about which something may be asked, for the same people."""
    context, item = one.context, await one.item()
    plan = await plans.by_id(context.session, item.parent_id)
    held = plan is not None and await plan_steps.holds(
        context.session, plan, context.officer, context.today
    )
    if not held:
        await require(context, Action.REVIEW_PLAN, item.department_id)
    return item


async def _named(context: OfficeContext, plan: Plan) -> dict[str, Any]:
    """What a question about a whole plan says of it."""
    name = await departments.name_of(context.session, plan.department_id)
    return {"department": escape(name), "half": _half(plan)}


def _half(plan: Plan) -> str:
    return plan.half.label


STEPS: dict[str, Step] = {
    "plan": plan_shown,
    "item": item_chosen,
    "field": field_chosen,
    "ok": confirmed,
    "check": checked,
    "up": passed,
    "back": back_asked,
    "unlock": unlock_asked,
}
REASON = Prompt(
    "plan_reason",
    Action.HOLD_PLAN,
    texts.REASON_QUESTION,
    texts.REASON_HINT,
    reason_answered,
    _reason,
)
BACK = Prompt("plan_back", Action.HOLD_PLAN, texts.BACK_QUESTION, texts.REASON_HINT, back_answered)
UNLOCK = Prompt(
    "plan_unlock", Action.RUN_ROUND, texts.UNLOCK_QUESTION, texts.UNLOCK_HINT, unlock_answered
)
REOPEN = Prompt(
    "plan_reopen", Action.RUN_ROUND, texts.REOPEN_QUESTION, texts.REOPEN_HINT, unlock_answered
)
