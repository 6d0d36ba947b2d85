"""A .hwp file as pieces: the paragraphs and tables of its sections.

What stands beside the text (notes, text boxes, memos, heads of pages) hangs on a paragraph as a
control; whatever of it holds words is read where it stands, or told.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from dochan.constants import (
    HWPTAG_BULLET,
    HWPTAG_CTRL_DATA,
    HWPTAG_CTRL_HEADER,
    HWPTAG_EQEDIT,
    HWPTAG_FORM_OBJECT,
    HWPTAG_LIST_HEADER,
    HWPTAG_MEMO_LIST,
    HWPTAG_PARA_HEADER,
    HWPTAG_PARA_SHAPE,
    HWPTAG_PARA_TEXT,
    HWPTAG_SHAPE_COMP_OLE,
    HWPTAG_SHAPE_COMP_PICTURE,
    HWPTAG_SHAPE_COMP_TEXTART,
    HWPTAG_TABLE,
)
from dochan.hwp.forms import form_text
from dochan.hwp.records.para_text import parse_para_text

from bot.documents.reading import losses
from bot.documents.reading.automatic import Automatic
from bot.documents.reading.hangul import Place, Unread
from bot.documents.reading.hwp_file import HwpFile, Record
from bot.documents.reading.losses import Loss
from bot.documents.reading.pieces import Box, Found, Grid, Pieces, in_body, in_cell

TABLE, OVERLAID, ANNOTATED, NUMBERED = "tbl ", "tcps", "tdut", "atno"
BESIDE = {
    **{"fn  ": losses.NOTE, "en  ": losses.NOTE, "tcmt": losses.HIDDEN},
    **{"head": losses.PAGE, "foot": losses.PAGE, "secd": losses.PAGE},
}
"""What a control holds that is no part of the text around it."""
FIELDS = ("%clk", "gso ")
FRAMES = dict(enumerate("◯●□■△▲☼◇◆▢♲♺♻", 1))
"""What stands for the frame around letters laid over each other, before them."""
COUNTED = range(3, 6)  # numbers of pictures, tables and formulas; others stand beside the text
OUTLINE, BULLET = 1, 3  # kinds of automatic marks; between them, numbers
SIGN, LOOK = 12, 30  # bytes of a bullet's sign, of the bullet of a paragraph's shape
ROW, COLUMN = 10, 8  # bytes of a cell's list header
NAMED = b"\x1b\x02\x01\x00\x00\x00\x00\x40\x01\x00"
"""Stands before the name of a cell or a field, as the one entry of a set of parameters."""


class HwpDocument:
    """A document that may be read, once."""

    def __init__(self, file: HwpFile) -> None:
        self._file = file

    def pieces(self) -> Pieces:
        """Raises Refusal for a file whose records are not whole."""
        pieces = Pieces()
        reading = _Reading(_marks(self._file.looks()))
        if self._file.tracked:
            reading.told.tell(losses.TRACKED)
        for section in self._file.sections():
            pieces.found += reading.section(section)
        pieces.losses += reading.told.found
        return pieces

    def names(self) -> list[str]:
        """The names of its cells and fields, each once, in their order."""
        every = (one for section in self._file.sections() for one in _flat(section))
        found = [
            _string(said, at + len(NAMED))[0]
            for one in every
            for said in _naming(one)
            if (at := said.data.find(NAMED)) >= 0
        ]
        return list(dict.fromkeys(found))


def _marks(looks: Sequence[Record]) -> dict[int, Automatic]:
    """The automatic marks by the number of the paragraph shape that has one."""
    every = list(_flat(looks))
    signs = [chr(one.number(SIGN)) for one in every if one.tag == HWPTAG_BULLET]
    shapes = [one for one in every if one.tag == HWPTAG_PARA_SHAPE]
    found: dict[int, Automatic] = {}
    for at, shape in enumerate(shapes):
        about = shape.number(0, 4)
        kind, depth = about >> 23 & 3, about >> 25 & 7
        if kind:
            which = shape.number(LOOK)
            sign = signs[which - 1] if kind == BULLET and 0 < which <= len(signs) else ""
            found[at] = Automatic(sign, depth, kind == OUTLINE)
    return found


class _Reading:
    """One file being read, with what is left behind."""

    def __init__(self, looks: Mapping[int, Automatic]) -> None:
        self._looks = looks
        self._place = Place()
        self.told = self._place.told

    def section(self, records: Sequence[Record]) -> Iterator[str | Grid]:
        """Everything that stands in a section."""
        for record in _paragraphs(records):
            self._place.outside()
            yield from in_body(self._paragraph(record), self.told)

    def _paragraph(self, record: Record) -> list[Found]:
        """The text of a paragraph and what hangs on it, in its order."""
        found: list[Found] = []
        words = ""
        for said, things in self._parts(record):
            words += said
            if things:
                found += [*_lines(words), *things]
                words = ""
        found += _lines(words)
        for _head, inside in _lists(record.below):
            self.told.left(losses.MEMO, _words(inside))
        return self._place.with_mark(self._looks.get(record.number(8)), found)

    def _parts(self, record: Record) -> Iterator[tuple[str, list[Found]]]:
        """Runs of text, and between them what its controls add to the words, or hang on them."""
        controls: dict[str, list[Record]] = {}
        for one in record.below:
            if one.tag == HWPTAG_CTRL_HEADER:
                controls.setdefault(_name(one.data), []).append(one)
        for one in record.below:
            if one.tag != HWPTAG_PARA_TEXT:
                continue
            said = parse_para_text(one.data)
            text, places = said["text"].replace("\t", " "), said["raw_to_text"]
            at = 0
            for start, _end, mark in said["inline_controls"]:
                name = _name(mark)
                if waiting := controls.get(name):
                    yield text[at : places[start]], []
                    at = places[start]
                    yield self._control(name, waiting.pop(0))
            yield text[at:], []
        for name, others in controls.items():
            for other in others:
                yield self._control(name, other)

    def _control(self, name: str, record: Record) -> tuple[str, list[Found]]:
        if name == TABLE:
            return "", self._table(record)
        if name == OVERLAID:
            return self._overlaid(record), []
        if name == ANNOTATED:
            said, end = _string(record, 4)
            self.told.left(losses.SMALL, _string(record, end)[0])
            return said, []
        if name == NUMBERED:
            return str(record.number(8)) if record.number(4) & 0xF in COUNTED else "", []
        if (about := BESIDE.get(name)) is not None:
            if words := _words(record.below):
                place = "" if about is losses.PAGE else self.told.place
                self.told.found.append(Loss(about, place, words))
            return "", []
        return "", list(self._drawn(record))

    def _overlaid(self, record: Record) -> str:
        """Letters laid over each other; the frame that is drawn around them is no letter."""
        said, end = _string(record, 4)
        frame = FRAMES.get(record.number(end, 1), "")
        said = said.removeprefix(frame)
        if not said.strip():
            self.told.tell(losses.COMPOSED)
        return said

    def _drawn(self, record: Record) -> Iterator[Found]:
        """The boxes of a drawing and its caption; what of it is no text is told."""
        for one in record.below:
            if one.tag == HWPTAG_SHAPE_COMP_PICTURE:
                self.told.tell(losses.PICTURE)
            elif one.tag == HWPTAG_SHAPE_COMP_OLE:
                self.told.tell(losses.OBJECT)
            elif one.tag == HWPTAG_SHAPE_COMP_TEXTART:
                self.told.left(losses.BOX, _string(one, 32)[0])
            elif one.tag == HWPTAG_EQEDIT:
                self.told.left(losses.FORMULA, _string(one, 4)[0])
            elif one.tag == HWPTAG_FORM_OBJECT:
                self.told.tell(losses.OBJECT, _printed(one))
        for _head, inside in _lists(record.below):
            yield Box(tuple(piece for one in inside for piece in self._paragraph(one)))
        for one in record.below:
            if one.tag not in (HWPTAG_LIST_HEADER, HWPTAG_PARA_HEADER):
                yield from self._drawn(one)

    def _table(self, record: Record) -> list[Found]:
        lists = list(_lists(record.below))
        begins = next((at for at, one in enumerate(lists) if one[0].tag == HWPTAG_TABLE), -1)
        above = [
            line
            for _head, inside in lists[: max(begins, 0)]
            for one in inside
            for line in in_cell(self._paragraph(one), self.told)
        ]
        cells = [self._cell(head, inside) for head, inside in lists[begins + 1 :]]
        return self._place.table(cells, above)

    def _cell(self, head: Record, inside: Sequence[Record]) -> Unread:
        spans = max(head.number(ROW + 4), 1), max(head.number(COLUMN + 4), 1)
        read = partial(self._inside, inside)
        return Unread(head.number(ROW), head.number(COLUMN), *spans, read)

    def _inside(self, paragraphs: Sequence[Record]) -> Iterator[Found]:
        return (piece for one in paragraphs for piece in self._paragraph(one))


def _lists(records: Sequence[Record]) -> Iterator[tuple[Record, list[Record]]]:
    """The heads among these records, each with the paragraphs that follow it or lie below it."""
    heads = (HWPTAG_LIST_HEADER, HWPTAG_TABLE, HWPTAG_MEMO_LIST)
    places = [at for at, one in enumerate(records) if one.tag in heads]
    for at, end in pairwise([*places, len(records)]):
        head = records[at]
        yield head, list(_paragraphs([*head.below, *records[at + 1 : end]]))


def _paragraphs(records: Sequence[Record]) -> Iterator[Record]:
    return (one for one in records if one.tag == HWPTAG_PARA_HEADER)


def _naming(record: Record) -> Iterator[Record]:
    """Where the name of a cell or a field stands, if this is one."""
    if record.tag == HWPTAG_LIST_HEADER:
        yield record
    elif record.tag == HWPTAG_CTRL_HEADER and _name(record.data) in FIELDS:
        yield from (one for one in record.below if one.tag == HWPTAG_CTRL_DATA)


def _flat(records: Sequence[Record]) -> Iterator[Record]:
    for one in records:
        yield one
        yield from _flat(one.below)


def _words(records: Sequence[Record]) -> str:
    """All words among or below these, a line a paragraph."""
    said = (parse_para_text(one.data)["text"] for one in _flat(records) if _is_text(one))
    return "\n".join(line for line in said if line.strip())


def _is_text(record: Record) -> bool:
    return bool(record.tag == HWPTAG_PARA_TEXT)


def _printed(record: Record) -> str:
    """What a button or a field to be filled shows."""
    try:
        said: str = form_text(record.data)
    except ValueError:
        return ""
    return said


def _lines(words: str) -> list[str]:
    return [line for line in words.split("\n") if line.strip()]


def _name(data: bytes) -> str:
    """The four letters by which a control is known; they are stored backwards."""
    return data[3::-1].decode("latin-1")


def _string(record: Record, at: int) -> tuple[str, int]:
    """A string behind its length, and where it ends."""
    end = at + 2 + 2 * record.number(at)
    return record.data[at + 2 : end].decode("utf-16-le", "replace"), end
