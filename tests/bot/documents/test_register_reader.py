"""A register that came as a file: which it is, what was taken as what, and what is not read."""

from typing import Any

import openpyxl
import pytest

from storage.rules.errors import Refusal
from tests.storage.registers.through_files import as_text, foreign, read, saved_book

EVENTS = ["순번", "행 사 명", "행사일시", "개최장소", "참석인원(명)", "담당자", "비고"]
ROW = [1, "청년 채용박람회", "2021.11.5.", "킨텍스", "1,234명", "홍○○", "-"]
WORKS = [
    "연번",
    "계약명",
    "계약상대자",
    "계약금액",
    "계약일자",
    "착공일",
    "준공예정일",
    "사업부서",
]


def marked(change: Any, headings: Any = EVENTS, row: Any = ROW) -> bytes:
    """The list after somebody did something to its sheet."""
    book = openpyxl.Workbook()
    book.active.append(headings)
    book.active.append(row)
    change(book)
    return saved_book(book)


def test_a_list_of_others_is_known_by_its_headings_and_says_what_was_taken_as_what() -> None:
    found = read(foreign(EVENTS, ROW, above=["2021년 행사 현황", ""]))
    assert (found["kind"], found["heading"]) == ("event", "")
    assert found["printed"] == {
        "연번": "순번",
        "날짜": "행사일시",
        "이름": "행 사 명",
        "장소": "개최장소",
        "참여(명)": "참석인원(명)",
        "비고": "비고",
    }
    assert found["notes"] == ["대장에 없는 열은 읽지 않았습니다: 담당자(F열)"]
    [[_line, cells]] = found["rows"]
    assert (cells["참여(명)"], "담당자" in cells) == ("1,234명", False)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["일자", "프로그램명", "장소"], "event"),
        (["일시", "참여기업", "채용인원"], "event"),
        (["협약명", "협약기관", "협약일자", "주요내용"], "mou"),
        (["체결기관", "협약건명", "체결일"], "mou"),
        (["계약건명", "계약업체", "계약금액(천원)", "공고일자"], "contract"),
        (["공사명", "도급액(백만원)", "시공사", "착공일", "준공일"], "contract"),
        (WORKS, "contract"),
    ],
)
def test_each_sort_of_list_is_told_from_the_others(headings: list[str], kind: str) -> None:
    assert read(foreign(headings, ["가"] * len(headings)))["kind"] == kind


@pytest.mark.parametrize(
    ("heading", "above", "said", "amount"),
    [
        ("계약금액(천원)", "", 120_000, "120000천원"),
        ("계약금액", "(단위: 백만원)", 120, "120백만원"),
        ("계약금액(원)", "", 120_000_000, "120000000"),
        ("계약금액", "", 120_000_000, "120000000"),
    ],
)
def test_the_unit_of_money_is_that_of_the_heading_or_of_the_line_above(
    heading: str, above: str, said: int, amount: str
) -> None:
    body = foreign(["공사명", heading], ["정비공사", said], above=[above] if above else [])
    [[_line, cells]] = read(body)["rows"]
    assert cells["계약 금액(원)"] == amount


def test_a_small_amount_without_a_unit_is_refused_by_its_cell() -> None:
    with pytest.raises(Refusal, match="B2: ‘계약금액’ 칸에 작은 수 ‘120’"):
        read(foreign(["공사명", "계약금액"], ["정비공사", 120]))


def test_a_row_of_sums_is_not_read_and_its_formula_is_no_matter() -> None:
    def change(book: Any) -> None:
        book.active.append(["합 계", "", "", "", "=SUM(E2:E2)"])

    found = read(marked(change))
    assert [line for line, _ in found["rows"]] == [2]
    assert "합계 행은 읽지 않았습니다: 3행" in found["notes"]


@pytest.mark.parametrize(
    ("cell", "said", "sentence"),
    [
        ("E2", "=1+1", "E2: 수식이 들어 있습니다"),
        ("E2", "#REF!", "E2 ‘#REF!’: 오류 값이 들어 있습니다"),
        ("C2", 2021.1, "C2: 숫자 ‘2021.1’만으로는"),
    ],
)
def test_a_cell_whose_value_nobody_can_tell_is_refused_by_its_name(
    cell: str, said: Any, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        read(marked(lambda book: book.active.__setitem__(cell, said)))


def test_a_formula_in_a_column_that_is_not_read_is_no_matter() -> None:
    assert read(marked(lambda book: book.active.__setitem__("A2", "=ROW()-1")))["rows"]


def test_a_merged_cell_speaks_for_its_rows_but_a_figure_does_not() -> None:
    def places(book: Any) -> None:
        book.active.append([2, "면접의 날", "2021.11.6.", None, 3, "", ""])
        book.active.merge_cells("D2:D3")

    [_, [_line, cells]] = read(marked(places))["rows"]
    assert cells["장소"] == "킨텍스"

    def figures(book: Any) -> None:
        book.active.append([2, "면접의 날", "2021.11.6.", "", None, "", ""])
        book.active.merge_cells("E2:E3")

    with pytest.raises(Refusal, match="E2:E3: 합쳐진 칸입니다"):
        read(marked(figures))


def test_hidden_rows_sheets_and_memos_are_told() -> None:
    def change(book: Any) -> None:
        book.active.row_dimensions[2].hidden = True
        book.create_sheet("작년").append(EVENTS)
        book.create_sheet("계산").sheet_state = "hidden"
        book.active["B2"].comment = openpyxl.comments.Comment("확인 필요", "담당")

    with pytest.raises(Refusal, match="시트 여러 곳"):
        read(marked(change))

    def alone(book: Any) -> None:
        change(book)
        del book["작년"]

    found = read(marked(alone))
    assert found["hidden"] == ["계산"]
    told = " ".join(found["notes"])
    assert "숨긴 행 1개도 읽었습니다: 2행" in told
    assert "확인 필요" in told


def test_text_with_commas_is_read_like_a_workbook() -> None:
    body = as_text(EVENTS, ["1", "박람회", "2021.11.5.", "킨텍스", "1,234", "", ""])
    assert (
        read(body)["rows"]
        == read(foreign(EVENTS, [1, "박람회", "2021.11.5.", "킨텍스", "1,234", "", ""]))["rows"]
    )


@pytest.mark.parametrize("headings", [["가", "나"], ["일시"], ["행사명", "비고"], ["계약금액"]])
def test_what_is_no_register_is_said_with_what_would_be_one(headings: list[str]) -> None:
    with pytest.raises(Refusal, match="대장을 찾지 못했습니다"):
        read(foreign(headings, ["1"] * len(headings)))
