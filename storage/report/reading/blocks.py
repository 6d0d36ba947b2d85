"""The rows of a report as the blocks they grew from, each with the halves it covers.

A past row gets a block more with each half that is closed: where a heading comes a second time,
the next block begins. Blocks follow each other without a gap up to the half that is reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storage.facts.printed_dates import halves_in
from storage.facts.wording_parts import HEADING
from storage.report.reading.outline import OutlineRow
from storage.report.reading.units import Numbered
from storage.report.reading.wording_labels import read_label, reported
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind


@dataclass(frozen=True)
class Block:
    """A block to be; `clash` when the dates of its lines lie outside of any halves it can have.

    `row` is its row in the file; blocks of one row print under one label.
    """

    kind: BlockKind
    label: str
    note: str
    row: int
    lines: tuple[Numbered, ...]
    first: HalfYear
    last: HalfYear
    clash: bool = False


@dataclass(frozen=True)
class _Part:
    row: int
    lines: tuple[Numbered, ...]
    begins: HalfYear | None  # what the label says

    def halves(self) -> list[HalfYear]:
        return sorted(half for line in self.lines for half in halves_in(line.text))


def blocks_of(rows: Sequence[OutlineRow]) -> tuple[HalfYear, list[Block]]:
    """The half that is reported, and the blocks in printed order; Refusal when none is named."""
    labels = [read_label(row.label) for row in rows]
    half = reported(labels)
    past: list[_Part] = []
    found: list[Block] = []
    number = 0
    for at, (row, label) in enumerate(zip(rows, labels, strict=True)):
        lines = tuple(Numbered(number + n, one.level, one.text) for n, one in enumerate(row.lines))
        number += len(lines)
        if label.kind is BlockKind.PAST:
            past += [_Part(at, part, label.first) for part in _parts(lines)]
            continue
        when = half if label.kind is BlockKind.RESULT else half.next()
        found.append(Block(label.kind, row.label, row.note, at, lines, when, when))
    before = _placed(past, half.previous())
    made = [replace(one, label=rows[one.row].label, note=rows[one.row].note) for one in before]
    return half, [*made, *found]


def _parts(lines: Sequence[Numbered]) -> Iterator[tuple[Numbered, ...]]:
    """The lines parted where a heading is printed again."""
    seen: set[str] = set()
    part: list[Numbered] = []
    for line in lines:
        if line.level == HEADING and line.text in seen:
            yield tuple(part)
            seen, part = set(), []
        if line.level == HEADING:
            seen.add(line.text)
        part.append(line)
    yield tuple(part)


def _placed(parts: Sequence[_Part], until: HalfYear) -> list[Block]:
    """Each part with its halves, from the last backwards: a part begins with its oldest date."""
    made: list[Block] = []
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at]
        halves = part.halves()
        first = min([*halves[:1], until])
        if at == 0 and part.begins is not None:
            first = min(first, part.begins)
        clash = bool(halves) and (halves[-1] > until or halves[0] > until)
        made.append(Block(BlockKind.PAST, "", "", part.row, part.lines, first, until, clash))
        until = first.previous()
    return made[::-1]
