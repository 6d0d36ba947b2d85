"""A sheet before it is written: its columns, how tall its rows are, and where its pages end.

Columns and lines are measured by the table of widths that all formats share. A page ends between
rows, never behind a heading; what stands beside the bullets of a row is said again on each page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import ceil

from bot.documents.breaks import words
from bot.documents.letter_widths import POINT, width
from bot.documents.outline import GOTHIC, Block, Cell, Look, Paragraph, Picture, Table
from storage.rules.names import clean_text

LETTER_MM = 1.8  # of paper for each narrow letter, in which Excel counts columns
DIGIT, EDGE, DOT = 7, 5, 25.4 / 96
"""Pixels of such a letter, and those beside the text of a cell; millimetres of a pixel."""
LINE_SPACING = 1.45
LINE_POINTS = 11 * LINE_SPACING
MOST_POINTS = 409.0
"""How high one row can be; Excel's own limit."""
PAGE_POINTS = 252 / 25.4 * 72 - 6
"""Between the margins of a page, with a little to spare."""
INDENT = {Look.DASH: 1, Look.DOT: 2}
INDENT_MM = 3 * DIGIT * DOT  # what Excel indents by each
ABOVE = {Look.SECTION: 12.0, Look.TITLE: 6.0}  # points of air
LEADING = (Look.SECTION, Look.UNIT)
"""What stands on the page of what follows it."""


@dataclass(frozen=True)
class Grid:
    """The columns of a sheet, in the letters by which Excel counts; `edges` are those of paper,
    where tables of other columns share them."""

    letters: tuple[float, ...]
    edges: tuple[float, ...] = ()

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self.letters)

    @property
    def width(self) -> float:
        """Millimetres of all."""
        return self.room(0, self.columns)

    def room(self, left: int, right: int) -> float:
        """Millimetres of the columns from one up to another, edges included."""
        return sum(round(one * DIGIT + EDGE) for one in self.letters[left:right]) * DOT

    def places(self, table: Table) -> list[int]:
        """The column of the sheet at each edge of a table."""
        if not self.edges:
            return list(range(len(table.widths) + 1))
        return [self.edges.index(edge) for edge in _edges(table)]


@dataclass(frozen=True)
class Planned:
    """A block with its rows as they are written; `fresh` are those that begin a page."""

    block: Block
    fresh: tuple[int, ...] = ()


def grid_of(tables: Sequence[Table]) -> Grid:
    """Money has a column for each of its own; other tables share the edges of all."""
    if tables and all(one.sums is not None for one in tables):
        count = max(len(one.widths) for one in tables)
        widths = [
            max(one.widths[at] for one in tables if at < len(one.widths)) for at in range(count)
        ]
        return Grid(tuple(one / LETTER_MM for one in widths))
    edges = sorted({edge for one in tables for edge in _edges(one)} or {0.0, 170.0})
    letters = [(last - first) / LETTER_MM for first, last in pairwise(edges)]
    return Grid(tuple(letters), tuple(edges))


def _edges(table: Table) -> list[float]:
    return [0.0, *(round(edge, 1) for edge in accumulate(table.widths))]


def tall(said: Sequence[Paragraph], room: float) -> float:
    """Points that paragraphs need in one cell of so many millimetres."""
    if not said:
        return LINE_POINTS
    return sum(
        _lines(one, room) * one.points * LINE_SPACING + ABOVE.get(one.look, 0) for one in said
    )


def _lines(one: Paragraph, room: float) -> int:
    """How many lines a paragraph takes; words stay whole unless one is longer than a line."""
    sans = one.look in GOTHIC
    space = max(room - EDGE * DOT - INDENT_MM * INDENT.get(one.look, 0), one.points * POINT)
    count = 0
    for text in (one.leads + clean_text(one.text)).split("\n"):
        count, left, gap = count + 1, space, 0.0
        for word in words(text):
            wide = width(word, one.points, sans=sans)
            if word.isspace():
                gap = wide
                continue
            if gap + wide > left and left < space:
                count, left, gap = count + 1, space, 0.0
            over = max(gap + wide - left, 0.0)
            count += ceil(over / space)
            left, gap = (left - gap - wide if not over else space - over % space), 0.0
    return count


