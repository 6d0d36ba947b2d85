"""What both formats of 한글 share: where their reader stands, and how a table is taken apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.documents.reading import losses, marks
from bot.documents.reading.automatic import Automatic
from bot.documents.reading.losses import Told
from bot.documents.reading.pieces import Box, Cell, Found, Grid, in_cell


@dataclass(frozen=True)
class Unread:
    """A cell before it is read: its place, what it spans, and how what it holds is read."""

    row: int
    column: int
    rows: int
    columns: int
    read: Callable[[], Iterable[Found]]


class Place:
    """Where in a document its reader stands, with what is left behind there."""

    def __init__(self) -> None:
        self._depth = 0  # how deep inside tables of several columns
        self._label = False  # inside the first of these columns, whose numbers are no marks
        self._tables = self._paragraphs = 0
        self.told = Told()

    def outside(self, *, new: bool = True) -> None:
        """Stands outside of tables, at the next paragraph or still at the last one."""
        self._paragraphs += new
        self.told.place = losses.OUTSIDE.format(number=self._paragraphs)

    def with_mark(self, own: Automatic | None, found: list[Found]) -> list[Found]:
        """A paragraph with its automatic mark before its first words."""
        if own is None or self._label or (own.outline and not self._depth):
            return found
        for at, piece in enumerate(found):
            if isinstance(piece, str) and not marks.begins(piece.strip()):
                self.told.tell(losses.AUTOMATIC)
                return [*found[:at], own.mark + piece.strip(), *found[at + 1 :]]
        return found

    def table(self, cells: Sequence[Unread], above: Sequence[str]) -> list[Found]:
        """A table below its caption; one of a single column only frames what it holds."""
        if not self._depth:
            self._tables += 1
        if len({one.column for one in cells}) <= 1:
            held = [*above, *(piece for one in cells for piece in one.read())]
            return [Box(tuple(held), frame=True)] if self._depth else held
        name = "" if self._depth else losses.TABLE.format(number=self._tables)
        return [Grid(tuple(self._cells(cells, name)), name, tuple(above))]

    def _cells(self, cells: Sequence[Unread], name: str) -> Iterator[Cell]:
        before, label, outer = self._label, "", self.told.place
        self._depth += 1
        for one in cells:
            self._label = one.column == 0
            if self._depth == 1:
                named = label if one.column else ""
                self.told.place = losses.cell_place(name, one.row, one.column, named)
            lines = tuple(in_cell(one.read(), self.told))
            made = Cell(one.row, one.column, lines, one.rows, one.columns)
            label = made.text or label if one.column == 0 else label
            yield made
        self._depth -= 1
        self._label, self.told.place = before, outer
