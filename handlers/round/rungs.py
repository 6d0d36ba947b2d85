"""The ladder of a round: how many working days before the due day departments are reminded."""

from collections.abc import Sequence
from datetime import date

from handlers.chat import prompts
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap, living_round
from handlers.round import texts
from handlers.round.cards import days
from storage.rounds import rounds
from storage.rounds.rounds import dates_of
from storage.rules.errors import Unreadable
from storage.rules.permission import Action


async def rungs_asked(one: Tap) -> None:
    """`rungs:<round>`: the days come as a reply."""
    row = await one.round()
    told = {"half": row.half.label, "rungs": texts.rungs(row.ladder)}
    await prompts.ask(one.context, one.chat_id, RUNGS, row.id, **told)


async def rungs_answered(one: Answer) -> None:
    """Other days."""
    context = one.context
    row = await living_round(context, one.given[0])
    row = await rounds.change_dates(
        context.act, row.id, dates_of(row), expected_version=row.version, offsets=one.read
    )
    await context.say(one.chat_id, *await days(context, row, texts.RUNGS_CHANGED))


def read_rungs(words: str, _today: date) -> Sequence[int]:
    """Offsets from the due day, of days before it as they are typed; raises Unreadable."""
    parts = texts.SPACED.sub(texts.BEFORE, words).replace(",", " ").split()
    found = [texts.RUNG.fullmatch(part) for part in parts]
    if not found or None in found:
        raise Unreadable(words, texts.RUNGS_WANTED, texts.RUNGS_EXAMPLE)
    return [-int(one[1] or 0) for one in found if one]


RUNGS = Prompt(
    "round_rungs",
    Action.RUN_ROUND,
    texts.RUNGS_QUESTION,
    texts.RUNGS_EXAMPLE,
    rungs_answered,
    read_rungs,
)
