"""The ladder of a round: how many working days before the due day departments are reminded."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import MessageHandler, filters

from handlers import prompts
from handlers.access import Handler, guarded
from handlers.context import OfficeContext
from handlers.errors import BadCode
from handlers.round import texts, views
from handlers.round.taps import Tap, chat_of
from storage.queries.collecting import rounds
from storage.queries.collecting.rounds import dates_of
from storage.queries.office import holidays
from storage.rules.errors import Unreadable
from storage.rules.permission import Action

WORDS = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND


def handlers() -> list[Handler]:
    """The answer with other days."""
    answered = guarded(Action.RUN_ROUND, rungs_answered)
    return [MessageHandler(prompts.Answers(texts.RUNGS_ASKED) & WORDS, answered)]


async def rungs_asked(one: Tap) -> None:
    """`rungs:<round>`: the days come as a reply."""
    row = await one.round()
    shown = texts.rungs(row.ladder)
    question = texts.RUNGS_QUESTION.format(number=row.id, rungs=shown)
    await prompts.ask(one.context, one.chat_id, question, texts.RUNGS_EXAMPLE)


async def rungs_answered(update: Update, context: OfficeContext) -> None:
    """The reply with other days."""
    asked, words = prompts.answered(update, texts.RUNGS_ASKED)
    row = await rounds.by_id(context.session, int(asked[1]))
    if row is None:
        raise BadCode
    row = await rounds.change_dates(
        context.session,
        row.id or 0,
        dates_of(row),
        expected_version=row.version,
        actor=context.officer,
        now=context.now,
        offsets=read_rungs(words),
    )
    calendar = await holidays.calendar(context.session)
    text, rows = views.round_card(row, calendar)
    await context.say(chat_of(update), f"{texts.RUNGS_CHANGED}\n\n{text}", rows)


def read_rungs(words: str) -> Sequence[int]:
    """Offsets from the due day, of days before it as they are typed; raises Unreadable."""
    parts = texts.SPACED.sub(texts.BEFORE, words).replace(",", " ").split()
    found = [texts.RUNG.fullmatch(part) for part in parts]
    if not found or None in found:
        raise Unreadable(words, texts.RUNGS_WANTED, texts.RUNGS_EXAMPLE)
    return [-int(one[1] or 0) for one in found if one]
