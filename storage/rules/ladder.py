"""When to remind: the rungs before, on and after a due day, and the hours in which to send.

A rung is a number of days from the due day: -3 three days before it, 0 on it, 2 two days after.
Days are counted in working days, or in calendar days that move to the working day before. The
newest rung that has come is all that matters: whoever was not there for the older ones is told
once, and told that it is late.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from storage.rules.clock import KST, kst
from storage.rules.workday import Calendar

SEND_FROM = time(9, 30)
ASKED_FROM = time(9)  # for somebody who asked for nine o'clock
LUNCH_FROM, LUNCH_TO = time(12), time(13)
SEND_TO = time(18)
FARTHEST = 60
"""The largest offset that a ladder may hold, in days."""

FIRST_NOTICE = -FARTHEST - 1
"""The rung of the request itself: it comes on the day the matter is opened."""


@dataclass(frozen=True)
class Rung:
    """A rung that has come: its number, the day it came, and whether earlier days missed one."""

    number: int
    day: date
    late: bool


@dataclass(frozen=True)
class Ladder:
    """Offsets in days from the due day; `daily` goes on each working day after it.

    `notice` adds a rung on the day the matter opens. ValueError for offsets out of order, twice
    or out of reach.
    """

    offsets: tuple[int, ...]
    daily: bool = False
    working: bool = True
    notice: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not be climbed."""
        if not self.offsets or list(self.offsets) != sorted(set(self.offsets)):
            raise ValueError(f"offsets must rise and be there once: {self.offsets}")
        if max(map(abs, self.offsets)) > FARTHEST:
            raise ValueError(f"offsets reach {FARTHEST} days at most: {self.offsets}")

    def day_of(self, rung: int, due: date, calendar: Calendar) -> date:
        """The working day on which a rung comes; `due` is the day as ruled, worked or not."""
        if self.working:
            return calendar.add_workdays(calendar.next_workday(due), rung)
        day = due + timedelta(days=rung)
        return calendar.previous_workday(day) if rung <= 0 else calendar.next_workday(day)

    def newest(
        self, opened: date, due: date, today: date, calendar: Calendar, after: int | None = None
    ) -> Rung | None:
        """The newest rung that has come by `today` and lies behind rung `after`; None if none.

        Rungs whose day passed before the matter opened never count. Late means that a day before
        today would have brought a rung, and nobody was told on it.
        """
        numbers = self._numbers(due, today, calendar)
        if after is not None:
            numbers = [number for number in numbers if number > after]
        newest = self._first(reversed(numbers), due, calendar, lambda day: day <= today)
        first = self._first(numbers, due, calendar, lambda day: opened <= day)
        unasked = self.notice and (after is None or after < FIRST_NOTICE)
        if unasked and (asked := calendar.next_workday(opened)) <= today:
            first = (FIRST_NOTICE, asked)
            newest = newest if newest and newest[1] >= opened else first
        if newest is None or first is None or first[0] > newest[0]:
            return None
        return Rung(*newest, late=first[1] < today)

    def _first(
        self,
        numbers: Iterable[int],
        due: date,
        calendar: Calendar,
        fits: Callable[[date], bool],
    ) -> tuple[int, date] | None:
        """The first of these rungs whose day fits, with that day: days rise with the rungs."""
        days = ((number, self.day_of(number, due, calendar)) for number in numbers)
        return next((one for one in days if fits(one[1])), None)

    def _numbers(self, due: date, today: date, calendar: Calendar) -> Sequence[int]:
        if not self.daily:
            return self.offsets
        passed = calendar.workdays_between(calendar.next_workday(due), today)
        last = self.offsets[-1]
        return (*self.offsets, *range(max(last, 0) + 1, passed + 1))


DEFAULT_OFFSETS = (-14, -7, -3, -1, 0)


def plan_ladder(offsets: Sequence[int]) -> Ladder:
    """The ladder of a round with the office's own offsets. ValueError as for Ladder."""
    return Ladder(tuple(offsets), daily=True, notice=True)


def sends_at(now: datetime, calendar: Calendar, start: time = SEND_FROM) -> bool:
    """Whether a reminder may go out now: a working day, from `start` to 18, not over lunch."""
    here = kst(now)
    quiet = LUNCH_FROM <= here.time() < LUNCH_TO
    inside = start <= here.time() < SEND_TO
    return inside and not quiet and calendar.is_workday(here.date())


def tomorrow_at_nine(today: date, calendar: Calendar) -> datetime:
    """The moment that ‘내일 09시’ means: nine o'clock on the next working day, as UTC."""
    day = calendar.add_workdays(today, 1)
    return datetime.combine(day, ASKED_FROM, KST).astimezone(UTC)
