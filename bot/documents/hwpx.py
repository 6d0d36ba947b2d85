"""Any paper as HWPX, the form in which offices hand papers to each other.

All calls of python-hwpx stand here. The file names 함초롬바탕 and 함초롬돋움, which every PC of an
office has; it carries no font and no line layout, so the word processor lays it out anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil
from typing import Any

from hwpx.document import HwpxDocument

from bot.documents import heights
from bot.documents.outline import (
    GOTHIC,
    PNG,
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
UNITS_PER_MM = 7200 / 25.4
SHADE = "#E5EAF3"
KOREAN = 1042
HH_HEAD = "{http://www.hancom.co.kr/hwpml/2011/head}"
HH_PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"


@dataclass(frozen=True)
class Style:
    """How a look is set: weight and alignment, and the name under which an office finds it."""

    bold: bool = False
    align: str = "LEFT"
    name: str = ""


STYLES = {
    Look.CODE: Style(True, "CENTER"),
    Look.TITLE: Style(True, "CENTER"),
    Look.NAME: Style(True, "CENTER"),
    Look.PLAIN: Style(align="CENTER"),
    Look.SECTION: Style(True, name="보고서 □"),
    Look.CIRCLE: Style(True, name="보고서 ○"),
    Look.DASH: Style(name="보고서 -"),
    Look.DOT: Style(name="보고서 ·"),
    Look.UNIT: Style(align="RIGHT"),
    Look.REMARK: Style(align="RIGHT"),
    Look.FIGURE: Style(align="RIGHT"),
    Look.BODY: Style(),
    Look.CAPTION: Style(align="CENTER"),
}


def render(paper: Paper) -> bytes:
    """The HWPX; equal papers give equal bytes."""
    file = HwpxDocument.new()
    file.page.setup(
        paper_size="A4",
        margins_mm={"left": 20, "right": 20, "top": 15, "bottom": 10},
        header_margin_mm=10,
        footer_margin_mm=10,
    )
    return _Writer(file).paper(paged(paper))


def append(file: HwpxDocument, blocks: Sequence[Block]) -> None:
    """Writes blocks behind all that a file holds."""
    _Writer(file).blocks(blocks, first=False)


def keep_on_line(cell: Any) -> None:
    """한 줄로 입력: in a font wider than any we know, letters move closer and none breaks."""
    for area in cell.iter(f"{HH_PARAGRAPH}subList"):
        area.set("lineWrap", "SQUEEZE")


Form = tuple[Look, int, float, bool]
"""On what the form of a paragraph depends: look, indent, mark, and whether it is a heading."""


class _Writer:
    """One file being written; paragraphs are set in bulk, by look, at the end."""

    def __init__(self, file: HwpxDocument) -> None:
        self._file = file
        self._set: dict[Form, list[Any]] = {}
        self._sets: dict[tuple[Look, int], str] = {}
        for look in STYLES:
            self._letters(Paragraph("", look))
        self._plain, self._shaded = self._frame(Cell(0, 0)), self._frame(Cell(0, 0, shaded=True))

    def _letters(self, one: Paragraph) -> str:
        """The number of the letters that a paragraph is set in."""
        key = one.look, one.points
        if key not in self._sets:
            font = SANS if one.look in GOTHIC else SERIF
            made = self._file.styles.ensure_run(
                font=font, size=one.points, bold=STYLES[one.look].bold
            )
            self._sets[key] = str(made)
        return self._sets[key]

    def _frame(self, cell: Cell) -> str:
        """The number of the rules around a cell and of its ground."""
        ruled = {"top": not cell.joined, "bottom": not cell.joins, "left": True, "right": True}
        made = self._file.styles.ensure_border_fill(
            border_color="#000000",
            fill_color=SHADE if cell.shaded else None,
            active_borders=None if all(ruled.values()) else [one for one in ruled if ruled[one]],
        )
        return str(made)

    def paper(self, paper: Paper) -> bytes:
        """The whole file."""
        self.blocks(paper.blocks, first=True)
        self._name_styles()
        self._bare_outline()
        if paper.numbered:
            self._number_pages()
        self._own(paper)
        self._renumber()
        made: bytes = self._file.to_bytes()
        return made

    def blocks(self, blocks: Sequence[Block], *, first: bool) -> None:
        """All blocks; the first may stand in the paragraph that every new file has."""
        for at, block in enumerate(blocks):
            self._block(block, first=first and at == 0)
        for form, paragraphs in self._set.items():
            self._format(form, paragraphs)
        self._plain_header()

    def _block(self, block: Block, *, first: bool) -> None:
        if isinstance(block, Table):
            self._table(block, self._line(Paragraph("", size=heights.PLAIN), first=first))
        elif isinstance(block, Picture):
            self._draw(self._line(Paragraph("", Look.CAPTION), first=first), block)
            self._line(Paragraph(block.caption, Look.CAPTION))
        else:
            self._line(block, first=first)

    def _line(self, one: Paragraph, *, first: bool = False) -> Any:
        letters = self._letters(one)
        if first:
            made: Any = self._file.paragraphs[0]
            made.add_run(_said(one), char_pr_id_ref=letters)
        else:
            made = self._file.add_paragraph(
                _said(one), char_pr_id_ref=letters, inherit_style=False
            )
        if one.fresh:
            made.element.set("pageBreak", "1")
        self._set.setdefault(_form(one), []).append(made)
        return made

    def _draw(self, line: Any, picture: Picture) -> None:
        kind = "png" if picture.image.startswith(PNG) else "jpg"
        item = str(self._file.media.add_image(picture.image, kind))
        size = [round(one * UNITS_PER_MM) for one in (picture.width, picture.height)]
        line.add_picture(item, width=size[0], height=size[1])

    def _table(self, table: Table, line: Any) -> None:
        width = round(sum(table.widths) * UNITS_PER_MM)
        made = line.add_table(
            table.rows, len(table.widths), width=width, border_fill_id_ref=self._plain
        )
        made.set_column_widths([round(one * UNITS_PER_MM) for one in table.widths])
        tall = [ceil(one * UNITS_PER_MM) for one in heights.rows(table)]
        made.set_treat_as_char(heights.in_one(table))  # as a letter it stays behind its heading
        made.element.set("pageBreak", "TABLE" if table.whole_rows else "CELL")
        cells = [
            self._cell(made, cell, header=cell.row < table.header_rows) for cell in table.cells
        ]
        made.element.find(f"{HH_PARAGRAPH}sz").set("height", str(sum(tall)))
        if table.header_rows:
            made.element.set("repeatHeader", "1")
        inset = _margins(table)
        for kind in ("inMargin", "cellMargin"):
            for margin in made.element.iter(f"{HH_PARAGRAPH}{kind}"):
                for side, wide in inset.items():
                    margin.set(side, wide)
        for cell, written in zip(table.cells, cells, strict=True):
            written.set_size(height=sum(tall[cell.row : cell.row + cell.rows]))
            _join(written.element, cell)

    def _cell(self, table: Any, cell: Cell, *, header: bool) -> Any:
        if cell.rows > 1 or cell.columns > 1:
            last = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            table.merge_cells(cell.row, cell.column, *last)
        if cell.joined or cell.joins:
            table.set_cell_border_fill(cell.row, cell.column, self._frame(cell))
        elif cell.shaded:
            table.set_cell_border_fill(cell.row, cell.column, self._shaded)
        made = table.cell(cell.row, cell.column)
        if header:
            made.element.set("header", "1")
        if cell.top:
            for area in made.element.iter(f"{HH_PARAGRAPH}subList"):
                area.set("vertAlign", "TOP")
        if cell.picture is not None:
            self._draw(made.paragraphs[0], cell.picture)
            self._set.setdefault(_form(Paragraph("", Look.CAPTION)), []).append(made.paragraphs[0])
        for at, one in enumerate(cell.paragraphs):
            letters = self._letters(one)
            if at == 0 and cell.picture is None:
                line = made.paragraphs[0]
                line.text = _said(one)
                line.char_pr_id_ref = letters
            else:
                line = made.add_paragraph(_said(one), char_pr_id_ref=letters)
            self._set.setdefault(_form(one), []).append(line)
        return made

    def _format(self, form: Form, paragraphs: list[Any]) -> None:
        """One call for each form that they have now; the library looks it up for each anew."""
        look, indent, hang, headed = form
        style, like = STYLES[look], Paragraph("", look, indent)
        (begin, rest), (above, below) = (
            heights.begins(like),
            heights.AROUND.get(look, (None, None)),
        )
        firsts = {one.para_pr_id_ref: one for one in reversed(paragraphs)}
        before = [one.para_pr_id_ref for one in paragraphs]
        self._file.styles.apply_paragraph_format(
            paragraphs=list(firsts.values()),
            alignment=style.align,
            indent_left_mm=begin,
            first_line_indent_mm=begin - rest - hang,
            line_spacing_percent=round(heights.LINE * 100),
            outline_level=1 if headed else None,
            keep_with_next=headed or look is Look.UNIT,
            spacing_before_pt=above,
            spacing_after_pt=below,
        )
        for one, old in zip(paragraphs, before, strict=True):
            one.para_pr_id_ref = firsts[old].para_pr_id_ref

    def _name_styles(self) -> None:
        """글머리 signs as styles of their own, so that an office changes all of a kind at once."""
        header = self._file.parts.headers[0]
        for (look, *_), paragraphs in self._set.items():
            if name := STYLES[look].name:
                letters = self._letters(Paragraph("", look))
                number = header.ensure_style(
                    name,
                    para_pr_id_ref=paragraphs[0].para_pr_id_ref,
                    char_pr_id_ref=letters,
                    lang_id=KOREAN,
                    lock_form=False,
                )
                header.ensure_style(name, next_style_id_ref=number)
                for one in paragraphs:
                    one.element.set("styleIDRef", number)

    def _bare_outline(self) -> None:
        """Headings stand in 한글's 개요 and have no number: their sign is typed before them."""
        header = self._file.parts.headers[0]
        for head in header.element.iter(f"{HH_HEAD}paraHead"):
            if head.get("level") == "1":
                head.text = None
        header.mark_dirty()

    def _number_pages(self) -> None:
        """쪽 번호 매기기, "- 1 -": no public call writes it, so the control is added by hand."""
        paragraph: Any = self._file.paragraphs[0].element
        columns = next(paragraph.iter(f"{HH_PARAGRAPH}colPr"))
        holder = columns.getparent()
        made = holder.makeelement(f"{HH_PARAGRAPH}ctrl", {})
        number = made.makeelement(
            f"{HH_PARAGRAPH}pageNum",
            {"pos": "BOTTOM_CENTER", "formatType": "DIGIT", "sideChar": "-"},
        )
        made.append(number)
        holder.addnext(made)

    def _own(self, paper: Paper) -> None:
        """The bundled skeleton carries a stranger's name, date and preview."""
        when = f"{paper.made_at:%Y-%m-%dT%H:%M:%SZ}"
        self._file.parts.clear_document_metadata(keep=("language",), timestamp=when)
        self._file.parts.clear_preview()
        self._file.parts.set_document_metadata(
            title=clean_text(paper.title), created_date=when, modified_date=when
        )

    def _plain_header(self) -> None:
        """Pictures stand in the manifest; the list of them in the header is in no schema.

        Files of Hancom have no such list either (python-hwpx 6.9, docs of `media.images`).
        """
        for header in self._file.parts.headers:
            lists: list[Any] = list(header.element.iter(f"{HH_HEAD}binDataList"))
            for found in lists:
                found.getparent().remove(found)
                header.mark_dirty()

    def _renumber(self) -> None:
        """Numbers instead of the library's random ids, so that equal papers are equal bytes."""
        for section in self._file.sections:
            lines = section.element.iter(f"{HH_PARAGRAPH}p")
            tables = section.element.iter(f"{HH_PARAGRAPH}tbl")
            pictures = section.element.iter(f"{HH_PARAGRAPH}pic")
            for found in (lines, chain(tables, pictures)):
                for at, one in enumerate(found, 1):
                    for name in {"id", "instid"} & {*one.keys()}:
                        one.set(name, str(at))
            section.mark_dirty()


def _form(one: Paragraph) -> Form:
    return one.look, one.indent, one.hang, one.headed


def _margins(table: Table) -> dict[str, str]:
    """What all cells keep around their text."""
    high = str(round(heights.CELL_INSET * UNITS_PER_MM))
    wide = str(round(heights.beside(table) * UNITS_PER_MM))
    return dict.fromkeys(("top", "bottom"), high) | dict.fromkeys(("left", "right"), wide)


def _join(made: Any, cell: Cell) -> None:
    """No air towards a cell that it is one with; a text that is to stay on its line is kept."""
    if cell.joined or cell.joins:
        made.set("hasMargin", "1")
        for margin in made.iter(f"{HH_PARAGRAPH}cellMargin"):
            for side, none in (("top", cell.joined), ("bottom", cell.joins)):
                if none:
                    margin.set(side, str(round(heights.JOINT * UNITS_PER_MM)))
    if [one.look is Look.FIGURE or one.whole for one in cell.paragraphs] == [True]:
        keep_on_line(made)


def _said(one: Paragraph) -> str:
    return one.leads + clean_text(one.text)
