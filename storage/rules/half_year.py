"""The half-year the whole office counts in: 상반기 1.1.-6.30. and 하반기 7.1.-12.31."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Self

from storage.rules import errors

FIRST_YEAR = 1990
LAST_YEAR = 2099
"""Years an officer can mean; anything else is a slip of the finger."""

_WORDS = {"상반기": 1, "상": 1, "전반기": 1, "하반기": 2, "하": 2, "후반기": 2}
_SPOKEN = re.compile(
    r"['’‘]?(?P<year>\d{4}|\d{2})(?:년도|년|[.\-/])?"
    r"(?P<half>상반기|하반기|전반기|후반기|상|하|[12](?:반기)?|h[12])\.?",
    re.ASCII,
)


@dataclass(frozen=True, order=True, slots=True)
class HalfYear:
    """One half of one year. Sorts by time."""

    year: int
    half: int

    def __post_init__(self) -> None:
        """Refuse what no calendar has."""
        if self.half not in (1, 2):
            raise ValueError(f"a year has halves 1 and 2, not {self.half}")
        if not 1 <= self.year <= 9999:
            raise ValueError(f"no calendar has the year {self.year}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The half-year this day lies in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2021-2", "2021 하반기", "21년 하반기". Unreadable when it is anything else."""
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
        found = _SPOKEN.fullmatch(plain)
        if found is None:
            raise errors.unreadable_half_year(text)
        year = _full_year(found["year"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise errors.unreadable_half_year(text)
        word = found["half"]
        half = _WORDS.get(word) or int(word.removeprefix("h")[0])
        return cls(year, half)

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def label(self) -> str:
        """As in a sentence: 2021년 하반기."""
        return f"{self.year}년 {self.word}"

    @property
    def short(self) -> str:
        """As on a button: 2021 하반기."""
        return f"{self.year} {self.word}"

    @property
    def word(self) -> str:
        """상반기 or 하반기."""
        return "상반기" if self.half == 1 else "하반기"

    @property
    def code(self) -> str:
        """As in a command, a file name or a key: 2021-2."""
        return f"{self.year}-{self.half}"

    def next(self) -> Self:
        """The half-year after this one."""
        return type(self)(self.year + (self.half == 2), 3 - self.half)

    def previous(self) -> Self:
        """The half-year before this one."""
        return type(self)(self.year - (self.half == 1), 3 - self.half)

    def __contains__(self, day: object) -> bool:
        """Whether this day lies in it."""
        return isinstance(day, date) and type(self).of(day) == self

    def __str__(self) -> str:
        """The label, so that a half-year in a sentence reads well."""
        return self.label


YEARS_BACK, YEARS_AHEAD = 20, 1
"""What an office has to do with: reports that it still reads, and the plans of next year."""
PLANS_BACK, PLANS_AHEAD = 4, 2
"""Halves before and after now for which a plan can be begun."""


def far_from(half: HalfYear, today: date) -> bool:
    """Whether no office has anything to do with this half-year now."""
    return not today.year - YEARS_BACK <= half.year <= today.year + YEARS_AHEAD


def far_to_plan(half: HalfYear, today: date) -> bool:
    """Whether nobody begins a plan for this half-year now."""
    now = HalfYear.of(today)
    halves = (half.year - now.year) * 2 + half.half - now.half
    return not -PLANS_BACK <= halves <= PLANS_AHEAD


def _full_year(digits: str) -> int:
    """Two digits mean this century, as in the report."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
