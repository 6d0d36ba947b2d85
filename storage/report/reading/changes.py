"""A line of the file that nearly equals one of the report: before and after, and what mends it.

Pure. A record is mended by what differs between the old words and the new, read in the same way;
whatever else the record knows stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from storage.facts.shapes import Facts, Line, MouFacts
from storage.report.composing_sums import Entry
from storage.report.reading.likeness import Partner, Standing
from storage.report.reading.units import Made, Numbered, Unit, Where, units

NOWHERE = ""
"""Before a line that stands nowhere yet, below one that does."""
Record = tuple[str, int]


class Way(StrEnum):
    """How a change would be made."""

    RECORD = "record"
    WORDS = "words"
    NONE = "none"  # only as a new record, or not at all


@dataclass(frozen=True)
class Reworded:
    """Other words on one line; `basis` is what it says by itself, None: what it says then."""

    block_id: int
    key: str
    text: str
    basis: str | None


@dataclass(frozen=True)
class Mended:
    """Other facts of one record, at the version that was compared, and those of before."""

    record: Record
    version: int
    facts: Facts
    before: Facts


Edit = Reworded | Mended


@dataclass(frozen=True)
class Change:
    """One question: these printed lines, and what the file has in their place.

    `number` is that of its first line in the file; `offer` the unit that waits for the answer,
    None for a heading.
    """

    number: int
    block: int
    offer: int | None
    pairs: tuple[tuple[str, str], ...]
    sure: bool
    way: Way
    acts: tuple[Edit, ...] = ()
    moved: bool = False  # it stands below another line

    @property
    def before(self) -> str:
        """The printed words that the answer is given for."""
        return "\n".join(old for old, _ in self.pairs)


def readings(standing: Sequence[Standing], where: Where) -> dict[Record, Made]:
    """What each record says that stands alone behind its line, read from that line."""
    lines = [Numbered(at, one.level, one.plain) for at, one in enumerate(standing)]
    found: dict[Record, Made] = {}
    for unit in units(lines, where):
        for made in unit.made:
            record = owner(standing[made.lines[-1]])
            if record is not None and not unit.mark:
                found[record] = made
    return found


def owner(standing: Standing) -> Record | None:
    """The record whose line it is, whatever else is noted on it; None of one that others share."""
    if shared(standing):
        return None
    own = tuple(standing.key.split(":")[:2])
    mine = [one for one in standing.records if (str(one[0]), str(one[1])) == own]
    return mine[0] if mine else None


def differing(old: Facts, new: Facts) -> dict[str, Any] | None:
    """The facts that differ, by name; None where the two are no facts of one kind."""
    if type(old) is not type(new):
        return None
    pairs = {one.name: (getattr(old, one.name), getattr(new, one.name)) for one in fields(old)}
    return {name: two for name, two in pairs.items() if two[0] != two[1]}


def merged(stored: Facts, old: Facts, new: Facts) -> Facts | None:
    """What is stored, with what differs between the two readings; None for a sum of several."""
    found = differing(old, new)
    if found is None or type(stored) is not type(new):
        return None
    if any(_other(getattr(stored, name), *pair) for name, pair in found.items()):
        return None
    told = {name: _merged(getattr(stored, name), was, now) for name, (was, now) in found.items()}
    return replace(stored, **told)


def _other(stored: Any, was: Any, now: Any) -> bool:
    """Whether the record counts another thing than its line: that is the sum of several."""
    if not isinstance(stored, Mapping):
        return False
    differs = {key for key in (*was, *now) if was.get(key) != now.get(key)}
    return any(stored.get(key) != was.get(key) for key in differs)


def _merged(stored: Any, was: Any, now: Any) -> Any:
    """A mapping is merged by its keys: the paper shows only some of the figures."""
    if not isinstance(stored, Mapping):
        return now
    gone = {key for key in was if key not in now}
    return {key: value for key, value in {**stored, **now}.items() if key not in gone}


def target_of(made: Made, partners: Mapping[int, Partner]) -> Record | None:
    """The one record behind a printed line of its own: the last, else the first that is there."""
    for number in (made.lines[-1], *made.lines):
        partner = partners.get(number)
        if partner is not None and not shared(partner.standing):
            return owner(partner.standing)
    return None


def shared(standing: Standing) -> bool:
    """Whether others may stand below the line too: a heading, or a company."""
    return standing.key.startswith(("h:", "c:"))


def says(facts: Facts, unit: Unit, made: Made, parent: MouFacts | None) -> bool:
    """Whether the record prints what the file has, letter by letter."""
    wanted = [unit.heading] if unit.heading else []
    wanted += [line for line in unit.lines if line.number in made.lines]
    said = Entry((("", 0),), facts, parent=parent).path
    return said == tuple(Line(line.level, line.text) for line in wanted)
