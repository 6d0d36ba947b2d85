"""Reports read from files of every kind: what is printed is what is read."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.reading import report
from storage.facts.shapes import Line
from storage.report.importing.import_known import keeping_finer
from storage.report.reading.outline import Outline
from storage.report.report_shapes import MoneyTable, ReportLine, ReportRow
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.tenure import OLDEST, Tenure
from storage.rules.terms import BudgetKind, Source
from tests.helpers import hostile
from tests.helpers.imported import SEED, as_report, file_of, outline_of, seed_file, whole_seed
from tests.storage.facts.seed_office import GOLDEN, LABELS

WRITTEN = ("hwpx", "docx", "xlsx")
MARKS = {1: "○", 2: "-", 3: "·"}


def pasted(outline: Outline) -> str:
    """The report as text that somebody copied: marks, no table, no markup."""
    lines = ["□ 추진실적 및 향후 추진계획"]
    for row in outline.rows:
        lines += ["", row.label, *(f"{MARKS[one.level]} {one.text}" for one in row.lines)]
    return "\n".join(
        [*lines, "", "□ 문제점 및 개선대책", *(f"- {one.text}" for one in outline.problems)]
    )


def test_the_real_text_is_read_line_by_line() -> None:
    found = outline_of(SEED)
    assert [row.label for row in found.rows] == LABELS
    wanted = [[Line(*line) for line in row["lines"]] for row in GOLDEN["rows"]]
    assert [list(row.lines) for row in found.rows] == wanted[:4]
    assert list(found.problems) == wanted[4]
    assert found.head is not None
    assert (found.head.code, found.head.department) == ("1-4-3", "일자리정책과")
    assert [one.position for one in found.head.people] == ["과장", "팀장", "담당자"]
    assert (found.sections, found.paged, found.losses) == (4, True, ())


@pytest.mark.parametrize("ending", WRITTEN)
def test_our_own_files_read_back_as_they_were_printed(ending: str) -> None:
    outline = whole_seed()
    money = MoneyTable(
        BudgetKind.PLAN,
        False,
        {
            Source.CITY: {"'20": 120_000_000, "'21": 1_500_000_000},
            Source.OTHER: {"기투자": 3_000_000},
        },
    )
    noted = [
        replace(row, note="비고 글") if at == 1 else row for at, row in enumerate(outline.rows)
    ]
    wanted = replace(outline, rows=tuple(noted), money=(money, outline.money[1]))
    found = outline_of(file_of(as_report(wanted), ending))
    assert (found.rows, found.problems) == (wanted.rows, wanted.problems)
    assert (found.head, found.money, found.losses) == (wanted.head, wanted.money, ())


WORDS = st.text("가나다라마바사아자차카하 0123456789().,/~-·‘’%+:ABCabc", min_size=1, max_size=40)
SAID = WORDS.map(lambda text: " ".join(text.split())).filter(
    lambda text: text and text[0] not in "○-·" and text.strip("- ·")
)
LINES = st.lists(st.builds(ReportLine, st.integers(1, 3), SAID), min_size=1, max_size=8)
AMOUNTS = st.dictionaries(
    st.sampled_from(OLDEST.columns), st.integers(1, 9_999).map(lambda n: n * 1_000_000), min_size=1
)


@settings(max_examples=12, deadline=None)
@given(
    rows=st.lists(LINES, min_size=1, max_size=3),
    problems=st.lists(SAID, max_size=3),
    cells=st.dictionaries(st.sampled_from(list(Source)), AMOUNTS),
    ending=st.sampled_from(WRITTEN),
)
@pytest.mark.long
def test_any_report_reads_back_from_any_format(
    rows: list[list[ReportLine]], problems: list[str], cells: dict[Source, Any], ending: str
) -> None:
    made = replace(
        as_report(whole_seed()),
        rows=tuple(ReportRow(f"{2021 + at}년도 실적", tuple(r)) for at, r in enumerate(rows)),
        problems=tuple(ReportLine(2, text) for text in problems),
        money=(MoneyTable(BudgetKind.PLAN, False, cells), MoneyTable(BudgetKind.SECURED, True)),
    )
    found = outline_of(file_of(made, ending))
    assert [[(o.level, o.text) for o in row.lines] for row in found.rows] == [
        [(one.level, one.text) for one in row.lines] for row in made.rows
    ]
    assert [one.text for one in found.problems] == problems
    ordered = {
        source: {name: cells[source][name] for name in OLDEST.columns if name in cells[source]}
        for source in Source
        if source in cells
    }
    assert found.money[0].cells == ordered


WON = st.one_of(st.integers(0, 3_000_000), st.integers(0, 10**13))
COLUMNS = st.sampled_from([Tenure.of(HalfYear(year, 2)).columns for year in (2018, 2022, 2026)])


@settings(max_examples=25, deadline=None)
@given(data=st.data(), columns=COLUMNS, ending=st.sampled_from(WRITTEN))
@pytest.mark.long
def test_our_own_money_is_read_without_a_complaint_and_hides_no_finer_amount(
    data: st.DataObject, columns: tuple[str, ...], ending: str
) -> None:
    rows = st.dictionaries(st.sampled_from(columns), WON, min_size=1)
    cells = data.draw(st.dictionaries(st.sampled_from(list(Source)), rows, min_size=1))
    table = MoneyTable(BudgetKind.PLAN, False, cells, columns)
    other = MoneyTable(BudgetKind.SECURED, True, columns=columns)
    found = outline_of(file_of(replace(as_report(whole_seed()), money=(table, other)), ending))
    assert found.losses == ()
    read, unread = found.money
    assert (read.columns, unread) == (columns, other)
    assert {source: set(row) for source, row in read.cells.items()} == {
        source: set(row) for source, row in cells.items()
    }
    assert keeping_finer(table, read).cells == cells


@pytest.mark.parametrize(
    "code", ["utf-8", "utf-8-sig", "cp949", "utf-16"], ids=["utf8", "bom", "cp949", "utf16"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_pasted_text_is_read_whatever_wrote_it(code: str, end: str) -> None:
    wanted = whole_seed()
    found = outline_of(pasted(wanted).replace("\n", end).encode(code))
    assert [(row.label, row.lines) for row in found.rows] == [
        (row.label, row.lines) for row in wanted.rows
    ]
    assert found.problems == wanted.problems
    assert found.losses == ("보고서 머리(소관부서·담당자)는 읽지 못했습니다.",)


def test_a_row_that_goes_on_on_the_next_page_is_one_row() -> None:
    text = SEED.decode()
    broken = text.replace(
        "○ 공사계약 특수조건 개정",
        "\t\n\n구 분\t추진실적 및 추진계획\t비 고\n"
        "<p>그동안 추진실적 (2018. ~ 2020.)</p>\t<ul> ○ 공사계약 특수조건 개정",
        1,
    )
    assert broken != text
    assert outline_of(broken.encode()).rows == outline_of(SEED).rows


def filled_sheet(book: Any) -> None:
    """A report by hand: merged heads, a formula, a date, and a hidden sheet."""
    sheet = book.add_worksheet("보고서")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, 2, "□ 추진실적 및 향후 추진계획")
    sheet.write_row(1, 0, ["구 분", "추진실적 및 추진계획", "비 고"])
    sheet.write(2, 0, "2021년도 하반기 추진실적")
    sheet.write(2, 1, "○ 고양시 찾아가는 일자리버스 운영")
    sheet.write_formula(3, 1, '="- "&"(2021.7.~12.) 39회"', None, "- (2021.7.~12.) 39회")
    sheet.write_datetime(3, 2, date(1900, 1, 31), day)
    hidden = book.add_worksheet("숨김")
    hidden.write(0, 0, "○ 보이지 않는 줄")
    hidden.hide()


def test_a_workbook_gives_its_values_and_says_what_it_hides() -> None:
    found = outline_of(hostile.workbook(filled_sheet))
    [row] = found.rows
    assert [line.text for line in row.lines] == [
        "고양시 찾아가는 일자리버스 운영",
        "(2021.7.~12.) 39회",
    ]
    assert row.note == "1900. 1. 31."
    told = "\n".join(found.losses)
    assert "숨긴 시트 1개" in told
    assert "수식은 파일에 저장된 값" in told
    assert "날짜로 저장된 칸 1개" in told


CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>{}</w:tc>"
TABLE = "<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>"


def test_what_a_document_hides_is_said() -> None:
    tracked = (
        "<w:p><w:r><w:t>- 남은 줄</w:t></w:r>"
        "<w:del><w:r><w:delText>지운 글</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> 더한 글</w:t></w:r></w:ins></w:p>"
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>상자</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>안</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl>"
    )
    head = "".join(CELL.format(name, "") for name in ("구 분", "추진실적 및 추진계획", "비 고"))
    body = CELL.format("2021년도 하반기 추진실적", "") + CELL.format("○ 제목", tracked)
    found = outline_of(hostile.word_file(TABLE.format(head, body)))
    assert [line.text for line in found.rows[0].lines] == ["제목", "남은 줄 더한 글"]
    told = "\n".join(found.losses)
    assert "변경 내용 추적" in told
    assert "글상자·도형 안의 글 1곳" in told
    assert "표 안의 표 1개" in told


def test_tracked_changes_of_hwpx_are_left_out_and_said() -> None:
    body = seed_file("hwpx")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    section = parts["Contents/section0.xml"].decode()
    words = "일자리테마특강 10회"
    assert words in section
    marked = section.replace(
        words, f'{words}<hp:deleteBegin Id="1"/>지운 글<hp:deleteEnd Id="1"/>'
    )
    found = outline_of(hostile.zipped({**parts, "Contents/section0.xml": marked}))
    assert words in [line.text for line in found.rows[2].lines]
    assert "변경 내용 추적" in "\n".join(found.losses)


def test_amounts_that_do_not_add_up_and_unknown_columns_are_said() -> None:
    text = SEED.decode().replace("\t도비\t\t비\t\t예\t\t산\t", "\t도비\t5\t\t\t2\t\t2\t", 1)
    text = text.replace("'22.6.\t임기후", "'23\t임기후", 1).replace(
        "\t시비\t\t\t", "\t시비\t\t\t약 3", 1
    )
    told = "\n".join(outline_of(text.encode()).losses)
    assert "도비 계는 5백만원인데 더하면 4백만원입니다" in told
    assert "‘약 3’는 금액으로 읽지 못했습니다" in told


def test_a_report_that_names_no_table_is_refused_and_the_name_is_not_believed() -> None:
    with pytest.raises(Refusal):
        report.read("보고서.hwpx", "□ 다른 문서".encode())
    assert report.read("사진.png", SEED)["sections"] == 4


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_several_lines_is_one_cell_when_it_was_copied(quote: str) -> None:
    copied = (
        f"구 분\t추진실적 및 추진계획\t비 고\n2021년도 하반기 추진실적\t{quote}○ 일자리버스 운영\n"
        f"- 39회 운영\n○ 기업 채용행사 지원{quote}\t비고 글\n2022년도 상반기 추진계획"
        "\t○ 교육 운영\t\n표 아래의 글"
    )
    found = outline_of(copied.encode())
    first, second = found.rows
    assert [line.text for line in first.lines] == [
        "일자리버스 운영",
        "39회 운영",
        "기업 채용행사 지원",
    ]
    assert (first.note, [line.text for line in second.lines]) == ("비고 글", ["교육 운영"])
    assert any("표 밖의 글 1줄을 읽지 않았습니다: ‘표 아래의 글’" in one for one in found.losses)
