"""Working days of a Korean city office: the public holidays and what the office adds itself.

The public holidays are those that the office has accepted; for other years those of the package,
whose tables are read only when such a year is asked for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from importlib import import_module
from importlib.metadata import version

_WEEKEND = {5: "토요일", 6: "일요일"}
_CLOSED = "휴무일"
_DAY = timedelta(days=1)
Days = Mapping[date, str]

PACKAGE = version("holidays")
"""The release whose tables `public_days` reads: the days may differ in another one."""


def public_days(year: int) -> Days:
    """The public holidays of a year as the package knows them; ValueError if it does not."""
    days: Days = import_module("storage.rules.public_holidays").public_days(year)
    return days


class Calendar:
    """Weekends, public holidays (관공서의 공휴일에 관한 규정) and the office's own exceptions.

    `overrides` maps a day to whether it is worked: False for a temporary holiday or the day the
    office was founded, True for a holiday that was taken back. `accepted` holds the public
    holidays of whole years; the package speaks for all others. ValueError for years whose
    holidays nobody knows, rather than calling every weekday a working day.
    """

    def __init__(
        self,
        overrides: Mapping[date, bool] | None = None,
        accepted: Mapping[int, Days] | None = None,
    ) -> None:
        """Without anything, the package's calendar alone."""
        self._overrides = dict(overrides or {})
        self._public = dict(accepted or {})
        self._asked: dict[date, bool] = {}
        self._worked: dict[int, list[date]] = {}

    def is_workday(self, day: date) -> bool:
        """Whether the office is open."""
        known = self._asked.get(day)
        if known is None:
            known = self._asked[day] = self._look_up(day)
        return known

    def _look_up(self, day: date) -> bool:
        public = self._days(day.year)
        worked = self._overrides.get(day)
        if worked is not None:
            return worked
        return day.weekday() not in _WEEKEND and day not in public

    def next_workday(self, day: date) -> date:
        """This day when it is worked, otherwise the first one after it.

        So a deadline on a holiday moves to the working day that follows (민법 제161조).
        """
        while not self.is_workday(day):
            day += _DAY
        return day

    def previous_workday(self, day: date) -> date:
        """This day when it is worked, otherwise the last one before it."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The count-th working day after this one, before it if negative; 0 is the day itself."""
        if count == 0:
            return day
        year = day.year
        worked = self._of_year(year)
        at = (
            bisect_right(worked, day) + count - 1
            if count > 0
            else bisect_left(worked, day) + count
        )
        while at < 0:
            year -= 1
            at += len(self._of_year(year))
        while at >= len(self._of_year(year)):
            at -= len(self._of_year(year))
            year += 1
        return self._of_year(year)[at]

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after start up to and with end: the n of D-n. Negative when end is past."""
        if end < start:
            return -self.workdays_between(end - _DAY, start - _DAY)
        whole = sum(len(self._of_year(year)) for year in range(start.year, end.year))
        begun = bisect_right(self._of_year(start.year), start)
        return whole + bisect_right(self._of_year(end.year), end) - begun

    def _of_year(self, year: int) -> list[date]:
        """The working days of a year, in order; ValueError for a year that is not known."""
        known = self._worked.get(year)
        if known is None:
            first = date(year, 1, 1)
            days = (first + _DAY * number for number in range(366))
            known = [day for day in days if day.year == year and self.is_workday(day)]
            self._worked[year] = known
        return known

    def name(self, day: date) -> str | None:
        """Why the office is closed, in Korean; None on a working day."""
        if self.is_workday(day):
            return None
        public = self._days(day.year)
        if self._overrides.get(day) is False and day not in public:
            return _CLOSED
        return public.get(day) or _WEEKEND[day.weekday()]

    def public_after(self, day: date, count: int) -> list[tuple[date, str]]:
        """The next public holidays that fall on a weekday, from `day` on, with their names."""
        found: list[tuple[date, str]] = []
        while len(found) < count:
            name = self._days(day.year).get(day)
            if name and day.weekday() not in _WEEKEND:
                found.append((day, name))
            day += _DAY
        return found

    def _days(self, year: int) -> Days:
        known = self._public.get(year)
        if known is None:
            known = self._public[year] = public_days(year)
        return known
