"""`/audit`: whether the trail holds, and who has opened what of other departments."""

from telegram import Update

from handlers.audit import wording_audit as texts
from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, chat_of, taken
from storage.office import departments, posts
from storage.plans import readings
from storage.report.half_written import half_written
from storage.rules.permission import Action
from storage.tracing import whole_chain
from storage.traffic.messages import Button, Screen, view

VIEW = "aud"
PAGE = 10


def handlers() -> list[Handler]:
    """The command and its buttons."""
    return [command("audit", audit_command), tap(Action.AUDIT, VIEW, pressed)]


async def audit_command(update: Update, context: OfficeContext) -> None:
    """The state of the trail."""
    await context.say(chat_of(update), *await _state(context))


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any of its buttons."""
    await taken(STEPS, update, context)


async def state_shown(one: Tap) -> Screen:
    """`state`."""
    return await _state(one.context)


async def reads_shown(one: Tap) -> Screen:
    """`reads:<page>`: what was opened, the newest first."""
    context, page = one.context, one.number()
    found = await readings.latest(context.session, PAGE + 1, page * PAGE)
    names = await posts.names(context.session)
    every = await departments.ordered(context.session, everyone=True)
    known = {one.id: one.name for one in every}
    turning = []
    if page:
        turning.append(Button(texts.LATER, view(VIEW, "reads", page - 1)))
    if len(found) > PAGE:
        turning.append(Button(texts.EARLIER, view(VIEW, "reads", page + 1)))
    back = [Button(texts.BACK, view(VIEW, "state"))]
    rows = [turning, back] if turning else [back]
    return Screen(texts.reads(found[:PAGE], names, known), rows)


async def _state(context: OfficeContext) -> Screen:
    found = await whole_chain.whole(context.session)
    half = await half_written(context.session, context.today)
    keys = [
        Button(texts.READS, view(VIEW, "reads", 0)),
        Button(texts.LINES, view("trc", "lines", half.code, 0, 0)),
    ]
    return Screen(texts.state(found), in_rows(keys))


STEPS = {"state": state_shown, "reads": reads_shown}
