"""What a spreadsheet library passes over in silence: errors, formulas without a value, what is
hidden or merged. Asked of a sheet's own XML, place by place, before the library reads it.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from bot.documents.reading import number_formats
from bot.documents.reading.guard import Archive
from bot.documents.reading.number_formats import Styles

ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!)")
"""What a spreadsheet shows where it could not reckon."""
ASKED = re.compile(
    rb"<\x00?!\x00?D|\bt=[\"']e[\"']|<(?:\w+:)?f[\s>/]|\bhidden=|<(?:\w+:)?mergeCell\b"
    rb"|<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b"
)
"""Without any of these a sheet holds nothing that this module tells."""
FILLED = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>(?!</(?:\w+:)?c>)"
)
"""A cell that holds anything; one with a look alone is no reason to call a sheet large."""
UNNAMED = re.compile(
    rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,7})[\"'][^>]*>"
    rb"\s*<(?:\w+:)?c\b(?![^>]*?\br=)[^>]*(?<!/)>"
)
PLACE = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})")
PAGE_PARTS = {
    f"{which}{end}" for which in ("odd", "even", "first") for end in ("Header", "Footer")
}
_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&.|(?<=&P)\s*/')
"""What a header of a page is made of besides its words: fonts, sizes, numbers of pages."""
SUM = re.compile(r'IF\(COUNT\(([A-Z\d:]+)\)=0,"",SUM\(\1\)\)')
"""The sums of our own money tables: what they show follows from the figures beside them."""
MOST_NAMED = 10
WORKSHEET = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


@dataclass
class Sheet:
    """One sheet, by the names of its cells."""

    errors: dict[str, str] = field(default_factory=dict)  # cell -> #REF!
    formulas: list[str] = field(default_factory=list)
    unkept: list[str] = field(default_factory=list)  # formulas whose value was not stored
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row and column, last row and column, counted from 0."""
    formats: dict[str, str] = field(default_factory=dict)
    """How a cell shows its value, where that says more or less than the value."""
    struck: list[str] = field(default_factory=list)  # with a line through them
    page: str = ""  # what is printed above and below the sheet
    unshown: list[str] = field(default_factory=list)
    """Cells of which cannot be told what they show; noted by who reads the sheet."""
    two_ways: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Cells whose number may be two months or days; noted likewise."""

    def text(self, place: str, value: Any) -> "Shown | None":
        """A cell as it is shown; None where that is simply its value."""
        code = self.formats.get(place)
        if isinstance(value, float):
            said = number_formats.shown(value, code) if code else None
            ways = None if said else number_formats.two_ways(value)
            return Shown(said, ways, bool(code)) if code or ways else None
        if code is None:
            return None
        if isinstance(value, datetime | date):
            said = number_formats.day_shown(value, code)
            return Shown(said, None, True) if said else None
        if isinstance(value, str) and value:
            return Shown(number_formats.text_shown(value, code), None, True)
        return None


@dataclass(frozen=True)
class Shown:
    """A cell as it is shown. `said` is None where that cannot be told, and empty where the cell
    is hidden; `ways` are the two months or days that a number may mean."""

    said: str | None
    ways: tuple[str, str] | None
    formatted: bool


def looked_at(content: bytes, styles: Styles) -> Sheet:
    """Raises what `iterparse` raises: ParseError, DefusedXmlException."""
    sheet = Sheet()
    if styles.plain and not ASKED.search(content):
        return sheet
    row = column = 0
    for event, one in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        kind = one.tag.rpartition("}")[2]
        if event == "start":
            if kind == "row":
                row, column = int(one.get("r") or row + 1), 0
                if _yes(one, "hidden"):
                    sheet.hidden_rows.append(row)
            continue
        if kind == "c":
            column = _column_of(one, column)
            place = one.get("r") or f"{letters(column)}{row}"
            _cell(sheet, one, place)
            _look(sheet, one, place, styles)
        elif kind == "col" and _yes(one, "hidden"):
            first, last = int(one.get("min") or 1), int(one.get("max") or 1)
            sheet.hidden_columns += [
                letters(at - 1) for at in range(first, min(last, first + 99) + 1)
            ]
        elif kind in PAGE_PARTS and one.text:
            sheet.page = " ".join([sheet.page, *_CODES.sub(" ", one.text).split()]).strip()
        elif kind == "mergeCell":
            sheet.merged += _area(one.get("ref") or "")
        elif kind == "row":
            one.clear()
    return sheet


def far_cells(content: bytes, rows: int, columns: int) -> list[str]:
    """The cells that hold something beyond so many rows and columns, by name."""
    far = [f"A{int(one[1])}" for one in UNNAMED.finditer(content) if int(one[1]) > rows]
    for one in FILLED.finditer(content):
        if int(one[2]) > rows or number(one[1].decode()) >= columns:
            far.append((one[1] + one[2]).decode())
    return far


def parts_of(archive: Archive) -> dict[str, str]:
    """Where in the package each sheet lies, by its name."""
    book, links = (archive.xml(name) for name in WORKSHEET)
    targets = {one.get("Id", ""): one.get("Target", "") for one in links.iter()}
    found: dict[str, str] = {}
    for one in book.iter():
        if one.tag.rpartition("}")[2] == "sheet":
            link = next((said for name, said in one.items() if name.endswith("}id")), "")
            target = targets.get(link, "")
            place = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[one.get("name", "")] = place
    return found


def _column_of(cell: Element, before: int) -> int:
    found = PLACE.fullmatch(cell.get("r") or "")
    return number(found["column"]) if found else before + 1


def _cell(sheet: Sheet, cell: Element, place: str) -> None:
    parts = {below.tag.rpartition("}")[2]: below for below in cell}
    said = (parts["v"].text or "").strip() if "v" in parts else ""
    if "f" in parts and not SUM.fullmatch(parts["f"].text or ""):
        sheet.formulas.append(place)
        if not said and "is" not in parts:
            sheet.unkept.append(place)
    if cell.get("t") == "e":
        sheet.errors[place] = said or "#?"


def _look(sheet: Sheet, cell: Element, place: str, styles: Styles) -> None:
    if styles.plain or len(cell) == 0:
        return
    look = cell.get("s")
    if code := styles.code(look):
        sheet.formats[place] = code
    if number_formats.whole(look) in styles.struck:
        sheet.struck.append(place)


def _yes(element: Element, name: str) -> bool:
    return (element.get(name) or "0") not in ("0", "false")


def _area(ref: str) -> list[tuple[int, int, int, int]]:
    first, _, last = ref.partition(":")
    one, other = PLACE.fullmatch(first), PLACE.fullmatch(last)
    if one is None or other is None:
        return []
    top, bottom = int(one["row"]) - 1, int(other["row"]) - 1
    return [(top, number(one["column"]), bottom, number(other["column"]))]


def number(name: str) -> int:
    """The place of a column, counted from 0: A is 0, AA is 26."""
    found = 0
    for letter in name:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def letters(at: int) -> str:
    """A, B, … Z, AA: a column as spreadsheets name it."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def named(places: Iterable[str], most: int = MOST_NAMED) -> str:
    """Cells by name, and how many more."""
    every = list(places)
    more = f" 외 {len(every) - most}곳" if len(every) > most else ""
    return ", ".join(every[:most]) + more
