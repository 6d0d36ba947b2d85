"""The buttons inside a reminder that belong to no other screen: 내일 09시 and 담당자 변경."""

from datetime import date
from html import escape

from telegram import Update

from handlers.chat import receipts
from handlers.chat import texts as chat_texts
from handlers.chat.access import Handler, require, tap
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.row_taps import Tap, tapped
from handlers.reminder import along, own_hours, texts
from scheduler.reminders import snoozing
from scheduler.reminders.texts import hour
from storage.models.plan import Plan
from storage.office import departments, posts
from storage.plans import plan_duties
from storage.rules.clock import kst, kst_date
from storage.rules.dates import show_day
from storage.rules.permission import Action, may
from storage.traffic.messages import Button, Screen, view


def handlers() -> list[Handler]:
    """All that a reminder offers, and the hour at which it comes."""
    return [
        *along.handlers(),
        *own_hours.handlers(),
        tap(Action.TAKE_PART, "snooze", snooze_pressed),
        tap(Action.WRITE_PLAN, "handoff", handoff_pressed),
    ]


async def snooze_pressed(update: Update, context: OfficeContext) -> None:
    """`v1:snooze:<day>`: what was told on that day comes again at nine, never past its due day."""
    step = tapped(update, context)
    day: date = step.args[0]
    until = await snoozing.snooze(context.act, day)
    await step.answer(
        texts.SNOOZED.format(day=show_day(kst_date(until)), hour=hour(kst(until).time())),
        alert=True,
    )


async def handoff_pressed(update: Update, context: OfficeContext) -> None:
    """`v1:handoff:<plan>` offers colleagues below; `v1:handoff:<plan>:<person>` hands over."""
    step = tapped(update, context)
    plan = await step.plan()
    await require(context, Action.WRITE_PLAN, plan.department_id)
    if len(step.args) > 1:
        await _handed(step, plan)
        return
    await context.answer(update)
    await context.say(step.chat_id, *await _offered(context, plan))


async def _offered(context: OfficeContext, plan: Plan) -> Screen:
    session = context.session
    now = await plan_duties.responsible_for(session, plan.department_id)
    others = [
        one
        for one in await posts.in_department(session, plan.department_id)
        if may(one.role, Action.WRITE_PLAN) and (now is None or one.id != now.id)
    ]
    if not others:
        return Screen(texts.HANDOFF_NOBODY, [])
    text = texts.HANDOFF_HEAD.format(
        department=escape(await departments.name_of(session, plan.department_id)),
        name=escape(now.name) if now else texts.NOBODY_YET,
    )
    keys = [Button(one.shown, view("handoff", plan.id, one.id)) for one in others]
    return Screen(text, [*in_rows(keys)])


async def _handed(step: Tap, plan: Plan) -> None:
    context = step.context
    before = await plan_duties.responsible_for(context.session, plan.department_id)
    to = await plan_duties.assign(context.act, plan.department_id, step.number(1))
    await step.answer("")
    done = receipts.stamped(context, texts.HANDOFF_DONE.format(name=escape(to.name)))
    back = (
        [[Button(chat_texts.TAKE_BACK, view("handoff", plan.id, before.id))]]
        if before is not None and before.id != to.id
        else []
    )
    await context.redraw(step.chat_id, step.message_id, done, back)
    half = plan.half
    notice = texts.HANDOFF_NOTICE.format(half=half.label, by=escape(context.officer.name))
    rows = [[Button(chat_texts.ENTER, view("plan", "show", half.code))]]
    await context.tell([to], notice, rows)
