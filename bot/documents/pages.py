"""Where the pages of a word processor end, told before it opens the file.

A row of a period that goes on upon the next page becomes two, with the period's name in both; a
heading that would stand alone at the foot of a page begins the next one. What is foretold comes
true because the file says how tall each row is at least (`heights.py`).
"""

from collections.abc import Sequence
from dataclasses import replace

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
        parts.take([one for one in table.cells if one.row == row])
    return parts.table(), parts.down


def _start(table: Table, row: int) -> float:
    """The least of a row that stands on a page: its name, and its first bullets."""
    parts = _Parts(table, 0.0, 0.0)
    return parts.start([one for one in table.cells if one.row == row])


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

    def start(self, cells: Sequence[Cell]) -> float:
        """The height of a row that has its first bullets only."""
        counts = [_ends(one.paragraphs)[0] for one in cells if one.top and one.paragraphs]
        return self._tall(_first_part(cells, counts[0] if counts else 0))

    def take(self, cells: Sequence[Cell]) -> None:
        """One row, in as many parts as there are pages that it stands on."""
        while self.down + self._tall(cells) > FOOT:
            count = self._fitting(cells)
            if count:
                self._put(_first_part(cells, count), fill=True)
                cells = _rest(cells, count)
            elif self.down > self._head and len(self._least) > self._of.header_rows:
                self._fill()
            else:  # a bullet that is longer than a page
                break
        self._put(cells, fill=False)

    def _fitting(self, cells: Sequence[Cell]) -> int:
        """How many bullets still fit on the page; 0 for none, or when no bullet would be left."""
        bullets = next((one.paragraphs for one in cells if one.top), ())
        fitting = 0
        for count in _ends(bullets):
            if self.down + self._tall(_first_part(cells, count)) > FOOT:
                break
            fitting = count
        return fitting

    def _put(self, cells: Sequence[Cell], *, fill: bool) -> None:
        at, tall = len(self._least), self._tall(cells)
        self._cells.extend(replace(one, row=at) for one in cells)
        self._least.append(tall)
        self.down += tall
        if fill:
            self._fill()
        elif self.down > FOOT:
            self.down = self._head + (self.down - self._head) % (heights.BODY - self._head)

    def _fill(self) -> None:
        """The last row goes down to the foot of the page, so that the next begins a new one."""
        self._least[-1] += FOOT - self.down
        self.down = self._head

    def _tall(self, cells: Sequence[Cell]) -> float:
        return max(heights.of_cell(one, self._of) for one in cells)


def _ends(bullets: Sequence[Paragraph]) -> list[int]:
    """After how many bullets a part may end: never behind the title of those that follow."""
    ends = [at for at, one in enumerate(bullets, 1) if one.look is not Look.CIRCLE]
    return [at for at in ends if at < len(bullets)] or [len(bullets)]


def _first_part(cells: Sequence[Cell], count: int) -> list[Cell]:
    return [replace(one, paragraphs=one.paragraphs[:count]) if one.top else one for one in cells]


def _rest(cells: Sequence[Cell], count: int) -> list[Cell]:
    """The bullets that are left, with the name of their row; what was noted is not said again."""
    return [
        replace(one, paragraphs=one.paragraphs[count:])
        if one.top
        else (one if one.column == 0 else replace(one, paragraphs=()))
        for one in cells
    ]
