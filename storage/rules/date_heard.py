"""Dates as typed with something beside them: a time of day, a wrong weekday, a day alone."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TypeVar

from storage.rules import wording_heard
from storage.rules.counts import plain_text
from storage.rules.date_words import (
    may_mean,
    spans_that_may_be_meant,
    without_clock,
    without_weekday,
)
from storage.rules.errors import Unreadable, tells_weekday
from storage.rules.heard import Heard

T = TypeVar("T")


def hear_date(
    text: str, today: date, read: Callable[[str, date], T], show: Callable[[T], str]
) -> Heard[T]:
    """What `read` makes of the text; without what it has no place for, which is told or asked.

    Raises the Unreadable of the whole text where nothing of that kind explains it.
    """
    try:
        return Heard(read(text, today))
    except Unreadable as whole:
        plain = plain_text(text)
        bare = without_clock(plain)
        if bare and bare != plain:
            return _without_time(text, bare, today, read, show, whole)
        meant = [day.isoformat() for day in may_mean(plain, today)]
        if ways := meant or _spans(plain, today, read):
            first, *others = (read(one, today) for one in ways)
            asked = wording_heard.which_day(text)
            return Heard(first, asked=asked, others=tuple(others))
        if (dateless := without_weekday(plain)) != plain and tells_weekday(whole.reason):
            try:
                value = read(dateless, today)
            except Unreadable:
                raise whole from None
            return Heard(value, asked=wording_heard.other_weekday(whole.reason, show(value)))
        raise


def _spans(text: str, today: date, read: Callable[[str, date], T]) -> list[str]:
    """Days of some month that the words may mean; none where one single day is read."""
    found = []
    for one in spans_that_may_be_meant(text, today):
        with suppress(Unreadable):
            read(one, today)
            found.append(one)
    return found


def _without_time(
    text: str,
    bare: str,
    today: date,
    read: Callable[[str, date], T],
    show: Callable[[T], str],
    whole: Unreadable,
) -> Heard[T]:
    try:
        heard = hear_date(bare, today, read, show)
    except Unreadable:
        raise whole from None
    told = wording_heard.TIME_LEFT_OUT
    if not heard.asked:
        told = wording_heard.without_time(text, show(heard.value))
    return Heard(heard.value, told, heard.asked, heard.others)
