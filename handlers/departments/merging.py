"""Two departments become one: asked by name, shown, and done after a yes."""

from html import escape

from telegram import Update
from telegram.ext import MessageHandler, filters

from handlers import prompts
from handlers.access import Handler, guarded, tap
from handlers.buttons import Button, view
from handlers.context import OfficeContext
from handlers.departments import texts, views
from handlers.round import board
from handlers.round.taps import Tap, taken
from storage.queries.office import department_changes, departments
from storage.queries.planning import department_merge
from storage.queries.texts import MERGE_SAME
from storage.rules.errors import Refusal, Unreadable
from storage.rules.permission import Action

VIEW = "deptmerge"
WORDS = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND


def handlers() -> list[Handler]:
    """The answer with the other department's name, and the yes."""
    may = Action.MANAGE_DEPARTMENTS
    asked = prompts.Answers(texts.MERGE_ASKED)
    return [
        tap(may, VIEW, tapped),
        MessageHandler(asked & WORDS, guarded(may, name_answered)),
    ]


async def ask(context: OfficeContext, chat: int, number: int) -> None:
    """Asks into which department this one goes."""
    one = await department_changes.existing(context.session, number)
    question = texts.MERGE_QUESTION.format(number=number, name=escape(one.name))
    await prompts.ask(context, chat, question, texts.NAME_HINT)


async def name_answered(update: Update, context: OfficeContext) -> None:
    """The name: shown with what will happen."""
    asked, words = prompts.answered(update, texts.MERGE_ASKED)
    old = await department_changes.existing(context.session, int(asked[1]))
    into = await departments.find_by_name(context.session, words)
    if into is None:
        raise Unreadable(words, texts.NAME_WANTED, texts.NAME_EXAMPLE)
    if into.id == old.id:
        raise Refusal(MERGE_SAME)
    text = texts.SURE_MERGE.format(old=escape(old.name), into=escape(into.name))
    yes = view(VIEW, "yes", old.id or 0, into.id or 0)
    rows = [
        [Button(texts.YES_MERGE, yes, style="danger")],
        [Button(texts.BACK_TO_CARD, view("depts", "card", old.id or 0))],
    ]
    if update.effective_chat is not None:
        await context.say(update.effective_chat.id, text, rows)


async def tapped(update: Update, context: OfficeContext) -> None:
    """The button under the question."""
    await taken({"yes": _merged}, update, context)


async def _merged(one: Tap) -> tuple[str, list[list[Button]]]:
    context = one.context
    done = await department_merge.merge(
        context.session, one.number(0), one.number(1), actor=context.officer, now=context.now
    )
    await board.redraw(context)
    notice = texts.DONE_MERGED.format(
        old=escape(done.old.name), officers=done.officers, records=done.records
    )
    everyone = await departments.ordered(context.session, everyone=True)
    screen = views.department_card(done.into, everyone, notice)
    return screen.text, [list(row) for row in screen.rows]
