"""A register (대장) as a workbook: what an office keeps, to be read, filled in and sent back.

A title, sums that follow the filter, a frozen header with notes; lists to choose from; figures and
days that a spreadsheet can reckon with; columns that only few records need are folded away.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from bot.documents.letter_widths import width
from bot.documents.office_sheet import DIM, FONT, SHADE, SIZE, high, landscape, look, put
from bot.documents.xlsx_pages import LETTER_MM
from storage.facts.registers import wording_cells
from storage.facts.registers.columns import Column, Look, Register
from storage.facts.registers.wording_registers import (
    DEPARTMENT,
    ENDS,
    KEY,
    LISTS,
    NUMBER,
    REGISTERS,
)
from storage.facts.registers.wording_scopes import read_heading
from storage.rules.names import clean_text

TITLE, TOLD, SUMS, HEAD = range(4)  # rows
FIRST = HEAD + 1
SPARE = 300  # rows below that have their lists too
TOTAL = "합계"
LOWEST = 20.0  # points of a row
MOST_INLINE = 250  # letters of a list that stands in its own cells
PALE = "#F6F8FB"
MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # no time at all: equal tables are equal bytes
COUNT, SHARE, DAY = "#,##0", "0.0%", "yyyy. m. d."
CHOOSE = ("목록에서 골라 주십시오", "이 칸은 목록에 있는 말만 적습니다.")
KEEP = ("관리번호는 고치지 않습니다", ENDS[KEY].note)


@dataclass(frozen=True)
class _Page:
    """The workbook on its way."""

    book: Any
    sheet: Any
    register: Register
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]

    @property
    def last(self) -> int:
        """The last row that has its lists."""
        return FIRST + len(self.rows) + SPARE - 1


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds the `heading` of the key, `title`, `told` below it, `rows`, and what the
    office has `offered` by heading."""
    scope = read_heading(given["heading"])
    assert scope is not None
    register = REGISTERS[scope.kind]
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    book.set_properties({"title": given["title"], "created": MADE})
    columns = (ENDS[NUMBER], ENDS[DEPARTMENT], *register.columns, ENDS[KEY])
    page = _Page(book, book.add_worksheet(register.name), register, columns, given["rows"])
    widths = _widths(page)
    _columns(page, widths)
    _above(page, given["title"], given["told"])
    _head(page, given["heading"], widths)
    _body(page, widths)
    _lists(page, given["offered"])
    landscape(page.sheet, rows=len(page.rows), columns=len(columns), head=HEAD)
    book.close()
    return kept.getvalue()


def _widths(page: _Page) -> list[int]:
    """Letters of each column: no figure is broken by the end of its line."""
    wide = [one.wide for one in page.columns]
    for at, column in enumerate(page.columns):
        if column.look is Look.FIGURE:
            total = f"{_added(page, at):,}0"  # in bold
            longest = max(width(said, SIZE) for said in (total, *(one[at] for one in page.rows)))
            wide[at] = max(wide[at], ceil(longest / LETTER_MM) + 1)
    return wide


def _columns(page: _Page, widths: Sequence[int]) -> None:
    words = page.book.add_format({"num_format": "@"})
    for at, column in enumerate(page.columns):
        folded = _folded(page, at)
        how = {"hidden": True, "level": 1} if folded else {}
        if not folded and at and _folded(page, at - 1):
            how = {"collapsed": True}
        typed = words if column.fact and not _reckoned(column) else None
        page.sheet.set_column(at, at, widths[at], typed, how)


def _folded(page: _Page, at: int) -> bool:
    """Whether a column is folded away: always, or as long as no record fills it."""
    column = page.columns[at]
    filled = any(cells[at] for cells in page.rows)
    return column.folded or (column.rare and bool(page.rows) and not filled)


def _reckoned(column: Column) -> bool:
    return column.look in (Look.FIGURE, Look.DAY, Look.SHARE)


def _above(page: _Page, title: str, told: str) -> None:
    sheet, book = page.sheet, page.book
    plain = {"font_name": FONT, "valign": "vcenter"}
    sheet.set_row(TITLE, 30)
    sheet.write_string(TITLE, 0, title, book.add_format(plain | {"bold": True, "font_size": 16}))
    sheet.write_string(
        TOLD, 0, told, book.add_format(plain | {"font_size": SIZE, "font_color": DIM})
    )
    summed = [at for at, one in enumerate(page.columns) if one.look in (Look.FIGURE, Look.SHARE)]
    if not summed:
        return
    sheet.set_row(SUMS, 20)
    shade = look(bg_color=PALE, bold=True)
    label = book.add_format(shade | {"align": "center"})
    for at in range(len(page.columns) - 1):
        sheet.write_blank(SUMS, at, None, label)
    sheet.write_string(SUMS, 1, TOTAL, label)
    for at in summed:
        _sum(page, at, shade)


