"""An XLSX file as pieces: its visible sheets, a line that stands alone as a paragraph."""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from bot.documents.reading.guard import DAMAGED, UNSAFE, Archive
from bot.documents.reading.losses import Kind, Loss
from bot.documents.reading.marks import begins
from bot.documents.reading.number_formats import STYLES, Styles
from bot.documents.reading.pieces import Cell, Grid, Pieces
from bot.documents.reading.sections import says_unit, title_of
from bot.documents.reading.workbook import Sheet, far_cells, letters, looked_at, named, parts_of
from bot.documents.reading.workbook_beside import beside
from storage.rules.errors import Refusal
from storage.rules.names import josa
from storage.rules.terms import Source

MOST_ROWS, MOST_COLUMNS = 5_000, 200
MOST_FAR = 3
LONGEST_LABEL = 120
ROW_NAME, HEAD = "추진실적", "구분"
SOURCES = frozenset({"계", *(one.label for one in Source)})
"""Rows of a money table, of which one without an amount is a lone cell."""
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
DOCTYPE = "<!DOCTYPE"
HIDDEN = Kind("숨긴 시트 {count}개를 읽지 않았습니다")
HIDDEN_ROWS = "숨긴 행 {count}개도 읽었습니다: {rows}행"
HIDDEN_COLUMNS = "숨긴 열도 읽었습니다: {columns}열"
ERROR = "{cell} 칸은 오류 값(‘{error}’)이라 읽지 못했습니다."
UNKEPT = "{cell} 칸은 수식의 값이 파일에 저장되어 있지 않아 읽지 못했습니다."
UNSHOWN = "{cell} 칸은 화면에 보이는 값과 달리 저장된 값(‘{said}’)으로 읽었습니다."
INVISIBLE = "{cell} 칸은 화면에 보이지 않게 한 값(‘{said}’)도 읽었습니다."
TWO_WAYS = (
    "{cell} 칸의 숫자 ‘{said}’{josa} ‘{first}’인지 ‘{second}’인지 알 수 없어 ‘{said}’로"
    " 적었습니다. 저장한 뒤 확인해 주십시오."
)
FORMULAS = "수식은 파일에 저장된 값으로 읽었습니다."
LINKS = "다른 파일에서 가져오는 값이 있습니다. 파일에 저장된 값으로 읽었습니다."
DATES = "날짜로 저장된 칸 {count}개를 ‘2021. 8. 4.’ 꼴의 글자로 읽었습니다."
TOO_LONG = (
    "{cells} 칸에도 글이 있어 표가 너무 큽니다. 한 시트에 {rows:,}행, {columns:,}열까지 읽습니다."
    " 그 칸을 지우거나 보고서만 담아 다시 저장하여 보내 주십시오."
)


def read(archive: Archive, body: bytes) -> Pieces:
    """Raises Refusal for sheets too large and files that no workbook program wrote."""
    pieces = Pieces()
    sheets = {}
    styles = Styles(archive.xml(STYLES) if STYLES in archive.names else None)
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            content = archive.read(name)
            _refuse_doctype(content)
            if SHEET.fullmatch(name):
                sheets[name] = _looked_at(content, styles)
    if any(one.formulas for one in sheets.values()):
        pieces.losses.append(FORMULAS)
    if any(name.startswith("xl/externalLinks/") for name in archive.names):
        pieces.losses.append(LINKS)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        shown = [
            (at, about.name)
            for at, about in enumerate(book.sheets_metadata)
            if about.visible is SheetVisibleEnum.Visible
        ]
        parts = parts_of(archive)
        for at, name in shown:
            part, prefix = parts.get(name, ""), f"{name}!" if len(shown) > 1 else ""
            seen = sheets.get(part, Sheet())
            pieces.losses += _told(seen, prefix)
            pieces.losses += beside(archive.xml, archive.names, part, seen, prefix)
            rows = book.get_sheet_by_index(at).to_python(skip_empty_area=False)
            _sheet(rows, pieces, seen, prefix)
        _tell_hidden(book, pieces)
    except CalamineError as error:
        raise Refusal(DAMAGED) from error
    return pieces


def _tell_hidden(book: CalamineWorkbook, pieces: Pieces) -> None:
    """Sheets that are hidden are not read; their words are told."""
    for at, about in enumerate(book.sheets_metadata):
        if about.visible is SheetVisibleEnum.Visible or about.typ is not SheetTypeEnum.WorkSheet:
            continue
        rows = book.get_sheet_by_index(at).to_python(nrows=MOST_ROWS)
        lines = ["\t".join(_said(value) for value in row if value != "") for row in rows]
        pieces.losses.append(Loss(HIDDEN, about.name, "\n".join(filter(None, lines))))


