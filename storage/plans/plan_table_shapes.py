"""A 취합표 that came back, and what it would change, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.facts.shapes import PlanItemFacts
from storage.plans import wording_plan_table as words
from storage.rules.half_year import HalfYear
from storage.rules.terms import OutcomeKind


@dataclass(frozen=True)
class TableRow:
    """One row of the table as it came: its line, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The whole table as it came; `letters` name the columns (A, B, …) in faults."""

    half: HalfYear
    letters: Mapping[str, str]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()  # what its reader did not read

    def place(self, line: int, column: str) -> str:
        """The name of a cell; of its row where the column has no letter."""
        letter = self.letters.get(column)
        return f"{letter}{line}" if letter else words.row(line)


@dataclass(frozen=True)
class Addition:
    """A new item."""

    line: int
    department_id: int
    department: str
    facts: PlanItemFacts


@dataclass(frozen=True)
class Alteration:
    """An item with other facts; `cells` are column, old and new."""

    line: int
    item: int
    version: int
    department: str
    facts: PlanItemFacts
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Settlement:
    """What became of an item."""

    line: int
    item: int
    department: str
    outcome: OutcomeKind
    reason: str


@dataclass(frozen=True)
class Declaration:
    """A department that has nothing this half-year; `state` is where its plan stood."""

    line: int
    department_id: int
    department: str
    state: str


@dataclass
class Comparison:
    """What the table would change; with `faults` it changes nothing."""

    half: HalfYear
    additions: list[Addition] = field(default_factory=list)
    alterations: list[Alteration] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what was typed and is not taken
    unchanged: int = 0
    absent: int = 0  # living items that the table does not name: they stay
    faults: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        changed = self.additions or self.alterations or self.settlements
        return not (changed or self.declarations)


Edit = Addition | Alteration | Settlement | Declaration


def table_of(read: Mapping[str, Any]) -> Table:
    """The table from the JSON values that its reader gave."""
    rows = tuple(TableRow(line, cells) for line, cells in read["rows"])
    notes = tuple(read.get("notes", ()))
    return Table(HalfYear.parse(read["half"]), read["columns"], rows, notes)
