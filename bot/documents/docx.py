"""Any paper as DOCX. All calls of python-docx stand here."""

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as UPRIGHT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

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
from storage.rules.names import clean_text

SERIF, SANS = "함초롬바탕", "함초롬돋움"
SHADE = "E5EAF3"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can tell


@dataclass(frozen=True)
class Style:
    """How a look is set; `left` and `hang` are millimetres, the mark hangs in front."""

    bold: bool = False
    align: Any = ALIGN.LEFT
    left: float = 0
    hang: float = 0


STYLES = {
    Look.CODE: Style(True, ALIGN.CENTER),
    Look.TITLE: Style(True, ALIGN.CENTER),
    Look.NAME: Style(True, ALIGN.CENTER),
    Look.PLAIN: Style(align=ALIGN.CENTER),
    Look.SECTION: Style(True),
    Look.CIRCLE: Style(True, left=5, hang=-5),
    Look.DASH: Style(left=8, hang=-4),
    Look.DOT: Style(left=11, hang=-3),
    Look.UNIT: Style(align=ALIGN.RIGHT),
    Look.FIGURE: Style(align=ALIGN.RIGHT),
    Look.BODY: Style(),
    Look.CAPTION: Style(align=ALIGN.CENTER),
}


_forms: dict[tuple[Look, int, int, float, bool], tuple[Any, Any]] = {}
"""Properties of paragraph and run as XML, by what they depend on."""


def render(paper: Paper) -> bytes:
    """The DOCX; equal papers give equal bytes."""
    file = Document()
    _page(file, paper)
    _korean(file)
    for block in paper.blocks:
        _block(file, block)
    kept = io.BytesIO()
    file.save(kept)
    return _timeless(kept.getvalue())


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
    """- 1 -, counted by the word processor."""
    line.alignment = ALIGN.CENTER
    line.add_run("- ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)
    line.add_run(" -")


def _block(file: Any, block: Block) -> None:
    if isinstance(block, Table):
        _table(file, block)
    elif isinstance(block, Picture):
        _draw(file.add_paragraph(), block)
        _set(file.add_paragraph(), Paragraph(block.caption, Look.CAPTION))
    else:
        _set(file.add_paragraph(), block)


def _draw(line: Any, picture: Picture) -> None:
    line.alignment = ALIGN.CENTER
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(4)
    line.add_run().add_picture(io.BytesIO(picture.image), width=Mm(picture.width))


def _set(line: Any, one: Paragraph) -> None:
    """The paragraph's text and form; a form is made once, since making it costs most of all."""
    key = one.look, one.points, one.indent, one.hang, one.fresh
    run = line.add_run(one.leads + clean_text(one.text))
    if key not in _forms:
        _shape(line, run, one)
        _forms[key] = deepcopy(line._p.pPr), deepcopy(run._r.rPr)
        return
    paragraph, letters = _forms[key]
    line._p.insert(0, deepcopy(paragraph))
    run._r.insert(0, deepcopy(letters))


def _shape(line: Any, run: Any, one: Paragraph) -> None:
    style = STYLES[one.look]
    form = line.paragraph_format
    line.alignment = style.align
    form.left_indent = Mm(style.left + STEP * one.indent + one.hang)
    form.first_line_indent = Mm(-one.hang if one.hang else style.hang)
    form.space_before = Pt(12 if one.look is Look.SECTION else 0)
    form.space_after = Pt(4 if one.look is Look.SECTION else 0)
    form.line_spacing = 1.15
    form.keep_with_next = one.look in (Look.SECTION, Look.UNIT)
    form.page_break_before = one.fresh or None
    font = SANS if one.look in GOTHIC else SERIF
    run.font.size, run.bold, run.font.name = Pt(one.points), style.bold, font
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)


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
    for side in ("left", "right"):
        width = OxmlElement(f"w:{side}")
        width.set(qn("w:w"), str(round(Mm(wide).twips)))
        width.set(qn("w:type"), "dxa")
        margins.append(width)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


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
