"""What a sheet shows of a number is what is read; what cannot be told is told by its cell."""

from datetime import date
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from bot.documents.reading.number_formats import is_day, says_more, shown, two_ways
from tests.helpers.imported import outline_of
from tests.helpers.sheets_in import xlsx, xlsx_progress


def read(value: Any, look: str) -> tuple[list[str], str]:
    """The lines and losses of a report whose only figure is typed with this format."""

    def edit(book: Any) -> None:
        sheet = xlsx_progress(book, "○ 일자리버스 운영", value)
        sheet["B4"].number_format = look

    found = outline_of(xlsx(edit))
    return [line.text for row in found.rows for line in row.lines], "\n".join(found.losses)


@pytest.mark.parametrize(
    ("value", "look", "said"),
    [
        (39, '"- "0"회 운영"', "39회 운영"),
        (0.35, '"- 취업률 "0%', "취업률 35%"),
        (50_000_000, '"- "#,##0,"천원"', "50,000천원"),
        (3, '"- 제"General"회 박람회"', "제3회 박람회"),
        (7.5, '"- "0.0"명 평균"', "7.5명 평균"),
        ("고양시민 고용", '"- "@" 추진"', "고양시민 고용 추진"),
        (date(2022, 3, 4), '"- "yyyy"년 "m"월"', "2022.3."),
    ],
)
def test_letters_of_a_format_are_read_with_its_number(value: object, look: str, said: str) -> None:
    lines, told = read(value, look)
    assert said in " ".join(lines)
    assert "B4" not in told


@pytest.mark.parametrize(
    ("value", "look", "why"),
    [
        (12_345_678, "#,##0,", "B4 칸은 화면에 보이는 값과 달리 저장된 값(‘12345678’)"),
        (39, ";;;", "B4 칸은 화면에 보이지 않게 한 값(‘39’)도"),
        (2022.1, "General", "B4 칸의 숫자 ‘2022.1’은 ‘2022.1.’인지 ‘2022.10.’인지"),
    ],
)
def test_what_a_number_does_not_tell_is_told_by_its_cell(value: Any, look: str, why: str) -> None:
    _lines, told = read(value, look)
    assert why in told


@pytest.mark.parametrize(
    "look", ["General", "#,##0", "0", "@", '_-* #,##0_-;-* #,##0_-;_-* "-"_-']
)
def test_formats_that_add_nothing_are_passed_over(look: str) -> None:
    assert not says_more(look) or look == "@"
    assert "B4" not in read(1234, look)[1]


def test_days_and_ways_are_told_apart() -> None:
    assert [is_day(one) for one in ("yyyy-mm-dd", '0"일"', "[Red]0", "h:mm")] == [1, 0, 0, 1]
    assert [two_ways(one) for one in (2022.1, 12.2, 2022.3, 12.5, 3.0, "2022.1")] == [
        ("2022.1.", "2022.10."),
        ("12.2.", "12.20."),
        *[None] * 4,
    ]
    assert shown(-3, '#,##0;[Red]"△"#,##0') == "△3"


def test_memos_charts_headers_struck_cells_and_hidden_sheets_are_told_with_their_words() -> None:
    def edit(book: Any) -> None:
        sheet = xlsx_progress(book, "○ 일자리버스 운영", "- 39회 운영")
        sheet["B4"].comment = Comment("과장님 확인 필요", "홍○○")
        sheet["B3"].font = Font(strike=True)
        sheet.oddHeader.center.text = "대외주의"
        sheet.oddFooter.center.text = "&P / &N"
        chart = BarChart()
        chart.title = "월별 운영"
        chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=4))
        sheet.add_chart(chart, "E7")
        other = book.create_sheet("계산")
        other["A1"], other.sheet_state = "참여 인원 계산", "hidden"

    told = "\n".join(outline_of(xlsx(edit)).losses)
    for one in (
        "B4: 메모 1개를 읽지 않았습니다: ‘과장님 확인 필요’",
        "B3: 취소선이 그어진 칸도 읽었습니다",
        "인쇄 머리글·바닥글을 읽지 않았습니다: ‘대외주의’",
        "E7: 차트 1개의 글을 읽지 않았습니다: ‘월별 운영",
        "계산: 숨긴 시트 1개를 읽지 않았습니다: ‘참여 인원 계산’",
    ):
        assert one in told


def test_a_lone_cell_is_a_rows_name_only_where_its_lines_stand_below_it() -> None:
    def edit(book: Any) -> None:
        sheet = xlsx_progress(book, "○ 일자리버스 운영")
        sheet.append(["2022년도 상반기 추진계획 (22. 1월~6월)"])
        sheet.append([None, "○ 채용행사 개최"])
        sheet.append(["작성 중인 자료"])
        sheet.append(["4. 문제점 및 개선방안"])
        sheet.append(["○ 참여기업 부족"])

    found = outline_of(xlsx(edit))
    assert [[line.text for line in row.lines] for row in found.rows] == [
        ["일자리버스 운영"],
        ["채용행사 개최"],
    ]
    assert [line.text for line in found.problems] == ["참여기업 부족"]
    assert any("‘작성 중인 자료’" in one for one in found.losses)
