"""What a register (대장) is: a row that names its kind of record, and a column a fact. Pure.

How a fact is written into a cell and read back follows from its type (`wording_cells`); a fact
without a column stops the start, so that a register always holds the whole record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storage.facts.kind import Kind
from storage.facts.shapes import F, Facts, Own, from_json
from storage.rules.terms import EventKind, RecordKind

BOTH = "+"
"""Between two facts that one cell tells; their value is a pair."""
Told = Sequence[tuple[str, Any]]
"""Facts by the names that their columns have."""


class Look(StrEnum):
    """How a column stands in a sheet."""

    WORDS = "words"
    FIGURE = "figure"  # right, with commas, summed up above
    DAY = "day"
    PLAIN = "plain"  # centred and short
    SHARE = "share"  # per cent


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its heading, the fact it holds (`counts.hired` for one entry of a mapping,
    `kind+own` for two that one cell tells).

    Without a fact it is told only, and never read back. `also` are the headings by which lists of
    other offices know it; `note` is said at the heading. A folded one is there and not shown.
    """

    heading: str
    fact: str = ""
    wide: int = 12  # letters
    look: Look = Look.WORDS
    also: tuple[str, ...] = ()
    note: str = ""
    folded: bool = False
    rare: bool = False  # folded too as long as no record has it
    money: bool = False
    most: int = 300  # letters of a text
    example: str = ""
    over: tuple[str, str] | None = None  # of a share: the headings of its part and its whole


@dataclass(frozen=True)
class OfficeKind:
    """A kind of event that the office has made, as a cell may name it."""

    kind: EventKind  # over which it stands
    own: Own
    words: tuple[str, ...]  # its name among them, the longest first
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class Register:
    """The register of one kind of record."""

    kind: RecordKind
    row: Kind[Any]
    name: str  # 행사 대장
    word: str  # in the heading of its last column
    columns: tuple[Column, ...]
    signs: tuple[tuple[str, ...], ...]
    """Facts by which a list without our heading is known: one of each group has a column."""
    extra: tuple[Column, ...] = ()  # told by lists of others alone, and no fact of ours
    left: tuple[str, ...] = ()
    """Facts that nobody types: numbers of rows of this office, what is judged when it is kept."""
    takes: Callable[[Any, str], bool] = lambda _facts, _fact: True
    """Whether records like this one have that fact at all."""
    guessed: Callable[[Mapping[str, Any], Sequence[OfficeKind]], Mapping[str, Any]] = (
        lambda _told, _kinds: {}
    )
    """What follows from other facts of a row that does not say it."""
    guesses: tuple[str, ...] = ()  # the facts that may follow so
    when: str = ""  # the fact by which rows are ordered
    kinds: tuple[OfficeKind, ...] = ()  # those of the office that uses it

    def __post_init__(self) -> None:
        """ValueError where a fact has no column, or a column no fact."""
        known = set(self.row.facts.__dataclass_fields__)
        named = (one.fact.partition(".")[0] for one in self.columns if one.fact)
        held = {part for one in named for part in one.split(BOTH)} | {*self.left}
        if known != held:
            raise ValueError(f"{self.name}: facts and columns differ in {sorted(known ^ held)}")
        headings = [one.heading for one in self.columns]
        if len(set(headings)) != len(headings):
            raise ValueError(f"{self.name}: a heading stands twice")

    @property
    def read(self) -> Mapping[str, Column]:
        """The columns that hold facts, by heading."""
        return {one.heading: one for one in self.columns if one.fact}

    def heading_of(self, fact: str) -> str:
        """The heading under which a fact stands."""
        return next((one.heading for one in self.columns if one.fact == fact), "")


def value_of(facts: Facts, fact: str) -> Any:
    """A fact by the name that its column has; None for an entry that is not there."""
    if BOTH in fact:
        return tuple(getattr(facts, name) for name in fact.split(BOTH))
    name, _, entry = fact.partition(".")
    value = getattr(facts, name)
    return value.get(entry) if entry else value


def made(shape: type[F], told: Told) -> F:
    """The facts that columns tell: entries go into their mapping, absent ones out."""
    return from_json(shape, _held(told, {}))


def merged(now: F, told: Told) -> F:
    """The facts with what was typed anew: an entry of a mapping goes beside the others."""
    stands = {name: getattr(now, name) for name in now.__dataclass_fields__}
    return from_json(type(now), stands | _held(told, stands))


def _held(told: Told, stands: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by name from those of columns."""
    values: dict[str, Any] = {}
    for fact, value in told:
        if BOTH in fact:
            values |= dict(zip(fact.split(BOTH), value, strict=True))
            continue
        name, _, entry = fact.partition(".")
        if not entry:
            values[name] = value
            continue
        before = {str(one): kept for one, kept in stands.get(name, {}).items()}
        entries = values.setdefault(name, before)
        entries.pop(entry, None)
        if value is not None:
            entries[entry] = value
    return values
