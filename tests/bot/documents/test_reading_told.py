"""What a file holds and is not read: told by its cell or its kind, never passed over."""

import re
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import PatternFill

from storage.rules.errors import Refusal
from tests.helpers.hostile import zipped
from tests.helpers.imported import outline_of
from tests.helpers.sheets_in import (
    HEADS,
    LABEL,
    TITLE,
    docx,
    docx_progress,
    hwpx,
    p,
    progress,
    run,
    table,
    xlsx,
    xlsx_progress,
)


def losses(body: bytes) -> str:
    return "\n".join(outline_of(body).losses)


def texts(body: bytes) -> list[str]:
    return [line.text for row in outline_of(body).rows for line in row.lines]


def test_errors_and_formulas_without_a_value_are_named_by_cell() -> None:
    def edit(book: Any) -> None:
        sheet = xlsx_progress(book, "○ 일자리버스 운영", "", "#REF!", "- 가나유통 개최", "#N/A")
        sheet["B4"] = '="- "&Z9&"회 운영"'

    told = losses(xlsx(edit))
    assert texts(xlsx(edit)) == ["일자리버스 운영", "가나유통 개최"]
    for cell, what in (("B4", "수식의 값이"), ("B5", "#REF!"), ("B7", "#N/A")):
        assert re.search(rf"^{cell} 칸은 .*{re.escape(what)}", told, re.M), (cell, told)


def test_hidden_rows_columns_and_sheets_are_told_by_their_places() -> None:
    def edit(book: Any) -> None:
        sheet = xlsx_progress(book, "○ 일자리버스 운영", "- 39회 운영")
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["C"].hidden = True
        book.create_sheet("메모").sheet_state = "hidden"

    told = losses(xlsx(edit))
    assert texts(xlsx(edit)) == ["일자리버스 운영", "39회 운영"]
    assert "숨긴 행 1개도 읽었습니다: 4행" in told
    assert "숨긴 열도 읽었습니다: C열" in told
    assert "메모: 숨긴 시트 1개를 읽지 않았습니다" in told


def test_on_the_second_of_two_sheets_the_cell_is_named_with_its_sheet() -> None:
    def edit(book: Any) -> None:
        xlsx_progress(book, "○ 일자리버스 운영")
        book.create_sheet("둘째")["A1"] = "#DIV/0!"

    assert "둘째!A1 칸은 오류 값(‘#DIV/0!’)" in losses(xlsx(edit))


def test_a_far_cell_is_named_and_one_with_a_look_alone_is_no_reason_to_refuse() -> None:
    def far(book: Any) -> None:
        xlsx_progress(book, "○ 일자리버스 운영")["ZZ5"] = "x"

    def coloured(book: Any) -> None:
        sheet = xlsx_progress(book, "○ 일자리버스 운영")
        sheet["XFD9000"].fill = PatternFill("solid", fgColor="FF0000")

    with pytest.raises(Refusal, match="ZZ5 칸에도 글이 있어"):
        outline_of(xlsx(far))
    assert texts(xlsx(coloured)) == ["일자리버스 운영"]


def word_run(inside: str) -> Any:
    return parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>")


def test_hidden_words_symbols_and_notes_of_word_are_told() -> None:
    def edit(paper: Any) -> None:
        cell = docx_progress(paper, "○ 일자리버스 운영", "- 39회 운영")
        last = cell.paragraphs[-1]._p
        last.append(word_run("<w:rPr><w:vanish/></w:rPr><w:t>(숨은 글)</w:t>"))
        last.append(word_run('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t> 끝</w:t>'))
        last.append(word_run('<w:sym w:font="Wingdings" w:char="F0E0"/>'))
        last.append(word_run('<w:footnoteReference w:id="2"/>'))

    told = losses(docx(edit))
    assert texts(docx(edit)) == ["일자리버스 운영", "39회 운영 끝"]
    assert [word in told for word in ("숨긴 글 1곳", "기호 1개", "각주·미주 1개")] == [True] * 3


def test_a_row_of_word_that_begins_a_column_later_goes_on_with_its_row() -> None:
    def edit(paper: Any) -> None:
        docx_progress(paper, "○ 일자리버스 운영")
        row = paper.tables[0].add_row()
        row.cells[1].text = "○ 기업 채용행사 지원"
        row._tr.remove(row.cells[0]._tc)
        before = parse_xml(f'<w:trPr {nsdecls("w")}><w:gridBefore w:val="1"/></w:trPr>')
        row._tr.insert(0, before)

    [row] = outline_of(docx(edit)).rows
    assert [line.text for line in row.lines] == ["일자리버스 운영", "기업 채용행사 지원"]


def test_composed_letters_of_hwpx_are_read_and_notes_are_told() -> None:
    compose = '<hp:t>- 박람회 </hp:t><hp:compose composeText="29"/><hp:t>개사</hp:t>'
    inside = "<hp:t>- </hp:t><hp:compose><hp:composeText>30</hp:composeText></hp:compose>"
    small = (
        "<hp:t>- </hp:t><hp:dutmal><hp:mainText>가나유통</hp:mainText>"
        "<hp:subText>㈜</hp:subText></hp:dutmal><hp:t> 지원</hp:t>"
    )
    note = f"<hp:footNote><hp:subList>{p('주')}</hp:subList></hp:footNote>"
    note = f"<hp:t>- 행사</hp:t><hp:ctrl>{note}</hp:ctrl>"
    body = hwpx(progress("".join(map(run, (compose, inside, small, note)))))
    assert texts(body) == ["박람회 29개사", "30", "가나유통 지원", "행사"]
    assert [one in losses(body) for one in ("덧말 1곳", "각주·미주 1개")] == [True] * 2


def test_cells_beside_the_columns_of_the_report_are_counted() -> None:
    rows = [[p(one) for one in (*HEADS, "담당")], [p(LABEL), p("○ 버스"), p(""), p("홍○○")]]
    assert "다른 열에 있는 글 1칸" in losses(hwpx(p(TITLE) + table(*rows)))


def test_every_loss_comes_out_of_a_file_that_has_many() -> None:
    def edit(book: Any) -> None:
        xlsx_progress(book, "○ 일자리버스 운영", *["#REF!"] * 30)

    assert len([one for one in outline_of(xlsx(edit)).losses if "오류 값" in one]) == 30


def test_an_archive_that_is_none_of_ours_is_still_refused() -> None:
    with pytest.raises(Refusal, match=r"압축 파일\(.zip\)이라 읽지 않았습니다"):
        outline_of(zipped({"a.txt": "x"}))
