"""A table that somebody sends back: an XLSX, CSV, HWPX or HWP, from bytes to rows of text. Pure.

What a cell holds becomes the text that an officer would have typed. Sheets that are hidden are
named and not read; which table of a file is meant, its header decides.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring, iterparse
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from bot.documents.reading import docx, hwpx, kinds, losses, pieces, workbook_beside
from bot.documents.reading.guard import UNREADABLE
from bot.documents.reading.kinds import Kind, Wanted
from bot.documents.reading.number_formats import STYLES, Styles
from bot.documents.reading.pieces import Pieces
from bot.documents.reading.table_head import Grid, Head
from bot.documents.reading.workbook import Sheet, far_cells, letters, looked_at, named
from storage.rules.errors import Refusal
from storage.rules.names import clean_text

MOST_ROWS, MOST_COLUMNS = 5000, 1000
MOST_CELLS = 1_000_000  # of the smallest area that holds everything
MOST_FAR = 3
SEPARATORS = ",;\t"
WORKSHEET = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

BROKEN = "파일을 열지 못했습니다. 엑셀에서 ‘.xlsx’나 ‘.csv’로 다시 저장하여 보내 주십시오."
TOO_LARGE = "파일이 너무 큽니다. {what}만 남기고 다시 저장하여 보내 주십시오."
TOO_FAR = (
    "{cells} 칸에도 글이 있어 표가 너무 큽니다. 표에서 멀리 떨어진 그 칸을 지우고 다시 보내"
    " 주십시오."
)
OTHER_TABLES = "다른 표 {count}개는 읽지 않았습니다."
OTHER_LINES = "표 밖의 글 {count}줄은 읽지 않았습니다."
ENCODING = "글자를 읽지 못했습니다. UTF-8이나 CP949로 저장한 CSV를 보내 주십시오."

H = TypeVar("H", bound=Head)


@dataclass(frozen=True)
class Way(Generic[H]):
    """How tables of one sort are found and told."""

    wanted: Wanted
    head_of: Callable[[Grid], H | None]
    told: Callable[[Grid, H, Sheet, Sequence[str]], dict[str, Any]]
    """Of the whole grid, its header, what its reader saw, and the other sheets."""
    what: str  # 취합표
    none: str
    two: str
    most_rows: int = MOST_ROWS
    own_lists: Collection[str] = ()  # sheets of ours that hold nothing to read
    own_notes: Collection[str] = ()  # memos of ours


def read(way: Way[H], body: bytes) -> dict[str, Any]:
    """What `told` makes of the table, with the `hidden` sheets, and `notes` on all that is not
    read, or not seen in a spreadsheet. Raises Refusal in words for the officer."""
    file = kinds.opened(body, way.wanted)
    if file.kind is Kind.XLSX:
        return _workbook(way, body)
    if file.hwp is not None:
        return _document(way, file.hwp.pieces())
    if file.archive is not None:
        return _document(way, (docx if file.kind is Kind.DOCX else hwpx).read(file.archive))
    grid = _csv(way, body)
    head = way.head_of(grid)
    if head is None:
        raise Refusal(way.none)
    head.plain = True
    return way.told(grid, head, Sheet(), [])


def _document(way: Way[H], found: Pieces) -> dict[str, Any]:
    """The first table of a document whose headings are wanted."""
    tables = [one for one in found.found if isinstance(one, pieces.Grid)]
    for table in tables:
        grid = _rows(table)
        head = way.head_of(grid)
        if head is not None:
            read = way.told(grid, head, Sheet(merged=_merged(table)), [])
            left = [] if head.framed else _left(found, len(tables) - 1)
            return read | {"notes": [*read["notes"], *left]}
    raise Refusal(way.none)


def _rows(table: pieces.Grid) -> Grid:
    """Every row with the text of all its columns; merged cells stand at their first place."""
    wide = 1 + max((cell.column for cell in table.cells), default=-1)
    rows = [[""] * wide for _ in range(1 + max((cell.row for cell in table.cells), default=-1))]
    for cell in table.cells:
        rows[cell.row][cell.column] = clean_text("\n".join(cell.paragraphs))
    return rows


def _merged(table: pieces.Grid) -> list[tuple[int, int, int, int]]:
    """First row and column, last row and column of each merged cell, from 0."""
    return [
        (cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1)
        for cell in table.cells
        if (cell.rows, cell.columns) != (1, 1)
    ]


def _left(found: Pieces, others: int) -> list[str]:
    lines = sum(isinstance(one, str) for one in found.found)
    said = [OTHER_TABLES.format(count=others)] if others else []
    said += [OTHER_LINES.format(count=lines)] if lines else []
    return [*said, *losses.told(found.losses)]


def _workbook(way: Way[H], body: bytes) -> dict[str, Any]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal(BROKEN) from error
    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    hidden = [one.name for one in sheets if one.name not in (*shown, *way.own_lists)]
    styles = Styles(_xml(body, STYLES))
    tables = []
    for name in shown:
        part, content = _content(body, name)
        grid, seen = _grid(way, book, name, content, styles)
        head = way.head_of(grid)
        if head is not None:
            tables.append((name, part, grid, head, seen))
    if not tables:
        raise Refusal(way.none)
    if any(grid != tables[0][2] for _, _, grid, _, _ in tables):
        raise Refusal(way.two.format(names=", ".join(one[0] for one in tables)))
    name, part, grid, head, seen = tables[0]
    others = [one for one in shown if one != name and book.get_sheet_by_name(one).end]
    found = way.told(grid, head, seen, others) | {"hidden": hidden}
    beside = [one for one in _beside(body, part, seen) if one.words.strip() not in way.own_notes]
    found["notes"] += losses.told(beside)
    return found


def _beside(body: bytes, part: str, seen: Sheet) -> list[losses.Loss]:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        names = frozenset(packed.namelist())

    def read(name: str) -> Element:
        found = _xml(body, name)
        assert found is not None
        return found

    return workbook_beside.beside(read, names, part, seen)


def _xml(body: bytes, name: str) -> Element | None:
    """A part of the package as XML; None where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if name not in packed.namelist():
                return None
            root: Element = fromstring(packed.read(name), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, *UNREADABLE) as error:
        raise Refusal(BROKEN) from error
    return root


