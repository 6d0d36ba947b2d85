"""What an edited line changes in the record behind it, when its words are not ours; pure.

Both lines are read in the same loose way. Only what differs between the two is taken, and only
where the record says what the old line said: all else of it stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from storage.facts.shapes import Facts
from storage.report.reading.changes import Record, owner, readings
from storage.report.reading.likeness import Standing
from storage.report.reading.loosely import proposed
from storage.report.reading.units import Numbered, Where, units
from storage.rules.period import Period

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
            record = owner(standing[one.lines[0]])
            if record is not None:
                found[record] = one.facts
    return found


def followed(stored: Facts, old: Facts, new: Facts, *, asked: bool) -> Facts | None:
    """The record with what the new line says otherwise than the old.

    None where that is not plain: the record tells another figure than the old line did, or what
    is gone from the new one may stand in words that are `asked` about.
    """
    if not (type(stored) is type(old) is type(new)):
        return None
    told: dict[str, Any] = {}
    for one in fields(stored):
        was, now, kept = (getattr(facts, one.name) for facts in (old, new, stored))
        if one.name in NEVER or was == now:
            continue
        if asked and one.name in FIGURES and _less(was, now):
            return None
        merged = _mapping(kept, was, now) if isinstance(kept, Mapping) else _plain(kept, was, now)
        if merged is None and one.name in FIGURES:
            return None
        if merged is not None:
            told[one.name] = merged
    return replace(stored, **told)


def _less(was: Any, now: Any) -> bool:
    """Whether the new line does not tell what the old one told."""
    if isinstance(was, Mapping):
        return any(key not in now for key in was)
    if isinstance(was, Period):
        return was.known and not now.known
    return bool(was) and not now


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
