"""The mayor's term of office (임기, 민선 N기): four years from 1 July, and columns of money."""

import re
import unicodedata
from collections.abc import Iterable
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
    r"(?:'(?:20)?|20)(?P<year>\d\d)(?:년|\.)?"
    r"(?:(?P<month>\d{1,2})(?:\.|월)?(?:[~-](?:\d{4}\.|'?\d\d\.)?(?P<last>\d{1,2})(?:\.|월)?)?)?",
    re.ASCII,
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
        return f"{self.short}({self.first.year}. 7. ~ {self.last.year}. 6.)"

    @property
    def short(self) -> str:
        """As on a button: 민선 7기."""
        return f"민선 {self.number}기"

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

    Months may be a span: '22.7.~12. None for a heading that names no time of a term.
    """
    tight = re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", text).translate(_MARKS))
    if tight in (BEFORE, AFTER):
        return tight
    found = _COLUMN.fullmatch(tight.replace("～", "~"))
    if found is None:
        return None
    months = [int(one) for one in (found["month"], found["last"]) if one]
    if any(not 1 <= one <= 12 for one in months):
        return None
    told = "~".join(f"{one}." for one in months)
    return f"'{found['year']}" + (f".{told}" if told else "")


def told_by(columns: Iterable[str]) -> Tenure | None:
    """The one term in which all the years and months lie that columns name, if there is one."""
    spans = [_terms_of(one) for one in columns if one.startswith("'")]
    common = set.intersection(*spans) if spans else set()
    return common.pop() if len(common) == 1 else None


def _terms_of(column: str) -> set[Tenure]:
    """The terms in which a year, or a month of it, may lie."""
    year, _, months = column[1:].partition(".")
    first = months.partition(".")[0]
    halves = [1 if int(first) <= 6 else 2] if first else [1, 2]
    return {Tenure.of(HalfYear(2000 + int(year), half)) for half in halves}
