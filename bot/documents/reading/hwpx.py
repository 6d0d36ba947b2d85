"""An HWPX file as pieces: the paragraphs and tables of its sections."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from bot.documents.reading import automatic, losses, marks
from bot.documents.reading.automatic import Automatic
from bot.documents.reading.guard import DAMAGED, ENCRYPTED, Archive
from bot.documents.reading.pieces import Cell, Grid, Pieces
from storage.rules.errors import Refusal

SECTION = re.compile(r"Contents/section(\d+)\.xml")
MANIFEST = "META-INF/manifest.xml"
NOTES = {
    **{"footNote": "note", "endNote": "note", "header": "page", "footer": "page"},
    **{"hiddenComment": "memo", "memo": "memo"},
}
SPACES = {"nbSpace": " ", "fwSpace": " ", "tab": " ", "lineBreak": "\n"}


def read(archive: Archive) -> Pieces:
    """Raises Refusal for a file that holds no section or a password."""
    if MANIFEST in archive.names and b"encryption-data" in archive.read(MANIFEST):
        raise Refusal(ENCRYPTED)
    found = [(int(m[1]), name) for name in archive.names if (m := SECTION.fullmatch(name))]
    if not found:
        raise Refusal(DAMAGED)
    pieces = Pieces()
    reading = _Reading(automatic.of_hwpx(archive))
    for _at, name in sorted(found):
        for paragraph in _children(archive.xml(name), "p"):
            pieces.found += reading.paragraph(paragraph)
    pieces.losses += losses.told(reading.left)
    return pieces


class _Reading:
    """One file being read, with the count of what is left behind."""

    def __init__(self, marks: Mapping[str, Automatic]) -> None:
        self._marks = marks
        self._cells = 0  # how deep inside tables
        self._label = False  # inside the first column of several, whose numbers are no marks
        self.left: Counter[str] = Counter()

    def paragraph(self, element: Element) -> list[str | Grid]:
        """The text of a paragraph and the tables that hang on it, in their order."""
        found: list[str | Grid] = []
        words = ""
        for run in _children(element, "run"):
            for one in run:
                kind = _name(one)
                if kind == "t":
                    words += self._text(one)
                elif kind == "tbl":
                    found += [words, self._table(one)] if words.strip() else [self._table(one)]
                    words = ""
                elif kind in ("compose", "dutmal"):
                    words += self._composed(kind, one)
                elif kind == "ctrl":
                    self._controls(one)
                elif any(_name(each) == "t" for each in one.iter()):
                    self.left["box"] += 1
        found += [line for line in words.split("\n") if line.strip()]
        return self._with_mark(element, found)

    def _with_mark(self, element: Element, found: list[str | Grid]) -> list[str | Grid]:
        """The automatic mark of the paragraph before its first words."""
        own = self._marks.get(element.get("paraPrIDRef", ""))
        if own is None or self._label or (own.outline and not self._cells):
            return found
        for at, piece in enumerate(found):
            if isinstance(piece, str) and not marks.begins(piece.strip()):
                self.left["bullet"] += 1
                return [*found[:at], own.mark + piece.strip(), *found[at + 1 :]]
        return found

    def _composed(self, kind: str, element: Element) -> str:
        """Letters laid over each other, or with small ones above them: those that are read."""
        wanted = "composeText" if kind == "compose" else "mainText"
        said = element.get(wanted) or "".join(one.text or "" for one in _children(element, wanted))
        if not said.strip():
            self.left["lost"] += 1
        self.left["small"] += any(
            (one.text or "").strip() for one in _children(element, "subText")
        )
        return said

    def _controls(self, element: Element) -> None:
        """Counts notes and heads of pages that hold words."""
        for one in element.iter():
            kind = NOTES.get(_name(one))
            if kind and any(
                (each.text or "").strip() for each in one.iter() if _name(each) == "t"
            ):
                self.left[kind] += 1

    def _text(self, element: Element) -> str:
        words, kept = element.text or "", True
        for one in element:
            kind = _name(one)
            self.left["tracked"] += kind in ("insertBegin", "deleteBegin")
            if kind in ("deleteBegin", "deleteEnd"):
                kept = kind == "deleteEnd"
            words += SPACES.get(kind, "") + ((one.tail or "") if kept else "")
        return words

    def _table(self, element: Element) -> Grid:
        cells: list[Cell] = []
        self._cells += 1
        wide = any(one.get("colAddr") != "0" for one in element.iter() if _name(one) == "cellAddr")
        for row in _children(element, "tr"):
            for cell in _children(row, "tc"):
                address = next(_children(cell, "cellAddr"))
                self._label = wide and address.get("colAddr") == "0"
                said: list[str] = []
                for area in _children(cell, "subList"):
                    for paragraph in _children(area, "p"):
                        for piece in self.paragraph(paragraph):
                            if isinstance(piece, str):
                                said.append(piece)
                            else:
                                self.left["nested"] += 1
                at = int(address.get("rowAddr") or 0), int(address.get("colAddr") or 0)
                cells.append(Cell(*at, tuple(said)))
        self._cells -= 1
        self._label = False
        return Grid(tuple(cells))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if _name(one) == name)
