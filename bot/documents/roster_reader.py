"""A list of people to be invited that came as a file: its rows, by their numbers. Pure.

Which cell says what is read afterwards, beside the departments of the office.
"""

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from bot.documents.reading import hwpx, kinds, pieces, text
from bot.documents.reading.kinds import Kind, Wanted
from bot.documents.reading.pieces import Pieces
from storage.rules.errors import Refusal
from storage.rules.names import clean_text
from storage.rules.roster_lines import rows_of

WANTED = Wanted(
    [Kind.XLSX, Kind.TEXT, Kind.HWPX, Kind.HWP],
    "명단을 XLSX, CSV 또는 HWPX 파일로 저장하여 보내 주십시오.",
)
MOST_ROWS, MOST_COLUMNS = 2000, 40
BROKEN = "파일을 열지 못했습니다. 엑셀에서 ‘.xlsx’나 ‘.csv’로 다시 저장하여 보내 주십시오."
EMPTY = "파일에서 표를 찾지 못했습니다. 한 줄에 한 분씩 부서, 이름, 역할을 적어 주십시오."
TOO_LARGE = "표가 너무 큽니다. 명단만 남기고 다시 저장하여 보내 주십시오."
OTHER_SHEETS = "다른 시트는 읽지 않았습니다: {names}"
OTHER_TABLES = "다른 표 {count}개는 읽지 않았습니다."
Rows = list[tuple[int, list[str]]]


def read(_name: str, body: bytes) -> dict[str, Any]:
    """`rows` ([number, cells]) and `notes` on what was not read. Refusal in words."""
    file = kinds.opened(body, WANTED)
    if file.kind is Kind.XLSX:
        return _workbook(body)
    if file.hwp is not None:
        return _document(file.hwp.pieces())
    if file.archive is not None:
        return _document(hwpx.read(file.archive))
    return _told([(at, [*row]) for at, row in rows_of(text.decoded(body) or "")], [])


def _workbook(body: bytes) -> dict[str, Any]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        shown = [
            one.name
            for one in book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
        ]
        filled = [
            (name, sheet.end)
            for name in shown
            if (sheet := book.get_sheet_by_name(name)).end is not None
        ]
        if not filled:
            raise Refusal(EMPTY)
        (name, end), others = filled[0], [one for one, _end in filled[1:]]
        if end is not None and (end[0] > MOST_ROWS or end[1] > MOST_COLUMNS):
            raise Refusal(TOO_LARGE)
        found = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal(BROKEN) from error
    rows = [(at, [_said(cell) for cell in row]) for at, row in enumerate(found, 1)]
    notes = [OTHER_SHEETS.format(names=", ".join(others))] if others else []
    return _told(rows, notes)


def _said(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean_text(str(cell))


def _document(found: Pieces) -> dict[str, Any]:
    """The table of the most rows; without one, the paragraphs."""
    tables = [one for one in found.found if isinstance(one, pieces.Grid)]
    if not tables:
        lines = [one for one in found.found if isinstance(one, str)]
        return _told([(at, [*row]) for at, row in rows_of("\n".join(lines))], [])
    longest = max(tables, key=lambda table: max((one.row for one in table.cells), default=0))
    high = 1 + max((one.row for one in longest.cells), default=-1)
    wide = 1 + max((one.column for one in longest.cells), default=-1)
    if high > MOST_ROWS or wide > MOST_COLUMNS:
        raise Refusal(TOO_LARGE)
    rows = [[""] * wide for _ in range(high)]
    for cell in longest.cells:
        for row in range(cell.row, cell.row + cell.rows):  # one department beside several people
            rows[row][cell.column] = clean_text(" ".join(cell.paragraphs))
    others = len(tables) - 1
    notes = [OTHER_TABLES.format(count=others)] if others else []
    return _told([*enumerate(rows, 1)], notes)


def _told(rows: Rows, notes: list[str]) -> dict[str, Any]:
    filled = [(at, row) for at, row in rows if any(row)]
    if not filled:
        raise Refusal(EMPTY)
    if len(filled) > MOST_ROWS:
        raise Refusal(TOO_LARGE)
    return {"rows": filled, "notes": notes}