def _refuse_doctype(content: bytes) -> None:
    if any(DOCTYPE.encode(code) in content for code in ("utf-8", "utf-16-le", "utf-16-be")):
        raise Refusal(UNSAFE)


def _looked_at(content: bytes, styles: Styles) -> Sheet:
    """What the library would pass over; asked before it reads the sheet."""
    far = far_cells(content, MOST_ROWS, MOST_COLUMNS)
    if far:
        cells = named(far, MOST_FAR)
        raise Refusal(TOO_LONG.format(rows=MOST_ROWS, columns=MOST_COLUMNS, cells=cells))
    try:
        return looked_at(content, styles)
    except DefusedXmlException as error:
        raise Refusal(UNSAFE) from error
    except (ParseError, ValueError) as error:
        raise Refusal(DAMAGED) from error


def _told(seen: Sheet, sheet: str) -> list[str]:
    """What of a sheet could not be read, or is not seen on paper, cell by cell."""
    said = [ERROR.format(cell=sheet + cell, error=error) for cell, error in seen.errors.items()]
    said += [UNKEPT.format(cell=sheet + cell) for cell in seen.unkept]
    if seen.hidden_rows:
        rows = named(f"{sheet}{row}" for row in seen.hidden_rows)
        said.append(HIDDEN_ROWS.format(count=len(seen.hidden_rows), rows=rows))
    if seen.hidden_columns:
        columns = named(sheet + name for name in seen.hidden_columns)
        said.append(HIDDEN_COLUMNS.format(columns=columns))
    return said


def _sheet(rows: list[list[Any]], pieces: Pieces, seen: Sheet, prefix: str) -> None:
    """Rows with one lone cell at the left edge are paragraphs, what stands between is a table."""
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows[:1]):
        place = f"{letters(len(rows[0]) - 1)}{len(rows)}"
        raise Refusal(TOO_LONG.format(rows=MOST_ROWS, columns=MOST_COLUMNS, cells=place))
    dates = sum(isinstance(value, date | time) for row in rows for value in row)
    if dates:
        pieces.losses.append(DATES.format(count=dates))
    cells: list[Cell] = []
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for top, left, bottom, right in seen.merged
    }
    filled = [
        {
            column: text
            for column, value in enumerate(row)
            if value != ""
            and (text := _shown(seen, f"{letters(column)}{at + 1}", value, pieces.losses, prefix))
            and text.strip()
        }
        for at, row in enumerate(rows)
    ]
    for at, row in enumerate(filled):
        below = filled[at + 1] if at + 1 < len(filled) else {}
        if list(row) == [0] and not _label(row[0], below, inside=bool(cells)):
            _close(cells, pieces)
            pieces.found += row[0].split("\n")
            continue
        cells += [
            Cell(at, column, tuple(text.split("\n")), *spans.get((at, column), (1, 1)))
            for column, text in row.items()
        ]
    _close(cells, pieces)


def _shown(seen: Sheet, place: str, value: Any, losses: list[Loss | str], prefix: str) -> str:
    """A cell as it is shown, or its value with a sentence on what cannot be told."""
    found = seen.text(place, value)
    if found is None:
        return _said(value)
    said, cell = _said(value), prefix + place
    if found.ways:
        first, second = found.ways
        losses.append(
            TWO_WAYS.format(
                cell=cell,
                said=said,
                josa=josa(said, "은/는")[len(said) :],
                first=first,
                second=second,
            )
        )
    elif found.said is None:
        losses.append(UNSHOWN.format(cell=cell, said=said))
    elif not found.said:
        losses.append(INVISIBLE.format(cell=cell, said=said))
    return found.said or said


def _label(text: str, below: Mapping[int, str], *, inside: bool) -> bool:
    """Whether a lone cell at the left edge names a row: what it names stands below it, or it is
    followed, in the midst of a table, by another row of it. All else is running text."""
    said, title = text.strip(), title_of(text)
    if inside and "".join(said.split()) in SOURCES:
        return True
    if begins(said) or said[:1] in "(（" or len(text) >= LONGEST_LABEL:
        return False
    if title is not None and title.exact and not said.startswith(ROW_NAME):
        return False
    if below and 0 not in below and not all(map(says_unit, below.values())):
        return True
    head = "".join(below.get(0, "").split()).startswith(HEAD)
    return inside and title is None and len(below) > 1 and not head


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