def planned(blocks: Sequence[Block], grid: Grid, scale: int) -> Iterator[Planned]:
    """The blocks in their order, on pages of paper that is printed at so many hundredths."""
    page = _Page(grid, PAGE_POINTS * 100 / scale)
    for at, block in enumerate(blocks):
        fresh = page.down > page.repeated and page.down + page.least(blocks[at:]) > page.room
        if fresh:
            page.down = page.repeated
        first = (0,) if fresh else ()
        if isinstance(block, Table):
            table, others = page.table(block)
            yield Planned(table, (*first, *others))
        else:
            page.down += page.line(block)
            yield Planned(block, first)


class _Page:
    """How far down the page something stands; `repeated` is what each page begins with."""

    def __init__(self, grid: Grid, room: float) -> None:
        self._grid, self.room = grid, room
        self.down = self.repeated = 0.0

    def line(self, one: Block) -> float:
        """What a paragraph over all columns needs."""
        said = Paragraph(one.caption, Look.CAPTION) if isinstance(one, Picture) else one
        return tall([said], self._grid.width) if isinstance(said, Paragraph) else 0.0

    def least(self, blocks: Sequence[Block]) -> float:
        """What the first of the blocks needs on its page, with what it leads."""
        first, *others = blocks
        if isinstance(first, Table):
            rows = self._heights(first)
            bulleted = [at for at in range(first.rows) if _bullets(first, at)]
            return sum(rows[: bulleted[0]]) + LINE_POINTS * 2 if bulleted else sum(rows)
        need = self.line(first)
        leads = isinstance(first, Paragraph) and first.look in LEADING and others
        return need + self.least(others) if leads else need

    def table(self, table: Table) -> tuple[Table, tuple[int, ...]]:
        """The table with its rows parted, and those that begin a page."""
        heights = self._heights(table)
        cells: list[Cell] = []
        fresh: list[int] = []
        shift = 0
        for row in range(table.rows):
            own = [one for one in table.cells if one.row == row]
            parts = self._parts(table, own) if _bullets(table, row) else []
            for at, (first, last) in enumerate(parts):
                if first or (self._turned and not first):
                    fresh.append(row + shift + at)
                cells += (_part(one, row + shift + at, first, last) for one in own)
            if not parts:
                cells += (replace(one, row=row + shift) for one in own)
                self.down += heights[row]
            shift += max(len(parts) - 1, 0)
            if row + 1 == table.header_rows and table.sums is None:
                self.repeated = sum(heights[: table.header_rows])
        return replace(table, rows=table.rows + shift, cells=tuple(cells)), tuple(fresh)

    def _parts(self, table: Table, cells: Sequence[Cell]) -> list[tuple[int, int]]:
        """From which bullet to which a row stands on each of its pages."""
        bullets = next(one for one in cells if one.top)
        room, beside = self._room(table, bullets), 0.0
        for one in cells:
            if not one.top:
                beside = max(beside, tall(one.paragraphs, self._room(table, one)))
        heights = [tall([one], room) for one in bullets.paragraphs] or [LINE_POINTS]
        ends = [
            at
            for at in range(1, len(heights))
            if bullets.paragraphs[at - 1].look is not Look.CIRCLE
        ]
        parts, start, self._turned = [], 0, False
        while self.down + max(sum(heights[start:]), beside) > self.room:
            fits = [
                at
                for at in ends
                if at > start and self.down + max(sum(heights[start:at]), beside) <= self.room
            ]
            if fits:
                parts.append((start, fits[-1]))
                start = fits[-1]
            elif self.down > self.repeated and not parts:
                self._turned = True
            else:  # taller than a page
                break
            self.down = self.repeated
        self.down += max(sum(heights[start:]), beside)
        return [*parts, (start, len(heights))]

    def _heights(self, table: Table) -> list[float]:
        """Points of each row; what a cell over several lacks is added to its last."""
        rows = [LINE_POINTS] * table.rows
        for cell in sorted(table.cells, key=lambda one: one.rows):
            last = cell.row + cell.rows - 1
            need = tall(cell.paragraphs, self._room(table, cell))
            rows[last] += max(need - sum(rows[cell.row : last + 1]), 0.0)
        return rows

    def _room(self, table: Table, cell: Cell) -> float:
        columns = self._grid.places(table)
        return self._grid.room(columns[cell.column], columns[cell.column + cell.columns])


def _bullets(table: Table, row: int) -> bool:
    return any(one.top for one in table.cells if one.row == row)


def _part(cell: Cell, row: int, first: int, last: int) -> Cell:
    """A cell as it stands on one of the pages of its row; a remark is said on the first."""
    if cell.top:
        return replace(cell, row=row, paragraphs=cell.paragraphs[first:last])
    return replace(
        cell, row=row, paragraphs=cell.paragraphs if not (first and cell.column) else ()
    )
