"""The 취합표 as a workbook: every cell a text, header frozen, a filter over all of it."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Any

import xlsxwriter

from bot.documents.letter_widths import width
from bot.documents.office_sheet import DIM, SHADE, SIZE, high, landscape, look, put
from bot.documents.xlsx_pages import LETTER_MM
from storage.plans.wording_plan_table import (
    CAME,
    COLUMNS,
    DEPARTMENT,
    KEY,
    MONTHS,
    NUMBER,
    OUTCOME,
    RECEIPT,
    SHEET,
    STATE,
    TEXT,
    key_heading,
)
from storage.rules.half_year import HalfYear
from storage.rules.names import clean_text

WIDTHS = {
    **{DEPARTMENT: 16, STATE: 9, NUMBER: 6, "제목(○)": 24, TEXT: 46, "지표": 16, "목표": 8},
    **{"고용 인원(관내)": 10, "고용 인원(전체)": 10, "예산(원)": 15, "기간": 14, "비고": 24},
    **{OUTCOME: 20, CAME: 20, RECEIPT: 16, KEY: 13},
}
"""Letters; beside one another they fill a landscape A3. Figures that are longer get their room."""
FIGURES = ("목표", "고용 인원(관내)", "고용 인원(전체)", "예산(원)")
LETTERS = (MONTHS, CAME, RECEIPT, OUTCOME)
"""Kept as they are typed: a spreadsheet would make 2022.1 of 2022.10, and a day of 3/4."""
CENTRED = (STATE, NUMBER)
MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # no time at all: equal tables are equal bytes


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds the code of the half and the rows, each with the cells of COLUMNS."""
    half = HalfYear.parse(given["half"])
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    book.set_properties({"title": f"{half.label} {SHEET}", "created": MADE})
    sheet = book.add_worksheet(f"{SHEET} {half.code}")
    widths = _widths(given["rows"])
    _page(sheet, widths, len(given["rows"]))
    head = book.add_format(look_of() | {"bold": True, "align": "center", "bg_color": SHADE})
    for at, column in enumerate(COLUMNS):
        sheet.write_string(0, at, key_heading(half) if column == KEY else column, head)
    looks = [book.add_format(look_of(column)) for column in COLUMNS]
    for at, column in enumerate(COLUMNS):
        if column in LETTERS:
            sheet.set_column(at, at, widths[at], book.add_format({"num_format": "@"}))
    for line, cells in enumerate(given["rows"], 1):
        sheet.set_row(line, high(cells, widths))
        for at, said in enumerate(cells):
            put(sheet, line, at, clean_text(said), looks[at])
    book.close()
    return kept.getvalue()


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Letters of each column: no figure is broken by the end of its line."""
    widths = [WIDTHS[column] for column in COLUMNS]
    for at, column in enumerate(COLUMNS):
        if column in FIGURES:
            longest = max((width(clean_text(cells[at]), SIZE) for cells in rows), default=0)
            widths[at] = max(widths[at], ceil(longest / LETTER_MM) + 1)
    return widths


def _page(sheet: Any, widths: Sequence[int], rows: int) -> None:
    for at, wide in enumerate(widths):
        sheet.set_column(at, at, wide)
    sheet.set_row(0, 32)
    landscape(sheet, rows=rows, columns=len(COLUMNS))


def look_of(column: str = "") -> dict[str, Any]:
    made = look()
    if column in LETTERS:
        made["num_format"] = "@"
    if column in FIGURES:
        made["align"] = "right"
    elif column in CENTRED:
        made["align"] = "center"
    return made | ({"font_color": DIM} if column == KEY else {})
