"""The report in four formats says the same, letter by letter, for readers that are not ours."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import openpyxl
import pypdf
import pytest
from lxml import etree

from bot.documents import report_files
from bot.documents.pages import paged
from bot.documents.report_paper import paper
from storage.facts.pledge import Head
from storage.report.formats import Format
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow, to_json
from storage.rules.half_year import HalfYear
from storage.rules.tenure import OLDEST, Tenure
from storage.rules.terms import BudgetKind, Source
from tests.helpers import read_back
from tests.helpers.hwpx_checks import faults
from tests.helpers.pdf_parts import fonts_in, metadata_of
from tests.helpers.printed_pages import invisible
from tests.helpers.printed_report import EMPTY, FILLED, bullets, report, written
from tests.helpers.read_back import close
from tests.helpers.report_lines import outline

pytestmark = pytest.mark.long

HOSTILE = '=1+1 <A&B> "q" ]]> &#0; #eval(1) $a$ @x \x0b끝'
INERT = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "<hp:t>날것</hp:t>")


@cache
def plain(form: str) -> bytes:
    """The seed's own file, made once."""
    return written(form, report())


def model(of: Report, form: str) -> list[set[read_back.Piece]]:
    """The tables that a reader should find."""
    return read_back.model(paged(paper(of)) if form in ("hwpx", "docx") else paper(of))


every_format = pytest.mark.parametrize("form", Format)


@every_format
def test_every_line_of_the_report_stands_in_the_file_in_its_order(form: str) -> None:
    text, at = close(read_back.text(form, plain(form))), 0
    for line in outline(report()):
        found = text.find(close(line.text), at)
        assert found >= 0, line
        at = found


@every_format
def test_equal_reports_are_equal_bytes(form: str) -> None:
    assert written(form, report()) == plain(form)


@every_format
def test_what_an_officer_types_stays_text(form: str) -> None:
    text = close(read_back.text(form, written(form, report(ReportLine(2, HOSTILE)))))
    for part in ("=1+1", '"q"]]>', "#eval(1)", "$a$", "@x끝"):
        assert part in text.replace("&lt;", "<").replace("&amp;", "&")


@every_format
def test_amounts_are_printed_in_millions_and_summed(form: str) -> None:
    text = close(read_back.text(form, written(form, report(money=FILLED))))
    for amount in ("1,357", "1,300", "1,257", "50", "7"):
        assert amount in text or (form == "xlsx" and amount.replace(",", "") in text)


@every_format
@pytest.mark.parametrize("columns", [Tenure.of(HalfYear(2026, 2)).columns, ("'26.7.", "'27")])
def test_a_money_table_has_the_columns_of_its_term(form: str, columns: tuple[str, ...]) -> None:
    money = replace(EMPTY, columns=columns, cells={Source.CITY: {columns[-1]: 3_000_000}})
    said = replace(report(), money=(replace(money, kind=BudgetKind.PLAN), money))
    text = close(read_back.text(form, written(form, said)))
    assert [name for name in columns if text.count(name) < 2] == []
    assert [name for name in OLDEST.columns if name not in columns and name in text] == []


def test_a_format_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="hwp5"):
        written("hwp5", report())


@pytest.mark.parametrize("money", [EMPTY, FILLED], ids=["empty", "filled"])
@pytest.mark.parametrize("form", ["hwpx", "docx"])
def test_every_cell_stands_in_its_place_with_its_paragraphs(form: str, money: MoneyTable) -> None:
    said = report(money=money)
    assert read_back.tables(form, written(form, said)) == model(said, form)


def test_a_reader_in_another_language_finds_the_same_cells() -> None:
    assert read_back.tables_by_hwpforge(plain("hwpx")) == model(report(), "hwpx")


@every_format
def test_a_report_of_nothing_is_a_file_all_the_same(form: str) -> None:
    empty = Report(
        Head("", "", ""),
        HalfYear(2021, 2),
        rows=(ReportRow("2021년도 하반기 추진실적 (21. 7월~12월 실적)"),),
        money=(MoneyTable(BudgetKind.PLAN), MoneyTable(BudgetKind.SECURED)),
        problems=(),
        as_of=report().as_of,
    )
    body = written(form, empty)
    assert "하반기추진실적" in close(read_back.text(form, body))
    assert form != "hwpx" or faults(body) == []


# -- PDF -----------------------------------------------------------------------------------------


