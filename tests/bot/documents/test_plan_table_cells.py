"""Cells of a 취합표 that a spreadsheet made odd: merged, hidden, wrong, far, under other names."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from bot.documents.letter_widths import width
from bot.documents.office_sheet import SIZE
from bot.documents.plan_table_reader import read
from bot.documents.plan_table_sheet import WIDTHS, written
from bot.documents.xlsx_pages import MOST_POINTS
from storage.plans.wording_plan_table import COLUMNS
from storage.rules.errors import Refusal
from storage.rules.names import clean_text
from tests.helpers import hostile

pytestmark = pytest.mark.long

PIXELS, EDGE = 7, 5  # of a figure, by which a spreadsheet counts its columns; of its air
Edit = Callable[[Any], object]
NAMES = ["일자리정책과", "일자리정책과", "도로건설과"]


def edited(edit: Edit) -> bytes:
    """Three rows in rows 2 to 4, after somebody worked on them."""
    rows = [
        [name, "작성중", "", str(at), "발굴", f"추진 {at}", *[""] * 9, f"i{at}v1"]
        for at, name in enumerate(NAMES, 1)
    ]
    book = openpyxl.load_workbook(io.BytesIO(written({"half": "2022-1", "rows": rows})))
    edit(book.active)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def found(edit: Edit) -> dict[str, Any]:
    return read("표.xlsx", edited(edit))


def column(edit: Edit, name: str) -> list[str]:
    return [cells[name] for _line, cells in found(edit)["rows"]]


def notes(edit: Edit) -> str:
    return "\n".join(found(edit)["notes"])


def refused(edit: Edit) -> str:
    with pytest.raises(Refusal) as caught:
        found(edit)
    return caught.value.sentence


def put(**cells: object) -> Edit:
    def edit(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return edit


@pytest.mark.parametrize(
    ("area", "name"), [("A2:A3", "부서"), ("B2:B4", "상태"), ("E2:E4", "제목(○)")]
)
def test_a_merged_name_counts_for_all_its_rows(area: str, name: str) -> None:
    plain = column(put(), name)
    assert column(lambda sheet: sheet.merge_cells(area), name) == plain
    assert all(plain)


def test_merged_figures_are_refused_by_place_and_merged_empty_cells_are_nothing() -> None:
    def merged(sheet: Any) -> None:
        sheet["H2"] = 3
        sheet.merge_cells("H2:H4")

    assert "H2:H4: 합쳐진 칸" in refused(merged)
    assert column(lambda sheet: sheet.merge_cells("H2:I4"), "목표") == [""] * 3


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_error_cells_are_refused_by_name_and_never_read_as_empty(error: str) -> None:
    assert f"M2 ‘{error}’" in refused(put(M2=error))
    told = refused(put(G3=error, M2="#REF!"))
    assert f"G3 ‘{error}’" in told
    assert "M2 ‘#REF!’" in told
    assert column(put(D2=error), "추진계획") == column(put(), "추진계획")


def test_an_error_written_out_in_a_csv_is_refused_too() -> None:
    body = "부서,추진계획,목표,열쇠 2022-1\n도로건설과,추진,#REF!,i1v1\n"
    with pytest.raises(Refusal, match="C2 ‘#REF!’"):
        read("표.csv", body.encode())


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    def hide(sheet: Any) -> None:
        sheet["H3"] = 7
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["H"].hidden = True

    assert column(hide, "목표") == ["", "7", ""]
    assert "숨긴 행 1개도 읽었습니다: 3행" in notes(hide)
    assert "숨긴 열도 읽었습니다: 목표(H열)" in notes(hide)


@pytest.mark.parametrize(
    ("heading", "amount", "wanted"),
    [
        ("예산\n(원)", 50_000_000, "50000000"),
        (" 예산 ( 원 ) ", 50_000_000, "50000000"),
        ("예산(천원)", 50_000, "50000천원"),
        ("예산\n(백만원)", "50", "50백만원"),
        ("예산(천원)", "5천만원", "5천만원"),
    ],
)
def test_white_space_in_a_heading_does_not_count_and_its_unit_does(
    heading: str, amount: object, wanted: str
) -> None:
    assert column(put(K1=heading, K2=amount), "예산(원)") == [wanted, "", ""]
    if "천" in heading or "백만" in heading:
        assert "단위로 읽어 원으로 바꾸었습니다" in notes(put(K1=heading, K2=amount))


def test_every_heading_may_be_wrapped() -> None:
    wrapped = put(A1="부\n서", E1="제목\n(○)", I1="고용 인원\n(관내)", P1="열쇠\n2022-1")
    assert found(wrapped)["rows"] == found(put())["rows"]


@pytest.mark.parametrize(
    ("heading", "why"), [("예산(달러)", "단위를 알 수 없습니다"), ("예산", "단위가 없습니다")]
)
def test_an_unknown_unit_is_refused_by_its_heading(heading: str, why: str) -> None:
    told = refused(put(K1=heading, K2=50_000))
    assert told.startswith(f"K1: ‘{heading}’")
    assert why in told


def test_a_far_cell_is_told_by_name_or_refused_by_name() -> None:
    assert "ZZ5" in notes(put(ZZ5="x"))
    assert column(put(ZZ5="x"), "추진계획") == ["추진 1", "추진 2", "추진 3"]
    assert "XFD9 칸에도 글이 있어" in refused(put(XFD9="x"))


def test_foreign_and_missing_columns_and_other_sheets_are_told() -> None:
    def edit(sheet: Any) -> None:
        sheet["Q1"], sheet["Q2"] = "담당자", "홍○○"
        sheet["G1"] = "지표명"
        sheet.parent.create_sheet("계산")["B2"] = 1
        sheet.parent.create_sheet("빈 것")

    told = notes(edit)
    assert "읽지 않았습니다: 지표명(G열), 담당자(Q열)" in told
    assert "파일에 없는 열은 그대로 둡니다: 지표" in told
    assert "다른 시트는 읽지 않았습니다: 계산" in told
    assert "빈 것" not in told


def test_an_untouched_table_has_nothing_to_tell() -> None:
    assert found(put())["notes"] == []


def test_a_locked_or_old_file_is_refused_for_what_it_is() -> None:
    with pytest.raises(Refusal, match="암호가 걸린 파일"):
        read("표.xlsx", hostile.old_office("EncryptedPackage"))
    with pytest.raises(Refusal, match="옛 엑셀 파일"):
        read("표.xlsx", hostile.old_office("Workbook"))


def test_a_column_is_as_wide_as_its_longest_figure_and_no_row_higher_than_a_sheet_takes() -> None:
    amount = "1,000,000,000,000,000"
    cells = dict.fromkeys(COLUMNS, "") | {"예산(원)": amount, "목표": "1,234,567,890명"}
    cells |= {"추진계획": "한 줄이 삼백 자가 되도록 " * 200, "부서": "가" * 60}
    rows = [list(cells.values()), [""] * len(COLUMNS)]
    sheet: Any = openpyxl.load_workbook(
        io.BytesIO(written({"half": "2022-1", "rows": rows}))
    ).active
    widths = {one.value: sheet.column_dimensions[one.column_letter].width for one in sheet[1]}
    for name in ("예산(원)", "목표"):
        assert width(cells[name], SIZE) < (widths[name] * PIXELS - EDGE) * 25.4 / 96
    assert int(widths["추진계획"]) == WIDTHS["추진계획"]
    assert 408 < sheet.row_dimensions[2].height <= MOST_POINTS
    assert [one.value or "" for one in sheet[2]] == [clean_text(one) for one in rows[0]]


@pytest.mark.parametrize(
    ("value", "look", "wanted"),
    [
        (3, '0"건"', "3건"),
        (50_000_000, '"₩"#,##0', "50000000"),
        (50_000_000, '#,##0,"천원"', "50,000천원"),
        (0, '#,##0;-#,##0;"-"', "0"),
        (1234, "#,##0", "1234"),
    ],
)
def test_a_figure_is_read_as_its_cell_shows_it(value: object, look: str, wanted: str) -> None:
    def edit(sheet: Any) -> None:
        sheet["K2"], sheet["K2"].number_format = value, look

    said = column(edit, "예산(원)")[0]
    assert said in (wanted, f"{int(wanted):,}" if wanted.isdigit() else wanted)


def test_what_a_cell_shows_otherwise_than_it_keeps_is_refused_by_name() -> None:
    def edit(sheet: Any) -> None:
        sheet["K3"], sheet["K3"].number_format = 12_345_678, "#,##0,"

    assert refused(edit).startswith("K3: 화면에 보이는 값과 저장된 값이 달라")


@pytest.mark.parametrize(
    ("value", "ways"), [(2022.1, ("2022.1.", "2022.10.")), (12.2, ("12.2.", "12.20."))]
)
def test_a_number_that_may_be_two_months_is_asked_about_by_its_cell(
    value: float, ways: tuple[str, str]
) -> None:
    told = refused(put(L3=value))
    assert told.startswith("L3: 숫자")
    assert all(one in told for one in ways)
    assert column(put(L3="2022.1."), "기간") == ["", "2022.1.", ""]
    assert column(put(L3=2022.3, H3=2022.1), "기간") == ["", "2022.3", ""]


def test_of_a_csv_the_same_number_is_asked_about_too() -> None:
    body = "부서,추진계획,기간,열쇠 2022-1\n도로건설과,추진,2022.1,i1v1\n"
    with pytest.raises(Refusal, match=r"C2: 숫자 ‘2022\.1’"):
        read("표.csv", body.encode())


def test_a_day_whose_format_leaves_out_the_day_is_a_month() -> None:
    def edit(sheet: Any) -> None:
        sheet["L2"], sheet["L2"].number_format = date(2022, 3, 1), "mmm-yy"
        sheet["L3"], sheet["L3"].number_format = date(2022, 3, 4), "yyyy-mm-dd"

    assert column(edit, "기간") == ["2022.3.", "2022-03-04", ""]


def test_what_is_typed_into_months_and_receipts_of_our_own_table_stays_letters() -> None:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(edited(put()))).active
    assert {sheet[f"{one}{line}"].number_format for one in "CLNO" for line in (2, 4)} == {"@"}
    assert sheet["H2"].number_format == "General"


def test_memos_and_struck_cells_are_told_by_name() -> None:
    def edit(sheet: Any) -> None:
        sheet["F2"].comment = Comment("확인 바랍니다", "홍○○")
        sheet["F3"].font = Font(strike=True)

    assert "F2: 메모 1개를 읽지 않았습니다: ‘확인 바랍니다’" in notes(edit)
    assert "F3: 취소선이 그어진 칸도 읽었습니다" in notes(edit)


def test_two_tables_that_differ_are_asked_about_and_a_mere_copy_is_told() -> None:
    def copied(sheet: Any) -> None:
        sheet.parent.copy_worksheet(sheet).title = "사본"

    def changed(sheet: Any) -> None:
        copied(sheet)
        sheet["H2"] = 3

    assert "다른 시트는 읽지 않았습니다: 사본" in notes(copied)
    told = refused(changed)
    assert "서로 다르게 있습니다: 취합표 2022-1, 사본" in told


def test_a_heading_that_is_needed_and_was_renamed_is_named() -> None:
    told = refused(put(F1="추진 내용"))
    assert "‘추진계획’" in told
    assert "추진 내용" in told
