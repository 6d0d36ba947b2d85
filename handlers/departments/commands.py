"""`/departments`: the list in the order of the office, changed one by one or as a whole."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from html import escape

from telegram import Update

from handlers.chat import mass_acts, prompts
from handlers.chat.access import Handler, command, tap
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, chat_of, taken
from handlers.departments import merging, texts, views, whole
from handlers.upload import commands as uploading
from handlers.upload.purposes import DEPARTMENTS
from storage.models.office import Department
from storage.models.upload import READ
from storage.office import department_changes as changes
from storage.office import departments
from storage.plans import plan_steps
from storage.rules.errors import Unreadable
from storage.rules.names import typed_name
from storage.rules.permission import Action
from storage.rules.steps import CHAINS
from storage.traffic import uploads
from storage.traffic.messages import Screen

LONGEST_NAME = 30

Step = Callable[[Tap], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """What this feature answers to."""
    may = Action.MANAGE_DEPARTMENTS
    return [
        *merging.handlers(),
        command("departments", departments_command),
        tap(may, "depts", department_tapped),
    ]


async def departments_command(update: Update, context: OfficeContext) -> None:
    """The list; lines of a table pasted behind the command replace it."""
    words = (update.message.text or "") if update.message else ""
    _command, _space, table = words.strip().partition("\n")
    if table.strip():
        screen = await mass_acts.ask(context, whole.LIST, {"table": table})
    else:
        screen = await _listed(context, 0)
    await context.say(chat_of(update), *screen)


async def department_tapped(update: Update, context: OfficeContext) -> None:
    """Any button of these screens."""
    await taken(STEPS, update, context)


async def addition_answered(one: Answer) -> None:
    """The name of a new department."""
    context = one.context
    made = await changes.add(context.act, one.read)
    await _say(one, await _card(context, made, texts.DONE_ADDED))


async def name_answered(one: Answer) -> None:
    """A department's new name."""
    context = one.context
    row = await changes.rename(context.act, one.given[0], one.read)
    await _say(one, await _card(context, row, texts.DONE_RENAMED))


async def table_answered(one: Answer) -> None:
    """The lines of a table: shown with what it would do."""
    screen = await mass_acts.ask(one.context, whole.LIST, {"table": one.read})
    await one.context.say(one.chat_id, *screen)


async def file_answered(one: Answer) -> None:
    """The table as a file: it is read, and shown before it replaces the list."""
    message = one.update.message
    if message is not None:
        file = uploading.file_of(message)
        await uploading.begin(one.context, one.chat_id, file, DEPARTMENTS)


def read_name(words: str, _today: date) -> str:
    """A department's name as typed; raises Unreadable when it is none."""
    name = typed_name(words, LONGEST_NAME)
    if not name:
        raise Unreadable(words, texts.NAME_WANTED, texts.NAME_EXAMPLE)
    return name


async def _listed(context: OfficeContext, page: int, notice: str = "") -> Screen:
    everyone = await departments.ordered(context.session, everyone=True)
    homeless = context.officer.department_id is None and any(one.active for one in everyone)
    return views.department_list(everyone, page, notice, views.ways_on(homeless=homeless))


async def _card(context: OfficeContext, one: Department, notice: str = "") -> Screen:
    everyone = await departments.ordered(context.session, everyone=True)
    screen = views.department_card(one, everyone, notice)
    if context.officer.department_id is not None or not one.active:
        return screen
    return Screen(screen.text, [*views.ways_on(homeless=True)[:1], *screen.rows])


async def _taken(one: Tap) -> Screen:
    """The list that was read from a file: shown with what it would do."""
    context, number = one.context, one.number()
    await uploads.own(context.session, number, context.officer, READ)
    return await mass_acts.ask(context, whole.LIST, {"upload": number})


async def _turned(one: Tap) -> Screen:
    return await _listed(one.context, one.number())


async def _opened(one: Tap) -> Screen:
    return await _card(one.context, await _named(one))


async def _named(one: Tap) -> Department:
    return await changes.existing(one.context.session, one.number())


async def _moved(by: int, one: Tap) -> Screen:
    context = one.context
    row = await changes.move(context.act, one.number(), by)
    return await _card(context, row, texts.DONE_MOVED)


async def _switched(active: bool, one: Tap) -> Screen:
    context = one.context
    row = await changes.set_active(context.act, one.number(), active)
    return await _card(context, row, texts.DONE_RESUMED if active else texts.DONE_STOPPED)


async def _steps_shown(one: Tap) -> Screen:
    return views.steps_menu(await _named(one))


async def _chain_chosen(at: int, one: Tap) -> Screen:
    context = one.context
    await plan_steps.set_steps(context.act, [one.number()], CHAINS[at])
    return views.steps_menu(await _named(one), texts.DONE_STEPS)


async def _chain_for_all(one: Tap) -> Screen:
    return await mass_acts.ask(one.context, whole.STEPS, {"department": one.number()})


async def _name_asked(one: Tap) -> None:
    row = await _named(one)
    await prompts.ask(one.context, one.chat_id, RENAME, row.id, name=escape(row.name))


async def _asked(prompt: Prompt, one: Tap) -> None:
    await prompts.ask(one.context, one.chat_id, prompt)


async def _say(one: Answer, screen: Screen) -> None:
    await one.context.say(one.chat_id, *screen)


async def _merge_asked(one: Tap) -> None:
    await merging.ask(one.context, one.chat_id, one.number())


MAY = Action.MANAGE_DEPARTMENTS
ADD = Prompt(
    "department_add", MAY, texts.ADD_QUESTION, texts.NAME_HINT, addition_answered, read_name
)
RENAME = Prompt(
    "department_name", MAY, texts.RENAME_QUESTION, texts.NAME_HINT, name_answered, read_name
)
TABLE = Prompt(
    "department_table",
    MAY,
    texts.TABLE_QUESTION,
    texts.TABLE_HINT,
    table_answered,
    file=file_answered,
)
STEPS: dict[str, Step] = {
    "list": _turned,
    "card": _opened,
    "up": partial(_moved, -1),
    "down": partial(_moved, 1),
    "stop": partial(_switched, False),
    "use": partial(_switched, True),
    "steps": _steps_shown,
    **{f"chain{at}": partial(_chain_chosen, at) for at in range(len(CHAINS))},
    "chains": _chain_for_all,
    "name": _name_asked,
    "add": partial(_asked, ADD),
    "paste": partial(_asked, TABLE),
    "take": _taken,
    "merge": _merge_asked,
}
