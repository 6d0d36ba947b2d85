"""What one other figure, day or word on a printed line makes of the record that prints it; pure.

The line is not read: every record that differs in one fact is printed, and the one which prints
the new line is meant. So it is found whatever words the record was typed in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from storage.facts import printed_dates
from storage.facts.shapes import Facts, MouFacts
from storage.facts.wording import lines
from storage.report.reading.likeness import Standing
from storage.rules.period import Period

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DATE = re.compile(r"\d{2,4}\.[\d.~\s]*\d\.?")
_MILLION = 1_000_000


def retold(
    standing: Standing, text: str, facts: Facts, parent: MouFacts | None = None
) -> Facts | None:
    """The record with the one fact that makes its printed line this one.

    None where no single fact does, and where several would.
    """
    said = [line.text for line in lines(facts, parent=parent)]
    own = [at for at, one in enumerate(said) if one in standing.plain]
    found: list[Facts] = []
    for one in _others(facts, standing.plain, text):
        now = [line.text for line in lines(one, parent=parent)]
        if one in found or len(now) != len(said):
            continue
        differs = [at for at, pair in enumerate(zip(said, now, strict=True)) if pair[0] != pair[1]]
        if len(differs) == 1 and differs[0] in own:
            at = differs[0]
            if standing.plain.replace(said[at], now[at], 1) == text:
                found.append(one)
    return found[0] if len(found) == 1 else None


def _others(facts: Facts, old: str, new: str) -> Iterator[Facts]:
    """The records that differ in one fact, with what stands on the new line in its place."""
    numbers, periods = _numbers(new), list(_periods(new))
    for one in fields(facts):
        value = getattr(facts, one.name)
        for other in _values(value, old, new, numbers, periods):
            if other != value:
                changed: dict[str, Any] = {one.name: other}
                yield replace(facts, **changed)


def _values(
    value: Any, old: str, new: str, numbers: Iterable[int], periods: Iterable[Period]
) -> Iterator[Any]:
    match value:
        case bool():
            return
        case Period() if value.known:
            yield from (replace(one, style=value.style) for one in periods)
        case date():
            yield from (one.start for one in periods if one.start == one.end)
        case int():
            yield from numbers
        case str() if type(value) is str and value:
            yield from _words(value, old, new)
        case Mapping():
            for key, known in value.items():
                for other in _values(known, old, new, numbers, periods):
                    yield {**value, key: other}
        case tuple():
            for at, known in enumerate(value):
                for other in _values(known, old, new, numbers, periods):
                    yield (*value[:at], other, *value[at + 1 :])


def _words(value: str, old: str, new: str) -> Iterator[str]:
    """What stands in the place of these words, wherever the old line has them."""
    for found in re.finditer(re.escape(value), old):
        before, behind = old[: found.start()], old[found.end() :]
        if new.startswith(before) and new.endswith(behind):
            middle = new[len(before) : len(new) - len(behind)]
            if middle.strip():
                yield middle


def _numbers(text: str) -> list[int]:
    """The whole numbers of a line, as they are and as so many 백만원."""
    plain = {
        int(one) for said in _NUMBER.findall(text) if (one := said.replace(",", "")).isdecimal()
    }
    return sorted(plain | {one * _MILLION for one in plain})


def _periods(text: str) -> Iterator[Period]:
    for said in _DATE.findall(text):
        period = printed_dates.printed(said.strip())
        if period is not None:
            yield period