def _sum(page: _Page, at: int, shade: dict[str, Any]) -> None:
    """What the filter shows of a column, added up by the spreadsheet itself."""
    column = page.columns[at]
    if column.over is not None:
        part, whole = (_place(page, heading) for heading in column.over)
        made = page.book.add_format(shade | {"num_format": SHARE, "align": "right"})
        share = _share(_added(page, part), _added(page, whole))
        formula = _shared(xl_rowcol_to_cell(SUMS, part), xl_rowcol_to_cell(SUMS, whole))
        page.sheet.write_formula(SUMS, at, formula, made, share)
        return
    name = xl_col_to_name(at)
    made = page.book.add_format(shade | {"num_format": COUNT, "align": "right"})
    formula = f"=SUBTOTAL(109,{name}{FIRST + 1}:{name}{page.last + 1})"
    page.sheet.write_formula(SUMS, at, formula, made, _added(page, at))


def _place(page: _Page, heading: str) -> int:
    return [one.heading for one in page.columns].index(heading)


def _added(page: _Page, at: int) -> int:
    return sum(int(cells[at].replace(",", "")) for cells in page.rows if cells[at])


def _share(part: int, whole: int) -> float | str:
    return part / whole if whole else ""


def _shared(part: str, whole: str) -> str:
    return f'=IF(N({whole})=0,"",N({part})/{whole})'


def _head(page: _Page, heading: str, widths: Sequence[int]) -> None:
    shade = look(bold=True, align="center", bg_color=SHADE)
    own = page.book.add_format(shade)
    told = page.book.add_format(shade | {"font_color": DIM})
    page.sheet.set_row(HEAD, max(32.0, high([one.heading for one in page.columns], widths)))
    for at, column in enumerate(page.columns):
        said = heading if column.heading == KEY else column.heading
        page.sheet.write_string(
            HEAD, at, said, own if column.fact or column in ENDS.values() else told
        )
        if column.note:
            page.sheet.write_comment(HEAD, at, column.note, {"author": "", "font_size": 9})


def _body(page: _Page, widths: Sequence[int]) -> None:
    looks = [page.book.add_format(_look(column)) for column in page.columns]
    for line, cells in enumerate(page.rows, FIRST):
        page.sheet.set_row(line, max(LOWEST, high(cells, widths)))
        for at, said in enumerate(cells):
            _put(page, line, at, clean_text(said), looks[at])


def _look(column: Column) -> dict[str, Any]:
    made = look()
    match column.look:
        case Look.FIGURE:
            made |= {"align": "right", "num_format": COUNT}
        case Look.DAY:
            made |= {"align": "center", "num_format": DAY}
        case Look.SHARE:
            made |= {"align": "right", "num_format": SHARE}
        case Look.PLAIN:
            made |= {"align": "center"}
    if column.fact and not _reckoned(column):
        made["num_format"] = "@"
    return made | ({} if column.fact or column.heading in (NUMBER, DEPARTMENT) else _DIMMED)


_DIMMED = {"font_color": DIM}


def _put(page: _Page, line: int, at: int, said: str, made: Any) -> None:
    """Figures and days as what they are, all else as text."""
    column = page.columns[at]
    if column.over is not None:
        part, whole = (_place(page, heading) for heading in column.over)
        cells = page.rows[line - FIRST]
        figures = [int(cells[one].replace(",", "") or 0) for one in (part, whole)]
        formula = _shared(xl_rowcol_to_cell(line, part), xl_rowcol_to_cell(line, whole))
        page.sheet.write_formula(line, at, formula, made, _share(*figures))
    elif said and column.look is Look.FIGURE:
        page.sheet.write_number(line, at, int(said.replace(",", "")), made)
    elif said and column.look is Look.DAY:
        year, month, day = (int(one) for one in said.split(".")[:3])
        page.sheet.write_datetime(line, at, datetime(year, month, day), made)  # noqa: DTZ001
    elif said.isdecimal() and column.heading == NUMBER:
        page.sheet.write_number(line, at, int(said), made)
    else:
        put(page.sheet, line, at, said, made)


def _lists(page: _Page, offered: Mapping[str, Sequence[str]]) -> None:
    """What a cell may hold, to choose from; and the key, which nobody types."""
    lists = page.book.add_worksheet(LISTS)
    lists.very_hidden()
    for at, column in enumerate(page.columns):
        choices = offered.get(column.heading, ())
        if column.fact and not choices:
            choices = wording_cells.of(page.register, column).choices
        if choices:
            _list(page, lists, at, choices)
    _validated(page, len(page.columns) - 1, {"validate": "custom", "value": "=FALSE"}, KEEP)


def _list(page: _Page, lists: Any, at: int, choices: Sequence[str]) -> None:
    source: Any = list(choices)
    if len(",".join(choices)) > MOST_INLINE or any("," in one for one in choices):
        for line, one in enumerate(choices):
            lists.write_string(line, at, one)
        name = xl_col_to_name(at)
        source = f"={LISTS}!${name}$1:${name}${len(choices)}"
    _validated(page, at, {"validate": "list", "source": source}, CHOOSE)


def _validated(page: _Page, at: int, rule: dict[str, Any], said: tuple[str, str]) -> None:
    words = {"error_title": said[0], "error_message": said[1], "ignore_blank": True}
    page.sheet.data_validation(FIRST, at, page.last, at, rule | words)
