"""The DOCX as Word shows it: named styles, its sections as headings, nothing parted wrongly."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bot.documents.docx import SERIF
from bot.documents.outline import MARKS, SIZES, Look
from bot.documents.reading import docx as reading
from bot.documents.reading.guard import Archive
from storage.report.report_shapes import ReportLine
from storage.rules.terms import PROGRESS
from tests.helpers.printed_report import FILLED, report, written

pytestmark = pytest.mark.long

PHONES = "문의 031-0000-0000, 000-0000 (공약 1-4-3)"
BODY = written("docx", report(ReportLine(2, PHONES), ReportLine(1, "가" * 1200), money=FILLED))


def opened() -> Any:
    """The file, by python-docx."""
    return docx.Document(io.BytesIO(BODY))


def lines(file: Any) -> Iterator[Any]:
    """Every paragraph that says something, in cells too."""
    yield from (one for one in file.paragraphs if one.text)
    cells = {id(cell._tc): cell for t in file.tables for row in t.rows for cell in row.cells}
    yield from (one for cell in cells.values() for one in cell.paragraphs if one.text)


def test_every_line_has_the_style_that_its_mark_names() -> None:
    named = {"□": Look.SECTION, "○": Look.CIRCLE, "-": Look.DASH, "·": Look.DOT}
    counted = dict.fromkeys(named, 0)
    for line in lines(opened()):
        assert line.style.name.startswith("보고서 "), line.text
        mark = line.style.name.removeprefix("보고서 ")
        if mark in named:
            assert line.text.startswith(MARKS[named[mark]]), line.text
            counted[mark] += 1
    assert min(counted.values()) >= 3


def test_sections_are_headings_that_the_navigation_of_word_shows() -> None:
    file = opened()
    headed = [
        line.text
        for line in lines(file)
        if line.style.element.find(f".//{qn('w:outlineLvl')}") is not None
    ]
    assert headed[0] == f"□ {PROGRESS}"
    assert len(headed) == 4
    assert all(
        line.style.paragraph_format.keep_with_next for line in lines(file) if line.text in headed
    )


def test_no_page_parts_a_line_of_a_bullet_from_its_others() -> None:
    for line in lines(opened()):
        form = line.style.paragraph_format
        assert form.widow_control
        assert form.keep_together
        own = line.paragraph_format.keep_together
        assert own is (False if len(line.text) > 1000 else None)


def test_letters_are_those_of_the_style_and_the_number_of_the_page_has_them_too() -> None:
    file = opened()
    styles = {line.style.name: line.style for line in lines(file)}
    for look, name in ((Look.SECTION, "보고서 □"), (Look.DOT, "보고서 ·")):
        assert styles[name].font.size.pt == SIZES[look]
    (number,) = file.sections[0].footer.paragraphs
    assert number.style.font.name == SERIF
    fonts = number.style.element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == SERIF
    assert [fonts.get(name) for name in list(fonts.attrib) if "Theme" in name] == []
    field = number._p.find(qn("w:fldSimple"))
    assert [one.text for one in field.iter(qn("w:t"))] == ["1"]


def test_cells_keep_air_above_and_below_their_text() -> None:
    for table in opened().tables:
        margins = {
            one.tag: int(one.get(qn("w:w"))) for one in table._tbl.tblPr.find(qn("w:tblCellMar"))
        }
        assert margins[qn("w:top")] > 0
        assert margins[qn("w:bottom")] > 0


def test_a_telephone_stays_on_its_line_and_reads_as_it_was_typed() -> None:
    (line,) = [one for one in lines(opened()) if "공약 1-4-3" in one.text]
    assert line.text == f"- {PHONES}"
    xml = line._p.xml
    assert len(re.findall("<w:noBreakHyphen/>", xml)) == 3
    told = str(reading.read(Archive(BODY)).found)
    assert PHONES in told
