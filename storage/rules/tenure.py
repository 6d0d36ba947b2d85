"""The mayor's term of office (임기, 민선 N기): four years from 1 July, and columns of money."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Self

from storage.rules.half_year import HalfYear

YEARS = 4
_KNOWN = 2018
"""A year in which a term began; all others follow from it."""
_FIRST = 1994
"""Four years before the second elected mayor: 민선 1기 began a year late and is counted so."""

BEFORE, AFTER = "기투자", "임기후"
"""Money spent before the term, and money that falls due behind it."""
_COLUMN = re.compile(
    r"(?:'(?:20)?|20)(?P<year>\d\d)(?:년|\.)?(?:(?P<month>\d{1,2})(?:\.|월))?", re.ASCII
)
_MARKS = str.maketrans("‘’`´′＇", "''''''")


@dataclass(frozen=True, order=True)
class Tenure:
    """One term of office, named by its first half-year. Sorts by time."""

    first: HalfYear

    @classmethod
    def of(cls, half: HalfYear) -> Self:
        """The term in which a half-year lies."""
        served = (half.year - _KNOWN) % YEARS
        before = YEARS if served == 0 and half.half == 1 else 0
        return cls(HalfYear(half.year - served - before, 2))

    @property
    def last(self) -> HalfYear:
        """Its last half-year."""
        return HalfYear(self.first.year + YEARS, 1)

    @property
    def start(self) -> date:
        """Its first day."""
        return self.first.start

    @property
    def end(self) -> date:
        """Its last day."""
        return self.last.end

    @property
    def number(self) -> int:
        """Which of the elected governments it is: 7 for that of 2018."""
        return (self.first.year - _FIRST) // YEARS + 1

    @property
    def label(self) -> str:
        """As on a screen: 민선 7기(2018. 7. ~ 2022. 6.)."""
        return f"민선 {self.number}기({self.first.year}. 7. ~ {self.last.year}. 6.)"

    @property
    def columns(self) -> tuple[str, ...]:
        """The usual columns of its money tables, left to right, without the sum.

        The first and the last year are broken: they hold the months of the term alone.
        """
        years = range(self.first.year + 1, self.last.year)
        begun, ended = f"'{self.first.year % 100:02d}.7.", f"'{self.last.year % 100:02d}.6."
        return (BEFORE, begun, *(f"'{year % 100:02d}" for year in years), ended, AFTER)

    def __contains__(self, half: object) -> bool:
        """Whether a half-year lies in it."""
        return isinstance(half, HalfYear) and self.first <= half <= self.last


OLDEST = Tenure(HalfYear(2018, 2))
"""The term of 2018, to which everything belongs that was stored before terms were told apart."""


def column_named(text: str) -> str | None:
    """The column that a heading means, however it is written: '18. 7. is '18.7., 2023년 is '23.

    None for a heading that no term of office has.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS)
    tight = re.sub(r"[\s()]", "", plain)
    if tight in (BEFORE, AFTER):
        return tight
    found = _COLUMN.fullmatch(tight)
    if found is None:
        return None
    month = found["month"]
    return f"'{found['year']}.{int(month)}." if month else f"'{found['year']}"


def told_by(columns: tuple[str, ...]) -> Tenure | None:
    """The term whose years these columns name; None when they name none, or those of several."""
    begun = [one for one in columns if one.endswith(".7.")]
    if len(begun) != 1:
        return None
    tenure = Tenure(HalfYear(2000 + int(begun[0][1:3]), 2))
    known = set(columns) <= set(tenure.columns) and Tenure.of(tenure.first) == tenure
    return tenure if known else None
