"""Any paper as DOCX. All calls of python-docx stand here."""

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as UPRIGHT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.documents.breaks import TELEPHONE
from bot.documents.outline import (
    GOTHIC,
    STEP,
    TITLE_HEIGHT,
    Block,
    Cell,
    Look,
    Paper,
    Paragraph,
    Picture,
    Table,
)
from bot.documents.pages import paged
from storage.rules.names import clean_text

SERIF, SANS = "함초롬바탕", "함초롬돋움"
SHADE = "E5EAF3"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can tell
PITCH = 1.3
"""From one line to the next, of the size of the letters: exactly, whatever font sets them."""
ABOVE, BELOW = 0.15, 0.25
"""Millimetres above and below the text of a cell, beside what each line has above itself."""
RULE = 0.18  # millimetres that Word adds to a row for its line
PLAIN = 10
"""Points of a line without a look of its own: an empty cell, a picture's."""
MOST_TOGETHER = 900
"""Letters of a bullet that no page parts; a longer one may be."""
_TELEPHONE = re.compile(TELEPHONE)
NUMBER = "보고서 쪽 번호"


@dataclass(frozen=True)
class Style:
    """How a look is set, and what Word calls it; `left` and `hang` are millimetres, the mark hangs
    in front. `air` is points above and below."""

    name: str
    bold: bool = False
    align: Any = ALIGN.LEFT
    left: float = 0
    hang: float = 0
    air: tuple[float, float] = (0, 0)
    leads: bool = False  # stands on the page of what follows it


STYLES = {
    Look.CODE: Style("보고서 과제코드", True, ALIGN.CENTER),
    Look.TITLE: Style("보고서 제목", True, ALIGN.CENTER),
    Look.NAME: Style("보고서 칸 이름", True, ALIGN.CENTER),
    Look.PLAIN: Style("보고서 칸", align=ALIGN.CENTER),
    Look.SECTION: Style("보고서 □", True, air=(12, 4), leads=True),
    Look.CIRCLE: Style("보고서 ○", True, left=5, hang=-5),
    Look.DASH: Style("보고서 -", left=8, hang=-4),
    Look.DOT: Style("보고서 ·", left=11, hang=-3),
    Look.UNIT: Style("보고서 단위", align=ALIGN.RIGHT, leads=True),
    Look.REMARK: Style("보고서 단서", align=ALIGN.RIGHT),
    Look.FIGURE: Style("보고서 금액", align=ALIGN.RIGHT),
    Look.BODY: Style("보고서 본문"),
    Look.CAPTION: Style("보고서 설명", align=ALIGN.CENTER),
}
"""Named as in HWPX, so that an office finds the same names in both."""


def render(paper: Paper) -> bytes:
    """The DOCX; equal papers give equal bytes."""
    file = Document()
    _styles(file)
    _page(file, paper)
    _korean(file)
    for block in paged(paper).blocks:
        _block(file, block)
    kept = io.BytesIO()
    file.save(kept)
    return _timeless(kept.getvalue())


def _styles(file: Any) -> None:
    """One style for each look, and the letters of whatever has none."""
    _letters(file.styles["Normal"], PLAIN, sans=False)
    for look, style in STYLES.items():
        made = file.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        _letters(made, Paragraph("", look).points, sans=look in GOTHIC)
        made.font.bold = style.bold
        made.quick_style = True
        form = made.paragraph_format
        form.alignment, form.widow_control = style.align, True
        form.left_indent, form.first_line_indent = Mm(style.left), Mm(style.hang)
        form.space_before, form.space_after = map(Pt, style.air)
        form.line_spacing = Pt(PITCH * Paragraph("", look).points)
        form.keep_with_next, form.keep_together = style.leads, True
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), "0")
    file.styles[STYLES[Look.SECTION].name].element.get_or_add_pPr().append(outline)
    number = file.styles.add_style(NUMBER, WD_STYLE_TYPE.PARAGRAPH)
    _letters(number, PLAIN, sans=False)
    number.paragraph_format.alignment = ALIGN.CENTER


def _letters(style: Any, points: float, *, sans: bool) -> None:
    """The office's fonts for every script; the theme of the empty file has others."""
    font = SANS if sans else SERIF
    style.font.size, style.font.name = Pt(points), font
    fonts = style.element.get_or_add_rPr().rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), font)


def _page(file: Any, paper: Paper) -> None:
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(25), Mm(20)
    if paper.numbered:
        _number(page.footer.paragraphs[0])
    made = paper.made_at.astimezone(UTC).replace(tzinfo=None)
    about = file.core_properties
    about.title, about.author, about.comments = clean_text(paper.title)[:255], "", ""
    about.created = about.modified = made
    about.last_modified_by, about.revision = "", 1


def _korean(file: Any) -> None:
    """Korean for its line breaks, and the ways of today's Word: a table begins at the margin."""
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ko-KR")
    settings = file.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "ko-KR")
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")


