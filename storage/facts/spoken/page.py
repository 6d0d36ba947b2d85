"""One record's words in what was typed: pieces of several lines that are read as one. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storage.facts.loose.proposed import Doubt, Place, Read, Taken
from storage.facts.loose.slate import Slate
from storage.facts.shapes import EventFacts
from storage.facts.spoken import wording_marks as marks
from storage.rules.terms import Measure

COUNTS = "counts."
APART, TIGHT = " / ", " "
"""Between two pieces: a name never runs over the first; a week and its day stand tight."""


@dataclass(frozen=True)
class Piece:
    """Words of one line, and what is read between them and the piece before."""

    place: Place
    join: str = APART


@dataclass(frozen=True)
class Segment:
    """The pieces of the lines that tell of one record, in the order in which they are read.

    A piece may belong to several segments: a date above the lines for which it holds.
    """

    pieces: tuple[Piece, ...]
    row: bool = False  # of a list below its kind, in which a number alone says how many

    def text(self, lines: Sequence[str]) -> str:
        """All of it as one line to be read."""
        said = ""
        for one in self.pieces:
            said += (one.join if said else "") + said_at(lines, one.place)
        return said

    def slate(self, lines: Sequence[str]) -> Slate:
        """The same, from which facts are taken."""
        return Slate(0, self.text(lines))

    def back(self, read: Read, lines: Sequence[str]) -> Read:
        """What was read of that one line, at its places in the lines as they were typed.

        The mark of a list and the label of a notice go with what they stand before.
        """
        read = _counted_alone(read) if self.row else read
        taken = tuple(
            Taken(one.field, place, said_at(lines, place), one.sure)
            for one in read.taken
            for told in self._places(one.place)
            for place in (_with_label(told, lines),)
        )
        doubts = tuple(self.back_of(one) for one in read.doubts)
        used = tuple(sorted({one.place.line for one in self.pieces}))
        return replace(read, taken=(*self._marks(lines), *taken), doubts=doubts, lines=used)

    def _marks(self, lines: Sequence[str]) -> Iterator[Taken]:
        for one in self.pieces:
            place = one.place
            mark = marks.BEFORE.search(lines[place.line], 0, place.start)
            if mark and mark[0].strip():
                before = Place(place.line, mark.start(), place.start)
                yield Taken("kind", before, said_at(lines, before))

    def back_of(self, doubt: Doubt) -> Doubt:
        """The doubt at its first place; one of what was not said stands where the words begin."""
        first = self.pieces[0].place
        nowhere = Place(first.line, first.start, first.start)
        return replace(doubt, place=next(self._places(doubt.place), nowhere))

    def _places(self, said: Place) -> Iterator[Place]:
        at = 0
        for number, one in enumerate(self.pieces):
            at += len(one.join) if number else 0
            length = one.place.end - one.place.start
            start, end = max(said.start - at, 0), min(said.end - at, length)
            if start < end:
                yield Place(one.place.line, one.place.start + start, one.place.start + end)
            at += length


def _counted_alone(read: Read) -> Read:
    """3일 원당역 14: the only number of a row is of what its kind counts."""
    bare = [one for one in read.doubts if one.text.isdigit() and one.field.startswith(COUNTS)]
    if len(bare) != 1 or not isinstance(read.facts, EventFacts) or read.values["counts"]:
        return read
    (one,) = bare
    counts = {Measure(one.field.removeprefix(COUNTS)): int(one.text)}
    return replace(
        read,
        facts=replace(read.facts, counts=counts),
        values={**read.values, "counts": counts},
        taken=(*read.taken, Taken(one.field, one.place, one.text, sure=False)),
        doubts=tuple(other for other in read.doubts if other is not one),
    )


def _with_label(place: Place, lines: Sequence[str]) -> Place:
    for way in (marks.LABEL, marks.WANTED):
        if found := way.search(lines[place.line], 0, place.start):
            return Place(place.line, found.start(), place.end)
    return place


def said_at(lines: Sequence[str], place: Place) -> str:
    """The words that stand there."""
    return lines[place.line][place.start : place.end]
