"""When something happened, as exactly as is known and no more exactly."""

import calendar
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from storage.rules.half_year import HalfYear

MONTHS_OF_A_YEAR = 12


class Precision(StrEnum):
    """The smallest unit that is known."""

    DAY = "day"
    MONTH = "month"
    HALF = "half"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateStyle(StrEnum):
    """How a date is printed; it belongs to the line of the report, not to the date."""

    REPORT = "report"
    """2021.8.4. and 2021.8."""
    SPACED = "spaced"
    """2021. 8. 4. and 2018. 11."""
    SHORT = "short"
    """21.8.4."""


SHORT_UNTIL = 70
"""Two digits below this mean a year of this century; others are never printed short."""

FINEST_FIRST = tuple(Precision)


@dataclass(frozen=True, slots=True)
class Span:
    """An unbroken stretch of whole days, months, halves or years, both ends included.

    ValueError when it runs backwards or its ends are not the ends of such units: a month is
    kept as its first and last day, so that no day is ever invented.
    """

    start: date
    end: date
    precision: Precision

    def __post_init__(self) -> None:
        """Hold the promise of the class."""
        if self.end < self.start:
            raise ValueError(f"a span cannot end ({self.end}) before it starts ({self.start})")
        whole = (unit_start(self.start, self.precision), unit_end(self.end, self.precision))
        if (self.start, self.end) != whole:
            raise ValueError(f"{self.start} to {self.end} is not made of whole {self.precision}s")


@dataclass(frozen=True, slots=True)
class Period:
    """One or more spans in the order they were written; none at all means not known."""

    spans: tuple[Span, ...]
    style: DateStyle = DateStyle.REPORT

    @property
    def known(self) -> bool:
        """Whether anything is known about the time."""
        return bool(self.spans)

    @property
    def start(self) -> date | None:
        """The earliest day, or None when not known."""
        return min((span.start for span in self.spans), default=None)

    @property
    def end(self) -> date | None:
        """The latest day, or None when not known."""
        return max((span.end for span in self.spans), default=None)

    @property
    def precision(self) -> Precision:
        """That of the least exact span."""
        kinds = {span.precision for span in self.spans}
        return max(kinds, key=FINEST_FIRST.index, default=Precision.UNKNOWN)

    @property
    def half(self) -> HalfYear | None:
        """The half-year in which it ends: where the report counts it."""
        return HalfYear.of(self.end) if self.end else None


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, month)[1]


def shift_month(day: date, months: int) -> tuple[int, int]:
    """The year and month that many months later, or earlier when negative."""
    index = 12 * day.year + day.month - 1 + months
    return index // 12, index % 12 + 1


def add_months(day: date, months: int) -> date:
    """The same day of a later month; its last day where there is no such day.

    As the Civil Act, article 160, counts: 29 February and a year is 28 February.
    """
    year, month = shift_month(day, months)
    return date(year, month, min(day.day, last_day(year, month)))


def unit_start(day: date, precision: Precision) -> date:
    """The first day of the unit this day lies in. ValueError for the unit UNKNOWN."""
    match precision:
        case Precision.DAY:
            return day
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.HALF:
            return HalfYear.of(day).start
        case Precision.YEAR:
            return date(day.year, 1, 1)
    raise ValueError("what is not known has no span")


def unit_end(day: date, precision: Precision) -> date:
    """The last day of the unit this day lies in. ValueError for the unit UNKNOWN."""
    match precision:
        case Precision.DAY:
            return day
        case Precision.MONTH:
            return day.replace(day=last_day(day.year, day.month))
        case Precision.HALF:
            return HalfYear.of(day).end
        case Precision.YEAR:
            return date(day.year, 12, 31)
    raise ValueError("what is not known has no span")


def a_year_before(period: Period) -> Period:
    """The same days, months or halves of the year before."""
    spans = (
        replace(
            span,
            start=add_months(span.start, -MONTHS_OF_A_YEAR),
            end=unit_end(add_months(span.end, -MONTHS_OF_A_YEAR), span.precision),
        )
        for span in period.spans
    )
    return replace(period, spans=tuple(spans))
