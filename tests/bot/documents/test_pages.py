"""Rows and headings at the end of a page: told beforehand, and true in the file."""

import io
from dataclasses import replace

import pytest
from hwpx.document import HwpxDocument
from hwpx.layout.pages import estimate_pages

from bot.documents import heights
from bot.documents.outline import Cell, Look, Paper, Paragraph, Table
from bot.documents.pages import FOOT, paged
from bot.documents.reading.report import read
from bot.documents.report_paper import paper
from storage.report.report_shapes import Report, ReportLine, ReportRow
from tests.helpers.printed_report import bullets, report, written

LABEL = "2021년도 하반기 추진실적 (21. 7월~12월 실적)"


def long(count: int, above: int = 0) -> Report:
    """A report of one period with so many bullets, and one above it with others."""
    rows = (ReportRow("그동안 추진실적", tuple(bullets(above))),) if above else ()
    lines = (ReportLine(1, "채용행사"), *bullets(count))
    return replace(report(), rows=(*rows, ReportRow(LABEL, lines, "비고")), problems=())


def progress(said: Report) -> Table:
    """The table of periods as a word processor gets it."""
    return _table(paged(paper(said)))


def column(table: Table, at: int) -> list[tuple[str, ...]]:
    cells = [one for one in table.cells if one.column == at and one.row >= table.header_rows]
    return [tuple(line.text for line in one.paragraphs) for one in cells]


@pytest.mark.parametrize("count", [1, 38, 45, 60, 130, 400])
def test_a_period_that_goes_on_has_its_name_on_each_page(count: int) -> None:
    table = progress(long(count))
    labels = column(table, 0)
    assert set(labels) == {("2021년도", "하반기 추진실적", "(21. 7월~12월 실적)")}
    assert len(labels) == 1 + (count > 40) + (count > 90) + 6 * (count > 200)
    said = [text for part in column(table, 1) for text in part]
    assert said == ["채용행사", *(one.text for one in bullets(count))]
    assert column(table, 2)[0] == ("비고",)
    assert not any(column(table, 2)[1:])


@pytest.mark.parametrize("above", range(20, 60))
def test_no_page_ends_within_a_row_and_no_part_is_too_low_for_its_name(above: int) -> None:
    (table,) = paged(Paper("", report().as_of, (_table(paper(long(20, above))),))).blocks
    assert isinstance(table, Table)
    tall, down = heights.rows(table), 0.0
    for row, one in enumerate(tall):
        if abs(down - FOOT) < 0.001:
            down = tall[0]
        down += one
        assert down < FOOT + 0.001, row
        assert row == 0 or one >= heights.of_cell(_at(table, row, 0), table)
        assert row == 0 or _at(table, row, 1).paragraphs[-1].look is not Look.CIRCLE


def _table(said: Paper) -> Table:
    return next(one for one in said.blocks if isinstance(one, Table) and one.header_rows)


def _at(table: Table, row: int, column: int) -> Cell:
    return next(one for one in table.cells if (one.row, one.column) == (row, column))


@pytest.mark.long
@pytest.mark.parametrize("count", [1, 45, 130, 400])
def test_hancom_lays_it_out_on_as_many_pages_as_were_foretold(count: int) -> None:
    said = long(count)
    with HwpxDocument.open(io.BytesIO(written("hwpx", said))) as file:
        pages = estimate_pages(file).pages
    fresh = [one for one in paged(paper(said)).blocks if isinstance(one, Paragraph) and one.fresh]
    assert pages is not None
    assert pages in (len(column(progress(said), 0)), len(column(progress(said), 0)) + len(fresh))


@pytest.mark.long
def test_what_was_parted_is_read_as_one_period_again() -> None:
    said = long(130)
    (row,) = read("", written("hwpx", said))["rows"]
    assert row["label"] == LABEL
    assert [line["text"] for line in row["lines"]] == ["채용행사", *(f.text for f in bullets(130))]


@pytest.mark.parametrize("above", range(0, 60, 3))
def test_a_heading_begins_the_page_of_what_it_is_above(above: int) -> None:
    table = Table(
        (170.0,), 6, tuple(Cell(at, 0, (Paragraph("글"),)) for at in range(6)), whole=True
    )
    lines = [Paragraph("줄")] * above
    heading = Paragraph("제목", Look.SECTION)
    said = Paper("", report().as_of, (*lines, heading, Paragraph("단위", Look.UNIT), table))
    made = paged(said).blocks[above]
    assert isinstance(made, Paragraph)
    down = above * heights.pitch(lines[0] if lines else heading) % heights.BODY
    need = sum(heights.rows(table)) + 18
    assert made.fresh == (down > 0 and down + need > FOOT)
