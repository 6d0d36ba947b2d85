"""An HWPX file as pieces: the paragraphs and tables of its sections."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.documents.reading.guard import DAMAGED, ENCRYPTED, Archive
from bot.documents.reading.pieces import Cell, Grid, Pieces
from storage.rules.errors import Refusal

SECTION = re.compile(r"Contents/section(\d+)\.xml")
MANIFEST = "META-INF/manifest.xml"
NESTED = "표 안의 표 {count}개는 읽지 않았습니다."
BOXES = "글상자·도형 안의 글 {count}곳은 읽지 않았습니다."
TRACKED = "변경 내용 추적이 남아 있습니다. 지운 것으로 표시된 글은 뺐습니다."
SPACES = {"nbSpace": " ", "fwSpace": " ", "tab": " ", "lineBreak": "\n"}


def read(archive: Archive) -> Pieces:
    """Raises Refusal for a file that holds no section or a password."""
    if MANIFEST in archive.names and b"encryption-data" in archive.read(MANIFEST):
        raise Refusal(ENCRYPTED)
    found = [(int(m[1]), name) for name in archive.names if (m := SECTION.fullmatch(name))]
    if not found:
        raise Refusal(DAMAGED)
    pieces = Pieces()
    reading = _Reading()
    for _at, name in sorted(found):
        for paragraph in _children(archive.xml(name), "p"):
            pieces.found += reading.paragraph(paragraph)
    pieces.losses += reading.losses()
    return pieces


class _Reading:
    """One file being read, with the count of what is left behind."""

    def __init__(self) -> None:
        self._nested = 0
        self._boxes = 0
        self._tracked = False

    def losses(self) -> list[str]:
        """What was left behind, in sentences."""
        said = [NESTED.format(count=self._nested)] if self._nested else []
        said += [BOXES.format(count=self._boxes)] if self._boxes else []
        return [*said, TRACKED] if self._tracked else said

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
                elif kind != "ctrl" and any(_name(each) == "t" for each in one.iter()):
                    self._boxes += 1
        return [*found, *(line for line in words.split("\n") if line.strip())]

    def _text(self, element: Element) -> str:
        words, kept = element.text or "", True
        for one in element:
            kind = _name(one)
            self._tracked |= kind in ("insertBegin", "deleteBegin")
            if kind in ("deleteBegin", "deleteEnd"):
                kept = kind == "deleteEnd"
            words += SPACES.get(kind, "") + ((one.tail or "") if kept else "")
        return words

    def _table(self, element: Element) -> Grid:
        cells = []
        for row in _children(element, "tr"):
            for cell in _children(row, "tc"):
                address = next(_children(cell, "cellAddr"))
                said: list[str] = []
                for area in _children(cell, "subList"):
                    for paragraph in _children(area, "p"):
                        for piece in self.paragraph(paragraph):
                            if isinstance(piece, str):
                                said.append(piece)
                            else:
                                self._nested += 1
                at = int(address.get("rowAddr") or 0), int(address.get("colAddr") or 0)
                cells.append(Cell(*at, tuple(said)))
        return Grid(tuple(cells))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if _name(one) == name)
