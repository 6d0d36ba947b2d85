"""What stands beside the text of a paragraph: boxes, notes, small letters, hidden words."""

import io
import zipfile
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.helpers import hostile
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
)

Lines = list[tuple[int, str]]
PLACE = "표 1의 2행 2열(‘2021년도 하반기 추진실적 (21. 7월…’): "


def lines(body: bytes) -> Lines:
    [row] = outline_of(body).rows
    return [(line.level, line.text) for line in row.lines]


def told(body: bytes) -> str:
    return "\n".join(outline_of(body).losses)


def box(*paragraphs: str) -> str:
    """A box of HWPX in a paragraph of its own."""
    inside = "".join(p(one) for one in paragraphs)
    inside = f"<hp:drawText><hp:subList>{inside}</hp:subList></hp:drawText>"
    return run(f"<hp:rect>{inside}</hp:rect>")


def test_a_box_of_hwpx_with_lines_is_read_where_it_stands_and_said() -> None:
    body = hwpx(progress(p("○ 일자리버스 운영") + box("- (2021.7.~12.) 39회 운영")))
    assert lines(body) == [(1, "일자리버스 운영"), (2, "(2021.7.~12.) 39회 운영")]
    assert f"{PLACE}글상자·도형 안의 글 1곳을 그 자리의 글로 읽었습니다" in told(body)


def test_a_box_beside_the_text_is_told_with_its_words_and_its_place() -> None:
    body = hwpx(progress(p("○ 일자리버스 운영") + box("사진 1", "화정역")))
    assert lines(body) == [(1, "일자리버스 운영")]
    assert f"{PLACE}글상자·도형 안의 글 1곳을 읽지 않았습니다: ‘사진 1 / 화정역’" in told(body)


def test_a_box_that_is_all_of_a_cell_is_the_cell() -> None:
    body = hwpx(progress(box("일자리버스 운영")))
    assert [text for _, text in lines(body)] == ["일자리버스 운영"]


def test_memos_formulas_pictures_and_forms_of_hwpx_are_told_by_their_places() -> None:
    memo = (
        '<hp:fieldBegin type="MEMO"><hp:subList>'
        + p("담당 확인")
        + "</hp:subList></hp:fieldBegin>"
    )
    inside = (
        f"<hp:t>○ 버스 운영</hp:t><hp:ctrl>{memo}</hp:ctrl><hp:equation><hp:script>x over y"
        "</hp:script></hp:equation><hp:pic><hp:caption><hp:subList><hp:p><hp:run><hp:t>그림 설명"
        '</hp:t></hp:run></hp:p></hp:subList></hp:caption></hp:pic><hp:checkBtn caption="해당"/>'
    )
    found = told(hwpx(progress(run(inside))))
    for said in (
        *("메모 1개를 읽지 않았습니다: ‘담당 확인’", "수식 1개를 읽지 않았습니다: ‘x over y’"),
        *("그림 1개는 글로", "읽지 않았습니다: ‘그림 설명’", "개체 1개를 읽지 않았습니다: ‘해당’"),
    ):
        assert any(one.startswith(PLACE) and said in one for one in found.split("\n")), said


def test_words_deleted_over_several_runs_are_left_out_and_told() -> None:
    inside = "<hp:t>○ 버스 <hp:deleteBegin/>시범</hp:t><hp:t> 사업<hp:deleteEnd/>운영</hp:t>"
    body = hwpx(progress(run(inside)))
    assert lines(body) == [(1, "버스 운영")]
    assert "‘시범’, ‘사업’" in told(body)


def test_a_table_in_a_cell_is_told_row_by_row_and_one_of_lines_is_read() -> None:
    inner = table([p("구분"), p("인원")], [p("상담"), p("83")])
    framed = table([p("- 상담 83명") + p("- 채용 5명")])
    body = hwpx(progress(p("○ 버스 운영") + inner + framed))
    assert lines(body) == [(1, "버스 운영"), (2, "상담 83명"), (2, "채용 5명")]
    assert "표 안의 표 1개를 읽지 않았습니다: ‘구분 | 인원 / 상담 | 83’" in told(body)


