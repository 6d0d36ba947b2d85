"""Review of one department's plan: accept it, or return one field of one item with a reason."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from handlers import prompts
from handlers.access import Handler, guarded, require, tap
from handlers.buttons import Row
from handlers.context import OfficeContext
from handlers.errors import BadCode
from handlers.plan.form import PLAN_ITEM
from handlers.round import board, questions, review_view, texts, wording
from handlers.round.taps import Tap, chat_of, living_item, number_in, taken, tapped
from storage.models.plan import Plan
from storage.queries import (
    audit,
    departments,
    holidays,
    officers,
    plan_duties,
    plan_reopenings,
    plan_returns,
    plans,
)
from storage.rules.dates import show_day
from storage.rules.errors import Gone, Refusal, Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import PlanState

CHECK = "check"  # the trail's word for a department's own look at its plan
WORDS = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
Screen = tuple[str, list[Row]]
Step = Callable[[Tap], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """The buttons and the answers to their questions."""
    may, office = Action.REVIEW_PLAN, Action.RUN_ROUND
    returned, unlocked = prompts.Answers(texts.REASON_ASKED), prompts.Answers(texts.UNLOCK_ASKED)
    return [
        tap(may, "review", review_pressed),
        MessageHandler(returned & WORDS, guarded(may, reason_answered)),
        MessageHandler(unlocked & WORDS, guarded(office, unlock_answered)),
        CallbackQueryHandler(guarded(Action.WRITE_PLAN, fix_pressed), pattern=r"^v1:fix(:|$)"),
    ]


async def review_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of a plan under review."""
    await taken(STEPS, update, context)


async def fix_pressed(update: Update, context: OfficeContext) -> None:
    """`v1:fix:<question>`: the one question, now."""
    number, step = tapped(update, context)
    row = await plan_returns.by_id(context.session, number_in(number))
    item = await living_item(context, row.plan_item_id)
    await require(context, Action.WRITE_PLAN, item.department_id)
    await context.answer(update)
    await questions.again(context, row.id or 0)
    await context.strip(step.chat_id, step.message_id)


async def plan_shown(one: Tap) -> Screen:
    """`plan:<plan>`."""
    return await _drawn(one.context, await _reviewed(one))


async def item_chosen(one: Tap) -> Screen:
    """`item:<item>`: which of its fields is to be asked again."""
    item = await one.item()
    await require(one.context, Action.REVIEW_PLAN, item.department_id)
    name = await departments.name_of(one.context.session, item.department_id)
    return review_view.field_menu(item, name)


async def field_chosen(one: Tap) -> None:
    """`field:<item>:<which>`: the reason comes as a reply."""
    item = await one.item()
    await require(one.context, Action.REVIEW_PLAN, item.department_id)
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
    said = texts.RETURNED_UNREACHED
    if to is not None:
        said = review_view.returned(to.name, field.label)
    await context.say(chat_of(update), said)


async def confirmed(one: Tap) -> Screen:
    """`ok:<plan>`: 확정; answers that came are agreed to with it."""
    context, plan = one.context, await _reviewed(one)
    session = context.session
    if await plan_returns.open_for(session, plan.department_id, plan.id):
        raise Refusal(texts.WAITING_ANSWERS)
    for row in await plan_returns.answered_for(session, plan.department_id, plan.id):
        await plan_returns.accept(session, row.id or 0, actor=context.officer, now=context.now)
    plan = await plans.confirm(session, plan, actor=context.officer, now=context.now)
    await one.answer(texts.CONFIRMED)
    await _tell(context, plan, texts.CONFIRMED_NOTICE.format(half=_half(plan)))
    await board.redraw(context, plan.half)
    return await _drawn(context, plan)


async def checked(one: Tap) -> Screen:
    """`check:<plan>`: the department's own 주무팀장 or 과장 has seen it; the step is optional."""
    context, plan = one.context, await _reviewed(one)
    if PlanState(plan.state) is PlanState.CONFIRMED:
        raise Refusal(texts.LOCKED)
    await audit.write(
        context.session,
        at=context.now,
        officer_id=context.officer.id,
        action=CHECK,
        subject=plans.SUBJECT,
        subject_id=plan.id or 0,
        after={"version": plan.version},
    )
    await one.answer(texts.CHECKED)
    return await _drawn(context, plan)


async def unlock_asked(one: Tap) -> None:
    """`unlock:<plan>`: the reason comes as a reply."""
    plan = await _reviewed(one)
    await require(one.context, Action.RUN_ROUND, plan.department_id)
    question = texts.UNLOCK_QUESTION.format(number=plan.id, days=texts.UNLOCK_DAYS)
    await prompts.ask(one.context, one.chat_id, question, texts.UNLOCK_HINT)


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
    day = show_day(until)
    notice = review_view.unlocked(_half(plan), day, row.reason)
    await _tell(context, plan, notice)
    await board.redraw(context, plan.half)
    await context.say(chat_of(update), texts.UNLOCKED.format(day=day))


async def _reviewed(one: Tap) -> Plan:
    plan = await one.plan()
    await require(one.context, Action.REVIEW_PLAN, plan.department_id)
    return plan


async def _tell(context: OfficeContext, plan: Plan, words: str) -> None:
    """Tells the one who hands in the plan."""
    one = await plan_duties.responsible_for(context.session, plan.department_id)
    if one is not None and one.telegram_id is not None and one.id != context.officer.id:
        await context.say(one.telegram_id, words)


def _half(plan: Plan) -> str:
    return HalfYear.parse(plan.half).label


async def _drawn(context: OfficeContext, plan: Plan) -> Screen:
    session, number = context.session, plan.id or 0
    trail = await audit.of_subject(session, plans.SUBJECT, number)
    looks = [entry for entry in trail if entry.action == CHECK]
    facts = review_view.Review(
        plan=plan,
        department=await departments.name_of(session, plan.department_id),
        items=await plans.items(session, number),
        open=await plan_returns.open_for(session, plan.department_id, number),
        answered=await plan_returns.answered_for(session, plan.department_id, number),
        check=looks[-1] if looks else None,
        names=await officers.names(session),
    )
    return review_view.drawn(context, facts)


STEPS: dict[str, Step] = {
    "plan": plan_shown,
    "item": item_chosen,
    "field": field_chosen,
    "ok": confirmed,
    "check": checked,
    "unlock": unlock_asked,
}
