"""The workbook as Excel has it: money on a plain grid, sums that count, pages between rows."""

import io
from functools import cache
from itertools import pairwise
from typing import Any

import openpyxl
import pytest

from bot.documents.reading import report as reading
from storage.report.report_shapes import ReportLine
from tests.helpers.printed_report import FILLED, bullets, report, written

pytestmark = pytest.mark.long

LONG = (
    "찾아가는 채용행사를 일자리센터와 함께 열고 참여 기업과 구직자를 잇는 자리를 마련하였음 " * 2
)
HEAD = "구 분"


@cache
def made(lines: int = 0) -> bytes:
    """The workbook of a report with so many lines more in its last period."""
    more = [ReportLine(1 + (at % 4 > 0), f"{at} {LONG}") for at in range(lines)]
    return written("xlsx", report(*more, money=FILLED))


def book(body: bytes, *, kept: bool = False) -> Any:
    """The workbook by openpyxl, with formulas or with what they keep."""
    return openpyxl.load_workbook(io.BytesIO(body), data_only=kept)


def figures(sheet: Any) -> list[Any]:
    """The cells of the figures of the second table of money."""
    (top,) = [row for row in range(10, 40) if sheet.cell(row, 2).value == "기타"]
    return [sheet.cell(row, column) for row in range(top - 4, top + 1) for column in range(3, 11)]


def test_money_stands_on_a_plain_grid_of_a_sheet_of_its_own() -> None:
    file = book(made())
    assert file.sheetnames == ["보고서", "사업비"]
    sheet = file["사업비"]
    merged = {place for area in sheet.merged_cells.ranges for place in area.cells}
    assert [one for one in figures(sheet) if (one.row, one.column) in merged] == []
    formats = {one.number_format for one in figures(sheet) if one.value is not None}
    assert formats == {"#,##0"}  # with decimals that may come, Excel prints 50 as "50."


def test_sums_are_formulas_that_keep_what_the_paper_prints() -> None:
    formulas, kept = (figures(book(made(), kept=one)["사업비"]) for one in (False, True))
    by_place = {(one.row, one.column): one.value for one in kept}
    sums = [one for one in formulas if one.data_type == "f"]
    assert len(sums) == 8 + 4
    for one in sums:
        cells = one.value.removeprefix("=IF(COUNT(").partition(")")[0]
        first, last = (one.parent[name] for name in cells.split(":"))
        area = [
            by_place[row, column]
            for row in range(first.row, last.row + 1)
            for column in range(first.column, last.column + 1)
        ]
        amounts = [amount for amount in area if isinstance(amount, int | float)]
        assert (by_place[one.row, one.column] or None) == (sum(amounts) or None)
    assert 1_357 in by_place.values()


def test_our_own_sums_are_no_loss_and_a_figure_typed_beside_them_is_read() -> None:
    before = reading.outline_of(reading.pieces_of(made()))
    assert before.losses == ()
    file = book(made())
    place = next(one for one in figures(file["사업비"]) if one.value == 50)
    place.value = 51
    typed = io.BytesIO()
    file.save(typed)
    after = reading.outline_of(reading.pieces_of(typed.getvalue()))
    assert after.rows == before.rows
    changed = [
        (source, column, won)
        for one, other in zip(before.money, after.money, strict=True)
        for source, row in other.cells.items()
        for column, won in row.items()
        if one.cells.get(source, {}).get(column) != won
    ]
    assert [won for _, _, won in changed] == [51_000_000]


@pytest.mark.parametrize("lines", [0, 40, 90])
def test_pages_end_between_rows_and_each_says_its_head_and_its_period(lines: int) -> None:
    sheet = book(made(lines))["보고서"]
    (head,) = [row for row in range(1, 12) if sheet.cell(row, 1).value == HEAD]
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # one page wide, as many high as it takes
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert len(breaks) >= 1 + lines // 30
    merged = [(one.min_row, one.max_row, one.min_col) for one in sheet.merged_cells.ranges]
    for last in breaks:
        assert [one for one in merged if one[0] <= last < one[1]] == []
        assert sheet.cell(last + 1, 1).value
        lines_before = [str(c.value) for c in sheet[last] if c.value and c.column > 1]
        assert not any(line.startswith("○") for line in lines_before)


def test_no_page_is_taller_than_paper() -> None:
    sheet = book(made(90))["보고서"]
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
    ends = [0, *(one.id for one in sheet.row_breaks.brk), sheet.max_row]
    pages = [sum(heights[a:b]) for a, b in pairwise(ends)]
    assert max(pages) < 252 / 25.4 * 72 * 1.15  # its columns are printed somewhat smaller
    assert min(pages[:-1]) > 500


def test_a_report_that_comes_back_is_the_same_though_periods_are_said_on_each_page() -> None:
    short = report(*bullets(90), money=FILLED)
    again = reading.outline_of(reading.pieces_of(written("xlsx", short)))
    assert [row.label.split() for row in again.rows] == [row.label.split() for row in short.rows]
    said = [(line.level, line.text) for row in again.rows for line in row.lines]
    assert said == [(line.level, line.text) for row in short.rows for line in row.lines]
    word = reading.outline_of(reading.pieces_of(written("docx", short)))
    assert (word.rows, word.money) == (again.rows, again.money)
