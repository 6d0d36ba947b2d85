"""The office's own HWPX form: its names are found, its looks kept, its rows repeated."""

import base64
import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hwpx.document import HwpxDocument

from bot.documents import own_form, own_form_names, report_files
from bot.documents.report_paper import paper
from storage.report.report_shapes import MoneyTable, Report, ReportLine, to_json
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import BudgetKind, Source
from tests.helpers import read_back
from tests.helpers.hwpx_checks import faults
from tests.helpers.printed_report import FILLED, NO_MONEY, bullets, report

pytestmark = pytest.mark.long

SAMPLE = own_form.sample({})
Named = Mapping[tuple[int, int], str]


def filled(form: bytes, of: Report, **more: Any) -> bytes:
    """As the press fills it."""
    told = {"report": to_json(of), "format": "hwpx", "form": base64.b64encode(form).decode()}
    return report_files.written(told | more)


def own(
    names: Named, *texts: str, size: tuple[int, int] = (3, 4), fields: tuple[str, ...] = ()
) -> bytes:
    """A small form as an officer would draw it: a table of named cells, 누름틀 above."""
    file = HwpxDocument.new()
    for name in fields:
        file.fields.add(name, prompt="여기에 적음", paragraph=file.add_paragraph(f"{name}: "))
    table = file.add_table(*size)
    for (row, column), name in names.items():
        table.cell(row, column).element.set("name", name)
    table.cell(0, 0).paragraphs[0].text = "우리 과의 머리"
    for place, name in names.items():
        if name == "내용" and texts:
            cell = table.cell(*place)
            cell.paragraphs[0].text = texts[0]
            for text in texts[1:]:
                letters = file.styles.ensure_run(size=13, bold=True)
                cell.add_paragraph(text, char_pr_id_ref=letters)
    table.mark_dirty()
    return bytes(file.to_bytes())


ROW: Named = {(1, 0): "기간", (1, 1): "내용", (1, 2): "비고", (2, 0): "과제명"}


# -- what is found ------------------------------------------------------------------------------


def test_the_sample_holds_what_is_needed_and_passes_every_check() -> None:
    told = own_form.checked("견본.hwpx", SAMPLE)
    assert {*own_form_names.NEEDED, "문제점", "투자계획", "확보액"} <= {*told["found"]}
    assert told["unknown"] == []
    assert faults(SAMPLE) == []


