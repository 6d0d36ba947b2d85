"""What is said of an own form: why it is refused, what its names may have meant, what it lacks."""

import base64
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hwpx.document import HwpxDocument
from lxml import etree

from bot.documents import own_form, report_files
from bot.documents.own_form_names import nearest
from storage.report.report_shapes import to_json
from storage.rules.errors import Refusal
from tests.bot.documents.test_own_form import ROW, SAMPLE, filled, own
from tests.helpers import hostile
from tests.helpers.hwp_writer import saved_as_hwp
from tests.helpers.own_forms import HP, lines_of
from tests.helpers.photographs import photograph
from tests.helpers.printed_report import FILLED, report, written
from tests.helpers.read_back import parts

pytestmark = pytest.mark.long


def packed(changes: dict[str, bytes | None], of: bytes = SAMPLE) -> bytes:
    """A form with other parts; None takes one away."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as new:
        for name, body in ({**parts(of), **changes}).items():
            if body is not None:
                new.writestr(name, body)
    return kept.getvalue()


def script(text: str) -> bytes:
    """A form with a script as 한글 writes it."""
    return packed({"Scripts/sourceScripts": text.encode("utf-16-le")})


def cut_field() -> bytes:
    """A form whose 누름틀 has no end."""
    section = parts(own(ROW, fields=("소관부서",)))["Contents/section0.xml"].decode()
    before, _, rest = section.partition("<hp:ctrl><hp:fieldEnd")
    end = rest.partition("</hp:ctrl>")[2]
    changed = f"{before}{end}".encode()
    return packed({"Contents/section0.xml": changed}, own(ROW, fields=("소관부서",)))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: packed({"mimetype": None}), "짜임이 아니어서 열지 못했습니다"),
        (
            lambda: packed({"Contents/header.xml": None}),
            "짜임이 아니어서 열지 못했습니다|온전하지",
        ),
        (
            lambda: saved_as_hwp(SAMPLE),
            r"\(.hwp\)은 보고서 서식으로 .*찾은 이름: 과제코드, 과제명",
        ),
        (lambda: hostile.old_office("Workbook"), r"\(.xls\)은 읽지 못합니다. 서식은 한글 HWPX"),
        (lambda: written("docx", report()), r"\(.docx\)는 보고서 서식으로"),
        (lambda: written("xlsx", report()), r"\(.xlsx\)입니다. 서식은 한글 HWPX"),
        (lambda: b"%PDF-1.7", "PDF는 읽지 못합니다. 서식은 한글 HWPX"),
        (lambda: script("function OnDocument_New()\r\n{\r\n\tRun('x');\r\n}"), "매크로"),
        (cut_field, "‘소관부서’ 누름틀의 끝을"),
        (lambda: own({**ROW, (2, 1): "내용"}), "‘내용’이 2칸에 있습니다"),
        (lambda: own({**ROW, (2, 2): " 비 고 "}), "‘비고’가 2칸에 있습니다"),
        (
            lambda: own({**ROW, (0, 1): "확보액"}, size=(7, 3)),
            "오른쪽으로 8칸이 있어야 합니다. 이 표에는 7줄 2칸",
        ),
    ],
    ids=[
        *("no mimetype", "no header", "hwp", "xls", "docx", "xlsx", "pdf", "macro"),
        *("open field", "twice", "spaced", "narrow"),
    ],
)
def test_a_form_is_refused_by_the_true_reason(made: Callable[[], bytes], said: str) -> None:
    form = made()
    with pytest.raises(Refusal, match=said):
        own_form.checked("", form)


def test_the_empty_functions_of_every_hangul_file_are_no_macro() -> None:
    usual = "function OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n\r\n"
    assert own_form.checked("", script(usual))["found"]


def test_names_that_are_not_known_are_listed_with_the_nearest_known() -> None:
    strange = {(1, 0): "추진기간", (1, 1): "추진실적내용", (1, 2): "결재", (2, 0): "공약사업명"}
    with pytest.raises(Refusal) as refused:
        own_form.checked("", own(strange))
    sentence = refused.value.sentence
    assert "꼭 있어야 할 이름이 없습니다: 과제명, 기간, 내용" in sentence
    assert "찾은 이름: 없음" in sentence
    assert "‘추진기간’ → ‘기간’?" in sentence
    assert "‘추진실적내용’ → ‘내용’?" in sentence
    assert "‘공약사업명’ → ‘과제명’?" in sentence
    assert "결재" in sentence
    told = own_form.checked("", own({**ROW, (0, 1): "담당자전화번호"}))
    assert told["unknown"] == [("담당자전화번호", "담당자")]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("문제점 및 대책", "문제점"),
        ("연도별투자계획", "투자계획"),
        ("전화번호", "연락처"),
        ("zz", ""),
    ],
)
def test_the_nearest_name(name: str, meant: str) -> None:
    assert nearest(name) == meant


def test_spaces_in_a_name_do_not_count() -> None:
    told = own_form.checked("", own({**ROW, (0, 1): " 담당자연락처", (0, 2): "소관 부서"}))
    assert told["found"] == ["과제명", "소관부서", "담당자 연락처", "기간", "내용", "비고"]
    assert told["unknown"] == []


def test_what_the_form_has_no_place_for_is_told_by_name_and_by_lines() -> None:
    said = replace(report(money=FILLED), problems=report().rows[0].lines[:3])
    told = own_form.checked("", own(ROW), to_json(said))
    assert [one for one in told["lost"] if one[0] != "확보액"] == [
        *(("과제코드", 1), ("소관부서", 1), ("직위", 3), ("성명", 3), ("연락처", 3)),
        *(("문제점", 3), ("투자계획", 1)),
    ]
    assert own_form.left_out("", own(ROW), to_json(said)) == told["lost"]


# -- marks and looks -----------------------------------------------------------------------------


def first_signs(form: bytes) -> list[str]:
    """The beginnings of the first row's lines, filled."""
    return [
        line[: len(line) - len(line.lstrip()) + 2]
        for line in lines_of(filled(form, report()), "내용")[0]
    ]


