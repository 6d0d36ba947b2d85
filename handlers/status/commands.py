"""`/status`: one screen, then down by buttons: office, department, record, evidence."""

from telegram import Update

from handlers.chat.access import Handler, command, tap
from handlers.chat.context import OfficeContext
from handlers.chat.half_argument import typed
from handlers.chat.taps import Tap, chat_of, tapped
from handlers.forms.interruption import way_back
from handlers.status import answers, behind, screens
from storage.rules.permission import Action
from storage.traffic.messages import Screen


async def status_command(update: Update, context: OfficeContext) -> None:
    """The half-year at a glance; behind it a half, a month, a department, a company, a group."""
    chat, words = chat_of(update), " ".join(context.args or [])
    if words and await answers.narrowed(update, context, words):
        return
    text, rows = await screens.glance(context, await typed(context, words))
    await context.say(chat, text, [*rows, *await way_back(context, chat)])


async def status_pressed(update: Update, context: OfficeContext) -> None:
    """The buttons of the status: another half, the picture, departments, one department."""
    one = tapped(update, context, Tap)
    await context.answer(update)
    screen = await _screen(context, one)
    if screen is not None:
        await context.redraw(one.chat_id, one.message_id, *screen)


async def _screen(context: OfficeContext, one: Tap) -> Screen | None:
    if one.act in ("ask", "flt"):
        page, spec = one.args
        shown = answers.rows if one.act == "ask" else answers.filtered
        return await shown(context, spec, page)
    half, *numbers = one.args
    if one.act == "pic":
        plans = (await screens.plans_half(context, half)).code
        given = {"half": half.code, "plans": plans, "at": context.now.isoformat()}
        await context.picture(one.chat_id, "status", given)
        return None
    screen = {
        "why": behind.figures,
        "rows": behind.rows,
        "then": behind.then,
        "deps": screens.departments,
        "dep": screens.department,
        "who": answers.kept,
        "half": screens.glance,
        "exc": screens.all_exceptions,
    }[one.act]
    made: Screen = await screen(context, half, *numbers)  # type: ignore[operator]  # one a row
    return made


def handlers() -> list[Handler]:
    """The command and its buttons."""
    return [
        command("status", status_command),
        tap(Action.VIEW_STATUS, "st", status_pressed),
    ]
