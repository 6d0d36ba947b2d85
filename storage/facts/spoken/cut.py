"""Where one record ends and the next begins in what was typed. Pure.

A line with a word of a kind begins a record, and those below that only add to it are of the same.
A date or a kind that stands alone above lines holds for each of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from storage.facts.loose.proposed import Place
from storage.facts.loose.slate import Slate
from storage.facts.spoken import wording_cut as words
from storage.facts.spoken.page import TIGHT, Piece, Segment
from storage.facts.spoken.wording_dates import said_dates
from storage.rules.terms import EventKind

FEWEST_ROWS = 2
"""A heading with its kind alone heads that many lines with a day and a figure each."""


@dataclass(frozen=True)
class _Row:
    """A line that says something, and what it says of where records begin."""

    place: Place
    text: str
    today: date

    @cached_property
    def kind(self) -> tuple[int, int, str] | None:
        """The word of a kind, not in a line like 장소: 대회의실."""
        label, is_title = words.label_of(self.text)
        return None if label and not is_title else words.kind_in(self.text)

    @cached_property
    def labelled(self) -> bool:
        return bool(words.label_of(self.text)[0])

    @cached_property
    def own(self) -> bool:
        return words.begins_own(self.text)

    @cached_property
    def when(self) -> tuple[int, int] | None:
        """The first date of the line."""
        found = said_dates(Slate(0, self.text), self.today, ahead=False)
        return (found[0].start, found[0].end) if found else None

    @cached_property
    def counted(self) -> bool:
        return words.counts_something(self.text)

    @property
    def of_a_day(self) -> bool:
        """Whether it tells of one of several days: 월 화정역 14명."""
        return not self.labelled and (bool(self.when) or bool(self.day))

    @cached_property
    def day(self) -> bool:
        """Whether a weekday or 3일 stands first."""
        return bool(words.START_OF_DAY.match(self.text))

    @property
    def begins(self) -> bool:
        """Whether a record begins here."""
        return self.own or bool(self.kind)

    def piece(self, span: tuple[int, int] | None = None) -> Piece:
        """The line, or a part of it."""
        start, end = span or (0, len(self.text))
        at = self.place.start
        return Piece(Place(self.place.line, at + start, at + end))

    def pieces(self) -> tuple[Piece, ...]:
        """All of it but words that only point back: 이날 박람회에는."""
        spans = words.without_pointing(self.text)
        return tuple(self.piece(one) for one in spans)


def cut(lines: Sequence[str], today: date) -> list[Segment]:
    """The segments that may be a record each, in their order; the line of the heading is none."""
    rows = [_row(at, line, today) for at, line in enumerate(lines) if at and line.strip()]
    made: list[Segment] = []
    head: tuple[Piece, ...] = ()
    at = 0
    while at < len(rows):
        block = _block(rows, at)
        row = rows[at]
        if words.heads_own(row.text):
            block = _headed(rows, at)
            made += [Segment((row.piece(), *one.pieces())) for one in block[1:]]
        elif row.begins:
            made += _of_block(block, head)
        elif told_first := _labelled_first(rows, at):
            block = told_first
            made += _of_block(block, head)
        elif len(rows) == len(block) == 1:
            made.append(Segment(row.pieces()))
        elif row.when or words.is_ahead(row.text):
            head = (_above(row),)
        elif not row.labelled and not words.is_talk(row.text) and len(rows) == len(block):
            made.append(Segment(_pieces(block)))
        at += len(block) if row.begins or block[0] is not row or len(rows) == len(block) else 1
    return made


def _row(at: int, line: str, today: date) -> _Row:
    """The line without the mark of its list."""
    mark = words.NUMBERED.match(line) or words.MARK.match(line)
    start = mark.end() if mark else 0
    stripped = line.rstrip()
    return _Row(Place(at, start, len(stripped)), stripped[start:], today)


def _above(row: _Row) -> Piece:
    """What a line without a record says for those below it: its date."""
    return row.piece(row.when) if row.when else row.piece()


def _block(rows: Sequence[_Row], at: int) -> Sequence[_Row]:
    """The line with those below it up to where the next record begins."""
    end = at + 1
    while end < len(rows) and not rows[end].begins:
        end += 1
    block = rows[at:end]
    follows = rows[end] if end < len(rows) else None
    if follows is not None and _told_again(rows[at], follows, len(block)):
        return [*block, *_block(rows, end)]
    return block


def _labelled_first(rows: Sequence[_Row], at: int) -> Sequence[_Row]:
    """날짜: … before 행사명: …: the lines of one record, that of its name first; else none."""
    end = at
    while end < len(rows) and rows[end].labelled and not rows[end].begins:
        end += 1
    if end == at or end == len(rows) or not words.label_of(rows[end].text)[1]:
        return ()
    named, *more = _block(rows, end)
    return [named, *rows[at:end], *more]


def _headed(rows: Sequence[_Row], at: int) -> Sequence[_Row]:
    """The line with those below it up to the next that names what it is itself."""
    end = at + 1
    while end < len(rows) and not rows[end].own:
        end += 1
    return rows[at:end]


def _told_again(row: _Row, then: _Row, lines: int) -> bool:
    """A headline, and the sentence below it."""
    return (
        lines == 1
        and bool(row.kind and then.kind and row.kind[2] == then.kind[2])
        and not row.when
        and bool(then.when)
        and words.is_news(row.text, then.text)
    )


def _of_block(block: Sequence[_Row], head: Sequence[Piece]) -> Iterator[Segment]:
    """One record of a line with those that add to it, or one of each that it heads."""
    first, *rest = block
    days = [one for one in rest if one.of_a_day and one.counted]
    if first.kind and not first.counted and len(days) >= FEWEST_ROWS:
        for one in rest:
            if one.counted:
                yield Segment((*_heads(first), *_joined(first, one)), row=True)
        return
    more = [one for one in rest if not words.is_talk(one.text)]
    if more:
        yield Segment((*_for(first, more, head), *_pieces((first, *more))))
        return
    yield from _side_by_side(first, head)


def _pieces(rows: Sequence[_Row]) -> tuple[Piece, ...]:
    return tuple(piece for one in rows for piece in one.pieces())


def _heads(first: _Row) -> tuple[Piece, ...]:
    assert first.kind is not None
    return (first.piece(first.kind[:2]),)


def _joined(first: _Row, row: _Row) -> tuple[Piece, ...]:
    """A row of its own day, or of a day of the week or month above it."""
    above = first.piece(first.when) if first.when else None
    return _under(above, row, dated=bool(row.when))


def _under(above: Piece | None, row: _Row, *, dated: bool) -> tuple[Piece, ...]:
    own = row.pieces()
    if above is None or row.own:
        return own
    if row.day:
        return above, Piece(own[0].place, TIGHT), *own[1:]
    return own if dated else (above, *own)


def _for(first: _Row, more: Sequence[_Row], head: Sequence[Piece]) -> Sequence[Piece]:
    """A date above holds where the record has none of its own."""
    return () if any(one.when for one in (first, *more)) else head


def _side_by_side(row: _Row, head: Sequence[Piece]) -> Iterator[Segment]:
    """The records of one line: 어제 원당역 버스 14명, 오늘 풍산역 버스 16명."""
    above = head[0] if head else None
    items = [_part(row, span) for span in words.items_of(row.text)]
    if items and all(one.begins for one in items):
        yield from _each(items, above)
        return
    for spans in words.parts_of(row.text):
        parts = _grown([_part(row, span) for span in spans], row)
        if len(parts) > 1:
            yield from _each(parts, above)
            return
    yield Segment(_under(above, row, dated=bool(row.when)))


def _part(row: _Row, span: tuple[int, int]) -> _Row:
    start, end = span
    place = Place(row.place.line, row.place.start + start, row.place.start + end)
    return _Row(place, row.text[start:end], row.today)


def _grown(parts: Sequence[_Row], row: _Row) -> list[_Row]:
    """The parts of a line that begin a record, each with those behind it that add to it."""
    made = [parts[0]]
    if not (parts[0].kind or parts[0].when):
        return [row]
    for one in parts[1:]:
        if _stands_alone(one, made[0]):
            made.append(one)
        else:
            start, end = made[-1].place.start, one.place.end
            at = row.place.start
            made[-1] = _part(row, (start - at, end - at))
    return made


def _stands_alone(part: _Row, first: _Row) -> bool:
    """Whether a part of a line says enough for a record of its own."""
    if not part.counted or words.goes_on(part.text) or not first.counted:
        return False
    if part.when and first.when and first.kind:
        return True
    of_a_bus = first.kind is not None and first.kind[2] == EventKind.JOB_BUS
    if of_a_bus and words.has_stop(first.text) and words.is_stop(part.text):
        return True
    return bool(words.strong_kind(part.text) and words.strong_kind(first.text))


def _each(parts: Sequence[_Row], above: Piece | None) -> Iterator[Segment]:
    """Each with the date, and the kind, that were said for all of them."""
    when, kind = above, None
    for one in parts:
        own = one.piece()
        before: list[Piece] = []
        if one.own:
            yield Segment((own,))
            continue
        if one.kind:
            kind = one.piece(one.kind[:2])
        elif kind is not None:
            before.append(kind)
        if one.when:
            when = one.piece(one.when)
        elif when is not None:
            before.append(when)
        yield Segment((*before, own))
