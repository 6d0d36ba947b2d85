"""Any paper as a workbook, by XlsxWriter: bullets on one sheet, money on a grid of its own.

Each bullet has a row of its own; the cells beside a bulleted one stand over all of its rows of a
page. Tables of money stand on a second sheet, each figure in a plain cell and each sum a formula,
so that what somebody types there counts. Pages end between rows, where a heading would not be left
alone.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from bot.documents.outline import GOTHIC, Block, Cell, Look, Paper, Paragraph, Picture, Table
from bot.documents.xlsx_pages import INDENT, LINE_POINTS, MOST_POINTS, grid_of, planned, tall
from storage.rules.names import clean_text

SERIF, SANS = "함초롬바탕", "함초롬돋움"
SHADE = "#E5EAF3"
MOST_LETTERS = 32_767
"""What one cell can hold; Excel's own limit."""
FIRST, MONEY = "보고서", "사업비"
"""Names of the sheets."""
SIDE, ABOVE, BELOW = 0.71, 0.98, 0.79
"""Inches of margin; less than on paper at the sides, so that no column is pushed out."""
WIDE = 168.0
"""Millimetres of paper that the columns take; wider ones are printed smaller."""
SUM = '=IF(COUNT({cells})=0,"",SUM({cells}))'

_BOLD = (*GOTHIC, Look.CIRCLE)
_CENTRED = (Look.CODE, Look.TITLE, Look.NAME, Look.PLAIN, Look.CAPTION)
_RIGHT = (Look.UNIT, Look.REMARK, Look.FIGURE)


class TooLong(ValueError):
    """A text that no cell can hold."""


def render(paper: Paper) -> bytes:
    """The workbook; equal papers give equal bytes. Text is never a formula."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    made = paper.made_at.replace(tzinfo=None)
    book.set_properties({"title": clean_text(paper.title)[:255], "created": made})
    looks = _Looks(book)
    for name, blocks in zip((FIRST, MONEY), _sheets(paper.blocks), strict=False):
        _Sheet(book.add_worksheet(name), blocks, looks).write(numbered=paper.numbered)
    book.close()
    return kept.getvalue()


def _sheets(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """The blocks of each sheet: money, with its heading and all behind it, has its own."""
    first = next((at for at, one in enumerate(blocks) if _is_money(one)), None)
    if first is None:
        return [blocks]
    while first and isinstance(blocks[first - 1], Paragraph):
        first -= 1
    return [one for one in (blocks[:first], blocks[first:]) if one]


def _is_money(block: Block) -> bool:
    return isinstance(block, Table) and block.sums is not None


@dataclass(frozen=True)
class _Place:
    """Cells of the sheet, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class _Frame:
    """The lines around a cell and its ground; bullets between the first and the last have none."""

    ruled: bool = True
    shaded: bool = False
    first: bool = True
    last: bool = True


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def of(self, set_as: Paragraph, frame: _Frame) -> Any:
        """How a cell is set."""
        key = (set_as.look, set_as.points, frame)
        if key not in self._made:
            self._made[key] = self._book.add_format(_format(set_as, frame))
        return self._made[key]


def _format(set_as: Paragraph, frame: _Frame) -> dict[str, Any]:
    look = set_as.look
    font, bold = SANS if look in GOTHIC else SERIF, look in _BOLD
    given: dict[str, Any] = {"font_name": font, "font_size": set_as.points, "bold": bold}
    given |= {"text_wrap": True}
    given |= {"quote_prefix": look is not Look.FIGURE}  # text stays text when it is edited
    given |= {"valign": "vcenter", "align": _side(look), "indent": INDENT.get(look, 0)}
    if frame.ruled:
        given |= {"left": 1, "right": 1, "top": int(frame.first), "bottom": int(frame.last)}
    given |= {"bg_color": SHADE} if frame.shaded else {}
    return given | ({"num_format": "#,##0"} if look is Look.FIGURE else {})


