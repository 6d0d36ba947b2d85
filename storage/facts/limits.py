"""What of a record cannot stand beside what, or only rarely does: rows of its kind. Pure.

A form asks while it is typed; what cannot be is refused once more where it is written.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from storage.facts import wording_limits as wording
from storage.facts.shapes import Facts
from storage.rules.adapter import adapter
from storage.rules.dates import show_day, write_period
from storage.rules.money import show_won
from storage.rules.period import Period, Precision

ABOVE = "above."
"""Before the name of a fact: that of the record which this one hangs on."""
Look = Callable[[str], Any]


class Verdict(StrEnum):
    """What becomes of facts that break a limit."""

    IMPOSSIBLE = "impossible"
    DOUBTFUL = "doubtful"  # it may be so, and is asked


@dataclass(frozen=True)
class Limit:
    """Two facts, by name and label: the first is not to be later or more than the second.

    Names are those of the form, `counts.finished`; `period` is its first day, `period.end` its
    last one, of a list how long it is.
    """

    low: tuple[str, str]
    high: tuple[str, str]
    over: Verdict
    equal: Verdict | None = None
    unit: str = ""

    def names(self, field: str) -> bool:
        """Whether one of the two is a fact of this field."""
        return field in (_base(self.low[0]), _base(self.high[0]))


@dataclass(frozen=True)
class Breach:
    """A limit that is broken, in one sentence."""

    verdict: Verdict
    sentence: str


def breaches(limits: Sequence[Limit], look: Look) -> Iterator[Breach]:
    """The limits that are broken; `look` gives a fact or an answer by its name, None for none."""
    for limit in limits:
        low, high = (_known(name, look) for name, _label in (limit.low, limit.high))
        if low is None or high is None or type(low) is not type(high):
            continue
        verdict = limit.over if low > high else limit.equal if low == high else None
        if verdict is not None:
            yield Breach(verdict, _sentence(limit, look, low, equal=low == high))


def look_into(facts: Facts, above: Facts | None) -> Look:
    """Facts by their names, those of the record above too."""

    def look(name: str) -> Any:
        source = above if name.startswith(ABOVE) else facts
        first, _, key = name.removeprefix(ABOVE).partition(".")
        value = getattr(source, first, None)
        return value.get(key) if isinstance(value, dict) else value

    return look


def _base(name: str) -> str:
    """The field of a name: `period` of `period.end`, `counts.finished` as it is."""
    return name if name.startswith(("counts.", ABOVE)) else name.partition(".")[0]


def _known(name: str, look: Look) -> Any:
    """A day or a number; None where the fact is not told."""
    last = name.endswith(".end")
    value = look(name.removesuffix(".end"))
    match value:
        case dict() | Period():
            period = adapter(Period).validate_python(value)
            return period.end if last else period.start
        case str():
            return date.fromisoformat(value)
        case list() | tuple():
            return len(value) or None
    return value


def _sentence(limit: Limit, look: Look, low: Any, *, equal: bool) -> str:
    one, other = (
        wording.named(label, _shown(name, look, limit.unit))
        for name, label in (limit.low, limit.high)
    )
    if equal:
        return wording.same_day(one, other)
    return wording.later(other, one) if isinstance(low, date) else wording.more(one, other)


def _shown(name: str, look: Look, unit: str) -> str:
    value = look(name.removesuffix(".end"))
    if isinstance(value, dict | Period):
        period = adapter(Period).validate_python(value)
        day = period.start if period.precision is Precision.DAY else None
        return show_day(day) if day and day == period.end else write_period(period)
    known = _known(name, look)
    if isinstance(known, date):
        return show_day(known)
    return show_won(known) if unit == wording.WON else f"{known:,}{unit}"
