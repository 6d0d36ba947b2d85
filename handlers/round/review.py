"""Review of one department's plan: accept it, or return one field of one item with a reason."""

from collections.abc import Awaitable, Callable, Sequence
from html import escape
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from handlers import prompts
from handlers.access import Handler, guarded, require, tap
from handlers.buttons import Button, Row, view
from handlers.context import OfficeContext
from handlers.errors import BadCode
from handlers.plan.form import PLAN_ITEM
from handlers.round import board, hands, questions, review_view, reviewing, texts, wording
from handlers.round.taps import Tap, chat_of, living_item, number_in, taken, tapped
from storage.models.plan import Plan, PlanItem
from storage.queries import audit
from storage.queries.office import departments, holidays
from storage.queries.planning import plan_duties, plan_reopenings, plan_returns, plan_steps, plans
from storage.queries.recording.plan_states import HANDED_IN
from storage.rules.dates import show_day
from storage.rules.errors import Gone, Refusal, Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import PlanState

WORDS = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
DONE = HANDED_IN | {PlanState.NOT_APPLICABLE}
Screen = tuple[str, list[Row]]
Step = Callable[[Tap], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """The buttons and the answers to their questions."""
    may, office = Action.HOLD_PLAN, Action.RUN_ROUND
    returned, unlocked = prompts.Answers(texts.REASON_ASKED), prompts.Answers(texts.UNLOCK_ASKED)
    handed_back = prompts.Answers(texts.BACK_ASKED)
    return [
        tap(may, "review", review_pressed),
        MessageHandler(returned & WORDS, guarded(may, reason_answered)),
        MessageHandler(handed_back & WORDS, guarded(may, back_answered)),
        MessageHandler(unlocked & WORDS, guarded(office, unlock_answered)),
        CallbackQueryHandler(guarded(Action.WRITE_PLAN, fix_pressed), pattern=r"^v1:fix(:|$)"),
    ]


async def review_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of a plan under review."""
    await taken(STEPS, update, context)


async def fix_pressed(update: Update, context: OfficeContext) -> None:
    """`v1:fix:<question>`: the one question, now. The notice of it has done its work; a plan
    (`…:plan`) keeps its other buttons."""
    number, step = tapped(update, context)
    row = await plan_returns.by_id(context.session, number_in(number))
    item = await living_item(context, row.plan_item_id)
    await require(context, Action.WRITE_PLAN, item.department_id)
    await context.answer(update)
    await questions.again(context, row.id or 0)
    if not step.args:
        await context.strip(step.chat_id, step.message_id)


async def plan_shown(one: Tap) -> Screen:
    """`plan:<plan>`."""
    return await reviewing.screen(one.context, await _reviewed(one))


async def item_chosen(one: Tap) -> Screen:
    """`item:<item>`: which of its fields is to be asked again."""
    item = await _asked_of(one)
    name = await departments.name_of(one.context.session, item.department_id)
    return review_view.field_menu(item, name)


async def field_chosen(one: Tap) -> None:
    """`field:<item>:<which>`: the reason comes as a reply."""
    item = await _asked_of(one)
    at = one.number(1)
    if at >= len(PLAN_ITEM.fields):
        raise BadCode
    question = review_view.reason_question(item, PLAN_ITEM.fields[at])
    await prompts.ask(one.context, one.chat_id, question, texts.REASON_HINT)


async def reason_answered(update: Update, context: OfficeContext) -> None:
    """The reply with the reason: the department gets its one question at once."""
    asked, words = prompts.answered(update, texts.REASON_ASKED)
    field = wording.field_named(asked[2])
    if field is None:
        raise BadCode
    if len(words) > texts.LONGEST_REASON:
        raise Unreadable(words, texts.REASON_WANTED, texts.REASON_EXAMPLE)
    row = await plan_returns.ask(
        context.session,
        int(asked[1]),
        field.name,
        words,
        actor=context.officer,
        now=context.now,
    )
    item = await living_item(context, row.plan_item_id)
    to = await questions.put(context, row)
    await board.redraw(context, item.half)
    plan = await plans.by_id(context.session, item.parent_id)
    if plan is not None:
        await hands.follow(context, plan)
    said = texts.RETURNED_UNREACHED
    if to is not None:
        said = review_view.returned(to.name, field.label)
    await context.say(chat_of(update), said)


async def confirmed(one: Tap) -> Screen:
    """`ok:<plan>:<version>`: 확정 of what was shown; answers that came are agreed to with it."""
    context, plan = one.context, await _reviewed(one)
    session = context.session
    if PlanState(plan.state) in DONE and await _moved_on(one, plan):
        return await reviewing.screen(context, plan)
    if await plan_returns.open_for(session, plan.department_id, plan.id):
        raise Refusal(texts.WAITING_ANSWERS)
    for row in await plan_returns.answered_for(session, plan.department_id, plan.id):
        await plan_returns.accept(session, row.id or 0, actor=context.officer, now=context.now)
    plan = await plans.confirm(session, plan, actor=context.officer, now=context.now)
    await one.answer(texts.CONFIRMED)
    await _tell(context, plan, texts.CONFIRMED_NOTICE.format(half=_half(plan)))
    await board.redraw(context, plan.half)
    return await reviewing.screen(context, plan)


async def checked(one: Tap) -> Screen:
    """`check:<plan>`: the department's own 주무팀장 or 과장 has seen it; the step is optional."""
    context, plan = one.context, await _reviewed(one)
    if PlanState(plan.state) is PlanState.CONFIRMED:
        raise Refusal(texts.LOCKED)
    await audit.write(
        context.session,
        at=context.now,
        officer_id=context.officer.id,
        action=reviewing.CHECK,
        subject=plans.SUBJECT,
        subject_id=plan.id or 0,
        after={"version": plan.version},
    )
    await one.answer(texts.CHECKED)
    return await reviewing.screen(context, plan)


async def passed(one: Tap) -> Screen:
    """`up:<plan>:<version>`: this step has confirmed what it was shown; the next gets its card,
    or 총괄 its plan."""
    context, plan = one.context, await _reviewed(one)
    held = await plan_steps.holds(context.session, plan, context.officer, context.today)
    if held and PlanState(plan.state) is PlanState.CHECKING and await _moved_on(one, plan):
        return await reviewing.screen(context, plan)
    plan = await hands.pass_up(context, plan)
    checking = plan.state == PlanState.CHECKING.value
    await one.answer(texts.passed_up(plan.step) if checking else texts.REACHED)
    await hands.follow(context, plan, one.message_id)
    await board.redraw(context, plan.half)
    return await reviewing.screen(context, plan)


async def back_asked(one: Tap) -> None:
    """`back:<plan>`: the reason comes as a reply."""
    plan = await _reviewed(one)
    question = texts.BACK_QUESTION.format(**await _named(one.context, plan))
    await prompts.ask(one.context, one.chat_id, question, texts.REASON_HINT)


async def back_answered(update: Update, context: OfficeContext) -> None:
    """The reply with the reason for giving a whole plan back."""
    asked, words = prompts.answered(update, texts.BACK_ASKED)
    plan = await plans.by_id(context.session, int(asked[1]))
    if plan is None:
        raise Gone
    plan = await hands.hand_back(context, plan, words)
    await hands.follow(context, plan)
    await board.redraw(context, plan.half)
    await context.say(chat_of(update), texts.HANDED_BACK)


async def unlock_asked(one: Tap) -> None:
    """`unlock:<plan>`: the reason comes as a reply; 확정 is undone, or the 마감 for this plan."""
    plan = await _reviewed(one)
    await require(one.context, Action.RUN_ROUND, plan.department_id)
    question, hint = texts.UNLOCK_QUESTION, texts.UNLOCK_HINT
    if PlanState(plan.state) is not PlanState.CONFIRMED:
        question, hint = texts.REOPEN_QUESTION, texts.REOPEN_HINT
    told = await _named(one.context, plan)
    asked = question.format(days=texts.UNLOCK_DAYS, **told)
    await prompts.ask(one.context, one.chat_id, asked, hint)


async def unlock_answered(update: Update, context: OfficeContext) -> None:
    """The reply with the reason: the plan is open for some working days, then locks itself."""
    asked, words = prompts.answered(update, texts.UNLOCK_ASKED)
    calendar = await holidays.calendar(context.session)
    until = calendar.add_workdays(context.today, texts.UNLOCK_DAYS)
    row = await plan_reopenings.reopen_plan(
        context.session,
        int(asked[1]),
        reason=words,
        until=until,
        actor=context.officer,
        today=context.today,
        now=context.now,
    )
    plan = await plans.by_id(context.session, row.plan_id)
    if plan is None:
        raise Gone
    enter = Button(texts.ENTER, view("plan", "show", plan.half))
    await _tell(context, plan, review_view.unlocked(_half(plan), row), [[enter]])
    await board.redraw(context, plan.half)
    said = texts.UNLOCKED if row.confirmed else texts.REOPENED
    await context.say(chat_of(update), said.format(day=show_day(until)))


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


async def _tell(context: OfficeContext, plan: Plan, words: str, rows: Sequence[Row] = ()) -> None:
    """Tells the one who hands in the plan."""
    one = await plan_duties.responsible_for(context.session, plan.department_id)
    if one is not None and one.telegram_id is not None and one.id != context.officer.id:
        await context.say(one.telegram_id, words, rows)


async def _named(context: OfficeContext, plan: Plan) -> dict[str, Any]:
    """What a question about a whole plan says of it."""
    name = await departments.name_of(context.session, plan.department_id)
    return {"number": plan.id, "department": escape(name), "half": _half(plan)}


def _half(plan: Plan) -> str:
    return HalfYear.parse(plan.half).label


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
