"""An HWPX file as pieces: the paragraphs and tables of its sections."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from xml.etree.ElementTree import Element

from bot.documents.reading import automatic, losses
from bot.documents.reading.automatic import Automatic
from bot.documents.reading.guard import DAMAGED, Archive
from bot.documents.reading.hangul import Place, Unread
from bot.documents.reading.losses import Loss
from bot.documents.reading.pieces import Box, Found, Grid, Pieces, in_body, in_cell
from storage.rules.errors import Refusal

SECTION = re.compile(r"Contents/section(\d+)\.xml")
MASTER = re.compile(r"Contents/masterpage\d+\.xml", re.I)
BESIDE = {
    **{"footNote": losses.NOTE, "endNote": losses.NOTE, "hiddenComment": losses.HIDDEN},
    **{"header": losses.PAGE, "footer": losses.PAGE, "fieldBegin": losses.MEMO},
}
"""What a control holds that is no part of the text around it."""
SPACES = {"nbSpace": " ", "fwSpace": " ", "tab": " ", "lineBreak": "\n", "hyphen": "-"}
COUNTED = ("TABLE", "PICTURE", "EQUATION")
FORMS = ("btn", "radioBtn", "checkBtn", "comboBox", "listBox", "edit", "scrollBar")
OBJECTS = ("ole", "chart", "video")


def read(archive: Archive) -> Pieces:
    """Raises Refusal for a file that holds no section."""
    found = [(int(m[1]), name) for name in archive.names if (m := SECTION.fullmatch(name))]
    if not found:
        raise Refusal(DAMAGED)
    pieces = Pieces()
    reading = _Reading(automatic.of_hwpx(archive))
    for _at, name in sorted(found):
        pieces.found += reading.section(archive.xml(name))
    for name in filter(MASTER.fullmatch, archive.names):
        reading.page(archive.xml(name))
    pieces.losses += reading.told.found
    return pieces


class _Reading:
    """One file being read, with what is left behind."""

    def __init__(self, looks: Mapping[str, Automatic]) -> None:
        self._looks = looks
        self._kept = True  # outside of what tracked changes have deleted
        self._place = Place()
        self.told = self._place.told

    def section(self, element: Element) -> Iterator[str | Grid]:
        """Everything that stands in a section."""
        for one in element:
            self._place.outside(new=_name(one) == "p")
            if _name(one) in ("p", "tbl"):
                yield from in_body(self._block(one), self.told)
            else:
                self.told.left(losses.MEMO, _words(one))

    def _block(self, one: Element) -> list[Found]:
        return self._paragraph(one) if _name(one) == "p" else self._table(one)

    def page(self, element: Element) -> None:
        """What is printed on every page."""
        if words := _words(element):
            self.told.found.append(Loss(losses.PAGE, "", words))

    def _paragraph(self, element: Element) -> list[Found]:
        """The text of a paragraph and what hangs on it, in its order."""
        found: list[Found] = []
        words = ""
        kept, self._kept = self._kept, True
        for run in _children(element, "run"):
            for one in run:
                said, things = self._part(one)
                words += said
                if things:
                    found += [*_lines(words), *things]
                    words = ""
        self._kept = kept
        found += _lines(words)
        own = self._looks.get(element.get("paraPrIDRef") or _styled(element))
        return self._place.with_mark(own, found)

    def _part(self, one: Element) -> tuple[str, list[Found]]:
        """What one thing in a run adds to the words of its paragraph, or hangs on it."""
        kind = _name(one)
        if kind == "t":
            return self._text(one), []
        if kind == "tbl":
            return "", self._table(one)
        if kind == "compose":
            return self._composed(one), []
        if kind == "dutmal":
            return self._small(one), []
        if kind == "ctrl":
            return self._controls(one), []
        if kind == "equation":
            self.told.left(losses.FORMULA, "".join(_texts(one, "script")))
            return "", []
        if kind in FORMS:
            said = one.get("caption") or " ".join(_texts(one, "text"))
            self.told.tell(losses.OBJECT, said)
            return "", []
        return "", self._drawn(kind, one)

    def _drawn(self, kind: str, element: Element) -> list[Found]:
        """The boxes of a drawing, and its caption."""
        if kind == "secPr":
            self.told.left(losses.PAGE, _words(element))
        elif kind == "pic":
            self.told.tell(losses.PICTURE)
        elif kind in OBJECTS:
            self.told.tell(losses.OBJECT, " ".join(_texts(element, "shapeComment")))
        elif kind == "textart":
            self.told.left(losses.BOX, element.get("text") or "")
        found: list[Found] = []
        for area in _outermost(element, "drawText", "caption"):
            inside = [piece for p in _paragraphs(area) for piece in self._paragraph(p)]
            found.append(Box(tuple(inside)))
        return found

    def _composed(self, element: Element) -> str:
        """Letters laid over each other."""
        said = element.get("composeText") or "".join(_texts(element, "composeText"))
        if not said.strip():
            self.told.tell(losses.COMPOSED)
        return said

    def _small(self, element: Element) -> str:
        """Letters with small ones above them: the large ones are read."""
        self.told.left(losses.SMALL, "".join(_texts(element, "subText")))
        return element.get("mainText") or "".join(_texts(element, "mainText"))

    def _controls(self, element: Element) -> str:
        """The number that a control prints; notes, memos and heads of pages are told."""
        said = ""
        for one in element:
            kind = _name(one)
            if kind == "autoNum" and one.get("numType") in COUNTED:
                said += one.get("num") or ""
            elif (about := BESIDE.get(kind)) is not None and (words := _words(one)):
                place = "" if about is losses.PAGE else self.told.place
                self.told.found.append(Loss(about, place, words))
        return said

    def _text(self, element: Element) -> str:
        words, gone = self._here(element.text, "")
        for one in element:
            kind = _name(one)
            if kind in ("deleteBegin", "deleteEnd"):
                self._kept = kind == "deleteEnd"
            elif kind == "insertBegin":
                self.told.tell(losses.ADDED)
            said, struck = self._here((one.text or "") + SPACES.get(kind, ""), one.tail or "")
            words, gone = words + said, gone + struck
        self.told.left(losses.DELETED, gone)
        return words

    def _here(self, text: str | None, tail: str) -> tuple[str, str]:
        """The words as they are kept, and as they are struck out."""
        said = (text or "") + tail
        return (said, "") if self._kept else ("", said)

    def _table(self, element: Element) -> list[Found]:
        above = [
            line
            for area in _children(element, "caption")
            for p in _paragraphs(area)
            for line in in_cell(self._paragraph(p), self.told)
        ]
        cells = [
            Unread(row, column, *_spans(cell), partial(self._inside, cell))
            for row, column, cell in _placed(element)
        ]
        return self._place.table(cells, above)

    def _inside(self, cell: Element) -> Iterator[Found]:
        return (piece for one in _held(cell) for piece in self._block(one))


def _placed(table: Element) -> list[tuple[int, int, Element]]:
    """The cells of a table with their rows and columns, counted where a file does not say them."""
    found = []
    for at, line in enumerate(_children(table, "tr")):
        column = 0
        for cell in _children(line, "tc"):
            told = next(_children(cell, "cellAddr"), None)
            row = at if told is None else int(told.get("rowAddr") or 0)
            column = column if told is None else int(told.get("colAddr") or 0)
            found.append((row, column, cell))
            column += _spans(cell)[1]
    return found


def _held(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, in its list or, as some programs write it, without one."""
    for one in cell:
        if _name(one) in ("p", "tbl"):
            yield one
        elif _name(one) == "subList":
            yield from (each for each in one if _name(each) in ("p", "tbl"))


