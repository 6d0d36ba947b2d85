"""A register as a workbook: what the office's own would have, cell by cell."""

import io
from typing import Any

import openpyxl
import pytest

from bot.documents import register_sheet, register_text
from storage.facts.registers.wording_registers import KEY, REGISTERS
from storage.facts.registers.wording_scopes import Scope
from storage.registers import listing
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, RecordKind

HALF = HalfYear(2022, 1)


def given(kind: RecordKind, *rows: dict[str, str]) -> dict[str, Any]:
    """What is printed of rows, each by its headings."""
    headings = listing.headings_of(REGISTERS[kind])
    cells = [[row.get(one, "") for one in headings] for row in rows]
    return {
        "heading": Scope.of_half(kind, HALF).heading,
        "headings": headings,
        "title": "2022년 상반기 대장",
        "told": "모든 부서",
        "rows": cells,
        "offered": {"부서": ["일자리정책과", "기업지원과"]},
    }


def opened(told: dict[str, Any]) -> Any:
    """The sheet of a workbook."""
    return openpyxl.load_workbook(io.BytesIO(register_sheet.written(told)))


@pytest.fixture(scope="module")
def contracts() -> Any:
    row = {
        "연번": "1",
        "부서": "일자리정책과",
        "공사 이름": "=정비공사",
        "계약 금액(원)": "1,200,000,000",
        "공고일": "2022. 1. 3.",
        "하도급액": "500,000,000",
        "관내 하도급액": "250,000,000",
        "관리번호": "r1v1",
    }
    return opened(given(RecordKind.CONTRACT, row, row | {"연번": "2"}))


def placed(sheet: Any, heading: str) -> int:
    """The column of a heading."""
    found: int = next(one.column for one in sheet[4] if one.value == heading)
    return found


def test_figures_and_days_can_be_reckoned_with_and_text_is_no_formula(contracts: Any) -> None:
    sheet = contracts.active
    amount = sheet.cell(5, placed(sheet, "계약 금액(원)"))
    day = sheet.cell(5, placed(sheet, "공고일"))
    assert (amount.value, amount.number_format) == (1_200_000_000, "#,##0")
    assert (day.value.date().isoformat(), day.number_format) == ("2022-01-03", "yyyy. m. d.")
    assert sheet.cell(5, placed(sheet, "공사 이름")).data_type == "s"


def test_sums_follow_the_filter_and_shares_follow_their_cells(contracts: Any) -> None:
    sheet = contracts.active
    total = sheet.cell(3, placed(sheet, "계약 금액(원)")).value
    share = sheet.cell(5, placed(sheet, "관내 하도급률")).value
    assert total.startswith("=SUBTOTAL(109,")
    assert share.startswith("=IF(N(L5)=0")
    kept = openpyxl.load_workbook(
        io.BytesIO(register_sheet.written(given(RecordKind.CONTRACT))), data_only=True
    )
    assert kept.active.cell(3, placed(kept.active, "계약 금액(원)")).value == 0


def test_the_header_stays_in_sight_and_says_what_is_wanted(contracts: Any) -> None:
    sheet = contracts.active
    assert (sheet.freeze_panes, sheet.auto_filter.ref.split(":")[0]) == ("C5", "A4")
    assert "기준" in sheet.cell(4, placed(sheet, "공고일")).comment.text
    assert sheet.cell(4, sheet.max_column).value.startswith(f"{KEY}(수정 금지) 공사계약 2022-1")


def test_what_is_enumerated_is_chosen_from_a_list_and_the_key_is_not_typed() -> None:
    book = opened(given(RecordKind.EVENT))
    sheet = book.active
    rules = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    kinds = rules[f"{sheet.cell(5, placed(sheet, '종류')).coordinate}"].formula1
    assert kinds.strip('"').split(",") == [one.label for one in EventKind]
    assert rules["B5"].formula1 == '"일자리정책과,기업지원과"'
    assert rules[sheet.cell(5, sheet.max_column).coordinate].formula1 == "FALSE"


def test_more_departments_than_a_cell_can_list_stand_on_a_sheet_of_their_own() -> None:
    names = [f"일자리정책{at}과" for at in range(60)]
    book = opened(given(RecordKind.EVENT) | {"offered": {"부서": names}})
    [rule] = [one for one in book.active.data_validations.dataValidation if "B5" in one.sqref]
    assert rule.formula1 == "목록!$B$1:$B$60"
    assert [row[1].value for row in book["목록"]] == names
    assert book["목록"].sheet_state == "veryHidden"


def test_columns_that_no_record_needs_are_folded_away_but_not_those_of_an_empty_form() -> None:
    def hidden(told: dict[str, Any], heading: str) -> bool:
        sheet = opened(told).active
        letter = sheet.cell(4, placed(sheet, heading)).column_letter
        dimensions = sheet.column_dimensions
        return any(
            one.hidden
            for one in dimensions.values()
            if one.min <= placed(sheet, heading) <= one.max
        ) or bool(dimensions[letter].hidden)

    row = {"종류": "일자리버스", "상담(명)": "8"}
    assert hidden(given(RecordKind.EVENT, row), "수료(명)")
    assert not hidden(given(RecordKind.EVENT, row), "상담(명)")
    assert not hidden(given(RecordKind.EVENT), "수료(명)")
    assert hidden(given(RecordKind.EVENT), "기수 표기")


def test_equal_registers_are_equal_bytes() -> None:
    told = given(RecordKind.EVENT, {"이름": "박람회"})
    assert register_sheet.written(told) == register_sheet.written(told)


def test_as_text_nothing_is_reckoned_by_the_program_that_opens_it() -> None:
    told = given(RecordKind.EVENT, {"이름": "=1+1", "비고": '줄\n바꿈,"따옴"'})
    text = register_text.written(told).decode("utf-8-sig")
    assert ", =1+1," in text
    assert '"줄\n바꿈,""따옴"""' in text
