"""Reading a button's code: the kinds of argument there are, and the one reader of them all.

A code comes back from a phone, so it may be forged, foreign or of an older release. What is read
here is of the kind that its place declares, or nothing is read at all.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.rules.half_year import HalfYear, far_from
from storage.traffic.messages import MOST_CODE_BYTES

LARGEST_ROW = 2**31 - 1  # of the tables whose key is an INTEGER on PostgreSQL
LARGEST = 2**63 - 1
MOST_PAGES = 9999

Kind = Callable[[str, date], Any]
"""Reads one argument on a day; raises ValueError."""


class FarHalf(ValueError):
    """A half-year with which no office has anything to do now."""

    def __init__(self, half: HalfYear) -> None:
        self.half = half
        super().__init__("a half-year far from now")


Shape = tuple[Kind, ...]
Shapes = Sequence[Shape]
"""The arguments that an act may have; more than one where the last ones may be left out."""


@dataclass(frozen=True)
class Code:
    """A code that was read: its view, what is to be done there, and with what."""

    view: str
    act: str
    args: tuple[Any, ...]


def whole(first: int, last: int) -> Kind:
    """A whole number in ASCII digits, from `first` to `last`."""

    def read(word: str, _today: date) -> int:
        digits = word[1:] if first < 0 and word.startswith("-") else word
        if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST))):
            raise ValueError("not a number")
        number = int(word)
        if not first <= number <= last:
            raise ValueError("a number out of its range")
        return number

    return read


def one_of(words: Iterable[str]) -> Kind:
    """One of these words, as what it is in the enumeration that they may come from."""
    known = {str(word): word for word in words}

    def read(word: str, _today: date) -> str:
        if word not in known:
            raise ValueError("none of the words that stand here")
        return known[word]

    return read


def matching(pattern: str) -> Kind:
    """A word of this form."""
    form = re.compile(pattern, re.ASCII)

    def read(word: str, _today: date) -> str:
        if form.fullmatch(word) is None:
            raise ValueError("a word of another form")
        return word

    return read


def a_half(word: str, today: date) -> HalfYear:
    """A half-year with which an office has to do at this time."""
    if re.fullmatch(r"[0-9]{4}-[12]", word) is None:
        raise ValueError("not a half-year")
    half = HalfYear(max(int(word[:4]), 1), int(word[5]))
    if far_from(half, today):
        raise FarHalf(half)
    return half


def a_day(word: str, _today: date) -> date:
    """A day, as 2021-07-05 or 20210705."""
    if re.fullmatch(r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}", word) is None:
        raise ValueError("not a day")
    return datetime.strptime(word.replace("-", ""), "%Y%m%d").date()  # noqa: DTZ007 - a calendar day


@dataclass(frozen=True)
class Rest:
    """A kind that takes all of the code that is left, colons included."""

    read: Kind

    def __call__(self, word: str, today: date) -> Any:
        """As any kind."""
        return self.read(word, today)


def _printable(word: str, _today: date) -> str:
    if not word or not word.isprintable():
        raise ValueError("no words")
    return word


words = Rest(_printable)
"""Words that somebody typed; nothing invisible in them."""

ROW = whole(1, LARGEST_ROW)
ROW_OR_NONE = whole(0, LARGEST_ROW)
LONG_ROW = whole(1, LARGEST)
PAGE = whole(0, MOST_PAGES)
FLAG = whole(0, 1)


def read(table: Mapping[str, Mapping[str, Shapes]], code: str, today: date) -> Code:
    """What a code says; raises ValueError for one that no screen makes."""
    if len(code.encode(errors="replace")) > MOST_CODE_BYTES:
        raise ValueError("a code longer than any")
    mark, *parts = code.split(":")
    if mark != "v1" or not parts or parts[0] not in table:
        raise ValueError("no such view")
    view, acts = parts[0], table[parts[0]]
    act = "" if "" in acts else parts[1] if len(parts) > 1 else ""
    given = parts[1:] if "" in acts else parts[2:]
    for shape in acts.get(act, ()):
        if _fits(shape, given):
            return Code(view, act, _values(shape, given, today))
    raise ValueError("arguments that no screen makes")


def _fits(shape: Shape, given: Sequence[str]) -> bool:
    if shape and isinstance(shape[-1], Rest):
        return len(given) >= len(shape)
    return len(given) == len(shape)


def _values(shape: Shape, given: Sequence[str], today: date) -> tuple[Any, ...]:
    if shape and isinstance(shape[-1], Rest):
        last = len(shape) - 1
        given = [*given[:last], ":".join(given[last:])]
    return tuple(kind(word, today) for kind, word in zip(shape, given, strict=True))
