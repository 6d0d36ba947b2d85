"""마감 of a round and 미제출만 독려: both hit every department, so both are shown before a yes."""

from datetime import date
from html import escape

from handlers.chat import mass_acts, prompts
from handlers.chat import texts as chat_texts
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap, living_round
from handlers.round import letters_view, texts, views
from handlers.round.board_view import named
from handlers.round.cards import card
from scheduler.reminders import nudges
from storage.models.round import CollectionRound
from storage.office.refusals import one_line
from storage.rounds import closing, rounds
from storage.rounds import texts as storage_texts
from storage.rounds.closing import Closing
from storage.rules.errors import Refusal
from storage.rules.permission import Action
from storage.rules.terms import RoundState
from storage.traffic.messages import Button, Row, Screen, view

MOST_NAMED = 60


async def close_asked(one: Tap) -> Screen | None:
    """`close:<round>`: what would be closed; what is still open asks for a reason first."""
    context, row = one.context, await one.round()
    still = await _open(context, row)
    if still.finished:
        return await mass_acts.ask(context, CLOSE, {"round": row.id, "reason": ""})
    told = {"half": _half(row), "still": "\n".join(_still(still))}
    await prompts.ask(context, one.chat_id, REASON, row.id, **told)
    return None


def _reason(words: str, _today: date) -> str:
    return one_line(words)


async def reason_answered(one: Answer) -> None:
    """The reason for ending a round that is not finished: nothing is closed before a yes."""
    given = {"round": one.given[0], "reason": one.read}
    await one.context.say(one.chat_id, *await mass_acts.ask(one.context, CLOSE, given))


async def close_preview(context: OfficeContext, given: Given) -> Preview:
    """Who is closed out and who is done."""
    row = await living_round(context, given["round"])
    still = await _open(context, row)
    lines = [texts.CLOSE_HEAD.format(half=_half(row)), *_still(still)]
    if still.done:
        lines.append(texts.CLOSE_DONE.format(count=len(still.done)))
    if given["reason"]:
        lines.append(texts.CLOSED_BECAUSE.format(reason=escape(given["reason"])))
    return Preview("\n".join([*lines, texts.CLOSE_MEANS]), still.open, _back(row))


async def closed(context: OfficeContext, given: Given) -> Deed:
    """It is closed, and every board says so."""
    row = await rounds.close(context.act, given["round"], reason=given["reason"])
    return Deed(*await card(context, row, texts.CLOSED), {"version": row.version})


async def close_taken_back(context: OfficeContext, given: Given, before: Given) -> Screen:
    """It runs again, with its board and its reminders."""
    row = await rounds.take_back_close(context.act, given["round"], before["version"])
    return await card(context, row, texts.CLOSE_TAKEN_BACK)


async def nudge_asked(one: Tap) -> None:
    """`nudge:<round>`: the question comes below, the board stays as it is; where nobody can be
    written to, what can be done instead."""
    row = await one.round()
    told = await nudges.foreseen(one.context.act, row.id)
    if not told.departments:
        screen = Screen(
            "\n".join([texts.NUDGE_NOBODY, *letters_view.unreached(told)]),
            letters_view.ways(row, len(told.unreachable)),
        )
    else:
        screen = await mass_acts.ask(one.context, NUDGE, {"round": row.id})
    await one.context.say(one.chat_id, *screen)


async def nudge_preview(context: OfficeContext, given: Given) -> Preview:
    """Whom it would reach, whom not, and what can be done for those."""
    row = await living_round(context, given["round"])
    told = await nudges.foreseen(context.act, row.id)
    names = named(told.departments, MOST_NAMED)
    lines = [
        texts.NUDGE_HEAD,
        texts.NUDGE_TO.format(count=len(told.departments), departments=names),
    ]
    lines += ["", *letters_view.unreached(told)] if told.unreachable else []
    text = "\n".join([*lines, "", texts.NUDGE_SURE])
    return Preview(
        text, len(told.departments), beside=letters_view.ways(row, len(told.unreachable))
    )


async def nudged(context: OfficeContext, given: Given) -> Deed:
    """Those who have not handed in are asked, once a day at most."""
    row = await living_round(context, given["round"])
    done = await nudges.nudge_missing(context.act, row.id)
    return Deed(views.nudged(done), letters_view.ways(row, len(done.unreachable)))


async def _open(context: OfficeContext, row: CollectionRound) -> Closing:
    if row.state != RoundState.OPEN:
        raise Refusal(storage_texts.ROUND_NOT_OPEN)
    return await closing.closing(context.session, row)


def _still(still: Closing) -> list[str]:
    """What is open, with numbers and names."""
    groups = (
        (texts.CLOSE_MISSING, still.missing),
        (texts.CLOSE_CHECKING, still.checking),
        (texts.CLOSE_WAITING, still.waiting),
        (texts.CLOSE_RESULTS, still.results),
    )
    lines = [
        texts.CLOSE_GROUP.format(
            label=label, count=len(names), departments=named(names, MOST_NAMED)
        )
        for label, names in groups
        if names
    ]
    return lines + ([texts.CLOSE_OUTCOMES.format(count=still.outcomes)] if still.outcomes else [])


def _back(row: CollectionRound) -> list[Row]:
    return [[Button(chat_texts.BACK, view("round", "show", row.id))]]


def _half(row: CollectionRound) -> str:
    return row.half.label


REASON = Prompt(
    "round_close",
    Action.RUN_ROUND,
    texts.CLOSE_QUESTION,
    texts.CLOSE_HINT,
    reason_answered,
    _reason,
)
CLOSE = Mass("round_close", Action.RUN_ROUND, close_preview, closed, close_taken_back)
NUDGE = Mass("round_nudge", Action.RUN_ROUND, nudge_preview, nudged)