class _Sheet:
    """One sheet being written, block by block."""

    def __init__(self, sheet: Any, blocks: Sequence[Block], looks: _Looks) -> None:
        self._sheet, self._blocks, self._looks = sheet, blocks, looks
        self._grid = grid_of([one for one in blocks if isinstance(one, Table)])
        self._row = 0
        self._heights: dict[int, float] = {}
        self._spans: list[tuple[_Place, float]] = []

    def write(self, *, numbered: bool) -> None:
        """Everything, one block under the other."""
        scale = min(100, int(100 * WIDE / self._grid.width))
        self._set_up(numbered=numbered)
        pages: list[int] = []
        for one in planned(self._blocks, self._grid, scale):
            block = one.block
            if isinstance(block, Table):
                tops = self._table(block)
                pages += (tops[row] for row in one.fresh)
            else:
                pages += (self._row for _ in one.fresh)
                self._line(block)
        self._stretch()
        self._sheet.set_h_pagebreaks([row for row in pages if row])

    def _set_up(self, *, numbered: bool) -> None:
        """As wide as one page, whichever font a program counts its columns in."""
        sheet = self._sheet
        for at, letters in enumerate(self._grid.letters):
            sheet.set_column(at, at, letters)
        sheet.set_paper(9)
        sheet.set_margins(left=SIDE, right=SIDE, top=ABOVE, bottom=BELOW)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer("&C- &P -" if numbered else "")

    def _stretch(self) -> None:
        """Rows as high as their text: no program does it for merged cells."""
        for place, needed in self._spans:
            rows = range(place.top, place.bottom + 1)
            lacking = needed - sum(self._heights.get(row, LINE_POINTS) for row in rows)
            if lacking > 0:
                last = self._heights.get(place.bottom, LINE_POINTS)
                self._heights[place.bottom] = last + lacking
        for row, height in self._heights.items():
            self._sheet.set_row(row, min(height, MOST_POINTS))

    def _line(self, block: Paragraph | Picture) -> None:
        one = Paragraph(block.caption, Look.CAPTION) if isinstance(block, Picture) else block
        place = _Place(self._row, 0, self._row, self._grid.columns - 1)
        self._put(place, (one,), _Frame(ruled=False))
        self._row += 1

    def _table(self, table: Table) -> list[int]:
        """Writes a table; returns the row of the sheet at which each of its rows begins."""
        high = [1] * table.rows
        for cell in table.cells:
            if cell.top:
                high[cell.row] = max(high[cell.row], len(cell.paragraphs))
        tops = [self._row, *(self._row + at for at in accumulate(high))]
        columns = self._grid.places(table)
        if table.header_rows and table.sums is None:
            self._sheet.freeze_panes(tops[table.header_rows], 0)
            self._sheet.repeat_rows(tops[0], tops[table.header_rows] - 1)
        for cell in table.cells:
            right = columns[cell.column + cell.columns] - 1
            bottom = tops[cell.row + cell.rows] - 1
            self._cell(cell, _Place(tops[cell.row], columns[cell.column], bottom, right))
        if table.sums is not None:
            self._sums(table, table.sums, tops[0])
        self._row = tops[-1]
        return tops

    def _cell(self, cell: Cell, place: _Place) -> None:
        if not cell.top:
            frame = _Frame(True, cell.shaded, first=not cell.joined, last=not cell.joins)
            self._put(place, cell.paragraphs, frame)
            return
        for row in range(place.top, place.bottom + 1):
            said = cell.paragraphs[row - place.top : row - place.top + 1]
            frame = _Frame(first=row == place.top, last=row == place.bottom)
            self._put(replace(place, top=row, bottom=row), said, frame)

    def _sums(self, table: Table, first: tuple[int, int], top: int) -> None:
        """계 as formulas that keep what is printed; what the others do not make stays as it is."""
        down, along = first
        figures = {(one.row, one.column): one for one in table.cells if one.column >= along}
        if any(one.rows > 1 or one.columns > 1 for one in figures.values()):
            return  # 비예산
        last, right = table.rows - 1, len(table.widths) - 1
        for row in range(down, last + 1):
            for column in range(along, right + 1):
                if row != down and column != along:
                    continue
                parts = (
                    [(one, column) for one in range(down + 1, last + 1)]
                    if row == down and column != along
                    else [(row, one) for one in range(along + 1, right + 1)]
                )
                amounts = [one for at in parts if (one := _amount(figures.get(at))) is not None]
                kept = _amount(figures.get((row, column)))
                if kept != (round(sum(amounts), 6) if amounts else None):
                    continue
                (a, b), (c, d) = parts[0], parts[-1]
                formula = SUM.format(cells=xl_range(top + a, b, top + c, d))
                form = self._looks.of(_set_as(figures.get((row, column))), _Frame())
                value = "" if kept is None else kept
                self._sheet.write_formula(top + row, column, formula, form, value)

    def _put(self, place: _Place, said: Sequence[Paragraph], frame: _Frame) -> None:
        set_as = said[0] if said else Paragraph("", Look.PLAIN)
        form = self._looks.of(set_as, frame)
        text = "\n".join(one.leads + clean_text(one.text) for one in said)
        if len(text) > MOST_LETTERS:
            raise TooLong(f"{len(text)} letters in one cell")
        top, left = place.top, place.left
        if (top, left) != (place.bottom, place.right):
            self._sheet.merge_range(top, left, place.bottom, place.right, "", form)
        if set_as.look is Look.FIGURE and text:
            self._sheet.write_number(top, left, _number(text), form)
        elif text:
            self._sheet.write_string(top, left, text, form)
        else:
            self._sheet.write_blank(top, left, None, form)
        needed = tall(said, self._grid.room(place.left, place.right + 1))
        if place.top == place.bottom:
            self._heights[top] = max(self._heights.get(top, LINE_POINTS), needed)
        else:
            self._spans.append((place, needed))


def _set_as(cell: Cell | None) -> Paragraph:
    """How the figures of a cell are set; an empty one as those that may come."""
    return (
        cell.paragraphs[0] if cell is not None and cell.paragraphs else Paragraph("", Look.FIGURE)
    )


def _amount(cell: Cell | None) -> float | None:
    return _number(cell.paragraphs[0].text) if cell is not None and cell.paragraphs else None


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _side(look: Look) -> str:
    if look in _CENTRED:
        return "center"
    return "right" if look in _RIGHT else "left"
