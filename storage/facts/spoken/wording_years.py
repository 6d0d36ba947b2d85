"""Which day a date of a typed line means: of what year or month it is, and what is asked. Pure."""

import re
from datetime import date, timedelta

from storage.facts.spoken import wording_doubts as doubts
from storage.rules.date_grammar import read_period
from storage.rules.date_words import WEEKDAYS, may_mean
from storage.rules.errors import Unreadable
from storage.rules.period import Period, Precision, Span, last_day, shift_month

UNKNOWN = Period(())
Resolved = tuple[Period, str, tuple[Period, ...]]
"""When it was; where that is asked, the question, and what it may be."""


def unlike(text: str) -> Resolved | None:
    """What looks like a date and is none: asked where a sign of dates stands in it."""
    return (UNKNOWN, doubts.unlike_date(text), ()) if re.search("[월일/(년]", text) else None


def of_some_year(
    text: str, whole: str, weekday: str, today: date, *, ahead: bool
) -> Resolved | None:
    """A date that names no year: this year's, the last one's or the next one's."""
    by_year = {
        year: read(whole, date(year, 7, 2)) for year in range(today.year - 1, today.year + 2)
    }
    past = [one for one in by_year.values() if one and one.start and one.start <= today]
    future = [one for one in by_year.values() if one and one.start and one.start > today]
    if not past and not future:
        return unlike(text)
    before, after = (past[-1] if past else None), (future[0] if future else None)
    if ahead:
        soon = after or before
        running = before if before and before.end and before.end >= today else None
        chosen = running or soon
        return with_weekday(text, chosen, weekday) if chosen else None
    if before is None or (after is not None and _nearer(after, before, today)):
        return UNKNOWN, doubts.ahead_or_past(text), tuple(one for one in (before, after) if one)
    return with_weekday(text, before, weekday)


def _nearer(after: Period, before: Period, today: date) -> bool:
    assert after.start is not None
    assert before.end is not None
    return after.start.year == today.year and after.start - today < today - before.end


def with_weekday(text: str, period: Period, weekday: str) -> Resolved:
    """Asked where the weekday is that of another day."""
    day = period.start
    if not weekday or day is None or day != period.end or WEEKDAYS[day.weekday()] == weekday:
        return period, "", ()
    near = [day + timedelta(days=away) for away in (1, -1, 2, -2, 3, -3)]
    other = next(one for one in near if WEEKDAYS[one.weekday()] == weekday)
    return UNKNOWN, doubts.other_weekday(text), (period, _day(other))


def weekday_alone(way: str, named: str, today: date, *, ahead: bool) -> Resolved:
    """지난 수요일: the last one; asked where it may be that of this week or of the last."""
    back = (today.weekday() - WEEKDAYS.index(named)) % 7
    if way in ("오는", "다음") or (ahead and way != "지난"):
        on = today + timedelta(days=(7 - back) % 7 or 7)
        week_on = on + timedelta(days=7)
        if way == "다음" and on.isocalendar().week == today.isocalendar().week:
            return _day(week_on), "", ()
        return _day(on), "", ()
    if way in ("지난", "저번"):
        on = today - timedelta(days=back or 7)
        return _day(on), "", ()
    if way == "이번":
        monday = today - timedelta(days=today.weekday())
        return _day(monday + timedelta(days=WEEKDAYS.index(named))), "", ()
    return _day(today - timedelta(days=back)), "", ()


def vague(first: str, last: str, today: date) -> tuple[Period, ...]:
    """엊그제, 지난주: the days that they may mean."""
    tight = re.sub(r"\s", "", first)
    if last:
        return ()
    if tight in ("엊그제",):
        return tuple(_day(one) for one in may_mean(tight, today))
    weeks = {"지지난주": -2, "저저번주": -2, "지난주": -1, "저번주": -1, "이번주": 0, "금주": 0}
    ahead = {"다음주": 1, "담주": 1, "다다음주": 2}
    if ended := re.fullmatch("(지난주?|저번주?|이번주?|다음주?)?주말", tight):
        return _weekend(ended[1] or "", today)
    away = (weeks | ahead).get(tight)
    if away is None:
        return ()
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=away)
    return (Period((Span(monday, monday + timedelta(days=4), Precision.DAY),)),)


def _weekend(way: str, today: date) -> tuple[Period, ...]:
    """지난 주말: its Saturday, its Sunday, or both."""
    monday = today - timedelta(days=today.weekday())
    weeks = 1 if way.startswith("다음") else 0 if way.startswith("이번") else -1
    saturday = monday + timedelta(days=5, weeks=weeks)
    sunday = saturday + timedelta(days=1)
    both = Period((Span(saturday, sunday, Precision.DAY),))
    return _day(saturday), _day(sunday), both


def nth(way: str, day: int, today: date, *, ahead: bool) -> Period | None:
    """지난 17일, 17일: the last one that does not lie ahead; 오는 17일: the next."""
    months = [shift_month(today, away) for away in (0, -1, 1, -2, 2)]
    days = [date(year, month, day) for year, month in months if day <= last_day(year, month)]
    if way == "오는" or (ahead and way != "지난"):
        return _day(min(one for one in days if one > today or (ahead and one == today)))
    past = [one for one in days if one < today or (one == today and way != "지난")]
    return _day(max(past)) if past else None


def month_before(today: date, day: int) -> int:
    """The month of the last such day that does not lie ahead."""
    return today.month if day <= today.day else shift_month(today, -1)[1]


def _day(day: date) -> Period:
    return Period((Span(day, day, Precision.DAY),))


def read(said: str, today: date) -> Period | None:
    """Read with a day in the middle of a year as today's: its own days are nearest."""
    try:
        period = read_period(re.sub(r"\s+(?=[.\d월일년])", "", said), today)
    except Unreadable:
        return None
    return period if period.known else None
