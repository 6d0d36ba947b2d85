"""What an edited line changes in the record behind it, when its words are not ours; pure.

Both lines are read in the same loose way. Only what differs between the two is taken, and only
where the record says what the old line said: all else of it stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from storage.facts.shapes import Facts
from storage.report.reading.changes import Record, readings, shared
from storage.report.reading.likeness import Standing
from storage.report.reading.loosely import proposed
from storage.report.reading.units import Numbered, Where, units

NEVER = frozenset({"heading", "half", "kind", "shape", "date_place", "status", "role", "table"})
"""Facts that are no words of the line: where it stands and counts, and how it is told."""
FIGURES = frozenset({"counts", "period", "cohorts", "target", "citizens", "out_of", "budget"})
"""Facts of which the paper and the record may not tell two things."""


def read_beside(standing: Sequence[Standing], where: Where) -> dict[Record, Facts]:
    """What each record is read to say, whose lines stand in words that are not its own."""
    lines = [Numbered(at, one.level, one.text) for at, one in enumerate(standing)]
    found: dict[Record, Facts] = {
        record: made.facts for record, made in readings(standing, where).items()
    }
    for unit in units(lines, where):
        for one in proposed(unit, where, {}):
            behind = standing[one.lines[0]]
            if len(behind.records) == 1 and not shared(behind):
                found[behind.records[0]] = one.facts
    return found


def followed(stored: Facts, old: Facts, new: Facts) -> Facts | None:
    """The record with what the new line says otherwise than the old; None where nothing differs.

    None too where the record tells another figure than the old line did.
    """
    if not (type(stored) is type(old) is type(new)):
        return None
    told: dict[str, Any] = {}
    for one in fields(stored):
        was, now, kept = (getattr(facts, one.name) for facts in (old, new, stored))
        if one.name in NEVER or was == now:
            continue
        merged = _mapping(kept, was, now) if isinstance(kept, Mapping) else _plain(kept, was, now)
        if merged is None and one.name in FIGURES:
            return None
        if merged is not None:
            told[one.name] = merged
    return replace(stored, **told) if told else None


def _plain(kept: Any, was: Any, now: Any) -> Any:
    return now if kept == was else None


def _mapping(
    kept: Mapping[Any, Any], was: Mapping[Any, Any], now: Mapping[Any, Any]
) -> dict[Any, Any] | None:
    """By its keys; None where one that differs was kept with another value."""
    differs = [key for key in {**was, **now} if was.get(key) != now.get(key)]
    if any(kept.get(key) != was.get(key) for key in differs):
        return None
    wanted = {**kept, **{key: now[key] for key in differs if key in now}}
    return {key: value for key, value in wanted.items() if key in now or key not in differs}
