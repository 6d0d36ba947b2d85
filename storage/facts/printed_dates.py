"""Dates in printed lines: only those that would be printed the same again are believed."""

import re
from collections.abc import Iterator
from datetime import date

from storage.facts.wording_parts import printed_date
from storage.rules.date_grammar import read_period
from storage.rules.errors import Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.period import Period

UNKNOWN = Period(())
_BEHIND = re.compile(r"(?P<said>.*\S)\((?P<when>[^()]+)\)")
_BEFORE = re.compile(r"\((?P<when>[^()]+)\) (?P<said>\S.*)")
_BRACKET = re.compile(r"\(([^()]+)\)")
_YEAR = re.compile(r"\d{4}\.|\d{2}\.\d")
_NEVER = date(2000, 1, 1)
"""The day from which a date without a year would be guessed; such dates are not believed."""


def printed(text: str) -> Period | None:
    """The period that is printed as exactly this text, its year in it; else None."""
    if not _YEAR.match(text):
        return None
    try:
        period = read_period(text, _NEVER)
    except Unreadable:
        return None
    return period if period.known and printed_date(period) == text else None


def behind(text: str) -> tuple[str, Period]:
    """The text and the date in the bracket at its end; the whole text when there is none."""
    found = _BEHIND.fullmatch(text)
    period = printed(found["when"]) if found else None
    return (found["said"], period) if found and period else (text, UNKNOWN)


def before(text: str) -> tuple[str, Period]:
    """The text and the date in the bracket at its start; the whole text when there is none."""
    found = _BEFORE.fullmatch(text)
    period = printed(found["when"]) if found else None
    return (found["said"], period) if found and period else (text, UNKNOWN)


def halves_in(text: str) -> Iterator[HalfYear]:
    """The halves in which the dates of a line end."""
    for inside in _BRACKET.findall(text):
        for said in (inside, inside.rpartition("/")[2]):
            period = printed(said)
            if period is not None and period.half is not None:
                yield period.half
                break
