"""Any paper as a workbook of one sheet, by XlsxWriter.

The columns of the sheet are the edges of all tables together; each bullet has a row of its own,
and the cells beside a bulleted one stand over all of its rows.
"""

import io
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from bot.documents.outline import GOTHIC, SIZE, Cell, Look, Paper, Paragraph, Picture, Table
from storage.rules.names import clean_text

SERIF, SANS = "함초롬바탕", "함초롬돋움"
SHADE = "#E5EAF3"
MOST_LETTERS = 32_767
"""What one cell can hold; Excel's own limit."""

LETTER_MM = 1.8  # of paper for each narrow letter, in which Excel counts columns
COLUMN_EDGE = 5 / 7  # of such a letter, which Excel adds to each column
LINE_SPACING = 1.45
LINE_POINTS = 11 * LINE_SPACING
MOST_POINTS = 409.0
"""How high one row can be; Excel's own limit."""

_BOLD = (*GOTHIC, Look.CIRCLE)
_INDENT = {Look.DASH: 1, Look.DOT: 2}
_ABOVE = {Look.SECTION: 12.0, Look.TITLE: 6.0}  # points of air
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
    _Sheet(book, paper).write()
    book.close()
    return kept.getvalue()


class _Sheet:
    def __init__(self, book: Any, paper: Paper) -> None:
        self._book = book
        self._paper = paper
        self._sheet = book.add_worksheet("보고서")
        tables = [block for block in paper.blocks if isinstance(block, Table)]
        edges = {round(edge, 1) for one in tables for edge in accumulate(one.widths)}
        self._edges = [0.0, *sorted(edges or {170.0})]
        self._formats: dict[tuple[object, ...], Any] = {}
        self._row = 0
        self._heights: dict[int, float] = {}
        self._spans: list[tuple[_Place, float]] = []

    def write(self) -> None:
        """Everything, one block under the other."""
        self._page()
        for block in self._paper.blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Picture):
                self._line(Paragraph(block.caption, Look.CAPTION))
            else:
                self._line(block)
        self._stretch()

    def _page(self) -> None:
        sheet = self._sheet
        for at in range(len(self._edges) - 1):
            sheet.set_column(at, at, (self._edges[at + 1] - self._edges[at]) / LETTER_MM)
        sheet.set_paper(9)
        sheet.set_margins(left=0.79, right=0.79, top=0.98, bottom=0.79)  # inches
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer("&C- &P -" if self._paper.numbered else "")

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

    def _line(self, one: Paragraph) -> None:
        place = _Place(self._row, 0, self._row, len(self._edges) - 2)
        self._put(place, (one,), _Frame(ruled=False))
        self._row += 1

    def _table(self, table: Table) -> None:
        """A row of the table takes as many rows as its longest bulleted cell has bullets."""
        heights = [1] * table.rows
        for cell in table.cells:
            if cell.top:
                heights[cell.row] = max(heights[cell.row], len(cell.paragraphs))
        tops = [self._row, *(self._row + at for at in accumulate(heights))]
        places = [0.0, *(round(edge, 1) for edge in accumulate(table.widths))]
        columns = [self._edges.index(edge) for edge in places]
        for cell in table.cells:
            right = columns[cell.column + cell.columns] - 1
            bottom = tops[cell.row + cell.rows] - 1
            place = _Place(tops[cell.row], columns[cell.column], bottom, right)
            self._cell(cell, place)
        self._row = tops[-1]

    def _cell(self, cell: Cell, place: "_Place") -> None:
        if not cell.top:
            frame = _Frame(True, cell.shaded, first=not cell.joined, last=not cell.joins)
            self._put(place, cell.paragraphs, frame)
            return
        for row in range(place.top, place.bottom + 1):
            said = cell.paragraphs[row - place.top : row - place.top + 1]
            frame = _Frame(first=row == place.top, last=row == place.bottom)
            self._put(replace(place, top=row, bottom=row), said, frame)

    def _put(self, place: "_Place", said: tuple[Paragraph, ...], frame: "_Frame") -> None:
        set_as = said[0] if said else Paragraph("", Look.PLAIN)
        look = set_as.look
        form = self._format(set_as, frame)
        text = "\n".join(one.leads + clean_text(one.text) for one in said)
        if len(text) > MOST_LETTERS:
            raise TooLong(f"{len(text)} letters in one cell")
        top, left = place.top, place.left
        if (top, left) != (place.bottom, place.right):
            self._sheet.merge_range(top, left, place.bottom, place.right, "", form)
        if look is Look.FIGURE and text:
            self._sheet.write_number(top, left, float(text.replace(",", "")), form)
        elif text:
            self._sheet.write_string(top, left, text, form)
        else:
            self._sheet.write_blank(top, left, None, form)
        self._measure(place, text, set_as)

    def _measure(self, place: "_Place", text: str, set_as: Paragraph) -> None:
        look, size = set_as.look, set_as.points
        room = (self._edges[place.right + 1] - self._edges[place.left]) / LETTER_MM
        room += COLUMN_EDGE * (place.right - place.left) - 2 * _INDENT.get(look, 0)
        room *= SIZE / size
        lines = sum(max(1, ceil(_width(line) / room)) for line in text.split("\n"))
        needed = lines * size * LINE_SPACING + _ABOVE.get(look, 0)
        if place.top == place.bottom:
            self._heights[place.top] = max(self._heights.get(place.top, LINE_POINTS), needed)
        else:
            self._spans.append((place, needed))

    def _format(self, set_as: Paragraph, frame: "_Frame") -> Any:
        look = set_as.look
        key = (look, set_as.points, frame)
        if key not in self._formats:
            font, bold = SANS if look in GOTHIC else SERIF, look in _BOLD
            given: dict[str, Any] = {"font_name": font, "font_size": set_as.points, "bold": bold}
            given |= {"text_wrap": True}
            given |= {"quote_prefix": look is not Look.FIGURE}  # text stays text when it is edited
            given |= {"valign": "vcenter", "align": _side(look), "indent": _INDENT.get(look, 0)}
            if frame.ruled:
                given |= {
                    "left": 1,
                    "right": 1,
                    "top": int(frame.first),
                    "bottom": int(frame.last),
                }
            given |= {"bg_color": SHADE} if frame.shaded else {}
            given |= {"num_format": "#,##0.###"} if look is Look.FIGURE else {}
            self._formats[key] = self._book.add_format(given)
        return self._formats[key]


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


def _width(line: str) -> int:
    """In narrow letters; a letter of Hangul takes two."""
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in line)


def _side(look: Look) -> str:
    if look in _CENTRED:
        return "center"
    return "right" if look in _RIGHT else "left"
