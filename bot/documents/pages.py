"""Where the pages of a word processor end, told before it opens the file.

A row of a period that goes on upon the next page becomes two, with the period's name in both; a
heading that would stand alone at the foot of a page begins the next one. What is foretold comes
true because the file says how tall each row is at least (`heights.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from bot.documents import heights
from bot.documents.letter_widths import POINT
from bot.documents.outline import Block, Cell, Look, Paper, Paragraph, Picture, Table

FOOT = heights.BODY - 1.0
"""A table ends a little above the foot: 한글 goes on to the next page 0.4 mm before it."""
ROOM = 170.0
LEADING = (Look.SECTION, Look.UNIT)
"""What stands on the page of what follows it."""


def paged(paper: Paper) -> Paper:
    """The paper as it is written for a word processor."""
    out: list[Block] = []
    down = 0.0
    for at, block in enumerate(paper.blocks):
        if isinstance(block, Paragraph):
            led = block.look is Look.SECTION and down > 0
            if led and not block.fresh and down + _least(paper.blocks[at:]) > FOOT:
                block = replace(block, fresh=True)
            down = _below(block, 0.0 if block.fresh else down)
        elif isinstance(block, Table):
            block, down = _table(block, down)
        else:
            down = _kept(_drawn(block), down)
        out.append(block)
    return replace(paper, blocks=tuple(out))


def _least(blocks: Sequence[Block]) -> float:
    """What a heading needs below itself, with all that must stand on its page."""
    need = 0.0
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.look in LEADING:
            need += heights.of_paragraph(block, ROOM)
        else:
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            return need + _first(block, after)
    return need


def _first(block: Block, after: Block | None) -> float:
    """As much of a block as is not cut, and the remark below a table."""
    if isinstance(block, Paragraph):
        return heights.pitch(block)
    if isinstance(block, Picture):
        return _drawn(block)
    tall = heights.rows(block)
    if not heights.in_one(block):
        return sum(tall[: block.header_rows]) + _start(block, block.header_rows)
    need = sum(tall) + heights.under(heights.PLAIN)
    if isinstance(after, Paragraph) and after.look is Look.REMARK:
        need += heights.pitch(after)
    return need


def _below(one: Paragraph, down: float) -> float:
    """Where a paragraph ends that begins there, over as many pages as it takes."""
    above, below = heights.AROUND.get(one.look, (0.0, 0.0))
    down += above * POINT
    for _ in range(heights.lines(one, ROOM)):
        if down + one.points * POINT > heights.BODY:
            down = 0.0
        down += heights.pitch(one)
    return down + below * POINT


def _drawn(one: Picture) -> float:
    caption = Paragraph(one.caption, Look.CAPTION)
    return one.height + heights.under(heights.PLAIN) + heights.of_paragraph(caption, ROOM)


def _kept(tall: float, down: float) -> float:
    """Where something ends that no page cuts."""
    return down + tall if down + tall <= heights.BODY else tall


def _table(table: Table, down: float) -> tuple[Table, float]:
    """The table with its rows parted where pages end, and where it ends itself."""
    tall = heights.rows(table)
    if heights.in_one(table):
        return table, _kept(sum(tall), down) + heights.under(heights.PLAIN)
    head = sum(tall[: table.header_rows])
    if table.whole or table.whole_rows or any(one.rows > 1 for one in table.cells):
        down += head
        for one in tall[table.header_rows :]:
            down = down + one if down + one <= FOOT else head + one % heights.BODY
        return table, down
    parts = _Parts(table, head, down + head)
    for row in range(table.header_rows, table.rows):
        parts.take(_Row(table, [one for one in table.cells if one.row == row]))
    return parts.table(), parts.down


def _start(table: Table, row: int) -> float:
    """The least of a row that stands on a page: its name, and its first bullets."""
    begun = _Row(table, [one for one in table.cells if one.row == row])
    return begun.tall(0, next(iter(begun.ends), len(begun.bullets)))


class _Row:
    """A row of a table, of which parts may be taken: its bullets from one to another."""

    def __init__(self, table: Table, cells: Sequence[Cell]) -> None:
        self._cells = cells
        long = next((one for one in cells if one.top), None)
        self.bullets = long.paragraphs if long else ()
        names = [one for one in cells if one is not long]
        self._names = max((heights.of_cell(one, table) for one in names), default=0.0)
        room = heights.room(long, table) if long else 0.0
        sizes = (heights.lines(one, room) * heights.pitch(one) for one in self.bullets)
        self._down = [0.0, *accumulate(sizes)]

    @property
    def ends(self) -> Iterator[int]:
        """Behind how many bullets a part may end: not behind the title of those that follow."""
        for at, one in enumerate(self.bullets[:-1], 1):
            if one.look is not Look.CIRCLE:
                yield at

    def tall(self, first: int, last: int) -> float:
        """How tall a part of it stands."""
        if first == last:
            return max(self._names, heights.of_text(0.0))
        told = self._down[last] - self._down[first] - heights.under(self.bullets[last - 1].points)
        return max(self._names, heights.of_text(told))

    def part(self, first: int, last: int, at: int) -> Iterator[Cell]:
        """Its cells as the row `at`; what is noted beside it is said with its beginning only."""
        for one in self._cells:
            if one.top:
                yield replace(one, row=at, paragraphs=self.bullets[first:last])
            elif first and one.column:
                yield replace(one, row=at, paragraphs=())
            else:
                yield replace(one, row=at)


class _Parts:
    """The rows of a table as far as they are laid out; `down` is where they end."""

    def __init__(self, table: Table, head: float, down: float) -> None:
        self._of, self._head, self.down = table, head, down
        self._cells = [one for one in table.cells if one.row < table.header_rows]
        self._least = [0.0] * table.header_rows

    def table(self) -> Table:
        """All rows that were taken."""
        rows = len(self._least)
        return replace(self._of, rows=rows, cells=tuple(self._cells), least=tuple(self._least))

    def take(self, row: _Row) -> None:
        """One row, in as many parts as there are pages that it stands on."""
        first, last = 0, len(row.bullets)
        while self.down + row.tall(first, last) > FOOT:
            fits = self._fitting(row, first)
            if fits:
                self._put(row, first, fits)
                self._fill()
                first = fits
            elif self.down > self._head and len(self._least) > self._of.header_rows:
                self._fill()
            else:  # a bullet that is longer than a page
                break
        self._put(row, first, last)
        if self.down > FOOT:
            self.down = self._head + (self.down - self._head) % (heights.BODY - self._head)

    def _fitting(self, row: _Row, first: int) -> int:
        """Where the part ends that still fits on the page; 0 where none does."""
        fitting = 0
        for last in row.ends:
            if last > first and self.down + row.tall(first, last) > FOOT:
                break
            fitting = last if last > first else 0
        return fitting

    def _put(self, row: _Row, first: int, last: int) -> None:
        self._cells.extend(row.part(first, last, len(self._least)))
        self._least.append(row.tall(first, last))
        self.down += self._least[-1]

    def _fill(self) -> None:
        """The last row goes down to the foot of the page, so that the next begins a new one."""
        self._least[-1] += FOOT - self.down
        self.down = self._head
