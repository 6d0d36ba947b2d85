"""The report in four formats says the same, letter by letter, for readers that are not ours."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from json import loads
from pathlib import Path
from tempfile import TemporaryDirectory

import hwpforge
import openpyxl
import pypdf
import pytest
from dochan import Dochan
from hwpx.document import HwpxDocument

from bot.documents import report_files
from storage.reports.report_shapes import (
    Head,
    MoneyTable,
    Report,
    ReportLine,
    ReportRow,
    Signer,
    outline,
    to_json,
)
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind, Source

GOLDEN = loads(
    (Path(__file__).parents[2] / "golden" / "seed_lines.json").read_text(encoding="utf-8")
)
HOSTILE = '=1+1 <A&B> "q" ]]> &#0; #eval(1) $a$ @x \x0b끝'
FILLED = MoneyTable(
    BudgetKind.SECURED, cells={Source.CITY: {"'20": 50_000_000}, Source.OTHER: {"'21": 7_000_000}}
)


def report(*more: ReportLine, money: MoneyTable | None = None) -> Report:
    """The seed's report, with lines added to its last row."""
    rows = [
        ReportRow(one["row"], tuple(ReportLine(level, text) for level, text in one["lines"]))
        for one in GOLDEN["rows"][:4]
    ]
    rows[-1] = ReportRow(rows[-1].label, rows[-1].lines + more)
    people = tuple(Signer(name, "홍○○", "000-0000") for name in ("과장", "팀장", "담당자"))
    return Report(
        head=Head("1-4-3", "고양시 고용할당제 도입", "일자리정책과", people),
        half=HalfYear(2021, 2),
        rows=tuple(rows),
        money=(MoneyTable(BudgetKind.PLAN, True), money or MoneyTable(BudgetKind.SECURED, True)),
        problems=(ReportLine(2, "참여기업 발굴 및 협약체결 기관과의 지속적 협력관계 유지"),),
        as_of=datetime(2021, 12, 20, tzinfo=UTC),
    )


def written(form: str, of: Report) -> bytes:
    """The file as the press makes it."""
    return report_files.written({"report": to_json(of), "format": form})


@cache
def plain(form: str) -> bytes:
    """The seed's own file, made once."""
    return written(form, report())


def read(form: str, body: bytes) -> str:
    """All text of a file, by a reader that shares nothing with the writer."""
    if form == "pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{form}"
        path.write_bytes(body)
        text: str = Dochan(str(path)).to_plain_text()
        return text


def close(text: str) -> str:
    """Without spaces: lines of a page break between words."""
    return "".join(text.split())


every_format = pytest.mark.parametrize("form", report_files.FORMATS)


@every_format
def test_every_line_of_the_report_stands_in_the_file_in_its_order(form: str) -> None:
    text, at = close(read(form, plain(form))), 0
    for line in outline(report()):
        found = text.find(close(line.text), at)
        assert found >= 0, line
        at = found


@every_format
def test_equal_reports_are_equal_bytes(form: str) -> None:
    assert written(form, report()) == plain(form)


@every_format
def test_what_an_officer_types_stays_text(form: str) -> None:
    text = close(read(form, written(form, report(ReportLine(2, HOSTILE)))))
    for part in ("=1+1", '"q"]]>', "#eval(1)", "$a$", "@x끝"):
        assert part in text.replace("&lt;", "<").replace("&amp;", "&")


@every_format
def test_amounts_are_printed_in_millions_and_summed(form: str) -> None:
    text = close(read(form, written(form, report(money=FILLED))))
    for amount in ("57", "50", "7"):
        assert amount in text


def test_a_format_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="hwp5"):
        written("hwp5", report())


def test_the_hwpx_is_valid_for_its_schema_and_for_a_foreign_reader() -> None:
    body = plain("hwpx")
    assert not HwpxDocument.open(io.BytesIO(body)).validate().issues
    found = hwpforge.Document.from_bytes(body).validate()
    assert (found["ok"], found["errors"], found["warnings"]) == (True, [], [])


def test_the_hwpx_tells_nothing_of_a_stranger() -> None:
    assert b"synthetic" not in plain("hwpx")


@pytest.mark.parametrize("form", ["hwpx", "docx"])
def test_the_tables_have_the_rows_of_the_form(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"report.{form}"
    path.write_bytes(plain(form))
    found = [len(table["rows"]) for table in _tables(Dochan(str(path)).to_dict())]
    assert found == [2, 5, 6, 6]


def _tables(node: object) -> list[dict[str, list[object]]]:
    if isinstance(node, dict):
        own = [node] if node.get("type") == "table" else []
        return own + [one for value in node.values() for one in _tables(value)]
    if isinstance(node, list):
        return [one for value in node for one in _tables(value)]
    return []


def test_the_pdf_is_three_pages_in_our_fonts_alone() -> None:
    pages = pypdf.PdfReader(io.BytesIO(plain("pdf"))).pages
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert len(pages) == 3
    assert fonts
    assert all("Quota" in name for name in fonts)


def test_a_row_of_two_hundred_bullets_runs_over_pages() -> None:
    many = [ReportLine(2, f"채용행사 지원 {at}회") for at in range(200)]
    text = close(read("pdf", written("pdf", report(*many))))
    assert "채용행사지원199회" in text


def test_a_letter_no_font_has_becomes_a_mark_and_never_a_box() -> None:
    assert "〓" in read("pdf", written("pdf", report(ReportLine(2, "축하 😀"))))


def test_the_workbook_holds_no_formula_and_counts_money() -> None:
    body = written("xlsx", report(ReportLine(2, "=1+1"), money=FILLED))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(body)).active.rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert 57 in [cell.value for cell in cells]


def test_page_one_is_a_picture() -> None:
    draw: Callable[..., bytes] = report_files.first_page
    assert draw({"report": to_json(report())}).startswith(b"\x89PNG")
