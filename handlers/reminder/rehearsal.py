"""`/rehearse`: the full calendar of who will get what, before a round is switched on."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from html import escape, unescape
from itertools import groupby

from telegram import Update

from handlers.chat import texts as chat_texts
from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.paging import page_of
from handlers.chat.row_taps import tapped
from handlers.chat.taps import chat_of
from handlers.reminder import texts
from scheduler.reminders import rehearsal
from scheduler.reminders.rehearsal import Foreseen
from storage.long_reading import lent
from storage.models.round import CollectionRound
from storage.rounds import rounds
from storage.rules.clock import kst, kst_date
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.names import cut
from storage.rules.permission import Action
from storage.traffic.messages import Button, Screen, view

DAYS_A_PAGE = 20
PEOPLE_A_PAGE = 15
MOST_WORDS = 90
MOST_KEPT = 8  # rehearsals, in memory
TAGS = re.compile(r"<[^>]+>")


def handlers() -> list[Handler]:
    """The command and its buttons."""
    screens = Rehearsals()
    return [
        command("rehearse", screens.rehearse_command),
        tap(Action.RUN_ROUND, "rehearse", screens.rehearse_pressed),
    ]


class Rehearsals:
    """Plans a round when somebody asks; a page that is turned shows what was planned then.

    Kept in memory, the newest few: where nothing is kept, it is planned anew.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int, int, date], list[Foreseen]] = {}

    async def rehearse_command(self, update: Update, context: OfficeContext) -> None:
        """The days on which something will be sent, with how many people it reaches."""
        row = await rounds.present(context.session, context.today, context.now)
        told = await self._told(context, chat_of(update), row, anew=True)
        await context.say(chat_of(update), *_calendar(row, told, 0))

    async def rehearse_pressed(self, update: Update, context: OfficeContext) -> None:
        """`now:<round>` plans; `show:<round>:<page>` turns the calendar, and
        `day:<round>:<yyyymmdd>:<page>` shows one day of it."""
        one = tapped(update, context)
        await context.answer(update)
        row = await one.round()
        told = await self._told(context, one.chat_id, row, anew=one.act == "now")
        if one.act == "day":
            screen = _day(row, told, one.args[1], one.number(2))
        else:
            screen = _calendar(row, told, one.number(1) if one.act == "show" else 0)
        await context.redraw(one.chat_id, one.message_id, *screen)

    async def _told(
        self, context: OfficeContext, chat_id: int, row: CollectionRound, *, anew: bool
    ) -> list[Foreseen]:
        """Everything that the round will say, reckoned beside the loop."""
        name = (chat_id, row.id, row.version, context.today)
        told = None if anew else self._kept.get(name)
        if told is None:
            ahead = partial(
                rehearsal.foresee, request_on=row.request_on, due_on=row.due_on, now=context.now
            )
            told = await lent(context.session, ("rehearsal", row.id), ahead)
            self._kept.pop(name, None)
            self._kept[name] = told
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return told


def _calendar(row: CollectionRound, told: Sequence[Foreseen], page: int) -> Screen:
    number, half = row.id, row.half
    days = [(day, list(some)) for day, some in groupby(told, key=lambda one: kst_date(one.when))]
    shown = page_of(days, page, DAYS_A_PAGE)
    lines = [texts.REHEARSAL_HEAD.format(half=half.label, mark=shown.mark), ""]
    lines += [day_line(some) for _, some in shown.items]
    if not days:
        lines += nothing()
    keys = [
        Button(f"{day.month}. {day.day}.", view("rehearse", "day", number, f"{day:%Y%m%d}", 0))
        for day, _ in shown.items
    ]
    turns = shown.turning("rehearse", "show", number)
    back = [Button(chat_texts.BACK, view("round", "show", number))]
    return Screen("\n".join(lines), [*in_rows(keys, 5), *turns, back])


def _day(row: CollectionRound, told: Sequence[Foreseen], day: date, page: int) -> Screen:
    number = row.id
    some = [each for each in told if kst_date(each.when) == day]
    shown = page_of(some, page, PEOPLE_A_PAGE)
    lines = [texts.REHEARSAL_OF_DAY.format(day=show_day(day), mark=shown.mark), ""]
    lines += _people(shown.items)
    turns = shown.turning("rehearse", "day", number, f"{day:%Y%m%d}")
    back = [Button(chat_texts.BACK, view("rehearse", "show", number, 0))]
    return Screen("\n".join(lines), [*turns, back])


def head(half: HalfYear) -> list[str]:
    """What a rehearsal is, for a place without markup."""
    said = texts.REHEARSAL_HEAD.format(half=half.label, mark="")
    return TAGS.sub("", said).splitlines()


def day_line(some: Sequence[Foreseen]) -> str:
    """One day: from when, and how many people it reaches."""
    first = some[0].when
    day, clock = show_day(kst_date(first)), f"{kst(first):%H:%M}"
    return texts.REHEARSAL_DAY.format(day=day, at=clock, count=len(some))


def whole_lines(some: Sequence[Foreseen]) -> list[str]:
    """Who gets what on one day, nothing left out, for a place without markup."""
    return [
        texts.REHEARSAL_WHOLE.format(name=one.whom, what=" / ".join(_matters(one.what)))
        for one in some
    ]


def nothing() -> list[str]:
    """For a round that has nothing to say."""
    return [texts.REHEARSAL_EMPTY]


def _people(told: Sequence[Foreseen]) -> list[str]:
    return [
        texts.REHEARSAL_LINE.format(name=escape(one.whom), what=escape(_short(one.what)))
        for one in told
    ]


def _short(html: str) -> str:
    """A digest in one line."""
    return cut(" / ".join(_matters(html)), MOST_WORDS)


def _matters(html: str) -> list[str]:
    """The matters of a digest without its heading."""
    lines = unescape(TAGS.sub("", html)).splitlines()[1:]
    return [line.removeprefix("· ") for line in lines if line.strip()]
