"""A 취합표 as people send it: any spreadsheet's ways, and nothing that only looks like one."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from bot.documents import plan_table_reader
from bot.documents.plan_table_reader import read
from bot.documents.plan_table_sheet import written
from bot.documents.reading import guard
from storage.plans.wording_plan_table import COLUMNS, KEY
from storage.rules.errors import Refusal

pytestmark = pytest.mark.long

ROW = [
    "도로건설과",
    "작성중",
    "",
    "1",
    "",
    "우선고용 추진",
    "",
    "3",
    *[""] * 7,
    "i1v1",
]
HEADINGS = ["관리번호(수정 금지) 2022-1" if one == KEY else one for one in COLUMNS]


def table(*rows: list[str]) -> bytes:
    """The file as we hand it out."""
    return written({"half": "2022-1", "rows": list(rows)})


def edited(edit: Callable[[Any], Any], *rows: list[str]) -> bytes:
    """The same after somebody worked on it in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(table(*(rows or (ROW,)))))
    edit(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def cells(body: bytes, name: str = "표.xlsx") -> dict[str, str]:
    """The first row's cells by column."""
    found: dict[str, str] = read(name, body)["rows"][0][1]
    return found


def test_what_was_handed_out_is_read_as_it_is() -> None:
    found = read("표.xlsx", table(ROW))
    assert (found["half"], found["hidden"]) == ("2022-1", [])
    assert found["rows"] == [[2, dict(zip(COLUMNS, ROW, strict=True))]]
    assert (found["columns"]["부서"], found["columns"]["관리번호"]) == ("A", "P")


def test_the_sheet_freezes_its_header_filters_all_and_holds_no_formula() -> None:
    hostile = [*ROW[:5], '=HYPERLINK("x")', "@SUM", "+1", "-1", *[""] * 3, "\t=1", *[""] * 3]
    sheet = openpyxl.load_workbook(io.BytesIO(table(ROW, hostile))).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:P3")
    assert {cell.data_type for row in sheet.rows for cell in row if cell.value} == {"s"}
    assert sheet.column_dimensions["F"].width > sheet.column_dimensions["D"].width
    assert sheet["F2"].alignment.wrap_text
    assert [sheet.column_dimensions[name].hidden for name in "ABCDEFGHIJKLMNOP"] == [False] * 16


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    long = [*ROW[:5], "고양시민 우선고용 " * 12, *ROW[6:]]
    sheet = openpyxl.load_workbook(io.BytesIO(table(ROW, long))).active
    heights = [sheet.row_dimensions[at].height or 15 for at in (2, 3)]
    assert heights == [15, 75]


def test_equal_tables_are_equal_bytes() -> None:
    assert table(ROW) == table(ROW)


@pytest.mark.parametrize(
    ("value", "text"),
    [(7, "7"), (7.0, "7"), (2.5, "2.5"), (date(2022, 3, 1), "2022-03-01"), ("  7 ", "7")],
)
def test_what_a_spreadsheet_makes_of_a_cell_is_read_as_typed(value: object, text: str) -> None:
    body = edited(lambda book: book.active.__setitem__("H2", value))
    assert cells(body)["목표"] == text


def test_columns_may_be_moved_and_a_title_put_above() -> None:
    def turn(book: Any) -> None:
        sheet = book.active
        sheet.insert_rows(1, 2)
        sheet["A1"] = "2022년 상반기 취합"
        sheet.delete_cols(2)
        sheet.insert_cols(1)

    found = read("표.xlsx", edited(turn))
    assert found["rows"][0][0] == 4
    assert found["rows"][0][1]["추진계획"] == "우선고용 추진"
    assert "상태" not in found["columns"]
    assert found["columns"]["부서"] == "B"


def test_hidden_sheets_are_named_and_never_read() -> None:
    def hide(book: Any) -> None:
        book.active.sheet_state = "hidden"
        book.create_sheet("메모")["A1"] = "아무것도 아님"

    with pytest.raises(Refusal, match="취합표를 찾지 못했습니다"):
        read("표.xlsx", edited(hide))

    def beside(book: Any) -> None:
        book.create_sheet("숨긴 것", 0).sheet_state = "veryHidden"

    assert read("표.xlsx", edited(beside))["hidden"] == ["숨긴 것"]


def test_a_formula_is_refused_with_its_cell() -> None:
    def reckon(book: Any) -> None:
        book.active["H2"] = "=1+2"
        book.active["K2"] = '=HYPERLINK("http://example.org")'

    with pytest.raises(Refusal, match="H2, K2: 수식이"):
        read("표.xlsx", edited(reckon))


def test_a_formula_on_another_sheet_is_nobodys_concern() -> None:
    body = edited(lambda book: book.create_sheet("계산").__setitem__("A1", "=1+2"))
    assert cells(body)["목표"] == "3"


@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_csv_is_read_in_every_way_offices_save_it(
    encoding: str, separator: str, end: str
) -> None:
    quoted = [*ROW[:5], f'"우선고용{separator} 추진"', *ROW[6:]]
    lines = [separator.join(HEADINGS), separator.join(quoted), ""]
    found = cells(end.join(lines).encode(encoding), "표.CSV")
    assert (found["부서"], found["목표"]) == ("도로건설과", "3")
    assert found[
        "추진계획"
    ] == f"우선고용{separator if separator != chr(9) else ' '} 추진".replace("  ", "  ")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "빈 파일"),
        (b"PK\x03\x04 no archive", "온전하지 않습니다"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one", "온전하지 않습니다"),
    ],
)
def test_what_is_no_workbook_is_answered_in_one_sentence(body: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read("표.xlsx", body)


@pytest.mark.parametrize("missing", ["부서", "추진계획", "관리번호(수정 금지) 2022-1"])
def test_a_table_without_its_columns_is_none_of_ours(missing: str) -> None:
    headings = ["" if name == missing else name for name in HEADINGS]
    body = ",".join(headings).encode()
    with pytest.raises(Refusal, match="첫 줄에"):
        read("표.csv", body)


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(Refusal, match="‘목표’ 칸이 두 번"):
        read("표.csv", ",".join([*HEADINGS, "목표"]).encode())


def test_bytes_in_no_known_encoding_are_refused() -> None:
    with pytest.raises(Refusal, match="읽을 수 있는 파일이 아닙니다"):
        read("표.csv", b"\x00\x81\xff\xfe")


def packed(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return kept.getvalue()


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked() -> None:
    bomb = packed(sheet=b"0" * (guard.MOST_BYTES + 1))
    assert len(bomb) < 1 << 20
    with pytest.raises(Refusal, match="너무 커지는 파일"):
        read("표.xlsx", bomb)


def test_too_many_rows_are_refused() -> None:
    body = "\n".join([",".join(HEADINGS)] * (plan_table_reader.WAY.most_rows + 1)).encode()
    with pytest.raises(Refusal, match="너무 큽니다"):
        read("표.csv", body)


def test_an_entity_that_grows_is_not_expanded() -> None:
    lol = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'

    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(table(ROW))) as old, zipfile.ZipFile(body, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head, mark, rest = part.partition(b"<worksheet")
                part = head + lol + mark + rest
            new.writestr(name, part)
    with pytest.raises(Refusal):
        read("표.xlsx", body.getvalue())
