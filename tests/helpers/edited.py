"""An exported report edited as a person would, by the libraries that others use for each format.

A line is named as it is printed, mark and all; in its place come the lines that are given.
"""

import copy
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from hwpx.document import HwpxDocument

Lines = Mapping[str, Sequence[str]]
Money = Mapping[tuple[str, str], str]
"""By the row (국비) and the column ('23) of the first money table, what is typed there."""


def docx(body: bytes, lines: Lines, money: Money) -> bytes:
    """By python-docx."""
    paper = Document(io.BytesIO(body))
    tables = paper.tables
    cells = {id(cell._tc): cell for table in tables for cell in table._cells}
    for cell in list(cells.values()):
        for paragraph in list(cell.paragraphs):
            _retyped(paragraph, paragraph._p, lines, _said_docx)
    grid = next(table for table in tables if "공약사업명" in table.rows[0].cells[0].text)
    heads = [cell.text.strip() for cell in grid.rows[0].cells]
    for (row_name, column), amount in money.items():
        [row] = [row for row in grid.rows if row_name in [cell.text for cell in row.cells]]
        _said_docx(row.cells[heads.index(column)].paragraphs[0], amount)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _said_docx(paragraph: Any, text: str) -> None:
    for run in paragraph.runs[1:]:
        run.text = ""
    if paragraph.runs:
        paragraph.runs[0].text = text
    else:
        paragraph.add_run(text)


def _retyped(paragraph: Any, element: Any, lines: Lines, say: Callable[[Any, str], None]) -> None:
    """The paragraph with its new words, further ones as copies behind it, or gone."""
    new = lines.get(paragraph.text.strip())
    if new is None:
        return
    if not new:
        element.getparent().remove(element)
        return
    for text in reversed(new[1:]):
        say(paragraph, text)
        element.addnext(copy.deepcopy(element))
    say(paragraph, new[0])


def hwpx(body: bytes, lines: Lines, money: Money) -> bytes:
    """By python-hwpx."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "보고서.hwpx"
        path.write_bytes(body)
        paper = HwpxDocument.open(path)
        tables = [table for paragraph in paper.paragraphs for table in paragraph.tables]
        for table in tables:
            for row in table.rows:
                for cell in row.cells:
                    for paragraph in list(cell.paragraphs):
                        _retyped(paragraph, paragraph.element, lines, _said_hwpx)
            grid = [[cell.text.strip() for cell in row.cells] for row in table.rows]
            if grid and "공약사업명" in grid[0] and money:
                _money_hwpx(table, grid, money)
                money = {}
        paper.save_to_path(path)
        return path.read_bytes()


def _said_hwpx(paragraph: Any, text: str) -> None:
    paragraph.text = text


def _money_hwpx(table: Any, grid: list[list[str]], money: Money) -> None:
    for (row_name, column), amount in money.items():
        at = next(n for n, row in enumerate(grid) if row_name in row)
        shift = len(grid[0]) - len(grid[at])  # a merged cell stands in the first row alone
        cell = table.rows[at].cells[grid[0].index(column) - shift]
        cell.paragraphs[0].text = amount


def xlsx(body: bytes, lines: Lines, money: Money) -> bytes:
    """By openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    rows = [list(row) for sheet in book for row in sheet.rows]
    for cell in [cell for row in rows for cell in row]:
        new = lines.get(str(cell.value or "").strip())
        if new is not None:
            cell.value = "\n".join(new) or None
    at = next(n for n, row in enumerate(rows) if row[0].value == "공약사업명")
    heads = [str(cell.value or "").strip() for cell in rows[at]]
    for (row_name, column), amount in money.items():
        row = next(row for row in rows[at:] if row_name in [cell.value for cell in row])
        row[heads.index(column)].value = int(amount)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


EDITED: dict[str, Callable[[bytes, Lines, Money], bytes]] = {
    "docx": docx,
    "hwpx": hwpx,
    "xlsx": xlsx,
}
