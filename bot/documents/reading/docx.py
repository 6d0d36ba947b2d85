"""A DOCX file as pieces: the paragraphs and tables of its body."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.documents.reading import losses, marks
from bot.documents.reading.docx_parts import Notes, heads_of_pages
from bot.documents.reading.docx_styles import Styles, attribute, children, name_of, value
from bot.documents.reading.guard import MACROS, Archive
from bot.documents.reading.losses import Loss, Told
from bot.documents.reading.pieces import Box, Cell, Found, Grid, Pieces, in_body, in_cell
from storage.rules.errors import Refusal

BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
HOLDERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent")
"""What only stands around paragraphs, rows and cells."""
LETTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
REMOVED = ("del", "moveFrom")
SETTINGS = ("pPr", "rPr", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr", "sdtEndPr", "sectPr")
SYMBOL = "\uf000"
"""Stands for a sign of a symbol font until it is known whether it begins its line."""


def read(archive: Archive) -> Pieces:
    """Raises Refusal for a file without a body or with macros."""
    if b"macroEnabled" in archive.read(TYPES):
        raise Refusal(MACROS)
    reading = _Reading(archive)
    pieces = Pieces()
    for body in children(archive.xml(BODY), "body"):
        pieces.found += reading.body(body)
    pieces.losses += reading.told.found
    pieces.losses += [Loss(losses.PAGE, "", words) for words in heads_of_pages(archive)]
    return pieces


class _Reading:
    """One file being read, with what is left behind."""

    def __init__(self, archive: Archive) -> None:
        self._styles = Styles(archive)
        self._notes = Notes(archive)
        self._depth = 0  # how deep inside tables of several columns
        self._label = False  # inside the first of these columns, whose numbers are no marks
        self._tables = self._paragraphs = 0
        self._list = ""  # the style of the table around
        self.told = Told()

    def body(self, holder: Element) -> Iterator[str | Grid]:
        """Everything that stands in the body."""
        for one in _inside(holder, "p", "tbl", "altChunk"):
            self._paragraphs += name_of(one) == "p"
            self.told.place = losses.OUTSIDE.format(number=self._paragraphs)
            if name_of(one) == "altChunk":
                self.told.tell(losses.OBJECT)
                continue
            yield from in_body(self._block(one), self.told)

    def _blocks(self, holder: Element) -> Iterator[Found]:
        for one in _inside(holder, "p", "tbl"):
            yield from self._block(one)

    def _block(self, one: Element) -> list[Found]:
        return self._paragraph(one) if name_of(one) == "p" else self._table(one)

    def _paragraph(self, element: Element) -> list[Found]:
        """The text of a paragraph, line by line, and the boxes that hang on it."""
        found: list[Found] = []
        words = ""
        hidden = self._styles.hidden(element)
        for piece in self._words(element):
            if isinstance(piece, str):
                words += piece
            else:
                found += [*_lines(words), piece]
                words = ""
        found += _lines(words)
        if hidden:
            self.told.left(losses.HIDDEN, "\n".join(x for x in found if isinstance(x, str)))
            return []
        return self._with_mark(element, found)

    def _with_mark(self, element: Element, found: list[Found]) -> list[Found]:
        """The automatic mark of the paragraph before its first words."""
        own = None if self._label else self._styles.mark(element, self._list)
        for at, piece in enumerate(found):
            if own is not None and isinstance(piece, str) and not marks.begins(piece.strip()):
                self.told.tell(losses.AUTOMATIC)
                return [*found[:at], own.mark + piece.strip(), *found[at + 1 :]]
            if isinstance(piece, str):
                break
        return found

    def _words(self, element: Element) -> Iterator[str | Box]:
        """Letters and boxes in their order."""
        for one in element:
            kind = name_of(one)
            if kind == "t":
                yield one.text or ""
            elif kind in LETTERS:
                yield LETTERS[kind]
            elif kind == "r" and self._styles.hidden_run(one):
                self.told.left(losses.HIDDEN, _all_text(one))
            elif kind in REMOVED:
                self.told.left(losses.DELETED, _all_text(one))
            elif kind == "sym":
                self.told.tell(losses.SYMBOL, f"{attribute(one, 'font')} {attribute(one, 'char')}")
                yield SYMBOL
            elif kind in ("drawing", "pict", "object"):
                yield from self._drawn(one)
            elif kind not in SETTINGS:
                yield from self._other(kind, one)

    def _other(self, kind: str, one: Element) -> Iterator[str | Box]:
        if kind in ("footnoteReference", "endnoteReference", "commentReference"):
            about = losses.MEMO if kind == "commentReference" else losses.NOTE
            self.told.tell(about, self._notes.words(kind, attribute(one, "id")))
        elif kind in ("oMath", "oMathPara"):
            self.told.left(losses.FORMULA, _all_text(one))
        elif kind == "ruby":
            for part in one:
                if name_of(part) == "rt":
                    self.told.left(losses.SMALL, _all_text(part))
                elif name_of(part) == "rubyBase":
                    yield from self._words(part)
        elif kind == "AlternateContent":
            for part in _chosen(one):
                yield from self._words(part)
        else:
            if kind in ("ins", "moveTo") and _all_text(one).strip():
                self.told.tell(losses.ADDED)
            yield from self._words(one)

    def _drawn(self, element: Element) -> Iterator[Box]:
        """The boxes of a drawing; letters that it holds otherwise are told."""
        boxes = list(_outermost(element, "txbxContent"))
        for area in boxes:
            yield Box(tuple(self._blocks(area)))
        inside = {id(each) for area in boxes for each in area.iter()}
        loose = "".join(
            each.text or ""
            for each in element.iter()
            if name_of(each) == "t" and id(each) not in inside
        )
        art = [attribute(one, "string") for one in element.iter() if name_of(one) == "textpath"]
        self.told.left(losses.BOX, "\n".join([loose, *art]))
        kinds = {name_of(one) for one in element.iter()}
        if name_of(element) == "object" or kinds & {"OLEObject", "chart", "relIds"}:
            self.told.tell(losses.OBJECT)
        elif kinds & {"pic", "imagedata", "blip"}:
            self.told.tell(losses.PICTURE)

    def _table(self, element: Element) -> list[Found]:
        """A table; one of a single column is only a frame around what stands in it."""
        lines = list(_inside(element, "tr"))
        rows = [list(_inside(row, "tc")) for row in lines]
        if not self._depth:
            self._tables += 1
        if all(
            len(row) <= 1 and not _skipped(line) for line, row in zip(lines, rows, strict=True)
        ):
            held = [piece for row in rows for cell in row for piece in self._blocks(cell)]
            return [Box(tuple(held), frame=True)] if self._depth else held
        name = "" if self._depth else losses.TABLE.format(number=self._tables)
        before, self._list = self._list, self._styles.of_table(element)
        made = Grid(tuple(self._cells(lines, rows, name)), name)
        self._list = before
        return [made]

    def _cells(self, lines: list[Element], rows: list[list[Element]], name: str) -> Iterator[Cell]:
        before, label, outer = self._label, "", self.told.place
        self._depth += 1
        for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
            column = _skipped(line)
            unseen = _unseen(line)
            for cell in row:
                span, goes_on = _spans(cell)
                self._label = column == 0
                if self._depth == 1:
                    named = label if column else ""
                    self.told.place = losses.cell_place(name, at, column, named)
                if goes_on or unseen is not None:
                    self.told.left(unseen or losses.COVERED, _all_text(cell))
                else:
                    said = tuple(in_cell(self._blocks(cell), self.told))
                    made = Cell(at, column, said, columns=span)
                    label = made.text or label if column == 0 else label
                    yield made
                column += span
        self._depth -= 1
        self._label, self.told.place = before, outer


def _lines(words: str) -> list[str]:
    """The lines of a paragraph; a sign of a symbol font stays where it begins one."""
    parts = ((line.strip().startswith(SYMBOL), line) for line in words.split("\n"))
    said = ((f"{SYMBOL} " * sign) + line.replace(SYMBOL, "") for sign, line in parts)
    return [line for line in said if line.replace(SYMBOL, "").strip()]


def _inside(holder: Element, *wanted: str) -> Iterator[Element]:
    """Elements of these names, out of content controls and tracked insertions too."""
    for one in _chosen(holder) if name_of(holder) == "AlternateContent" else holder:
        if name_of(one) in wanted:
            yield one
        elif name_of(one) in (*HOLDERS, "Choice", "Fallback"):
            yield from _inside(one, *wanted)


def _chosen(alternatives: Element) -> list[Element]:
    """What Word shows of several ways to write the same."""
    choices = list(children(alternatives, "Choice"))
    return choices[:1] or list(children(alternatives, "Fallback"))


def _outermost(element: Element, name: str) -> Iterator[Element]:
    """Elements of this name that stand in no other one."""
    for one in _chosen(element) if name_of(element) == "AlternateContent" else element:
        if name_of(one) == name:
            yield one
        else:
            yield from _outermost(one, name)


def _all_text(element: Element) -> str:
    """All words under an element, deleted ones too, a line a paragraph."""
    said = ""
    for one in element.iter():
        if name_of(one) in ("t", "delText"):
            said += one.text or ""
        elif name_of(one) in ("p", "br", "cr", "tab"):
            said += "\n" if said and name_of(one) == "p" else " "
    return said.strip()


def _spans(cell: Element) -> tuple[int, bool]:
    """How many columns a cell spans, and whether it goes on from the row above, or the left."""
    span, goes_on = 1, False
    for setting in children(cell, "tcPr"):
        for one in setting:
            if name_of(one) == "gridSpan":
                span = max(1, int(value(one) or 1))
            if name_of(one) in ("vMerge", "hMerge"):
                goes_on = goes_on or value(one) != "restart"
    return span, goes_on


def _skipped(row: Element) -> int:
    """How many columns stand free before the first cell of a row."""
    found = (one for about in children(row, "trPr") for one in children(about, "gridBefore"))
    return next((int(value(one) or 0) for one in found), 0)


def _unseen(row: Element) -> losses.Kind | None:
    """Why nobody sees a row, if nobody does."""
    about = {name_of(one) for settings in children(row, "trPr") for one in settings}
    if "del" in about:
        return losses.DELETED
    return losses.HIDDEN if "hidden" in about else None