def word(inside: str, body: str = "") -> bytes:
    """A Word file with the report's table; `inside` is what stands in the cell of its lines."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    head = "".join(cell.format(one) for one in HEADS)
    row = f"{cell.format(LABEL)}<w:tc>{inside}</w:tc><w:tc><w:p/></w:tc>"
    return hostile.word_file(f"<w:tbl><w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>{body}")


def said(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def test_controls_fields_and_smart_tags_of_word_are_read_through() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
    )
    inside = (
        f"<w:p>{said('- (2021.7.~12.) ')}"
        f"<w:sdt><w:sdtContent>{said('39회')}</w:sdtContent></w:sdt>"
        f"<w:smartTag>{said(' 운영')}</w:smartTag>{field}</w:p>"
        f"<w:sdt><w:sdtContent><w:p>{said('- 둘째 줄')}</w:p></w:sdtContent></w:sdt>"
    )
    assert lines(word(inside)) == [(2, "(2021.7.~12.) 39회 운영"), (2, "둘째 줄")]


def test_hidden_words_and_symbols_of_word_are_told_with_what_they_say() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    body = word(
        f"<w:p>{said('- 39회')}{sign}{said(' (숨은 글)', '<w:vanish/>')}{said('운영')}</w:p>"
    )
    assert lines(body) == [(2, "39회운영")]
    assert f"{PLACE}숨긴 글 1곳을 읽지 않았습니다: ‘(숨은 글)’" in told(body)
    assert f"{PLACE}기호 글꼴로 넣은 기호 1개를 읽지 못했습니다: ‘Wingdings F0E0’" in told(body)


def test_a_symbol_at_the_head_of_a_line_is_its_mark() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>'
    inside = f"<w:p>{said('○ 버스 운영')}</w:p><w:p>{sign}{said('39회 운영')}</w:p>"
    assert lines(word(inside)) == [(1, "버스 운영"), (2, "39회 운영")]


def test_ruby_formulas_and_one_of_several_ways_to_draw() -> None:
    ruby = f"<w:rt>{said('㈜')}</w:rt><w:rubyBase>{said('가나유통')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{ruby}</w:ruby></w:r>"
    shape = "<w:drawing><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:drawing>"
    ways = "<w:Choice>{}</w:Choice><w:Fallback>{}</w:Fallback>"
    drawn = ways.format(*[shape.format(said("옆의 글"))] * 2)
    drawn = f"<w:r><w:AlternateContent>{drawn}</w:AlternateContent></w:r>"
    formula = "<w:oMath><w:r><w:t>12</w:t></w:r></w:oMath>"
    body = word(f"<w:p>{said('- ')}{ruby}{formula}{said(' 지원')}{drawn}</w:p>")
    assert lines(body) == [(2, "가나유통 지원")]
    for one in (
        "덧말 1곳은 본말만 읽었습니다: ‘㈜’",
        "수식 1개를 읽지 않았습니다: ‘12’",
        "‘옆의 글’",
    ):
        assert one in told(body)


def test_rows_in_controls_are_read_and_rows_nobody_sees_are_told() -> None:
    row = "<w:tr>{}<w:tc><w:p/></w:tc><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    held = f"<w:sdt><w:sdtContent>{row.format('', said('- 더한 줄'))}</w:sdtContent></w:sdt>"
    gone = row.format("<w:trPr><w:del/></w:trPr>", said("- 지운 줄"))
    hidden = row.format("<w:trPr><w:hidden/></w:trPr>", said("- 숨은 줄"))
    whole = word(f"<w:p>{said('○ 버스 운영')}</w:p>")
    with_rows = hostile.zipped(
        {
            name: part.replace(b"</w:tbl>", f"{held}{gone}{hidden}</w:tbl>".encode())
            for name, part in parts_of(whole).items()
        }
    )
    assert lines(with_rows) == [(1, "버스 운영"), (2, "더한 줄")]
    assert "지운 것으로 표시된 글 1곳을 뺐습니다: ‘- 지운 줄’" in told(with_rows)
    assert "숨긴 글 1곳을 읽지 않았습니다: ‘- 숨은 줄’" in told(with_rows)


def parts_of(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_row_that_begins_later_keeps_its_columns_and_its_note() -> None:
    def edit(paper: Any) -> None:
        docx_progress(paper, "○ 버스 운영")
        row = paper.tables[0].add_row()
        row.cells[1].text, row.cells[2].text = "- 39회 운영", "비고 글"
        row._tr.remove(row.cells[0]._tc)
        before = parse_xml(f'<w:trPr {nsdecls("w")}><w:gridBefore w:val="1"/></w:trPr>')
        row._tr.insert(0, before)

    [row] = outline_of(docx(edit)).rows
    assert ([line.text for line in row.lines], row.note) == (["버스 운영", "39회 운영"], "비고 글")


def test_cells_joined_downwards_are_one_row_and_what_they_cover_is_told() -> None:
    def edit(paper: Any) -> None:
        docx_progress(paper, "○ 버스 운영")
        made = paper.tables[0]
        made.add_row().cells[1].text = "- 39회 운영"
        made.cell(1, 0).merge(made.cell(2, 0))
        covered = made.rows[2]._tr.tc_lst[0]
        covered.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>가려진 글</w:t></w:r></w:p>"))

    body = docx(edit)
    assert lines(body) == [(1, "버스 운영"), (2, "39회 운영")]
    assert "합친 칸에 가려진 글 1곳을 읽지 않았습니다: ‘가려진 글’" in told(body)


def test_lists_of_word_are_switched_off_and_named_by_their_levels() -> None:
    def edit(paper: Any) -> None:
        cell = docx_progress(paper, "○ 버스 운영")
        for style in ("List Bullet 2", "List Bullet"):
            cell.add_paragraph("목록에서 뺀 줄", style=style)
        last = cell.paragraphs[-1]._p
        last.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>')
        )

    assert lines(docx(edit)) == [(1, "버스 운영"), (1, "목록에서 뺀 줄 목록에서 뺀 줄")]


def test_notes_and_heads_of_pages_are_told_with_their_words() -> None:
    parts = parts_of(
        word(f"<w:p>{said('- 39회')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>")
    )
    space = f'xmlns:w="{hostile.W}"'
    parts["word/footnotes.xml"] = (
        f"<w:footnotes {space}><w:footnote w:id='2'><w:p>{said('2021년 말 기준')}</w:p>"
        "</w:footnote></w:footnotes>"
    ).encode()
    page = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    number = f"{page.format('begin')}<w:r><w:instrText> PAGE </w:instrText></w:r>"
    number += f"{page.format('separate')}{said('7')}{page.format('end')}"
    parts["word/footer1.xml"] = f"<w:ftr {space}><w:p>{said('- ')}{number}</w:p></w:ftr>".encode()
    parts["word/header1.xml"] = f"<w:hdr {space}><w:p>{said('대외비')}</w:p></w:hdr>".encode()
    found = told(hostile.zipped(parts))
    assert f"{PLACE}각주·미주 1개를 읽지 않았습니다: ‘2021년 말 기준’" in found
    assert "머리말·꼬리말 1개를 읽지 않았습니다: ‘대외비’" in found


def test_a_table_that_says_no_places_is_read_in_its_order() -> None:
    plain = progress(p("○ 버스 운영")).replace("<hp:subList>", "").replace("</hp:subList>", "")
    bare = "".join(
        part.partition("/>")[2] if part.startswith(" colAddr") else part
        for part in plain.split("<hp:cellAddr")
    )
    assert "colAddr" not in bare
    assert lines(hwpx(bare)) == [(1, "버스 운영")]


def test_the_same_note_again_is_told() -> None:
    rows = [[p(one) for one in HEADS], [p(LABEL), p("○ 버스"), p("보조")]]
    rows += [[p(""), p("○ 교육"), p("보조")]]
    body = hwpx(p(TITLE) + table(*rows))
    assert outline_of(body).rows[0].note == "보조"
    assert "같은 비고를 1번 더 읽지 않았습니다: ‘보조’" in told(body)
