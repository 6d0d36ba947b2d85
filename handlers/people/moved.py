"""담당자 바뀌었어요: who can change it gets the way there, everybody else has it told."""

from telegram import Update

from handlers.chat import errors
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import chat_of
from handlers.enrol import commands as enrol
from handlers.enrol import views as enrol_views
from handlers.people import texts
from storage.plans import plans
from storage.rules.deadline import plans_due_for
from storage.rules.permission import Action, may
from storage.traffic.messages import Button, Row, view


async def offered(update: Update, context: OfficeContext) -> None:
    """The ways there are for this person; nothing is changed yet."""
    officer, chat = context.officer, chat_of(update)
    if may(officer.role, Action.MANAGE_PEOPLE):
        people = Button(texts.MOVED_PEOPLE, view("people", "list", 0), style="primary")
        await context.say(chat, texts.MOVED_CHOOSE, [[people]])
        return
    rows: list[Row] = []
    if officer.department_id is not None and may(officer.role, Action.WRITE_PLAN):
        half = plans_due_for(context.today)
        plan = await plans.ensure(context.session, officer.department_id, half)
        rows.append([Button(texts.MOVED_PLAN, view("handoff", plan.id))])
    rows.append([Button(texts.MOVED_TELL, view("moved"))])
    await context.say(chat, texts.MOVED_ASK, rows)


async def told(update: Update, context: OfficeContext) -> None:
    """`moved`: who deals with people hears it, with the card of who says so."""
    officer, chat = context.officer, chat_of(update)
    await context.answer(update)
    query = update.callback_query
    if query is not None and query.message is not None:
        await context.strip(chat, query.message.message_id)
    line = enrol_views.who(officer, await enrol.department_of(context, officer))
    card = [[Button(officer.name, view("people", "card", officer.id))]]
    reached = await errors.tell_who_can_help(
        context, texts.MOVED_NOTICE.format(who=line), card, but=officer
    )
    await context.say(chat, texts.MOVED_TOLD if reached else texts.MOVED_NOBODY)


def handlers() -> list[Handler]:
    """The button."""
    return [tap(Action.TAKE_PART, "moved", told)]
