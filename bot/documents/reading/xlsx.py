"""An XLSX file as pieces: its visible sheets, a line that stands alone as a paragraph."""

import io
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from bot.documents.reading.guard import DAMAGED, MACROS, UNSAFE, Archive
from bot.documents.reading.pieces import Cell, Grid, Pieces
from storage.rules.errors import Refusal

MOST_ROWS, MOST_COLUMNS = 5_000, 200
TYPES = "[Content_Types].xml"
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"')
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
DOCTYPE = "<!DOCTYPE"
HIDDEN = "숨긴 시트 {count}개는 읽지 않았습니다."
FORMULAS = "수식은 파일에 저장된 값으로 읽었습니다."
LINKS = "다른 파일에서 가져오는 값이 있습니다. 파일에 저장된 값으로 읽었습니다."
DATES = "날짜로 저장된 칸 {count}개를 ‘2021. 8. 4.’ 꼴의 글자로 읽었습니다."
TOO_LONG = (
    "표가 너무 큽니다. 한 시트에 {rows:,}행, {columns:,}열까지 읽습니다. 보고서만 담아 다시"
    " 저장하여 보내 주십시오."
)


def read(archive: Archive, body: bytes) -> Pieces:
    """Raises Refusal for macros, sheets too large, and files that no workbook program wrote."""
    if b"macroEnabled" in archive.read(TYPES):
        raise Refusal(MACROS)
    pieces = Pieces()
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            pieces.losses += _checked(name, archive.read(name))
    if any(name.startswith("xl/externalLinks/") for name in archive.names):
        pieces.losses.append(LINKS)
    pieces.losses = list(dict.fromkeys(pieces.losses))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        for at, about in enumerate(book.sheets_metadata):
            if about.visible is SheetVisibleEnum.Visible:
                _sheet(book.get_sheet_by_index(at).to_python(skip_empty_area=False), pieces)
    except CalamineError as error:
        raise Refusal(DAMAGED) from error
    hidden = sum(one.visible is not SheetVisibleEnum.Visible for one in book.sheets_metadata)
    if hidden:
        pieces.losses.append(HIDDEN.format(count=hidden))
    return pieces


def _checked(name: str, content: bytes) -> list[str]:
    """What is to be said of one part; asked before the library reads it."""
    if any(DOCTYPE.encode(code) in content for code in ("utf-8", "utf-16-le", "utf-16-be")):
        raise Refusal(UNSAFE)
    if not SHEET.fullmatch(name):
        return []
    wide, high = 0, 0
    for found in PLACE.finditer(content):
        wide, high = max(wide, _column(found[1])), max(high, int(found[2]))
    high = max(high, *(int(found[1]) for found in ROW.finditer(content)), 0)
    if wide > MOST_COLUMNS or high > MOST_ROWS:
        raise Refusal(TOO_LONG.format(rows=MOST_ROWS, columns=MOST_COLUMNS))
    return [FORMULAS] if FORMULA.search(content) else []


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet(rows: list[list[Any]], pieces: Pieces) -> None:
    """Rows with one lone cell at the left edge are paragraphs, what stands between is a table."""
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows[:1]):
        raise Refusal(TOO_LONG.format(rows=MOST_ROWS, columns=MOST_COLUMNS))
    dates = sum(isinstance(value, date | time) for row in rows for value in row)
    if dates:
        pieces.losses.append(DATES.format(count=dates))
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        said = {column: _said(value) for column, value in enumerate(row)}
        filled = {column: text for column, text in said.items() if text.strip()}
        if list(filled) == [0] and not _label(filled[0]):
            _close(cells, pieces)
            pieces.found += filled[0].split("\n")
        elif filled:
            cells += [Cell(at, column, tuple(text.split("\n"))) for column, text in filled.items()]
    _close(cells, pieces)


def _label(text: str) -> bool:
    """A row label whose cell stands over lines that begin below it is no paragraph."""
    return text.strip()[:1] not in "□■○◯●-·(（" and len(text) < 120


def _close(cells: list[Cell], pieces: Pieces) -> None:
    if cells:
        pieces.found.append(Grid(tuple(cells)))
    cells.clear()


def _said(value: Any) -> str:
    """A value as text: whole numbers without a point, dates as reports write them."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return f"{value.year}. {value.month}. {value.day}."
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