@pytest.mark.parametrize(
    ("samples", "wanted"),
    [
        (("ㅇ 제목", "▸ 항목", "* 세부"), ("ㅇ ", "▸ ", "* ")),
        (("ㅇ 제목", "  - 항목", "    · 세부"), ("ㅇ ", "  - ", "    · ")),
        (("□ 제목", "○ 항목", "- 세부"), ("□ ", "○ ", "- ")),
        (("- 항목",), ("○ ", "- ", "· ")),
        (("▶ 제목", "· 항목"), ("▶ ", "· ", "* ")),
        (("표시 없는 글",), ("○ ", "- ", "· ")),
    ],
)
def test_marks_are_those_of_the_sample_lines(
    samples: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    said = first_signs(own(ROW, *samples))
    assert said == [wanted[line.level - 1] for line in report().rows[0].lines]


def test_a_mark_keeps_its_own_letters_beside_those_of_its_text() -> None:
    with HwpxDocument.open(io.BytesIO(own(ROW, "○ 제목"))) as file:
        table: Any = next(one for each in file.paragraphs for one in each.tables)
        line = table.cell(1, 1).paragraphs[0]
        bold = str(file.styles.ensure_run(size=13, bold=True))
        line.text = "○ "
        line.char_pr_id_ref = bold
        line.add_run("제목", char_pr_id_ref="0")
        table.mark_dirty()
        form = bytes(file.to_bytes())
    with HwpxDocument.open(io.BytesIO(filled(form, report()))) as file:
        table = next(one for each in file.paragraphs for one in each.tables)
        runs = table.cell(1, 1).paragraphs[0].element.findall(f"{HP}run")
        assert [run.get("charPrIDRef") for run in runs] == [bold, "0"]


def test_signs_that_hangul_draws_itself_are_not_written_beside() -> None:
    body = own(ROW, "제목", "항목")
    with HwpxDocument.open(io.BytesIO(body)) as file:
        table: Any = next(one for each in file.paragraphs for one in each.tables)
        first, second = table.cell(1, 1).paragraphs
        for at, line in enumerate((first, second)):
            file.styles.apply_paragraph_format(paragraphs=[line], indent_left_mm=1 + at)
        for header in file.parts.headers:
            for at, line in enumerate((first, second)):
                (style,) = [
                    one
                    for one in header.element.iter("{*}paraPr")
                    if one.get("id") == line.para_pr_id_ref
                ]
                for heading in style.iter("{*}heading"):
                    heading.set("type", "BULLET")
                    heading.set("level", str(at))
            header.mark_dirty()
        table.mark_dirty()
        form = bytes(file.to_bytes())
    lines = lines_of(filled(form, report()), "내용")[0]
    levels = [line.level for line in report().rows[0].lines]
    texts = [line.text for line in report().rows[0].lines]
    assert lines == [
        text if level < 3 else f"· {text}" for level, text in zip(levels, texts, strict=True)
    ]


def test_a_field_that_is_all_of_a_cell_names_it_and_one_beside_words_does_not() -> None:
    def form(before: str) -> bytes:
        with HwpxDocument.open(io.BytesIO(own({(1, 0): "기간", (2, 0): "과제명"}))) as file:
            table: Any = next(one for each in file.paragraphs for one in each.tables)
            line = table.cell(1, 1).paragraphs[0]
            line.text = before
            file.fields.add("내용", prompt="적을 곳", paragraph=line)
            table.mark_dirty()
        return bytes(file.to_bytes())

    body = filled(form(""), report())
    assert [len(cell) for cell in lines_of(body, "내용")] == [len(r.lines) for r in report().rows]
    with pytest.raises(Refusal, match="내용"):
        own_form.checked("", form("실적: "))


def test_a_report_without_rows_leaves_no_sample_line_in_the_form() -> None:
    body = filled(own(ROW, "○ 견본 제목", "- 견본 항목"), replace(report(), rows=()))
    assert lines_of(body, "내용") == [["○ 해당없음"]]
    assert lines_of(body, "기간") == [[""]]


def test_equal_reports_in_a_form_are_equal_bytes() -> None:
    told = {"report": to_json(report()), "format": "hwpx"}
    job = told | {"form": base64.b64encode(SAMPLE).decode()}
    assert report_files.written(job) == report_files.written(job)


def test_a_picture_and_a_table_in_the_cell_of_the_lines_stay_in_every_row() -> None:
    with HwpxDocument.open(io.BytesIO(own(ROW, "○ 제목"))) as file:
        table: Any = next(one for each in file.paragraphs for one in each.tables)
        item = str(file.media.add_image(photograph(40, 30), "jpg"))
        line = table.cell(1, 1).add_paragraph("그림 곁의 글")
        line.add_picture(item, width=2000, height=1500)
        table.cell(1, 1).add_table(1, 1).cell(0, 0).paragraphs[0].text = "안쪽"
        file.fields.add("쪽지", prompt="", paragraph=table.cell(1, 2).paragraphs[0])
        table.mark_dirty()
        form = bytes(file.to_bytes())
    body = filled(form, report())
    section = etree.fromstring(parts(body)["Contents/section0.xml"])
    rows = len(report().rows)
    assert len(list(section.iter(f"{HP}pic"))) == rows
    assert "".join(section.itertext()).count("안쪽") == rows
    assert "그림 곁의 글" not in "".join(section.itertext())
    lines = [
        [line for line in cell if line not in ("", "안쪽")] for cell in lines_of(body, "내용")
    ]
    assert [len(cell) for cell in lines] == [len(row.lines) for row in report().rows]


def test_what_the_schema_had_against_the_form_before_is_no_reason_to_refuse_it() -> None:
    section = parts(SAMPLE)["Contents/section0.xml"]
    odd = section.replace(b"<hp:tc ", b'<hp:tc ours="1" ', 1)
    form = packed({"Contents/section0.xml": odd})
    with HwpxDocument.open(io.BytesIO(form)) as file:
        assert file.validate().issues
    assert own_form.checked("", form)["found"]
