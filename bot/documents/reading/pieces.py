"""What every format is read into first: paragraphs and tables, as they stand in the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.documents.reading import losses, marks
from bot.documents.reading.losses import Loss, Told


@dataclass(frozen=True)
class Cell:
    """One cell at its upper left place, with its paragraphs and what it spans."""

    row: int
    column: int
    paragraphs: tuple[str, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(" ".join(self.paragraphs).split())


@dataclass(frozen=True)
class Grid:
    """A table; `name` is what an officer would call it, `above` is its caption."""

    cells: tuple[Cell, ...]
    name: str = ""
    above: tuple[str, ...] = ()

    def rows(self) -> list[dict[int, Cell]]:
        """Its cells by column, row by row; cells that say nothing are left out."""
        found: dict[int, dict[int, Cell]] = {}
        for cell in self.cells:
            row = found.setdefault(cell.row, {})
            if cell.text:
                row[cell.column] = cell
        return [found[at] for at in sorted(found)]

    def place(self, cell: Cell, label: str = "") -> str:
        """Where a cell stands, in words."""
        return losses.cell_place(self.name, cell.row, cell.column, label)

    @property
    def words(self) -> str:
        """All of it: tabs between its cells, a line a row."""
        lines = ["\t".join(row[at].text for at in sorted(row)) for row in self.rows()]
        return "\n".join([*self.above, *filter(None, lines)])


@dataclass(frozen=True)
class Box:
    """A text box or a frame in a cell; what becomes of it is decided when its place is read."""

    found: tuple["str | Grid | Box", ...]
    frame: bool = False  # a table of one column

    @property
    def words(self) -> str:
        """All of it, a line a paragraph."""
        parts = (one if isinstance(one, str) else one.words for one in self.found)
        return "\n".join(part for part in parts if part.strip())

    @property
    def marked(self) -> bool:
        """Whether it begins as lines of a report do."""
        first = next((one for one in self.found if not isinstance(one, str) or one.strip()), "")
        return marks.begins(first.strip()) if isinstance(first, str) else isinstance(first, Grid)


Found = str | Grid | Box


@dataclass
class Pieces:
    """A file taken apart; for a loss there may stand a full sentence."""

    found: list[str | Grid] = field(default_factory=list)
    losses: list[Loss | str] = field(default_factory=list)


def in_body(found: Iterable[Found], told: Told) -> list[str | Grid]:
    """What stands outside of tables: captions above their tables, boxes read in their place."""
    every = list(found)
    alone = not any(isinstance(one, str) and one.strip() for one in every)
    kept: list[str | Grid] = []
    for one in every:
        if isinstance(one, Box):
            if _is_read(one, told, alone=alone):
                kept += in_body(one.found, told)
        elif isinstance(one, Grid):
            kept += [*one.above, one]
        else:
            kept.append(one)
    return kept


def in_cell(found: Iterable[Found], told: Told) -> list[str]:
    """The lines of a cell; what is no line of it is told with its words."""
    every = list(found)
    alone = not any(isinstance(one, str) and one.strip() for one in every)
    kept: list[str] = []
    for one in every:
        if isinstance(one, str):
            kept.append(one)
        elif isinstance(one, Grid):
            told.tell(losses.NESTED, one.words)
        elif _is_read(one, told, alone=alone):
            kept += in_cell(one.found, told)
    return kept


def _is_read(box: Box, told: Told, *, alone: bool) -> bool:
    """A box is read where it stands alone, or begins with a mark as a line does."""
    if not box.words.strip():
        return False
    read = alone or box.marked
    kinds = (losses.NESTED, losses.FRAME_READ) if box.frame else (losses.BOX, losses.BOX_READ)
    told.tell(kinds[read], box.words)
    return read
