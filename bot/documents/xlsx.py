"""Any paper as a workbook of one sheet, by XlsxWriter.

The columns of the sheet are the edges of all tables together; each bullet has a row of its own,
and the cells beside a bulleted one stand over all of its rows.
"""

import io
from itertools import accumulate
from typing import Any

import xlsxwriter

from bot.documents.outline import Cell, Look, Paper, Paragraph, Picture, Table
from storage.rules.names import clean_text

SERIF, SANS = "함초롬바탕", "함초롬돋움"
SHADE = "#E5EAF3"
MOST_LETTERS = 32_767
"""What one cell can hold; Excel's own limit."""

_LETTERS = {
    Look.CODE: (SANS, 18, True),
    Look.TITLE: (SANS, 20, True),
    Look.NAME: (SANS, 11, True),
    Look.SECTION: (SANS, 16, True),
    Look.CIRCLE: (SERIF, 11, True),
    Look.DOT: (SERIF, 10, False),
    Look.UNIT: (SERIF, 9, False),
    Look.CAPTION: (SERIF, 10, False),
}
_INDENT = {Look.DASH: 1, Look.DOT: 2}
_CENTRED = (Look.CODE, Look.TITLE, Look.NAME, Look.PLAIN, Look.CAPTION)
_RIGHT = (Look.UNIT, Look.FIGURE)


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

    def write(self) -> None:
        """Everything, one block under the other."""
        sheet = self._sheet
        for at in range(len(self._edges) - 1):
            sheet.set_column(at, at, (self._edges[at + 1] - self._edges[at]) / 2.0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer("&C- &P -" if self._paper.numbered else "")
        for block in self._paper.blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Picture):
                self._line(Paragraph(block.caption, Look.CAPTION))
            else:
                self._line(block)

    def _line(self, one: Paragraph) -> None:
        self._put(self._row, 0, self._row, len(self._edges) - 2, (one,), _Frame(ruled=False))
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
            self._cell(cell, tops[cell.row], columns[cell.column], bottom, right)
        self._row = tops[-1]

    def _cell(self, cell: Cell, top: int, left: int, bottom: int, right: int) -> None:
        frame = _Frame(shaded=cell.shaded)
        if not cell.top:
            self._put(top, left, bottom, right, cell.paragraphs, frame)
            return
        for at in range(top, bottom + 1):
            said = cell.paragraphs[at - top : at - top + 1]
            self._put(at, left, at, right, said, frame)

    def _put(
        self,
        top: int,
        left: int,
        bottom: int,
        right: int,
        said: tuple[Paragraph, ...],
        frame: "_Frame",
    ) -> None:
        look = said[0].look if said else Look.PLAIN
        form = self._format(look, frame)
        text = "\n".join(one.leads + clean_text(one.text) for one in said)
        if len(text) > MOST_LETTERS:
            raise TooLong(f"{len(text)} letters in one cell")
        if (top, left) != (bottom, right):
            self._sheet.merge_range(top, left, bottom, right, "", form)
        if look is Look.FIGURE and text:
            self._sheet.write_number(top, left, float(text.replace(",", "")), form)
        elif text:
            self._sheet.write_string(top, left, text, form)
        else:
            self._sheet.write_blank(top, left, None, form)

    def _format(self, look: Look, frame: "_Frame") -> Any:
        key = (look, frame.ruled, frame.shaded)
        if key not in self._formats:
            font, size, bold = _LETTERS.get(look, (SERIF, 11, False))
            given = {"font_name": font, "font_size": size, "bold": bold, "text_wrap": True}
            given |= {"valign": "vcenter", "align": _side(look), "indent": _INDENT.get(look, 0)}
            given |= {"border": 1} if frame.ruled else {}
            given |= {"bg_color": SHADE} if frame.shaded else {}
            given |= {"num_format": "#,##0.###"} if look is Look.FIGURE else {}
            self._formats[key] = self._book.add_format(given)
        return self._formats[key]


class _Frame:
    """Whether a cell has lines around it, and a ground."""

    def __init__(self, *, ruled: bool = True, shaded: bool = False) -> None:
        self.ruled = ruled
        self.shaded = shaded


def _side(look: Look) -> str:
    if look in _CENTRED:
        return "center"
    return "right" if look in _RIGHT else "left"
