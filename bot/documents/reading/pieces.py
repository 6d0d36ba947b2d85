"""What every format is read into first: paragraphs and tables, as they stand in the file."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """One cell at its upper left place, with its paragraphs."""

    row: int
    column: int
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(" ".join(self.paragraphs).split())


@dataclass(frozen=True)
class Grid:
    """A table."""

    cells: tuple[Cell, ...]

    def rows(self) -> list[dict[int, Cell]]:
        """Its cells by column, row by row; cells that say nothing are left out."""
        found: dict[int, dict[int, Cell]] = {}
        for cell in self.cells:
            row = found.setdefault(cell.row, {})
            if cell.text:
                row[cell.column] = cell
        return [found[at] for at in sorted(found)]


@dataclass
class Pieces:
    """A file taken apart; `losses` are full sentences about what was left behind."""

    found: list[str | Grid] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
