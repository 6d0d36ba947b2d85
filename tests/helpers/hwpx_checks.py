"""Whether a word processor would open an HWPX: what no single check of it can say.

`faults` joins five checks that overlap little: the schema and the safety gate of python-hwpx, a
foreign reader (hwpforge), the order of the archive, and an own check of what all of them let
pass, the tables' grids and the references between the parts.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import hwpforge
from hwpx.document import HwpxDocument
from hwpx.layout import pages as hancom
from hwpx.tools.package_validator import validate_editor_open_safety
from lxml import etree

HEADER, SECTION = "Contents/header.xml", "Contents/section0.xml"
NOWHERE = str(2**32 - 1)  # how the format says that a reference is not used
POINTS_TO = {
    "charPrIDRef": "charPr",
    "paraPrIDRef": "paraPr",
    "borderFillIDRef": "borderFill",
    "styleIDRef": "style",
    "nextStyleIDRef": "style",
    "tabPrIDRef": "tabPr",
}


def faults(body: bytes) -> list[str]:
    """Everything that any of the checks has against the file; empty for a sound one."""
    checks = (packing, grid, schema, safety, foreign)
    return [f"{check.__name__}: {fault}" for check in checks for fault in _said(check, body)]


def _said(check: Any, body: bytes) -> list[str]:
    try:
        return list(check(body))
    except Exception as error:  # a file that makes a reader fail is not sound either
        return [f"{type(error).__name__}: {error}"]


def packing(body: bytes) -> Iterator[str]:
    """`mimetype` stands first and is not compressed."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        first = archive.infolist()[0]
    if (first.filename, first.compress_type) != ("mimetype", zipfile.ZIP_STORED):
        yield f"the first entry is {first.filename}"


def schema(body: bytes) -> Iterator[str]:
    """KS X 6101 as python-hwpx brings it, with the deviations that Hancom itself writes."""
    with HwpxDocument.open(io.BytesIO(body)) as file:
        yield from (str(issue) for issue in file.validate().issues)


def safety(body: bytes) -> Iterator[str]:
    """What python-hwpx knows to keep an editor from opening a file."""
    report = validate_editor_open_safety(body)
    if not report.ok:
        yield str(report)


def foreign(body: bytes) -> Iterator[str]:
    """What a reader in another language finds."""
    found = hwpforge.Document.from_bytes(body).validate()
    yield from (str(one) for one in (*found["errors"], *found["warnings"]))
    if not found["ok"]:
        yield "not ok"


def grid(body: bytes) -> Iterator[str]:
    """References lead somewhere, counts are right, and the cells of each table tile it."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        head, section = (etree.fromstring(archive.read(name)) for name in (HEADER, SECTION))
    ids = {
        kind: {one.get("id") for one in head.iter(f"{{*}}{kind}")} for kind in POINTS_TO.values()
    }
    for node in (*head.iter("*"), *section.iter("*")):
        for name, kind in POINTS_TO.items():
            if node.get(name, NOWHERE) not in ids[kind] | {NOWHERE}:
                yield f"{name} {node.get(name)} leads nowhere"
        for name in ("itemCnt", "fontCnt"):
            if node.get(name) is not None and int(node.get(name)) != len(node):
                yield f"{etree.QName(node).localname} has {len(node)} and says {node.get(name)}"
    for table in section.iter("{*}tbl"):
        yield from _tiling(table)


def _tiling(table: Any) -> Iterator[str]:
    rows, columns = int(table.get("rowCnt")), int(table.get("colCnt"))
    covered: Counter[tuple[int, int]] = Counter()
    widths: Counter[int] = Counter()
    for cell in table.iterfind("{*}tr/{*}tc"):
        at, span, size = (cell.find(f"{{*}}{kind}") for kind in ("cellAddr", "cellSpan", "cellSz"))
        top, left = int(at.get("rowAddr")), int(at.get("colAddr"))
        for row in range(top, top + int(span.get("rowSpan"))):
            widths[row] += int(size.get("width"))
            covered.update((row, left + step) for step in range(int(span.get("colSpan"))))
    wanted = {(row, column) for row in range(rows) for column in range(columns)}
    if set(covered) != wanted or set(covered.values()) != {1}:
        yield f"the cells do not tile {rows} x {columns}"
    if len(table.findall("{*}tr")) != rows:
        yield f"{len(table.findall('{*}tr'))} rows instead of {rows}"
    if set(widths.values()) != {int(table.find("{*}sz").get("width"))}:
        yield f"rows are {sorted(set(widths.values()))} wide"


def heights(body: bytes) -> Iterator[str]:
    """Of each table that was written here: how tall its cells and rows say they are.

    What a text needs is told by the model of Hancom's own layout that python-hwpx has, which
    knows the advances of Hancom's fonts.
    """
    with HwpxDocument.open(io.BytesIO(body)) as file:
        model = hancom._Measure(file._root)
        for section in file.sections:
            for table in section.element.iter("{*}tbl"):
                yield from _tall(table, model)


def _tall(table: Any, model: Any) -> Iterator[str]:
    told: dict[int, int] = {}
    cells = [(*_rows_of(cell), cell) for cell in table.iterfind("{*}tr/{*}tc")]
    for first, count, declared, cell in sorted(cells, key=lambda one: one[1]):
        if count == 1 and told.setdefault(first, declared) != declared:
            yield f"row {first} is {told[first]} and {declared} tall"
        needed = hancom._cell_row(model, table, cell).height
        if needed > declared:
            yield f"a cell of row {first} needs {needed} and has {declared}"
        if count > 1 and declared != sum(told[row] for row in range(first, first + count)):
            yield f"a cell over {count} rows from {first} is {declared} tall"
    if sum(told.values()) != int(table.find("{*}sz").get("height")):
        yield f"rows of {sorted(told.values())} make {table.find('{*}sz').get('height')}"


def _rows_of(cell: Any) -> tuple[int, int, int]:
    """First row, rows, and height."""
    place = cell.find("{*}cellAddr"), cell.find("{*}cellSpan"), cell.find("{*}cellSz")
    row, span, size = place
    return int(row.get("rowAddr")), int(span.get("rowSpan")), int(size.get("height"))


def stranded(body: bytes) -> Iterator[str]:
    """Each heading that stands on another page than what follows it, by the same model."""
    with HwpxDocument.open(io.BytesIO(body)) as file:
        told = hancom.estimate_pages(file)
        if told.pages is None:
            yield f"not followed: {told.unsupported}"
        for (one, here), (_, after) in pairwise(zip(file.paragraphs, told.lines, strict=True)):
            if str(one.text).startswith(("□", "(단위")) and here[-1].page != after[0].page:
                yield f"{one.text} stands on page {here[-1].page + 1}"
