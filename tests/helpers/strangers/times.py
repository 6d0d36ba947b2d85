"""Days of a half-year, and how people type them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

DAY, MONTHS, HALF, UNKNOWN = "day", "months", "half", "unknown"


@dataclass(frozen=True)
class Half:
    """A half-year by the calendar, not by the product."""

    year: int
    half: int

    @property
    def code(self) -> str:
        """2026-2."""
        return f"{self.year}-{self.half}"

    @property
    def words(self) -> str:
        """2026 하반기."""
        return f"{self.year} {'상반기' if self.half == 1 else '하반기'}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def moved(self, by: int) -> "Half":
        """So many halves later, or earlier."""
        at = self.year * 2 + self.half - 1 + by
        return Half(at // 2, at % 2 + 1)

    @classmethod
    def of(cls, day: date) -> "Half":
        """The half of a day."""
        return cls(day.year, 1 if day.month <= 6 else 2)


@dataclass(frozen=True)
class When:
    """A time as typed, and the days that it means; the half is asked where they name none."""

    typed: str
    first: date
    last: date
    sort: str = DAY

    @property
    def half(self) -> Half:
        """In which it ends."""
        return Half.of(self.last)

    @property
    def answers(self) -> dict[str, str]:
        """What is typed of it into a form."""
        asked = {"반기": self.half.words} if self.sort == UNKNOWN else {}
        return {"날짜": self.typed, **asked}


def day_in(dice: Random, half: Half, until: date | None = None) -> date:
    """A day of the half, up to `until`."""
    last = min(half.last, until) if until else half.last
    return half.first + timedelta(days=dice.randrange((last - half.first).days + 1))


def written(dice: Random, day: date) -> str:
    """A day in one of the ways in which it is typed."""
    year, month, number = day.year, day.month, day.day
    return dice.choice(
        (
            f"{year}.{month}.{number}.",
            f"{year}. {month}. {number}.",
            f"{year}-{month:02}-{number:02}",
            f"{year % 100:02}.{month}.{number}.",
            f"{year}년 {month}월 {number}일",
        )
    )


def some_day(dice: Random, half: Half, until: date | None = None) -> When:
    """One day."""
    day = day_in(dice, half, until)
    return When(written(dice, day), day, day)


def months(half: Half, first: int, last: int) -> When:
    """Whole months of the half, 0 being its first."""
    start, end = half.first.month + first, half.first.month + last
    typed = f"{half.year}.{start}." if first == last else f"{half.year}.{start}.~{end}."
    days = monthrange(half.year, end)[1]
    return When(typed, date(half.year, start, 1), date(half.year, end, days), MONTHS)


def some_months(dice: Random, half: Half, until: date) -> When:
    """One or more whole months that have begun by `until`."""
    most = 5 if half.last <= until else max(0, until.month - half.first.month)
    first = dice.randint(0, most)
    return months(half, first, dice.randint(first, most))


def the_half(half: Half) -> When:
    """The half itself, as all that is known of the time."""
    return When(half.words, half.first, half.last, HALF)


def unknown(half: Half) -> When:
    """No date at all; the half is asked."""
    return When("모름", half.first, half.last, UNKNOWN)


def some_time(dice: Random, half: Half, until: date) -> When:
    """A day mostly, else months, the half, or none."""
    roll = dice.random()
    if roll < 0.6:
        return some_day(dice, half, until)
    if roll < 0.8:
        return some_months(dice, half, until)
    return the_half(half) if roll < 0.9 else unknown(half)


def term(half: Half) -> tuple[Half, Half]:
    """The mayor's term of office around a half: four years from July of 2014, 2018, 2022 …"""
    began = half.year - (half.year - 2014) % 4
    if began == half.year and half.half == 1:
        began -= 4
    return Half(began, 2), Half(began + 4, 1)


def columns(half: Half) -> list[str]:
    """Of the money tables of that term: before it, its broken and whole years, after it."""
    begun, ended = (one.year % 100 for one in term(half))
    whole = [f"'{year:02}" for year in range(begun + 1, ended)]
    return ["기투자", f"'{begun:02}.7.", *whole, f"'{ended:02}.6.", "임기후"]
