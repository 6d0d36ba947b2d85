"""`/departments`: the list in the order of the office, changed one by one or as a whole."""

from collections.abc import Awaitable, Callable
from functools import partial
from html import escape

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from handlers import prompts
from handlers.access import Handler, guarded, tap
from handlers.buttons import read_view
from handlers.context import OfficeContext
from handlers.departments import merging, texts, views
from handlers.departments.views import Screen
from handlers.errors import BadCode
from handlers.round import board
from handlers.upload import commands as uploading
from handlers.upload.purposes import DEPARTMENTS
from storage.models.office import Department
from storage.models.upload import READ
from storage.queries.office import department_changes as changes
from storage.queries.office import department_table, departments
from storage.queries.planning import plan_steps
from storage.queries.traffic import uploads
from storage.rules.errors import Refusal, Unreadable
from storage.rules.names import clean_text
from storage.rules.permission import Action
from storage.rules.steps import CHAINS, in_order
from storage.rules.terms import Role

LONGEST_NAME = 30
MOST_FAULTS = 5
FRESH = filters.UpdateType.MESSAGE
WORDS = FRESH & filters.TEXT & ~filters.COMMAND

Step = Callable[[OfficeContext, int, int], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """What this feature answers to."""
    may = Action.MANAGE_DEPARTMENTS
    added, renamed = prompts.Answers(texts.ADD_ASKED), prompts.Answers(texts.RENAME_ASKED)
    table = prompts.Answers(texts.TABLE_ASKED)
    return [
        *merging.handlers(),
        CommandHandler("departments", guarded(may, departments_command), FRESH),
        tap(may, "depts", department_tapped),
        MessageHandler(added & WORDS, guarded(may, addition_answered)),
        MessageHandler(renamed & WORDS, guarded(may, name_answered)),
        MessageHandler(table & WORDS, guarded(may, table_answered)),
        MessageHandler(FRESH & filters.Document.ALL & table, guarded(may, file_answered)),
    ]


async def departments_command(update: Update, context: OfficeContext) -> None:
    """The list; lines of a table pasted behind the command replace it."""
    words = (update.message.text or "") if update.message else ""
    _command, _space, table = words.strip().partition("\n")
    screen = await _loaded(context, table) if table.strip() else await _listed(context, 0)
    await _say(update, context, screen)


async def department_tapped(update: Update, context: OfficeContext) -> None:
    """Any button of these screens."""
    query, chat = update.callback_query, update.effective_chat
    if query is None or query.message is None or chat is None:
        return
    _view, args = read_view(query.data or "")
    step = STEPS.get(args[0]) if args else None
    if step is None or not all(part.isdecimal() for part in args[1:]):
        raise BadCode
    screen = await step(context, chat.id, int(args[1]) if len(args) > 1 else 0)
    await context.answer(update)
    if screen is not None:
        await context.redraw(chat.id, query.message.message_id, screen.text, screen.rows)


async def addition_answered(update: Update, context: OfficeContext) -> None:
    """The reply with the name of a new department."""
    _asked, words = prompts.answered(update, texts.ADD_ASKED)
    made = await changes.add(
        context.session, read_name(words), actor=context.officer, now=context.now
    )
    await _say(update, context, await _card(context, made, texts.DONE_ADDED))


async def name_answered(update: Update, context: OfficeContext) -> None:
    """The reply with a department's new name."""
    asked, words = prompts.answered(update, texts.RENAME_ASKED)
    one = await changes.rename(
        context.session,
        int(asked[1]),
        read_name(words),
        actor=context.officer,
        now=context.now,
    )
    await _say(update, context, await _card(context, one, texts.DONE_RENAMED))


async def table_answered(update: Update, context: OfficeContext) -> None:
    """The reply with the lines of a table."""
    _asked, words = prompts.answered(update, texts.TABLE_ASKED)
    await _say(update, context, await _loaded(context, words))


async def file_answered(update: Update, context: OfficeContext) -> None:
    """The table as a file: it is read, and shown before it replaces the list."""
    message = update.message
    if message is not None:
        file = uploading.file_of(message)
        await uploading.begin(context, message.chat.id, file, DEPARTMENTS)


def read_name(words: str) -> str:
    """A department's name as typed; raises Unreadable when it is none."""
    name = " ".join(clean_text(words).split())
    if not name or len(name) > LONGEST_NAME or not any(letter.isalpha() for letter in name):
        raise Unreadable(words, texts.NAME_WANTED, texts.NAME_EXAMPLE)
    return name


async def _listed(context: OfficeContext, page: int, notice: str = "") -> Screen:
    if notice:  # something was changed
        await board.redraw(context)
    everyone = await departments.ordered(context.session, everyone=True)
    homeless = context.officer.department_id is None and any(one.active for one in everyone)
    return views.department_list(everyone, page, notice, views.ways_on(homeless=homeless))


async def _card(context: OfficeContext, one: Department, notice: str = "") -> Screen:
    if notice:
        await board.redraw(context)
    everyone = await departments.ordered(context.session, everyone=True)
    screen = views.department_card(one, everyone, notice)
    if context.officer.department_id is not None or not one.active:
        return screen
    return Screen(screen.text, [*views.ways_on(homeless=True)[:1], *screen.rows])


async def _loaded(context: OfficeContext, table: str) -> Screen:
    done = await department_table.load_csv(context.session, table, context.now, context.officer)
    if done.faults:
        raise Refusal("\n".join(done.faults[:MOST_FAULTS]))
    notice = texts.DONE_LOADED.format(
        added=len(done.added), renamed=len(done.renamed), closed=len(done.closed)
    )
    return await _listed(context, 0, notice)


async def _taken(context: OfficeContext, _chat: int, number: int) -> Screen:
    """The list that was read from a file replaces the one in use."""
    upload = await uploads.own(context.session, number, context.officer, READ)
    screen = await _loaded(context, upload.found["table"])
    await uploads.close(context.session, upload)
    return screen


async def _turned(context: OfficeContext, _chat: int, page: int) -> Screen:
    return await _listed(context, page)


async def _opened(context: OfficeContext, _chat: int, number: int) -> Screen:
    return await _card(context, await changes.existing(context.session, number))


async def _moved_up(context: OfficeContext, _chat: int, number: int) -> Screen:
    return await _moved(context, number, -1)


async def _moved_down(context: OfficeContext, _chat: int, number: int) -> Screen:
    return await _moved(context, number, 1)


async def _moved(context: OfficeContext, number: int, by: int) -> Screen:
    one = await changes.move(context.session, number, by, actor=context.officer, now=context.now)
    return await _card(context, one, texts.DONE_MOVED)


async def _stopped(context: OfficeContext, _chat: int, number: int) -> Screen:
    one = await changes.set_active(
        context.session, number, False, actor=context.officer, now=context.now
    )
    return await _card(context, one, texts.DONE_STOPPED)


async def _resumed(context: OfficeContext, _chat: int, number: int) -> Screen:
    one = await changes.set_active(
        context.session, number, True, actor=context.officer, now=context.now
    )
    return await _card(context, one, texts.DONE_RESUMED)


async def _steps_shown(context: OfficeContext, _chat: int, number: int) -> Screen:
    return views.steps_menu(await changes.existing(context.session, number))


async def _chain_chosen(at: int, context: OfficeContext, _chat: int, number: int) -> Screen:
    return await _chained(context, number, CHAINS[at], [number], texts.DONE_STEPS)


async def _chain_for_all(context: OfficeContext, _chat: int, number: int) -> Screen:
    one = await changes.existing(context.session, number)
    everyone = [other.id or 0 for other in await departments.ordered(context.session)]
    return await _chained(context, number, in_order(one.steps), everyone, texts.DONE_STEPS_ALL)


async def _chained(
    context: OfficeContext,
    number: int,
    chain: tuple[Role, ...],
    numbers: list[int],
    done: str,
) -> Screen:
    await plan_steps.set_steps(
        context.session, numbers, chain, actor=context.officer, now=context.now
    )
    return views.steps_menu(await changes.existing(context.session, number), done)


async def _name_asked(context: OfficeContext, chat: int, number: int) -> None:
    one = await changes.existing(context.session, number)
    question = texts.RENAME_QUESTION.format(number=number, name=escape(one.name))
    await prompts.ask(context, chat, question, texts.NAME_HINT)


async def _addition_asked(context: OfficeContext, chat: int, _number: int) -> None:
    await prompts.ask(context, chat, texts.ADD_QUESTION, texts.NAME_HINT)


async def _table_asked(context: OfficeContext, chat: int, _number: int) -> None:
    await prompts.ask(context, chat, texts.TABLE_QUESTION, texts.TABLE_HINT)


async def _say(update: Update, context: OfficeContext, screen: Screen) -> None:
    chat = update.effective_chat
    if chat is not None:
        await context.say(chat.id, screen.text, screen.rows)


async def _merge_asked(context: OfficeContext, chat: int, number: int) -> None:
    await merging.ask(context, chat, number)


STEPS: dict[str, Step] = {
    "list": _turned,
    "card": _opened,
    "up": _moved_up,
    "down": _moved_down,
    "stop": _stopped,
    "use": _resumed,
    "steps": _steps_shown,
    **{f"chain{at}": partial(_chain_chosen, at) for at in range(len(CHAINS))},
    "chains": _chain_for_all,
    "name": _name_asked,
    "add": _addition_asked,
    "paste": _table_asked,
    "take": _taken,
    "merge": _merge_asked,
}
