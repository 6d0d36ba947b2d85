"""How tables of the office look that go out as workbooks and come back filled in."""

from collections.abc import Sequence
from typing import Any

from bot.documents.xlsx_pages import MOST_POINTS
from storage.rules.names import clean_text

FONT = "함초롬돋움"
SHADE, DIM = "#E5EAF3", "#7A828F"
SIZE = 10  # points
LINE_HEIGHT = 15  # points of one line; a spreadsheet does not measure them by itself


def look(**more: Any) -> dict[str, Any]:
    """A cell with its frame; `more` as XlsxWriter names it."""
    framed = {"font_name": FONT, "font_size": SIZE, "border": 1, "text_wrap": True}
    return framed | {"valign": "vcenter"} | more


def high(cells: Sequence[str], widths: Sequence[int]) -> float:
    """Points of a row: a syllable is as wide as two figures."""
    return min(LINE_HEIGHT * max(map(_lines, cells, widths)), MOST_POINTS)


def _lines(said: str, room: int) -> int:
    parts = clean_text(said).split("\n")
    return sum(max(1, -(-sum(1 + (sign > "\u2000") for sign in one) // room)) for one in parts)


def landscape(sheet: Any, *, rows: int, columns: int, head: int = 0) -> None:
    """An A3 page as wide as the table, its header on every page; `head` is the header's row."""
    sheet.freeze_panes(head + 1, 2 if head else 1)
    sheet.autofilter(head, 0, head + rows, columns - 1)
    sheet.repeat_rows(0, head)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3: on A4 the letters would be half as large
    sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.4)
    sheet.print_area(0, 0, head + rows, columns - 2)  # the key is for the way back alone
    sheet.fit_to_pages(1, 0)


def put(sheet: Any, line: int, at: int, said: str, made: Any) -> None:
    """Text is never a formula, whatever it begins with."""
    if said:
        sheet.write_string(line, at, said, made)
    else:
        sheet.write_blank(line, at, None, made)
