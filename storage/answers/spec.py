"""A question to the ledger as a short code that fits a button, and back. Pure.

`co.kjob_bus.pfvzqfw0t~원당역`: the topic, then each condition behind its letter, then the words.
What is asked is all there, so a screen of long ago still opens the same rows.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from storage.facts.question import wording_time as times
from storage.facts.question.asked import WHOLE, Slice, Topic, When
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Target

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ORDINAL = 4  # digits of a day
_HALVES = re.compile(r"(\d{4})-([12])(?:_(\d{4})-([12]))?", re.ASCII)
_DAYS = re.compile(r"([0-9a-z]{4})([0-9a-z]{4})", re.ASCII)
_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Spec:
    """A topic, of whom, of when."""

    topic: Topic
    slice: Slice = WHOLE
    when: When | None = None


def written(one: Spec) -> str:
    """The code."""
    made = one.slice
    parts = [one.topic.value]
    parts += [f"k{made.kind.value}"] if made.kind else []
    parts += [f"o{made.own}"] if made.own else []
    parts += [f"t{made.target.value}"] if made.target else []
    parts += [f"d{made.department}"] if made.department else []
    parts += [f"c{made.company}"] if made.company else []
    parts += ["a"] if made.ahead else []
    parts += [_time(one.when)] if one.when else []
    return ".".join(parts) + (f"~{made.words}" if made.words else "")


def read(code: str) -> Spec:
    """What the code says; ValueError for one that nobody wrote."""
    head, _, words = code.partition("~")
    if words and not words.isprintable():
        raise ValueError("no words")
    topic, *parts = head.split(".")
    spec = Spec(Topic(topic), Slice(words=words))
    for part in parts:
        spec = _with(spec, part[:1], part[1:])
    return spec


def _with(spec: Spec, letter: str, said: str) -> Spec:
    one = spec.slice
    match letter:
        case "k":
            return replace(spec, slice=replace(one, kind=EventKind(said)))
        case "o":
            return replace(spec, slice=replace(one, own=_number(said)))
        case "t":
            return replace(spec, slice=replace(one, target=Target(said)))
        case "d":
            return replace(spec, slice=replace(one, department=_number(said)))
        case "c":
            return replace(spec, slice=replace(one, company=_number(said)))
        case "a" if not said:
            return replace(spec, slice=replace(one, ahead=True))
        case "h":
            return replace(spec, when=_halves(said))
        case "p":
            return replace(spec, when=_days(said))
    raise ValueError("no such condition")


def _time(when: When) -> str:
    if when.halves is None:
        return "p" + "".join(_base36(day.toordinal()) for day in (when.since, when.until))
    first, last = when.halves
    return f"h{first.code}" + ("" if first == last else f"_{last.code}")


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits.rjust(_ORDINAL, "0")


def _halves(said: str) -> When:
    found = _HALVES.fullmatch(said)
    if found is None or int(found[1]) < 1:
        raise ValueError("no half-years")
    first = HalfYear(int(found[1]), int(found[2]))
    last = HalfYear(int(found[3]), int(found[4])) if found[3] else first
    if last.start < first.start:
        raise ValueError("half-years that run backwards")
    return times.of_halves(first, last)


def _days(said: str) -> When:
    found = _DAYS.fullmatch(said)
    if found is None:
        raise ValueError("no days")
    since, until = (date.fromordinal(int(one, 36)) for one in found.groups())
    if until < since:
        raise ValueError("days that run backwards")
    return When(since, until, times.of_days(since, until))


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and 0 < int(said) <= _LARGEST):
        raise ValueError("no number")
    return int(said)