def _seen(content: bytes, styles: Styles) -> Sheet:
    try:
        return looked_at(content, styles)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refusal(BROKEN) from error


def _grid(
    way: Way[H], book: CalamineWorkbook, name: str, content: bytes, styles: Styles
) -> tuple[Grid, Sheet]:
    """The texts of a sheet as they are shown, and what its reader would pass over."""
    far = far_cells(content, way.most_rows, MOST_COLUMNS)
    if far:
        raise Refusal(TOO_FAR.format(cells=named(far, MOST_FAR)))
    try:
        sheet = book.get_sheet_by_name(name)
        rows, columns = sheet.end or (0, 0)
        if (rows + 1) * (columns + 1) > MOST_CELLS:
            raise Refusal(TOO_FAR.format(cells=f"{letters(columns)}{rows + 1}"))
        found = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal(BROKEN) from error
    seen = _seen(content, styles)
    return [
        [_shown(seen, f"{letters(column)}{line}", cell) for column, cell in enumerate(row)]
        for line, row in enumerate(found, 1)
    ], seen


def _shown(seen: Sheet, place: str, cell: Any) -> str:
    """A cell as it is shown; one whose meaning its number does not tell is noted as unclear."""
    shown = seen.text(place, cell)
    if shown is None:
        return _text(cell)
    if shown.ways:
        seen.two_ways[place] = shown.ways
    elif shown.said is None:
        seen.unshown.append(place)
    return clean_text(shown.said) if shown.said else _text(cell)


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


def _csv(way: Way[H], body: bytes) -> Grid:
    text = _decoded(body).replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Refusal(BROKEN) from error
    if len(rows) > way.most_rows:
        raise Refusal(TOO_LARGE.format(what=way.what))
    return [[clean_text(cell) for cell in row] for row in rows]


def _decoded(body: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(ENCODING)


def _content(body: bytes, sheet: str) -> tuple[str, bytes]:
    """Where a sheet lies, and its XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            part = _part(packed, sheet)
            return part, packed.read(part)
    except (ParseError, DefusedXmlException, KeyError, *UNREADABLE) as error:
        raise Refusal(BROKEN) from error


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
