"""When to remind: the rungs before, on and after a due day, and the hours in which to send.

A rung is a number of days from the due day: -3 three days before it, 0 on it, 2 two days after.
Days are counted in working days, or in calendar days that move to the working day before. What
is left lying after its last late notice is told once a week. The newest rung that has come is all
that matters: whoever was not there for the older ones is told once, and told that it is late.
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

LATE_NOTICES = 3
"""So many notices after the due day, at most; then one a week."""

WEEKLY = 1000
"""The rung of the k-th week behind that of the due day is WEEKLY + k, above all others."""


@dataclass(frozen=True)
class Rung:
    """A rung that has come: its number, the day it came, and whether earlier days missed one."""

    number: int
    day: date
    late: bool


@dataclass(frozen=True)
class Ladder:
    """Offsets in days from the due day; `weekly` goes on behind the last of them.

    Behind the due day there are LATE_NOTICES offsets at most. The weekly rungs come with the
    first working day of each week, from the one that begins seven days after the last notice: so
    all that was left lying comes together, once a week. ValueError for offsets out of order,
    twice or out of reach, and for more late notices than that.
    """

    offsets: tuple[int, ...]
    weekly: bool = False
    working: bool = True

    def __post_init__(self) -> None:
        """Refuse what could not be climbed."""
        if not self.offsets or list(self.offsets) != sorted(set(self.offsets)):
            raise ValueError(f"offsets must rise and be there once: {self.offsets}")
        if max(map(abs, self.offsets)) > FARTHEST:
            raise ValueError(f"offsets reach {FARTHEST} days at most: {self.offsets}")
        if sum(one > 0 for one in self.offsets) > LATE_NOTICES:
            raise ValueError(f"late offsets are {LATE_NOTICES} at most: {self.offsets}")

    def day_of(self, rung: int, due: date, calendar: Calendar) -> date:
        """The working day on which a rung comes; `due` is the day as ruled, worked or not."""
        if rung > WEEKLY:
            weeks = timedelta(weeks=rung - WEEKLY)
            return calendar.next_workday(_monday(calendar.next_workday(due)) + weeks)
        if self.working:
            return calendar.add_workdays(calendar.next_workday(due), rung)
        day = due + timedelta(days=rung)
        return calendar.previous_workday(day) if rung <= 0 else calendar.next_workday(day)

    def goes_weekly(self, rung: int) -> bool:
        """Whether this is the last late notice before the weekly ones."""
        return self.weekly and 0 < rung == self.offsets[-1]

    def ends(self, rung: int) -> bool:
        """Whether this is the last notice of all."""
        return not self.weekly and 0 < rung == self.offsets[-1]

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
        if not self.weekly or today <= due:
            return self.offsets
        monday = _monday(calendar.next_workday(due))
        last = self.day_of(max(self.offsets[-1], 0), due, calendar)
        first = ((last - monday).days + 7 + 6) // 7  # the first Monday seven days behind it
        passed = (_monday(today) - monday).days // 7
        return (*self.offsets, *range(WEEKLY + first, WEEKLY + passed + 1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


DEFAULT_OFFSETS = (-14, -7, -3, -1, 0)
AFTER_DUE = (1, 2, 3)
"""The late notices of a ladder that names only days before the due day."""


def plan_ladder(offsets: Sequence[int]) -> Ladder:
    """The ladder of a round with the office's own offsets. ValueError as for Ladder."""
    late = () if any(one > 0 for one in offsets) else AFTER_DUE
    return Ladder((*offsets, *late), weekly=True)


def sends_at(now: datetime, calendar: Calendar, start: time = SEND_FROM) -> bool:
    """Whether a reminder may go out now: a working day, from `start` to 18, not over lunch."""
    here = kst(now)
    quiet = LUNCH_FROM <= here.time() < LUNCH_TO
    inside = start <= here.time() < SEND_TO
    return inside and not quiet and calendar.is_workday(here.date())


def tomorrow_at(clock: time, today: date, calendar: Calendar) -> datetime:
    """The moment that ‘내일 09시’ means: that hour on the next working day, as UTC."""
    day = calendar.add_workdays(today, 1)
    return datetime.combine(day, clock, KST).astimezone(UTC)
