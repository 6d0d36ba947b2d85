"""One end of a period as typed: some of its numbers may be missing until the rest is read."""

from dataclasses import dataclass, replace
from datetime import date

from storage.rules import errors
from storage.rules.half_year import FIRST_YEAR, LAST_YEAR
from storage.rules.period import Precision, Span, last_day, unit_end, unit_start


class Unclear(Exception):
    """Why the text is no date, as a Korean sentence for the officer; empty when there is none."""


@dataclass(frozen=True)
class Edge:
    """The numbers of a date that were typed. `bare` is one whose unit was left out."""

    year: int | None = None
    half: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    bare: int | None = None
    last: bool = False
    """The last day of the month was meant."""
    short: bool = False
    """The year was typed with two digits."""
    weekday: int | None = None

    @property
    def precision(self) -> Precision:
        """The smallest unit typed. Unclear when there is none."""
        if self.day is not None or self.last:
            return Precision.DAY
        if self.month is not None or self.quarter is not None:
            return Precision.MONTH
        if self.half is not None:
            return Precision.HALF
        if self.bare is None and self.year is not None:
            return Precision.YEAR
        raise Unclear(errors.UNIT_UNCLEAR)

    @property
    def only_day(self) -> bool:
        """A day of a month that was not named."""
        return (self.day is not None or self.last) and self.month is None

    def with_unit(self, other: "Edge") -> "Edge":
        """Give the bare number the smallest unit of the other edge."""
        if self.bare is None or other.bare is not None:
            return self
        known = replace(self, bare=None)
        match other.precision:
            case Precision.DAY:
                return replace(known, day=self.bare)
            case Precision.MONTH if other.quarter is None:
                return replace(known, month=self.bare)
            case Precision.YEAR if self.bare > 12:
                return replace(known, year=2000 + self.bare)
        return self

    def after(self, left: "Edge") -> "Edge":
        """Take what was left out from the edge written before: 2021.7.3.~5."""
        edge = self.with_unit(left)
        if edge.only_day and edge.year is None:
            edge = replace(edge, month=left.month)
        return edge if edge.year is not None else replace(edge, year=left.year)

    def span(self) -> Span:
        """The whole day, month, quarter, half or year meant. Unclear when there is none."""
        precision = self.precision
        if self.only_day:
            raise Unclear(errors.MONTH_MISSING)
        if self.year is None:
            raise Unclear(errors.UNIT_UNCLEAR)
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise Unclear(errors.year_out_of_range(self.year, FIRST_YEAR, LAST_YEAR))
        first, final = self._months()
        if not 1 <= first <= 12:
            raise Unclear(errors.no_such_month(first))
        longest = last_day(self.year, first)
        number = longest if self.last else 1 if self.day is None else self.day
        if not 1 <= number <= longest:
            raise Unclear(errors.no_such_day(self.year, first, longest))
        start = date(self.year, first, number)
        self._check_weekday(start)
        end = start if final == first else date(self.year, final, 1)
        return Span(unit_start(start, precision), unit_end(end, precision), precision)

    def _months(self) -> tuple[int, int]:
        """The first and the last month meant."""
        if self.quarter is not None:
            return 3 * self.quarter - 2, 3 * self.quarter
        if self.half is not None:
            return 6 * self.half - 5, 6 * self.half
        return (self.month, self.month) if self.month is not None else (1, 12)

    def _check_weekday(self, day: date) -> None:
        """A weekday that does not fit shows that one of the two was mistyped."""
        if self.weekday is not None and day.weekday() != self.weekday:
            raise Unclear(errors.weekday_differs(day))

    def in_nearest_year(self, today: date) -> "Edge":
        """Choose the year that brings the date closest to today; of two equal ones, the past."""
        if self.precision is Precision.DAY and self.month is None:
            raise Unclear(errors.MONTH_MISSING)
        first, final = self._months()
        if not 1 <= first <= 12:
            raise Unclear(errors.no_such_month(first))

        def distance(year: int) -> int:
            """Days from today to the nearest day of the unit in that year."""
            start = date(year, first, min(self.day or 1, 28))
            end = start if self.day else date(year, final, last_day(year, final))
            return max(0, (start - today).days, (today - end).days)

        years = (today.year - 1, today.year, today.year + 1)
        return replace(self, year=min(years, key=distance))
