"""Dates and periods, printed as the report prints them; `date_grammar` reads them as typed."""

from datetime import date, datetime

from storage.rules.clock import kst
from storage.rules.date_words import WEEKDAYS
from storage.rules.half_year import HalfYear
from storage.rules.period import SHORT_UNTIL, DateStyle, Period, Precision, Span


def write_period(period: Period, style: DateStyle | None = None) -> str:
    """Print as in the report: 2020.10.~11., 2021.2./2021.5., 21.8.4. Nothing when not known."""
    chosen = style or period.style
    return "/".join(_write_span(span, chosen) for span in period.spans)


def far_year(
    first: date | None, last: date | None, today: date, *, back: int, ahead: int
) -> int | None:
    """A year more than so many years from today's, likely a slip; None when both are near."""
    for day in (first, last):
        if day is not None and not -back <= day.year - today.year <= ahead:
            return day.year
    return None


def show_day(day: date) -> str:
    """A day with its weekday, for reading over before a tap: 2021. 8. 4.(수)."""
    return f"{day.year}. {day.month}. {day.day}.({WEEKDAYS[day.weekday()]})"


def show_moment(at: datetime) -> str:
    """As `show_day`, with the time on the office's clock: 2021. 8. 4.(수) 09:30."""
    local = kst(at)
    return f"{show_day(local.date())} {local:%H:%M}"


def show_time(at: datetime) -> str:
    """A moment on the office's clock."""
    local = kst(at)
    return f"{local.year}. {local.month}. {local.day}. {local:%H:%M}"


def _write_span(span: Span, style: DateStyle) -> str:
    """One span; the end leaves out what it shares with the start."""
    first = _write_unit(span.start, span.precision, style)
    last = _write_unit(span.end, span.precision, style)
    if first == last:
        return first
    gap = " " if style is DateStyle.SPACED else ""
    if span.start.year == span.end.year and span.precision is Precision.MONTH:
        last = f"{span.end.month}."
    elif span.start.year == span.end.year and span.precision is Precision.DAY:
        same_month = span.start.month == span.end.month
        last = f"{span.end.day}." if same_month else f"{span.end.month}.{gap}{span.end.day}."
    return f"{first}~{last}"


def _write_unit(day: date, precision: Precision, style: DateStyle) -> str:
    """The day, month, half or year this day lies in."""
    short = style is DateStyle.SHORT and 2000 <= day.year < 2000 + SHORT_UNTIL
    year = f"{day.year % 100:02d}" if short else str(day.year)
    gap = " " if style is DateStyle.SPACED else ""
    if precision is Precision.DAY:
        return f"{year}.{gap}{day.month}.{gap}{day.day}."
    if precision is Precision.HALF:
        return f"{year}년 {HalfYear.of(day).word}"
    # '12.5. needs its mark: 12.5. would be read as the fifth of December.
    mark = "'" if short and (precision is Precision.YEAR or day.year % 100 <= 12) else ""
    return f"{mark}{year}." + (f"{gap}{day.month}." if precision is Precision.MONTH else "")
