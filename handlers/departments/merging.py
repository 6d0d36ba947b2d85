"""Two departments become one: asked by name, shown, and done after a yes."""

from html import escape

from telegram import Update

from handlers.chat import mass_acts, prompts
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, taken
from handlers.departments import texts, whole
from storage.office import department_changes, departments
from storage.plans.texts import MERGE_SAME
from storage.rules.errors import Refusal, Unreadable
from storage.rules.permission import Action
from storage.traffic.messages import Screen

VIEW = "deptmerge"


def handlers() -> list[Handler]:
    """The yes under a question of the release before."""
    return [tap(Action.MANAGE_DEPARTMENTS, VIEW, tapped)]


async def ask(context: OfficeContext, chat: int, number: int) -> None:
    """Asks into which department this one goes."""
    one = await department_changes.existing(context.session, number)
    await prompts.ask(context, chat, NAME, number, name=escape(one.name))


async def name_answered(one: Answer) -> None:
    """The name: shown with what will happen."""
    context = one.context
    old = await department_changes.existing(context.session, one.given[0])
    into = await departments.find_by_name(context.session, one.read)
    if into is None:
        raise Unreadable(one.read, texts.NAME_WANTED, texts.NAME_EXAMPLE)
    if into.id == old.id:
        raise Refusal(MERGE_SAME)
    given = {"old": old.id, "into": into.id}
    await context.say(one.chat_id, *await mass_acts.ask(context, whole.MERGE, given))


async def tapped(update: Update, context: OfficeContext) -> None:
    """The button under the question."""
    await taken({"yes": _asked}, update, context)


async def _asked(one: Tap) -> Screen:
    given = {"old": one.number(0), "into": one.number(1)}
    return await mass_acts.ask(one.context, whole.MERGE, given)


NAME = Prompt(
    "department_merge",
    Action.MANAGE_DEPARTMENTS,
    texts.MERGE_QUESTION,
    texts.NAME_HINT,
    name_answered,
)
