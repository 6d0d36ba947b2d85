"""`v1:hours:…`: the hour and the weekdays on which somebody gets the notices of a day."""

from datetime import time

from telegram import Update

from handlers.chat.access import Handler, tap
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.taps import Tap, taken
from handlers.reminder import texts
from scheduler.reminders.texts import hour
from storage.office import own_hours
from storage.rules.hours import CHOICES, WEEKDAYS, Hours
from storage.rules.ladder import SEND_FROM
from storage.rules.permission import Action
from storage.traffic.messages import Button, Row, Screen, view


def handlers() -> list[Handler]:
    """The buttons of the one screen."""
    return [tap(Action.TAKE_PART, "hours", hours_pressed)]


async def hours_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of it."""
    await taken(STEPS, update, context)


async def _shown(one: Tap) -> None:
    """`show`: below, the list it was tapped in stays as it is."""
    await one.context.say(one.chat_id, *screen(own_hours.of(one.context.officer)))


async def _at(one: Tap) -> Screen:
    """`at:<which>`: another hour; the office's own is none of one's own."""
    chosen = CHOICES[one.number(0)]
    now = own_hours.of(one.context.officer)
    at: time | None = None if chosen == SEND_FROM else chosen
    return await _chosen(one, now._replace(at=at))


async def _day(one: Tap) -> Screen:
    """`day:<weekday>`: in or out; without the last of them it is every day again."""
    now, day = own_hours.of(one.context.officer), one.number(0)
    if day not in WEEKDAYS:
        raise BadCode
    days = set(now.days or WEEKDAYS) ^ {day}
    return await _chosen(one, now._replace(days=tuple(sorted(days))))


async def _usual(one: Tap) -> Screen:
    """`usual`: as the office has it."""
    return await _chosen(one, Hours())


async def _chosen(one: Tap, chosen: Hours) -> Screen:
    return screen(await own_hours.choose(one.context.act, chosen))


def screen(now: Hours) -> Screen:
    """What is chosen, each hour and weekday to be tapped."""
    days = texts.EVERY_DAY
    if now.days:
        days = "·".join(texts.WEEKDAYS[day - 1] for day in now.days)
    lines = [texts.HOURS_HEAD.format(hour=hour(now.start), days=days), "", texts.HOURS_MEAN]
    if now.days:
        lines.append(texts.DAYS_MEAN)
    keys = [
        Button(_marked(hour(one), one == now.start), view("hours", "at", at))
        for at, one in enumerate(CHOICES)
    ]
    week: Row = [
        Button(_marked(texts.WEEKDAYS[day - 1], now.wants_day(day)), view("hours", "day", day))
        for day in WEEKDAYS
    ]
    rows = [*in_rows(keys, 3), week]
    if now != Hours():
        rows.append([Button(texts.HOURS_USUAL, view("hours", "usual"))])
    return Screen("\n".join(lines), rows)


def _marked(label: str, chosen: bool) -> str:
    return texts.CHOSEN.format(one=label) if chosen else label


STEPS = {"show": _shown, "at": _at, "day": _day, "usual": _usual}
