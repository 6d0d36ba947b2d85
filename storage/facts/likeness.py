"""When two records may be one and the same, by the rules of their kind. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from rapidfuzz import fuzz

from storage.facts.shapes import Facts, to_json
from storage.rules.half_year import HalfYear
from storage.rules.names import ASK_FROM, CITY, SAME, clean_text, company_key, similarity
from storage.rules.period import Precision

TITLES_ALIKE = 80  # of 100, letter by letter
COMPANIES, WORDS = ("companies", "company", "parties"), ("title", "text", "goods", "work")
PLACES = "places"
_BESIDE = ("note", "within", "holding", "reported_in")  # what says nothing of the thing itself


class Alike(IntEnum):
    """How near two records are."""

    NO = 0
    NEAR = 1
    EQUAL = 2  # to the letter


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """What makes two records of a kind alike.

    They lie within `days` of each other, or one of them is known so roughly that it may be the
    other; a fact of `by` is common to both, or none of these is told by both. What differs in a
    fact of `apart` that both tell makes two of them. A place alone says less than a name.
    """

    by: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    days: int = 3
    same_names: bool = False  # companies by their very names; else near spellings count as well
    same_time: bool = False  # each day is one of its own: only the very same time may be meant


@dataclass(frozen=True)
class Window:
    """The days between which it was; `exact` when these are its own days."""

    first: date | None
    last: date | None
    exact: bool


def window(facts: Facts, half: HalfYear | None) -> Window:
    """When it was, as far as is known: its days, months or half; nothing where it has no time."""
    period = getattr(facts, "period", None)
    if period is not None and period.known:
        return Window(period.start, period.end, period.precision is Precision.DAY)
    day = getattr(facts, "notice_on", None) or getattr(facts, "asked_on", None)
    if day is not None:
        return Window(day, day, exact=True)
    half = (getattr(facts, "half", None) or half) if period is not None else None
    return Window(half.start, half.end, exact=False) if half else Window(None, None, exact=False)


def likeness(
    rule: Repeats,
    one: Facts,
    other: Facts,
    halves: tuple[HalfYear | None, HalfYear | None],
    bare: Mapping[str, Any] | None = None,
) -> Alike:
    """How near two records of one kind are; `halves` are those that count them.

    `bare` is that of `one`, for whoever compares it with many.
    """
    if (bare or bare_of(one)) == bare_of(other):
        return Alike.EQUAL
    mine, theirs = window(one, halves[0]), window(other, halves[1])
    if not _near_in_time(rule, mine, theirs):
        return Alike.NO
    near = SAME if rule.same_names else ASK_FROM
    if any(common(name, one, other, near) is False for name in rule.apart):
        return Alike.NO
    named = [common(name, one, other, near) for name in rule.by if name != PLACES]
    rough = mine.exact != theirs.exact or (not mine.exact and mine.first is not None)
    if rough and not rule.same_time:
        return Alike.NEAR if True in named and False not in named else Alike.NO
    if True in named or False in named:
        return Alike.NEAR if True in named else Alike.NO
    return Alike.NO if common(PLACES, one, other) is False else Alike.NEAR


def common(name: str, one: Facts, other: Facts, near: int = ASK_FROM) -> bool | None:
    """Whether a fact is the same in both; None where one of them does not tell it.

    Companies are the same from so much likeness on.
    """
    mine, theirs = getattr(one, name, None), getattr(other, name, None)
    if mine in (None, "", ()) or theirs in (None, "", ()):
        return None
    if name in COMPANIES:
        return _companies(mine, theirs, near)
    if name in WORDS:
        return _words(mine, theirs)
    if isinstance(mine, tuple):
        return bool({fold(str(each)) for each in mine} & {fold(str(each)) for each in theirs})
    return bool(mine == theirs)


def fold(text: str) -> str:
    """Text as it is compared and searched: compatibility forms resolved, no case, no spaces."""
    return "".join(unicodedata.normalize("NFKC", clean_text(text)).casefold().split())


def _near_in_time(rule: Repeats, one: Window, other: Window) -> bool:
    if rule.same_time:
        return one == other
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return one == other
    apart = max((other.first - one.last).days, (one.first - other.last).days, 0)
    return apart <= (rule.days if one.exact and other.exact else 0)


def _companies(mine: str | Iterable[str], theirs: str | Iterable[str], near: int) -> bool | None:
    sides = [
        [name for name in ([told] if isinstance(told, str) else told) if company_key(name)]
        for told in (mine, theirs)
    ]
    left, right = ([n for n in side if company_key(n) != CITY] for side in sides)
    if not left or not right:
        return None
    return any(similarity(one, other) >= near for one in left for other in right)


def _words(mine: str, theirs: str) -> bool:
    """Nearly the same words; two that number themselves differently are two."""
    numbers = [re.findall(r"\d+", one) for one in (mine, theirs)]
    if all(numbers) and numbers[0] != numbers[1]:
        return False
    return fuzz.ratio(fold(mine), fold(theirs)) >= TITLES_ALIKE


def bare_of(facts: Facts) -> dict[str, Any]:
    """What it says, but for notes and the way its date is printed."""
    told = {name: value for name, value in to_json(facts).items() if name not in _BESIDE}
    for value in told.values():
        if isinstance(value, dict):
            value.pop("style", None)
    return told