def test_the_pdf_is_three_pages_in_our_fonts_alone() -> None:
    file = pypdf.PdfReader(io.BytesIO(plain("pdf")))
    assert len(file.pages) == 3
    assert fonts_in(file) == {"QuotaGothicBold", "QuotaMyeongjoRegular", "QuotaMyeongjoBold"}


def test_the_pdf_says_that_it_is_made_to_be_kept() -> None:
    about = metadata_of(pypdf.PdfReader(io.BytesIO(plain("pdf"))))
    assert b"<pdfaid:part>2<" in about
    assert b"<pdfaid:conformance>A<" in about
    assert b"<pdfuaid:part>1<" in about


def test_every_letter_of_the_pdf_is_seen() -> None:
    assert "".join(invisible(plain("pdf"))) == ""


def test_money_stays_whole_on_its_page_with_its_title() -> None:
    for extra in range(0, 16, 3):
        pages = pypdf.PdfReader(io.BytesIO(written("pdf", report(*bullets(extra))))).pages
        texts = [close(page.extract_text()) for page in pages]
        (page,) = [text for text in texts if "연도별투자계획(사업비)" in text]
        assert "비예산" in page
        assert page.index("기타") > page.index("연도별투자계획(사업비)")


def test_a_row_of_two_hundred_bullets_runs_over_pages_below_its_header() -> None:
    pages = pypdf.PdfReader(io.BytesIO(written("pdf", report(*bullets(200))))).pages
    texts = [close(page.extract_text()) for page in pages]
    (last,) = [at for at, text in enumerate(texts) if "찾아가는채용행사199회개최" in text]
    assert last > 3
    assert [text for text in texts[: last + 1] if "추진실적및추진계획비고" not in text] == []


def test_a_letter_no_font_has_becomes_a_mark_and_never_a_box() -> None:
    assert "〓" in read_back.text("pdf", written("pdf", report(ReportLine(2, "축하 😀"))))


def test_page_one_is_a_picture() -> None:
    draw: Callable[..., bytes] = report_files.first_page
    assert draw({"report": to_json(report())}).startswith(b"\x89PNG")


# -- workbook ------------------------------------------------------------------------------------


def test_the_workbook_holds_no_formula_but_its_sums_and_counts_money() -> None:
    lines = [ReportLine(2, one) for one in INERT]
    made = written("xlsx", report(*lines, money=FILLED))
    book = openpyxl.load_workbook(io.BytesIO(made))
    found = [c for sheet in book for row in sheet.rows for c in row if c.value is not None]
    assert {cell.data_type for cell in found} == {"s", "n", "f"}
    assert {str(c.value).startswith("=IF(COUNT(") for c in found if c.data_type == "f"} == {True}
    types = {cell.data_type: cell.quotePrefix for cell in found}
    assert types == {"s": True, "n": False, "f": False}
    kept = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    assert 1_357 in [cell.value for row in kept["사업비"].rows for cell in row]


def test_the_workbook_gives_each_bullet_a_row_of_its_own() -> None:
    wanted = [line.text for row in report().rows for line in row.lines]
    found = [str(one) for one in read_back.cells(plain("xlsx"))]
    assert [
        one for one in wanted if [text[2:] for text in found].count(one) != wanted.count(one)
    ] == []


def test_a_row_of_the_workbook_is_as_high_as_its_text() -> None:
    long = ReportLine(2, "채용행사 지원과 안내 " * 30)
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", report(long)))).active
    (place,) = [
        cell.row for row in sheet.rows for cell in row if long.text.strip() in str(cell.value)
    ]
    assert sheet.row_dimensions[place].height > 5 * sheet.row_dimensions[place - 1].height


# -- Word ----------------------------------------------------------------------------------------

TABLE_ORDER = "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook"
CELL_ORDER = "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign"
ORDER = {"tblPr": TABLE_ORDER.split(" "), "tcPr": CELL_ORDER.split(" ")}
"""Children as ISO/IEC 29500-1, 17.4 puts them; Word calls a file of another order damaged."""


@pytest.mark.parametrize("kind", ORDER)
def test_the_properties_of_word_stand_in_the_order_of_its_schema(kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(plain("docx"))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = {
        tuple(etree.QName(one).localname for one in node) for node in body.iter(f"{{*}}{kind}")
    }
    assert found
    assert [names for names in found if [n for n in ORDER[kind] if n in names] != [*names]] == []
