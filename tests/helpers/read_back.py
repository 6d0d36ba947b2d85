"""What stands in a finished file, by readers that share nothing with the writers."""

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hwpforge
import openpyxl
import pypdf
from dochan import Dochan

from bot.documents.outline import MARKS, Cell, Paper, Table

HEADER_ROW = "구분추진실적및추진계획비고"
MOST_OF_A_NAME = 60


@dataclass(frozen=True)
class Piece:
    """A cell of a table: its upper left place, what it spans, its paragraphs."""

    row: int
    column: int
    rows: int
    columns: int
    texts: tuple[str, ...]


def piece(cell: Cell) -> Piece:
    """What a reader should find of a cell of the outline."""
    texts = tuple(MARKS.get(one.look, "") + one.text for one in cell.paragraphs)
    return Piece(cell.row, cell.column, cell.rows, cell.columns, texts)


def model(paper: Paper) -> list[set[Piece]]:
    """What a reader should find of the tables of a paper."""
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    return [{piece(cell) for cell in table.cells} for table in tables]


def text(form: str, body: bytes) -> str:
    """All text of a file."""
    if form == "pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    return str(_dochan(form, body).to_plain_text())


def parts(body: bytes) -> dict[str, bytes]:
    """What an archive holds, by name."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def close(words: str) -> str:
    """Without spaces: lines of a page break between words, and inside them."""
    return "".join(words.split())


def paragraphs(form: str, body: bytes) -> list[str]:
    """Every paragraph of an HWPX or DOCX, every line of a cell of a workbook; none is empty."""
    if form == "xlsx":
        return [line for value in cells(body) for line in str(value).split("\n")]
    found = _named(_dochan(form, body).to_dict(), "paragraph")
    return [one["text"] for one in found if one["text"]]


def running(body: bytes) -> str:
    """The text of a PDF without spaces, page numbers, and header rows and names said again."""
    pages = pypdf.PdfReader(io.BytesIO(body)).pages
    told = [close(page.extract_text()) for page in pages]
    rest = [one.removesuffix(f"-{at}-") for at, one in enumerate(told, 1)]
    return rest[0] + "".join(map(_going_on, rest[1:]))


def _going_on(page: str) -> str:
    """A page that a table goes on upon: the name of its row comes first, then the header row."""
    name, header, after = page.partition(HEADER_ROW)
    return after if header and len(name) < MOST_OF_A_NAME else page


def cells(body: bytes) -> Iterator[Any]:
    """Every value of a workbook, row by row."""
    for sheet in openpyxl.load_workbook(io.BytesIO(body)).worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (value for value in row if value is not None)


def tables(form: str, body: bytes) -> list[set[Piece]]:
    """The tables of a DOCX or HWPX."""
    found = _named(_dochan(form, body).to_dict(), "table")
    return [set(_pieces([_plain(row) for row in table["rows"]])) for table in found]


def tables_by_hwpforge(body: bytes) -> list[set[Piece]]:
    """The tables of an HWPX, read by another reader in another language."""
    told = json.loads(hwpforge.Document.from_bytes(body).to_json().text)
    runs = [
        run["content"]
        for section in told["document"]["sections"]
        for paragraph in section["paragraphs"]
        for run in paragraph["runs"]
    ]
    found = [content["Table"] for content in runs if "Table" in content]
    return [set(_pieces([_told(row["cells"]) for row in table["rows"]])) for table in found]


Row = list[tuple[int, int, tuple[str, ...]]]


def _plain(row: list[dict[str, Any]]) -> Row:
    return [
        (cell["row_span"], cell["col_span"], _texts(one["text"] for one in cell["paragraphs"]))
        for cell in row
        if not cell.get("merged_away")
    ]


def _told(row: list[dict[str, Any]]) -> Row:
    return [
        (cell["row_span"], cell["col_span"], _texts(map(_said, cell["paragraphs"])))
        for cell in row
    ]


def _said(paragraph: dict[str, Any]) -> str:
    return "".join(run["content"].get("Text", "") for run in paragraph["runs"])


def _texts(found: Iterator[str]) -> tuple[str, ...]:
    return tuple(one for one in found if one)


def _pieces(rows: list[Row]) -> Iterator[Piece]:
    """Cells come row by row; each takes the first place that no earlier one covers."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for high, wide, texts in row:
            while (at, column) in taken:
                column += 1
            taken |= {(at + down, column + right) for down in range(high) for right in range(wide)}
            yield Piece(at, column, high, wide, texts)


def _named(node: Any, kind: str) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if node.get("type") == kind else []
        return own + [one for value in node.values() for one in _named(value, kind)]
    if isinstance(node, list):
        return [one for value in node for one in _named(value, kind)]
    return []


NO_BREAK = b"<w:noBreakHyphen/>", b"<w:t>-</w:t>"
"""A hyphen at which no line ends: that reader leaves it out."""


def _plain_hyphens(body: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as new:
        for name, part in parts(body).items():
            new.writestr(name, part.replace(*NO_BREAK))
    return kept.getvalue()


def _dochan(form: str, body: bytes) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"paper.{form}"
        path.write_bytes(_plain_hyphens(body) if form == "docx" else body)
        return Dochan(str(path))
