"""A 취합표 that came back, and what it would change, as plain values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.facts.shapes import Came, PlanItemFacts
from storage.records.returned_rows import Choice, Gone, Likely, TableRow
from storage.rules.half_year import HalfYear
from storage.rules.terms import OutcomeKind, PlanState
from storage.rules.wording_cells import row_name


@dataclass(frozen=True)
class Decided:
    """What the person who sent the table has decided so far."""

    rows: Mapping[int, Choice] = field(default_factory=dict)  # by the line of a new row
    gone: Collection[int] = ()  # items that the table lacks and that are to be removed
    receipt: str = ""  # how the office heard of states for which the table does not say it
    department: int = 0  # whose form it is, where it does not say so


@dataclass(frozen=True)
class Table:
    """The whole table as it came; `letters` name the columns (A, B, …) in faults."""

    half: HalfYear
    letters: Mapping[str, str]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()  # what its reader did not read
    decided: Decided = field(default_factory=Decided)
    form: bool = False  # the form of one department: what it says is handed in

    def place(self, line: int, column: str) -> str:
        """The name of a cell; of its row where the column has no letter."""
        letter = self.letters.get(column)
        return f"{letter}{line}" if letter else row_name(line)


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
    came: Came = field(default_factory=Came)
    counted: str = ""  # the same in words


@dataclass(frozen=True)
class Count:
    """What came of an item in figures, in place of what was counted before; both in words."""

    line: int
    item: int
    department: str
    came: Came
    before: str
    after: str


@dataclass(frozen=True)
class Removal:
    """An item that the table lacks and that is to be removed."""

    line: int  # 0: no line has it
    item: int
    version: int
    department: str
    text: str


@dataclass(frozen=True)
class Declaration:
    """A department's state as the office heard of it; `state` is where its plan stood."""

    line: int
    department_id: int
    department: str
    state: str
    becomes: PlanState = PlanState.NOT_APPLICABLE
    receipt: str = ""
    noted: bool = False  # only how it was heard of is new
    own: bool = False  # the office's own step, of which it heard from nobody


@dataclass
class Comparison:
    """What the table would change; with `faults` it changes nothing."""

    half: HalfYear
    additions: list[Addition] = field(default_factory=list)
    alterations: list[Alteration] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    likely: list[Likely] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what was typed and is not taken
    unchanged: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def absent(self) -> int:
        """Living items that the table does not name and that stay."""
        return sum(not one.removed for one in self.gone)

    @property
    def asked(self) -> int:
        """New rows about which the person has not decided yet."""
        return sum(one.choice is None for one in self.likely)

    @property
    def without_receipt(self) -> int:
        """Departments whose state would change, and nobody has said how that was heard of."""
        return sum(not (one.receipt or one.own) for one in self.declarations)

    @property
    def empty(self) -> bool:
        """Whether nothing would change, whatever is decided."""
        changed = self.additions or self.alterations or self.settlements or self.counts
        return not (changed or self.removals or self.declarations or self.asked)


Edit = Addition | Alteration | Settlement | Count | Removal | Declaration


def table_of(read: Mapping[str, Any]) -> Table:
    """The table from the JSON values that its reader gave."""
    rows = tuple(TableRow(line, cells) for line, cells in read["rows"])
    notes = tuple(read.get("notes", ()))
    told = read.get("decided", {})
    choices = {int(line): Choice(one) for line, one in told.get("rows", {}).items()}
    decided = Decided(
        choices,
        frozenset(told.get("gone", ())),
        told.get("receipt", ""),
        told.get("department", 0),
    )
    half, form = HalfYear.parse(read["half"]), bool(read.get("form"))
    return Table(half, read["columns"], rows, notes, decided, form)


def decided_json(decided: Decided) -> dict[str, Any]:
    """What was decided as JSON values, which `table_of` reads under `decided`."""
    rows = {str(line): one.value for line, one in decided.rows.items()}
    told = {"rows": rows, "gone": sorted(decided.gone), "receipt": decided.receipt}
    return told | {"department": decided.department}
