"""Any contents fit the paper, in every format: looked at in the files, by readers not our own."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate, groupby
from typing import Any

import docx
import openpyxl
import pytest
from lxml import etree
from PIL import Image, ImageStat

from bot.documents import report_head
from bot.documents.letter_widths import POINT, width
from bot.documents.letters import printable
from bot.documents.outline import GOTHIC, Cell, Look, Paragraph, Table
from bot.documents.pages import paged
from bot.documents.report_paper import paper
from storage.report.formats import Format
from storage.report.report_shapes import ReportLine, ReportRow
from storage.rules.names import clean_text
from tests.helpers import placed_text, read_back
from tests.helpers.hwpx_checks import SECTION, faults, heights, stranded
from tests.helpers.printed_pages import DARK, SCALE, drawn
from tests.helpers.printed_report import bullets, report, written
from tests.helpers.read_back import close
from tests.helpers.sizes import some
from tests.helpers.stress import WORDS, stressed

pytestmark = pytest.mark.long

SEEDS = (16, *range(11))  # 16: a figure as wide as its column, to a hundredth of a millimetre
LEFT = 20.0  # millimetres of margin
MM = 25.4 / 7200  # of the units of HWPX
every_seed = pytest.mark.parametrize("seed", some(SEEDS, of=5))


@cache
def file_of(form: str, seed: int) -> bytes:
    """The stressed report in a format, made once."""
    return written(form, stressed(seed))


@cache
def tables(seed: int, form: str = "") -> list[Table]:
    """The tables that the file of that seed should hold."""
    said = paper(stressed(seed))
    placed = paged(said) if form in ("hwpx", "docx") else said
    return [block for block in placed.blocks if isinstance(block, Table)]


def kept(table: Table) -> Iterator[tuple[Cell, Paragraph]]:
    """What must stand on one line of its cell."""
    for cell in table.cells:
        for one in cell.paragraphs:
            if one.whole or one.look is Look.FIGURE:
                yield cell, one


@every_seed
@pytest.mark.parametrize("form", ["hwpx", "docx"])
def test_every_cell_says_what_it_was_given_letter_by_letter(form: str, seed: int) -> None:
    found = read_back.tables(form, file_of(form, seed))
    wanted = [
        {_clean(read_back.piece(cell)) for cell in table.cells} for table in tables(seed, form)
    ]
    assert found == wanted


def _clean(one: read_back.Piece) -> read_back.Piece:
    texts = tuple(filter(None, map(clean_text, one.texts)))
    return read_back.Piece(one.row, one.column, one.rows, one.columns, texts)


@every_seed
def test_every_check_passes_the_hwpx(seed: int) -> None:
    body = file_of("hwpx", seed)
    assert faults(body) == []
    assert list(heights(body)) == []
    assert list(stranded(body)) == []


@every_seed
@pytest.mark.parametrize("form", Format)
def test_the_same_report_is_the_same_file(form: str, seed: int) -> None:
    assert written(form, stressed(seed)) == file_of(form, seed)


# -- PDF -----------------------------------------------------------------------------------------


@every_seed
def test_no_telephone_and_no_amount_of_the_pdf_is_broken(seed: int) -> None:
    lines = "\n".join(placed_text.lines(file_of("pdf", seed)))
    for table in tables(seed):
        for _cell, one in kept(table):
            assert close(printable(one.text)) in lines, one
    for person in stressed(seed).head.people:
        for phone in person.phone.replace("(", " ").split():
            assert close(phone) in lines


@every_seed
def test_nothing_of_the_pdf_stands_outside_its_column(seed: int) -> None:
    """Letters of the head, of the progress table and of the problems, each within its rules."""
    head = tables(seed)[0]
    edges = [LEFT, *(LEFT + one for one in accumulate(head.widths))]
    for one in placed_text.letters(file_of("pdf", seed)):
        assert one.left > LEFT - 0.3, one
        assert one.right < LEFT + 170 + 0.3, one
    for row, found in _head_letters(seed).items():
        for at, letters in found.items():
            wide = [letter for letter in letters if letter.sign.strip()]
            assert min(letter.left for letter in wide) >= edges[at] - 0.1, row
            assert max(letter.right for letter in wide) <= edges[at + 1] + 0.1, row


@every_seed
def test_each_person_of_the_pdf_stands_on_one_line(seed: int) -> None:
    for row, found in _head_letters(seed).items():
        middles = [
            (min(one.top for one in letters) + max(one.bottom for one in letters)) / 2
            for letters in found.values()
        ]
        assert max(middles) - min(middles) < 1.2, (row, middles)


def _head_letters(seed: int) -> dict[int, dict[int, list[placed_text.Letter]]]:
    """The letters of each person, by column, in the order in which they were set."""
    people, head = stressed(seed).head.people, tables(seed)[0]
    edges = [LEFT, *(LEFT + one for one in accumulate(head.widths))]
    found: dict[int, dict[int, list[placed_text.Letter]]] = {}
    page = [one for one in placed_text.letters(file_of("pdf", seed)) if one.page == 0]
    top = next(one.top for one in page if one.sign == "□")
    for at, name in zip(report_head.OF_PEOPLE, ("position", "name", "phone"), strict=True):
        within = [one for one in page if edges[at] <= one.middle < edges[at + 1]]
        column = [one for one in within if one.bottom < top][-_length(people, name) :]
        for row, one in enumerate(people):
            text = close(printable(getattr(one, name)))
            mine, column = column[: len(text)], column[len(text) :]
            assert "".join(letter.sign for letter in mine) == text
            if mine:
                found.setdefault(row, {})[at] = mine
    return found


def _length(people: Any, name: str) -> int:
    return sum(len(close(printable(getattr(one, name)))) for one in people) or 1


# -- word processors -----------------------------------------------------------------------------


@every_seed
def test_what_must_stay_whole_fits_its_cell_of_the_hwpx(seed: int) -> None:
    section, sizes = _hwpx(file_of("hwpx", seed))
    for found, table in zip(section.iter("{*}tbl"), tables(seed, "hwpx"), strict=True):
        cells = {_address(one): one for one in found.iterfind("{*}tr/{*}tc")}
        for cell, one in kept(table):
            made = cells[cell.row, cell.column]
            size = {sizes[run.get("charPrIDRef")] for run in made.iter("{*}run")}
            assert size == {one.points}
            margin = made.find("{*}cellMargin")
            sides = sum(int(margin.get(side)) for side in ("left", "right"))
            room = (int(made.find("{*}cellSz").get("width")) - sides) * MM
            assert width(one.text, one.points, sans=one.look in GOTHIC) <= room, one


def _hwpx(body: bytes) -> tuple[Any, dict[str, float]]:
    """The section, and points by the number of their letters."""
    parts = read_back.parts(body)
    head = etree.fromstring(parts["Contents/header.xml"])
    sizes = {one.get("id"): int(one.get("height")) / 100 for one in head.iter("{*}charPr")}
    return etree.fromstring(parts[SECTION]), sizes


def _address(cell: Any) -> tuple[int, int]:
    at = cell.find("{*}cellAddr")
    return int(at.get("rowAddr")), int(at.get("colAddr"))


@every_seed
def test_what_must_stay_whole_fits_its_cell_of_the_docx(seed: int) -> None:
    file = docx.Document(io.BytesIO(file_of("docx", seed)))
    for found, table in zip(file.tables, tables(seed), strict=True):
        margins = found._tbl.tblPr.findall(".//{*}tblCellMar/*")
        sides = sum(int(next(iter(one.values()))) for one in margins) / 20 * POINT
        for cell, one in kept(table):
            made = found.cell(cell.row, cell.column)
            line = next(each for each in made.paragraphs if each.text == clean_text(one.text))
            style: Any = line.style
            sizes = {(run.font.size or style.font.size).pt for run in line.runs}
            assert sizes == {one.points}
            assert made.width is not None
            room = made.width.mm - sides
            assert width(one.text, one.points, sans=one.look in GOTHIC) <= room + 0.05, one


# -- workbook ------------------------------------------------------------------------------------

DIGIT, EDGE, DOT = 7, 5, 25.4 / 96
"""Pixels of a figure by which Excel counts columns, and those beside it; millimetres of one."""


@every_seed
def test_what_must_stay_whole_fits_its_columns_of_the_workbook(seed: int) -> None:
    texts = [one.text for table in tables(seed) for _cell, one in kept(table) if one.text]
    book = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", seed)), data_only=True)
    assert sum(_checked(sheet, texts) for sheet in book.worksheets) >= len(set(texts)) / 2


def _checked(sheet: Any, texts: list[str]) -> int:
    wide = {one: round(dim.width * DIGIT) * DOT for one, dim in _columns(sheet).items()}
    spans = {(one.min_row, one.min_col): one for one in sheet.merged_cells.ranges}
    checked = 0
    for cell in (cell for row in sheet.rows for cell in row if cell.value is not None):
        shown = f"{cell.value:,.6f}".rstrip("0").rstrip(".") if _number(cell) else str(cell.value)
        if shown in texts:
            span = spans.get((cell.row, cell.column))
            last = span.max_col if span else cell.column
            room = sum(wide[at] for at in range(cell.column, last + 1)) - EDGE * DOT
            assert width(shown, cell.font.sz) <= room, shown
            checked += 1
    return checked


def _number(cell: Any) -> bool:
    return bool(cell.data_type == "n")


def _columns(sheet: Any) -> dict[int, Any]:
    found = {}
    for one in sheet.column_dimensions.values():
        found.update(dict.fromkeys(range(one.min, one.max + 1), one))
    return found


@every_seed
def test_the_workbook_says_every_text_and_each_person_in_one_row(seed: int) -> None:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", seed))).active
    rows = [[str(one) for one in row if one is not None] for row in sheet.values]
    people = stressed(seed).head.people
    together = [[part for text in row for part in text.split("\n")] for row in rows]
    for one in people:
        said = [clean_text(part) for part in (one.position, one.name, one.phone) if part]
        assert any(all(part in row for part in said) for row in together), one


# -- emptiness -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", Format)
def test_where_there_is_nothing_the_paper_says_so(form: str) -> None:
    bare = replace(report(), rows=(ReportRow("그동안 추진실적"),), problems=())
    text = close(read_back.text(form, written(form, bare)))
    assert text.count("○해당없음") == 2


LONG_LABEL = "2026년도 하반기 추진실적 (26. 7월~12월 실적)"


@cache
def long_pdf() -> bytes:
    """One period of 190 long lines: some thirty pages."""
    lines = [ReportLine(2, word) for _ in range(20) for word in WORDS]
    row = ReportRow(LONG_LABEL, tuple(lines[:190]))
    return written("pdf", replace(report(), rows=(row,)))


def test_name_and_header_stand_on_every_page_of_a_long_report() -> None:
    letters = list(placed_text.letters(long_pdf()))
    pages = ["".join(one.sign for one in page) for _, page in groupby(letters, lambda x: x.page)]
    assert len(pages) > 15
    above = f"{close(LONG_LABEL)}구분추진실적및추진계획비고"
    assert [one for one in pages[1:-2] if not one.startswith(above)] == []


def test_a_period_is_ruled_off_at_the_end_of_each_page_and_nowhere_else() -> None:
    """Header above and below, and the end of the page; a row of very many lines too."""
    many = replace(report(), rows=(ReportRow(LONG_LABEL, tuple(bullets(450))),))
    for page in (*drawn(long_pdf())[1:-3], *drawn(written("pdf", many))[1:-2]):
        assert len(_rules(page)) == 3


def _rules(page: Image.Image) -> list[int]:
    """Where a line runs across the column of lines, in pixels from above."""
    left, right = (round(one / POINT * SCALE) for one in (LEFT + 42, LEFT + 150))
    dark = page.crop((left, 0, right, page.height)).point(lambda one: 255 * (one < DARK))
    rows = [row for row in range(dark.height) if _mean(dark, row) > 250]
    return [row for row in rows if row - 1 not in rows]


def _mean(picture: Image.Image, row: int) -> float:
    return float(ImageStat.Stat(picture.crop((0, row, picture.width, row + 1))).mean[0])
