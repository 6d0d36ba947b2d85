"""A made report as XLSX: paragraphs in the first column, tables as cells, words beside them."""

import io
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from tests.helpers.made.shapes import (
    Cell,
    Composed,
    Memo,
    Paper,
    Para,
    Said,
    Sign,
    Small,
    Table,
    paragraphs,
)

SHOWN = (Said, Sign, Small, Composed)


def xlsx(paper: Paper) -> bytes:
    """The workbook: one sheet, a row for each line that stands outside of tables."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.oddHeader.center.text, sheet.oddFooter.center.text = paper.header, paper.footer
    at = 1
    for block in paper.blocks:
        match block:
            case Table():
                at = _table(sheet, at, block)
            case Para():
                at = _lines(sheet, at, block)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _lines(sheet: Any, at: int, block: Para) -> int:
    _put(sheet, at, 1, [block])
    return at + 1


def _table(sheet: Any, at: int, block: Table) -> int:
    if block.caption:
        sheet.cell(at, 1, block.caption)
        at += 1
    for cell in block.cells:
        _cell(sheet, at, cell)
    return at + block.size[0]


def _cell(sheet: Any, top: int, cell: Cell) -> None:
    row, column = top + cell.row, cell.column + 1
    _put(sheet, row, column, paragraphs(cell))
    if (cell.rows, cell.columns) != (1, 1):
        last = {"end_row": row + cell.rows - 1, "end_column": column + cell.columns - 1}
        sheet.merge_cells(start_row=row, start_column=column, **last)


def _put(sheet: Any, row: int, column: int, found: list[Para]) -> None:
    """The words of a cell on lines of their own; its memos become one beside it."""
    lines = [_line(one) for one in found]
    memos = [run.text for one in found for run in one.runs if isinstance(run, Memo)]
    if any(lines):
        sheet.cell(row, column, "\n".join(lines)).data_type = "s"
    if memos:
        sheet.cell(row, column).comment = Comment("\n".join(memos), "")


def _line(block: Para) -> str:
    sign = f"{block.auto[0]} " if block.auto else ""
    return sign + "".join(run.text for run in block.runs if isinstance(run, SHOWN))