def _number(line: Any) -> None:
    """- 1 -, counted by the word processor, in the letters of the paper."""
    line.style = NUMBER
    line.add_run("- ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(deepcopy(line.add_run("1")._r))
    line._p.remove(line.runs[-1]._r)
    line._p.append(field)
    line.add_run(" -")


def _block(file: Any, block: Block) -> None:
    if isinstance(block, Table):
        _table(file, block)
    elif isinstance(block, Picture):
        line = file.add_paragraph()
        _draw(line, block)
        line.paragraph_format.keep_with_next = True
        _set(file.add_paragraph(), Paragraph(block.caption, Look.CAPTION))
    else:
        _set(file.add_paragraph(), block)


def _draw(line: Any, picture: Picture) -> None:
    line.alignment = ALIGN.CENTER
    form = line.paragraph_format
    form.space_before = form.space_after = Pt(4)
    line.add_run().add_picture(io.BytesIO(picture.image), width=Mm(picture.width))


def _set(line: Any, one: Paragraph) -> None:
    """The paragraph's text in the style of its look, and where it differs from that."""
    style = STYLES[one.look]
    line.style = style.name
    runs = _say(line, one.leads + clean_text(one.text), kept=one.whole)
    form = line.paragraph_format
    if one.points != Paragraph("", one.look).points:
        form.line_spacing = Pt(PITCH * one.points)
        for run in runs:
            run.font.size = Pt(one.points)
    if one.indent or one.hang:
        form.left_indent = Mm(style.left + STEP * one.indent + one.hang)
        form.first_line_indent = Mm(-one.hang if one.hang else style.hang)
    if one.fresh:
        form.page_break_before = True
    if len(one.text) > MOST_TOGETHER:
        form.keep_together = False


def _say(line: Any, text: str, *, kept: bool) -> list[Any]:
    """The text as runs. Where it may be parted, no line ends inside a telephone."""
    runs, said = [], 0
    for found in [] if kept else _TELEPHONE.finditer(text):
        first, *others = found[0].split("-")
        runs.append(line.add_run(text[said : found.start()] + first))
        for one in others:
            runs[-1]._r.append(OxmlElement("w:noBreakHyphen"))
            runs.append(line.add_run(one))
        said = found.end()
    return [*runs, line.add_run(text[said:])] if said < len(text) or not runs else runs


def _table(file: Any, table: Table) -> None:
    made = file.add_table(table.rows, len(table.widths), style="Table Grid")
    made.autofit = False
    _inset(made, table.inset)
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = Mm(width)
    grid = [list(row.cells) for row in made.rows]
    for cell in table.cells:
        _cell(grid, cell, table.widths)
        if cell.titled:
            made.rows[cell.row].height = Mm(TITLE_HEIGHT)
    for row, tall in zip(made.rows, table.least, strict=False):
        if tall:
            row.height, row.height_rule = Mm(tall - RULE), WD_ROW_HEIGHT_RULE.AT_LEAST
    for row in list(made.rows)[: table.header_rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if table.whole or table.whole_rows:
        for row in made.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if table.whole:
        _keep_together(grid)


def _keep_together(grid: list[list[Any]]) -> None:
    """Each row but the last stays on the page of the next."""
    for cells in grid[:-1]:
        for line in (line for cell in cells for line in cell.paragraphs):
            line.paragraph_format.keep_with_next = True


def _inset(table: Any, wide: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", ABOVE), ("left", wide), ("bottom", BELOW), ("right", wide)):
        margins.append(_room(side, room))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _room(side: str, millimetres: float) -> Any:
    made = OxmlElement(f"w:{side}")
    made.set(qn("w:w"), str(round(Mm(millimetres).twips)))
    made.set(qn("w:type"), "dxa")
    return made


def _cell(grid: list[list[Any]], cell: Cell, widths: tuple[float, ...]) -> None:
    made = grid[cell.row][cell.column]
    if cell.rows > 1 or cell.columns > 1:
        made = made.merge(grid[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
    made.width = Mm(sum(widths[cell.column : cell.column + cell.columns]))
    if cell.joined or cell.joins:
        _unruled(made, cell)
    if cell.shaded:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{name}"), value)
        made._tc.get_or_add_tcPr().append(shade)
    made.vertical_alignment = UPRIGHT.TOP if cell.top else UPRIGHT.CENTER  # the schema's order
    lines = [made.paragraphs[0]]
    if cell.picture is not None:
        _draw(lines[0], cell.picture)
        lines.append(made.add_paragraph())
    for at, one in enumerate(cell.paragraphs):
        _set(lines[-1] if at == 0 else made.add_paragraph(), one)


def _unruled(made: Any, cell: Cell) -> None:
    """No rule towards a cell that it is one with."""
    borders = OxmlElement("w:tcBorders")
    for side, gone in (("top", cell.joined), ("bottom", cell.joins)):
        if gone:
            border = OxmlElement(f"w:{side}")
            border.set(qn("w:val"), "nil")
            borders.append(border)
    made._tc.get_or_add_tcPr().append(borders)


def _timeless(body: bytes) -> bytes:
    """The same archive without the hour at which it was packed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return kept.getvalue()