def _spans(cell: Element) -> tuple[int, int]:
    """How many rows and columns a cell spans."""
    for one in _children(cell, "cellSpan"):
        return int(one.get("rowSpan") or 1), int(one.get("colSpan") or 1)
    return 1, 1


def _styled(element: Element) -> str:
    """The name under which the looks know the style of a paragraph."""
    return automatic.STYLE.format(name=element.get("styleIDRef", ""))


def _lines(words: str) -> list[str]:
    return [line for line in words.split("\n") if line.strip()]


def _words(element: Element) -> str:
    """All words under an element, a line a paragraph."""
    lines = ("".join(_said(one)) for one in element.iter() if _name(one) == "p")
    return "\n".join(line for line in lines if line.strip())


def _said(paragraph: Element) -> Iterator[str]:
    for run in _children(paragraph, "run"):
        for one in _children(run, "t"):
            yield one.text or ""
            for each in one:
                yield (each.text or "") + SPACES.get(_name(each), "") + (each.tail or "")


def _texts(element: Element, name: str) -> Iterator[str]:
    return (one.text or "" for one in element.iter() if _name(one) == name)


def _paragraphs(area: Element) -> Iterator[Element]:
    return (p for part in _children(area, "subList") for p in _children(part, "p"))


def _outermost(element: Element, *names: str) -> Iterator[Element]:
    """Elements of these names that stand in no other of them."""
    for one in element:
        if _name(one) in names:
            yield one
        else:
            yield from _outermost(one, *names)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if _name(one) == name)