def test_names_in_cells_and_fields_are_found_and_strange_ones_told() -> None:
    form = own({**ROW, (0, 3): "결재"}, fields=("소관부서", "부제"))
    told = own_form.checked("", form)
    assert told["found"] == ["과제명", "소관부서", "기간", "내용", "비고"]
    assert told["unknown"] == [("결재", ""), ("부제", "")]
    assert "문제점" in told["lacking"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (own({}), "과제명, 기간, 내용\n찾은 이름: 없음"),
        (own({(1, 0): "기간", (2, 0): "과제명"}), "내용\n찾은 이름: 과제명, 기간"),
        (own({(1, 0): "기간", (2, 1): "내용", (2, 0): "과제명"}), "같은 표의 같은 줄"),
        (own(ROW, fields=("문제점",)), "표의 칸에 있어야 합니다: 문제점"),
        (own({**ROW, (0, 1): "확보액"}), "아래로 5줄"),
        (b"PK\x03\x04 no archive", "온전하지 않습니다"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "온전하지 않습니다"),
        (b"hello", "받은 것은 글만 든 파일"),
    ],
    ids=["no names", "one missing", "two rows", "a field", "no room", "broken", "old", "text"],
)
def test_a_form_that_cannot_be_filled_is_refused_in_words(form: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        own_form.checked("", form)


def repacked(**changes: bytes) -> bytes:
    """The sample with other parts."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SAMPLE)) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(
                name, changes.pop(name.replace("/", "_").replace(".", "_"), old.read(name))
            )
        for name, body in changes.items():
            new.writestr(name, body)
    return kept.getvalue()


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "form",
    [
        repacked(big=b"\0" * (60 << 20)),
        repacked(**{"../../etc/x": b"x"}),
        repacked(**{"inner.zip": b"PK"}),
        repacked(Contents_section0_xml=LAUGHS),
    ],
    ids=["a bomb", "a way out", "nested", "entities"],
)
def test_a_harmful_archive_is_refused_before_any_library_sees_it(form: bytes) -> None:
    with pytest.raises(Refusal):
        own_form.checked("", form)


# -- filling -------------------------------------------------------------------------------------


@pytest.mark.parametrize("money", [NO_MONEY, FILLED], ids=["no money", "money"])
def test_the_sample_filled_says_what_the_built_in_form_says(money: MoneyTable) -> None:
    said = report(money=money)
    body = filled(SAMPLE, said)
    assert faults(body) == []
    mine = read_back.tables("hwpx", body)
    assert mine[:4] == read_back.model(paper(said))
    (problems,) = mine[4]
    assert [text[2:] for text in problems.texts] == [line.text for line in said.problems]


@pytest.mark.parametrize("count", [3, 7])
def test_the_columns_of_the_form_are_named_as_the_term_of_the_report_has_them(count: int) -> None:
    columns = Tenure.of(HalfYear(2026, 2)).columns[:count]
    money = replace(FILLED, columns=columns, cells={Source.CITY: {columns[-1]: 4_000_000}})
    body = filled(SAMPLE, report(money=money))
    assert faults(body) == []
    _, _, _, table, _ = read_back.tables("hwpx", body)
    by_place = {(one.row, one.column): "".join(one.texts) for one in table}
    named = [by_place[0, at] for at in range(3, 10)]
    assert named == [*columns, *[""] * (7 - count)]
    assert [by_place[4, at] for at in (2, 2 + count)] == ["4", "4"]


def test_a_form_with_too_few_columns_says_so() -> None:
    columns = (*Tenure.of(HalfYear(2026, 2)).columns, "'26.8.", "'26.9.")
    with pytest.raises(Refusal, match="오른쪽으로 10칸"):
        filled(SAMPLE, report(money=replace(FILLED, columns=columns)))


def test_the_row_of_periods_is_repeated_and_the_rest_stays() -> None:
    body = filled(own(ROW), report())
    assert faults(body) == []
    (table,) = read_back.tables("hwpx", body)
    by_place = {(one.row, one.column): one.texts for one in table}
    assert by_place[0, 0] == ("우리 과의 머리",)
    assert by_place[1, 0] == ("그동안 추진실적", "(2018. ~ 2020.)")
    assert by_place[4, 0][0] == "2022년도"
    assert len(by_place[2, 1]) == len(report().rows[1].lines)
    assert by_place[5, 0] == ("고양시 고용할당제 도입",)


def test_bullets_take_the_looks_of_the_sample_lines() -> None:
    form = own(ROW, "○ 제목", "- 항목", "· 세부")
    with HwpxDocument.open(io.BytesIO(filled(form, report()))) as file:
        table: Any = next(one for each in file.paragraphs for one in each.tables)
        cell = table.cell(1, 1)
        looks = {one.text[0]: one.char_pr_id_ref for one in cell.paragraphs}
        assert {*looks} == {"○", "-", "·"}
        assert looks["○"] != looks["-"]
        assert [one.text[0] for one in cell.paragraphs] == [
            "○-·"[line.level - 1] for line in report().rows[0].lines
        ]


def test_fields_are_filled_each_and_long_reports_run_on() -> None:
    form = own(ROW, fields=("과제명", "소관부서", "과제명"))
    body = filled(form, report(*bullets(200)))
    assert faults(body) == []
    text = read_back.text("hwpx", body)
    assert text.count("고양시 고용할당제 도입") == 3
    assert "소관부서: 일자리정책과" in text
    assert "찾아가는 채용행사 199회 개최" in text


def test_what_an_officer_typed_stays_text_and_a_report_of_nothing_fills_it_too() -> None:
    body = filled(SAMPLE, report(ReportLine(2, "<hp:t>날것</hp:t> ]]> &#0; \x0b끝")))
    assert faults(body) == []
    assert "- <hp:t>날것</hp:t> ]]> &#0; 끝" in str(read_back.tables("hwpx", body))
    nothing = report()
    empty = Report(
        head=nothing.head,
        half=nothing.half,
        rows=(),
        money=(MoneyTable(BudgetKind.PLAN), MoneyTable(BudgetKind.SECURED)),
        problems=(),
        as_of=nothing.as_of,
    )
    assert faults(filled(SAMPLE, empty)) == []


def test_photos_follow_the_form_and_other_formats_do_not_know_it() -> None:
    album = {"photos": [{"title": "일자리버스 2021.12.7.", "caption": ""}], "all": 1}
    body = filled(SAMPLE, report(), album=album)
    assert faults(body) == []
    assert "사진대지" in read_back.text("hwpx", body)
    told = {"report": to_json(report()), "format": "docx"}
    with_form = told | {"form": base64.b64encode(SAMPLE).decode()}
    assert report_files.written(with_form) == report_files.written(told)
