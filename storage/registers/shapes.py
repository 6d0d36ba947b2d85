"""A register that came as a file, and what it would change, as plain values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.facts.registers.columns import Register
from storage.facts.registers.wording_registers import REGISTERS
from storage.facts.registers.wording_scopes import Scope, read_heading
from storage.facts.shapes import Facts
from storage.records.returned_rows import Cells, Choice, Gone, Likely, TableRow
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from storage.rules.wording_cells import row_name


@dataclass(frozen=True)
class Decided:
    """What the person who sent the file has decided so far."""

    rows: Mapping[int, Choice] = field(default_factory=dict)  # by the line of a new row
    gone: Collection[int] = ()  # records that the file lacks and that are to be removed


@dataclass(frozen=True)
class Table:
    """The whole file as it came; `scope` is known of our own alone."""

    register: Register
    scope: Scope | None
    letters: Mapping[str, str]
    printed: Mapping[str, str]  # our heading -> as it stands in the file
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()
    decided: Decided = field(default_factory=Decided)

    def place(self, line: int, column: str) -> str:
        """The name of a cell; of its row where the column has no letter."""
        letter = self.letters.get(column)
        return f"{letter}{line}" if letter else row_name(line)


@dataclass(frozen=True)
class Addition:
    """A new record."""

    line: int
    department_id: int
    department: str
    facts: Facts
    title: str
    half: HalfYear | None = None


@dataclass(frozen=True)
class Alteration:
    """A record with other facts."""

    line: int
    record: int
    version: int
    department: str
    facts: Facts
    title: str
    cells: Cells
    half: HalfYear | None = None


@dataclass(frozen=True)
class Removal:
    """A record that the file lacks and that is to be removed."""

    record: int
    version: int
    department: str
    title: str
    half: HalfYear | None = None
    line: int = 0  # no line has it


Edit = Addition | Alteration | Removal


@dataclass
class Comparison:
    """What the file would change. Rows at fault are left out, and told."""

    kind: RecordKind
    additions: list[Addition] = field(default_factory=list)
    alterations: list[Alteration] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    likely: list[Likely] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # each with its cell or row
    unchanged: int = 0
    skipped: int = 0
    guessed: dict[str, dict[str, int]] = field(default_factory=dict)
    """What was read off other cells: by heading, each value with its number of rows."""
    late: dict[str, int] = field(default_factory=dict)  # closed half -> records of it

    @property
    def edits(self) -> list[Edit]:
        """All that would be done, in its order."""
        return [*self.alterations, *self.removals, *self.additions]

    @property
    def asked(self) -> int:
        """New rows about which the person has not decided yet."""
        return sum(one.choice is None for one in self.likely)

    @property
    def absent(self) -> int:
        """Records that the file does not name and that stay."""
        return sum(not one.removed for one in self.gone)


def table_of(read: Mapping[str, Any]) -> Table:
    """The table from the JSON values that its reader gave."""
    told = read.get("decided", {})
    choices = {int(line): Choice(one) for line, one in told.get("rows", {}).items()}
    return Table(
        REGISTERS[RecordKind(read["kind"])],
        read_heading(read["heading"]) if read["heading"] else None,
        read["columns"],
        read["printed"],
        tuple(TableRow(line, cells) for line, cells in read["rows"]),
        tuple(read.get("notes", ())),
        Decided(choices, frozenset(told.get("gone", ()))),
    )


def decided_json(decided: Decided) -> dict[str, Any]:
    """What was decided as JSON values, which `table_of` reads under `decided`."""
    rows = {str(line): one.value for line, one in decided.rows.items()}
    return {"rows": rows, "gone": sorted(decided.gone)}
