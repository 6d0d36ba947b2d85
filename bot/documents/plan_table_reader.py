"""A 취합표 that somebody sends back: an XLSX or a CSV, from bytes to rows of text. Pure.

What a cell holds becomes the text that an officer would have typed. A formula is refused, since
its value was reckoned somewhere else; sheets that are hidden are named and not read.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from storage.reports.wording_plan_table import COLUMNS, KEY, NEEDED
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.names import clean_text

MOST_UNPACKED = 64 << 20
MOST_PARTS = 500
MOST_ROWS, MOST_COLUMNS = 5000, 100
HEAD_WITHIN = 10  # rows that may stand above the header: a title, an empty line
MOST_NAMED = 5
SEPARATORS = ",;\t"
WORKSHEET = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

NO_TABLE = (
    "취합표를 찾지 못했습니다. 첫 줄에 ‘부서’, ‘추진계획’, ‘열쇠 2022-1’ 같은 칸 이름이 있어야 "
    "합니다. /round 의 ‘취합표’에서 받은 파일을 고쳐 보내 주십시오."
)
BROKEN = "파일을 열지 못했습니다. 엑셀에서 ‘.xlsx’나 ‘.csv’로 다시 저장하여 보내 주십시오."
TOO_LARGE = "파일이 너무 큽니다. 취합표만 남기고 다시 저장하여 보내 주십시오."
TWICE = "‘{name}’ 칸이 두 번 있습니다. 하나만 남겨 주십시오."
FORMULA = "{cells}: 수식이 들어 있습니다. ‘값 붙여넣기’로 값만 남겨 다시 보내 주십시오."
ENCODING = "글자를 읽지 못했습니다. UTF-8이나 CP949로 저장한 CSV를 보내 주십시오."

Grid = list[list[str]]
Head = tuple[int, dict[str, int], HalfYear]


def read(name: str, body: bytes) -> dict[str, Any]:
    """`half`, `columns` (name to letter), `rows` ([line, cells by column]) and `hidden` sheets.

    Raises Refusal in words for the officer.
    """
    if name.lower().endswith(".csv"):
        grid = _csv(body)
        head = _head(grid)
        return _told(grid, _found(head), [])
    return _workbook(body)


def _workbook(body: bytes) -> dict[str, Any]:
    _refuse_bomb(body)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal(BROKEN) from error
    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    hidden = [one.name for one in sheets if one.visible != SheetVisibleEnum.Visible]
    for one in sheets:
        if one.name in hidden:
            continue
        grid = _grid(book, one.name)
        head = _head(grid)
        if head is not None:
            _refuse_formulas(body, one.name)
            return _told(grid, head, hidden)
    raise Refusal(NO_TABLE)


def _refuse_bomb(body: bytes) -> None:
    """A small file that unpacks to a huge one is refused before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Refusal(BROKEN) from error
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        raise Refusal(TOO_LARGE)


def _grid(book: CalamineWorkbook, name: str) -> Grid:
    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise Refusal(TOO_LARGE)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal(BROKEN) from error
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    """A cell as it would be typed; 3.0 is 3, and a day is one whether typed as a date or not."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return clean_text(str(cell))


def _csv(body: bytes) -> Grid:
    if len(body) > MOST_UNPACKED:
        raise Refusal(TOO_LARGE)
    text = _decoded(body).replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Refusal(BROKEN) from error
    if len(rows) > MOST_ROWS:
        raise Refusal(TOO_LARGE)
    return [[clean_text(cell) for cell in row] for row in rows]


def _decoded(body: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(ENCODING)


def _found(head: Head | None) -> Head:
    if head is None:
        raise Refusal(NO_TABLE)
    return head


def _head(grid: Sequence[Sequence[str]]) -> Head | None:
    """The header's row, the columns that it names, and the half-year that it tells."""
    for at, row in enumerate(grid[:HEAD_WITHIN]):
        names = [" ".join(cell.split()) for cell in row]
        keys = [name for name in names if re.fullmatch(rf"{KEY} \d{{4}}-[12]", name)]
        named = [KEY if name in keys else name for name in names]
        if not all(name in named for name in NEEDED):
            continue
        for name in COLUMNS:
            if named.count(name) > 1:
                raise Refusal(TWICE.format(name=name))
        columns = {name: named.index(name) for name in COLUMNS if name in named}
        return at, columns, HalfYear.parse(keys[0].split()[1])
    return None


def _told(grid: Grid, head: Head, hidden: Iterable[str]) -> dict[str, Any]:
    top, columns, half = head
    rows = []
    for line, row in enumerate(grid[top + 1 :], top + 2):
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        if any(cells.values()):
            rows.append([line, cells])
    return {
        "half": half.code,
        "columns": {name: _letters(at) for name, at in columns.items()},
        "rows": rows,
        "hidden": list(hidden),
    }


def _letters(at: int) -> str:
    """A, B, … Z, AA: a column as spreadsheets name it."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _refuse_formulas(body: bytes, sheet: str) -> None:
    cells = []
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed, packed.open(_part(packed, sheet)) as xml:
            for _event, element in iterparse(xml):
                kind = element.tag.rpartition("}")[2]
                if kind == "c" and any(below.tag.endswith("}f") for below in element):
                    cells.append(element.get("r", "?"))
                if kind == "row":
                    element.clear()
    except (ParseError, DefusedXmlException, KeyError, zipfile.BadZipFile) as error:
        raise Refusal(BROKEN) from error
    if cells:
        more = f" 외 {len(cells) - MOST_NAMED}곳" if len(cells) > MOST_NAMED else ""
        raise Refusal(FORMULA.format(cells=", ".join(cells[:MOST_NAMED]) + more))


def _part(packed: zipfile.ZipFile, sheet: str) -> str:
    """Where in the package a sheet lies; KeyError when the package does not say."""
    book, links = WORKSHEET
    with packed.open(book) as xml:
        wanted = [
            value
            for _event, one in iterparse(xml)
            if one.tag.endswith("}sheet") and one.get("name") == sheet
            for name, value in one.items()
            if name.endswith("}id")
        ]
    with packed.open(links) as xml:
        for _event, one in iterparse(xml):
            if one.get("Id") in wanted:
                target = str(one.get("Target"))
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)
