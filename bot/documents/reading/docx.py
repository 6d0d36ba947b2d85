"""A DOCX file as pieces: the paragraphs and tables of its body."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.documents.reading import losses, marks
from bot.documents.reading.automatic import WordNumbering
from bot.documents.reading.guard import MACROS, Archive
from bot.documents.reading.pieces import Cell, Grid, Pieces
from storage.rules.errors import Refusal

BODY = "word/document.xml"
TYPES = "[Content_Types].xml"


def read(archive: Archive) -> Pieces:
    """Raises Refusal for a file without a body or with macros."""
    if b"macroEnabled" in archive.read(TYPES):
        raise Refusal(MACROS)
    reading = _Reading(WordNumbering(archive))
    pieces = Pieces()
    for body in _children(archive.xml(BODY), "body"):
        pieces.found += reading.blocks(body)
    pieces.losses += losses.told(reading.left)
    return pieces


class _Reading:
    """One file being read, with the count of what is left behind."""

    def __init__(self, numbering: WordNumbering) -> None:
        self._numbering = numbering
        self.left: Counter[str] = Counter()

    def blocks(self, holder: Element) -> Iterator[str | Grid]:
        """Paragraphs and tables, out of content controls too."""
        for one in holder:
            kind = _name(one)
            if kind == "p":
                yield from (line for line in self._paragraph(one).split("\n") if line.strip())
            elif kind == "tbl":
                yield self._table(one)
            elif kind in ("sdt", "sdtContent", "ins"):
                yield from self.blocks(one)

    def _paragraph(self, element: Element) -> str:
        text = "".join(self._words(element))
        own = self._numbering.of(element)
        if own is None or not text.strip() or marks.begins(text.strip()):
            return text
        self.left["bullet"] += 1
        return own.mark + text.strip()

    def _words(self, element: Element) -> Iterator[str]:
        for one in element:
            match _name(one):
                case "t":
                    yield one.text or ""
                case "tab":
                    yield " "
                case "br" | "cr":
                    yield "\n"
                case "noBreakHyphen":
                    yield "-"
                case "del" | "moveFrom":
                    self.left["tracked"] += 1
                case "txbxContent":
                    self.left["box"] += 1
                case "Fallback" | "pPr" | "rPr":
                    pass
                case "r" if _hidden(one):
                    self.left["vanish"] += any(_name(each) == "t" for each in one.iter())
                case "sym" | "footnoteReference" | "endnoteReference" as kind:
                    self.left["sym" if kind == "sym" else "note"] += 1
                case kind:
                    self.left["tracked"] += kind in ("ins", "moveTo")
                    yield from self._words(one)

    def _table(self, element: Element) -> Grid:
        cells = []
        for row, line in enumerate(_children(element, "tr")):
            column = _skipped(line)
            for cell in _children(line, "tc"):
                span, goes_on = _spans(cell)
                said: list[str] = []
                for piece in self.blocks(cell):
                    if isinstance(piece, str):
                        said.append(piece)
                    else:
                        self.left["nested"] += 1
                if not goes_on:
                    cells.append(Cell(row, column, tuple(said)))
                column += span
        return Grid(tuple(cells))


def _spans(cell: Element) -> tuple[int, bool]:
    """How many columns a cell spans, and whether it goes on from the row above."""
    span, goes_on = 1, False
    for setting in _children(cell, "tcPr"):
        for one in setting:
            if _name(one) == "gridSpan":
                span = max(1, int(_value(one) or 1))
            if _name(one) == "vMerge":
                goes_on = _value(one) != "restart"
    return span, goes_on


def _skipped(row: Element) -> int:
    """How many columns stand free before the first cell of a row."""
    found = (one for about in _children(row, "trPr") for one in _children(about, "gridBefore"))
    return next((int(_value(one) or 0) for one in found), 0)


def _hidden(run: Element) -> bool:
    """Whether a run is not seen on paper."""
    looks = (one for about in _children(run, "rPr") for one in _children(about, "vanish"))
    return any((_value(one) or "1") not in ("0", "false", "off") for one in looks)


def _value(element: Element) -> str | None:
    return next((said for name, said in element.items() if name.endswith("}val")), None)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if _name(one) == name)
