"""`/round`: the days of a half-year's collection, its start and end, and the board."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

from telegram import Update

from handlers.chat import prompts
from handlers.chat.access import Handler, command, tap
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap, living_round, taken
from handlers.chat.taps import chat_of
from handlers.plan import queue
from handlers.round import board, closing, letters, rungs, texts, views
from handlers.round.cards import card, days
from storage.models.round import CollectionRound
from storage.plans import plans
from storage.rounds import rounds
from storage.rounds.rounds import dates_of
from storage.rules.date_grammar import read_day
from storage.rules.permission import Action
from storage.rules.terms import Role
from storage.traffic.messages import Screen

DAYS = tuple(texts.DATES)
Step = Callable[[Tap], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """The command and its buttons."""
    may = Action.RUN_ROUND
    return [
        command("round", round_command),
        tap(may, "round", round_pressed),
    ]


async def round_command(update: Update, context: OfficeContext) -> None:
    """The round that runs, else the next one; `/round 현황판` looks at its board."""
    row, words = await _present(context), " ".join(context.args or [])
    screen = await board.view_of(context, row) if words == texts.LOOK else await card(context, row)
    await context.say(chat_of(update), *screen)


async def _present(context: OfficeContext) -> CollectionRound:
    return await rounds.present(context.session, context.today, context.now)


async def round_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of the round and of its board."""
    await taken(STEPS, update, context)


async def shown(one: Tap) -> Screen:
    """`show:<round>`."""
    return await card(one.context, await one.round())


async def now_shown(one: Tap) -> Screen:
    """`now`: the round that runs, else the next one."""
    return await card(one.context, await _present(one.context))


async def days_shown(one: Tap) -> Screen:
    """`days:<round>`."""
    return await days(one.context, await one.round())


async def whole_shown(one: Tap) -> None:
    """`whole:<round>`: every department below, the board stays as it is."""
    await one.context.say(one.chat_id, await board.everyone(one.context, await one.round()))


async def day_menu(one: Tap) -> Screen:
    """`day:<round>:<which>`."""
    row, name = await one.round(), _name(one)
    return views.day_menu(row, one.number(1), name, one.context.today)


async def day_moved(one: Tap) -> Screen:
    """`move:<round>:<which>:<days>`."""
    row, name, step = await one.round(), _name(one), one.number(2)
    day = getattr(row, name) + timedelta(days=step)
    row = await _put(one.context, row, name, day)
    return views.day_menu(row, one.number(1), name, one.context.today)


async def day_asked(one: Tap) -> None:
    """`type:<round>:<which>`: the day comes as a reply."""
    row, name = await one.round(), _name(one)
    half = row.half.label
    told = {"half": half, "label": texts.DATES[name]}
    await prompts.ask(one.context, one.chat_id, DAY, row.id, name, **told)


async def day_answered(one: Answer) -> None:
    """Another day."""
    number, name = one.given
    row = await _put(one.context, await living_round(one.context, number), name, one.read)
    await one.context.say(one.chat_id, *await days(one.context, row, texts.DATE_CHANGED))


DAY = Prompt(
    "round_day", Action.RUN_ROUND, texts.DAY_QUESTION, texts.DAY_HINT, day_answered, read_day
)


async def _put(
    context: OfficeContext, row: CollectionRound, name: str, day: date
) -> CollectionRound:
    return await rounds.change_dates(
        context.act, row.id, replace(dates_of(row), **{name: day}), expected_version=row.version
    )


async def start_asked(one: Tap) -> Screen:
    """`open:<round>`: whether it is to begin before its day."""
    return views.start_question(await one.round())


async def started(one: Tap) -> Screen:
    """`start:<round>`: the request day is today, so the round opens; the tap is its board."""
    context = one.context
    row = await one.round()
    if row.request_on > context.today:
        row = await _put(context, row, "request_on", context.today)
    await rounds.ensure_rounds(context.session, context.today, context.now)
    row = await one.round()
    return await card(context, row, texts.OPENED)


async def board_wanted(one: Tap) -> Screen | None:
    """`board:<round>`: this message becomes the board; others only look."""
    context, row = one.context, await one.round()
    if context.officer.role != Role.OFFICE:
        return await board.view_of(context, row)
    await board.take_over(context, row, one.chat_id, one.message_id)
    return None


async def refreshed(one: Tap) -> Screen | None:
    """`draw:<round>`: the board as it is now."""
    context, row = one.context, await one.round()
    await one.answer(texts.REFRESHED)
    await board.draw(context, row)
    is_board = await board.is_board(context, row, one.message_id)
    return None if is_board else await board.view_of(context, row)


async def pictured(one: Tap) -> None:
    """`pic:<round>`: the board of this moment as a picture, below."""
    row = await one.round()
    given = {"round": row.id, "at": one.context.now.isoformat()}
    await one.context.picture(one.chat_id, "board", given)


async def list_wanted(one: Tap) -> None:
    """`waiting:<round>` and `all:<round>`: the list comes below, the board stays as it is."""
    await one.context.say(one.chat_id, *await _list(one))


async def list_turned(one: Tap) -> Screen:
    """`lw:<round>:<page>` and `la:<round>:<page>`: the list itself turns its pages."""
    return await _list(one)


async def _list(one: Tap) -> Screen:
    row = await one.round()
    if one.act in ("waiting", "lw"):
        return await queue.listed(one.context, row, one.number(1))
    everyone = await plans.states(one.context.session, row.half)
    return views.plan_list(row, everyone, one.number(1))


def _name(one: Tap) -> str:
    at = one.number(1)
    if at >= len(DAYS):
        raise BadCode
    return DAYS[at]


STEPS: dict[str, Step] = {
    "show": shown,
    "now": now_shown,
    "days": days_shown,
    "whole": whole_shown,
    "day": day_menu,
    "move": day_moved,
    "type": day_asked,
    "rungs": rungs.rungs_asked,
    "open": start_asked,
    "start": started,
    "close": closing.close_asked,
    "board": board_wanted,
    "draw": refreshed,
    "pic": pictured,
    "nudge": closing.nudge_asked,
    "letter": letters.shown,
    "paper": letters.paper_wanted,
    "number": letters.number_asked,
    "waiting": list_wanted,
    "all": list_wanted,
    "lw": list_turned,
    "la": list_turned,
}
