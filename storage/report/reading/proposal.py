"""What an imported report would become: blocks, records, lines without a record; pure.

The same outline and choices always give the same proposal, so what was shown is what is saved.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from typing import Any

from storage.facts.shapes import EventFacts, Line, MouFacts, ProblemFacts
from storage.facts.wording import lines
from storage.facts.wording_parts import HEADING, ITEM, listed
from storage.report.composing import composed
from storage.report.composing_sums import Entry
from storage.report.reading.blocks import Block, blocks_of
from storage.report.reading.loosely import Proposed, hanging, knows_more, proposed, surely
from storage.report.reading.outline import Outline
from storage.report.reading.units import Made, Numbered, Unit, Where, units
from storage.report.reading.wording_breaks import Cut, cuts, mended
from storage.report.reading.wording_doubts import doubts_of
from storage.rules.half_year import HalfYear
from storage.rules.personal_data import find_personal_data, was_hidden
from storage.rules.terms import BlockKind

PROBLEMS = -1
"""The place of the section on problems, which is no block."""


class Answer(StrEnum):
    """What becomes of a line that nearly equals one that stands in the report."""

    MEND = "mend"
    NEW = "new"
    SKIP = "skip"


class Fate(StrEnum):
    """What becomes of a unit."""

    RECORD = "record"
    READ = "read"  # records beside the words, which somebody has confirmed
    WORDS = "words"
    DROP = "drop"


RECORDS = (Fate.RECORD, Fate.READ)


@dataclass(frozen=True)
class Choices:
    """What somebody decided: fates by unit number, lines whose cut words stay as printed.

    `near` holds by the number of a line the answer to its likeness, and the printed words for
    which it was given: it counts for no other. `settled` holds by unit number what was said about
    the doubts of its readings.
    """

    fates: dict[int, Fate] = field(default_factory=dict)
    near: dict[int, tuple[Answer, str]] = field(default_factory=dict)
    settled: dict[int, dict[tuple[int, int], int]] = field(default_factory=dict)
    as_printed: frozenset[int] = frozenset()
    freeze: bool = False  # past blocks keep their words, whatever becomes of their records


@dataclass(frozen=True)
class Offer:
    """A unit in its block, with what becomes of it and what somebody should look at."""

    number: int
    block: int
    unit: Unit
    fate: Fate
    doubts: tuple[str, ...] = ()
    cuts: tuple[tuple[int, Cut], ...] = ()  # by line number, words that look cut
    forced: bool = False  # no other fate is possible
    reads: tuple[Proposed, ...] = ()  # what its words propose, where they stay as they are

    @property
    def heading(self) -> Numbered | None:
        """The ○ line that it stands below."""
        return self.unit.heading

    @property
    def covered(self) -> set[int]:
        """The numbers of the lines behind which a record would stand."""
        if self.fate is Fate.READ:
            return {number for one in self.reads for number in one.lines}
        return self.unit.covered if self.fate is Fate.RECORD else set()


@dataclass(frozen=True)
class Proposal:
    """The whole import."""

    half: HalfYear
    blocks: tuple[Block, ...]
    offers: tuple[Offer, ...]
    outline: Outline
    choices: Choices
    source: Outline  # as it was read, cut words and all

    @property
    def freeze(self) -> bool:
        """Whether past blocks keep their words."""
        return self.choices.freeze

    @property
    def as_printed(self) -> frozenset[int]:
        """Lines whose cut words stay as they are printed."""
        return self.choices.as_printed

    def of_block(self, at: int) -> list[Offer]:
        """The offers of one block."""
        return [one for one in self.offers if one.block == at]

    def count(self, *fates: Fate) -> int:
        """Lines of these fates; a heading goes with the best of what stands below it."""
        return sum(known in fates for known in self.lines().values())

    def lines(self) -> dict[int, Fate]:
        """The fate of every line by its number."""
        best = (Fate.DROP, Fate.WORDS, Fate.READ, Fate.RECORD)
        found: dict[int, Fate] = {}
        for one in self.offers:
            covered = one.covered
            for line in one.unit.lines:
                plain = one.fate in RECORDS and line.number not in covered
                found[line.number] = Fate.WORDS if plain else one.fate
            if one.heading is not None:
                number = one.heading.number
                known = found.get(number, Fate.DROP)
                found[number] = max(known, one.fate, key=best.index)
        return found


def propose(
    outline: Outline, choices: Choices, instead: Mapping[int, str] | None = None
) -> Proposal:
    """Raises Refusal when the outline names no half.

    `instead` gives by the number of a line the words that it is read with.
    """
    whole, cut = _mended(outline, choices.as_printed)
    if instead:
        whole = _read_with(whole, instead)
    half, blocks = blocks_of(whole.rows)
    offers: list[Offer] = []
    for at, block in enumerate(blocks):
        where = Where(block.first, block.last, block.kind is BlockKind.PLAN)
        found = [
            _offer(len(offers) + n, at, unit, choices, cut, clash=block.clash)
            for n, unit in enumerate(units(block.lines, where))
        ]
        proven = _proven(found, block)
        offers += proven if block.clash else [_read(one, where, choices) for one in proven]
    offers += _problems(whole, half, len(offers), choices, cut)
    return Proposal(half, tuple(blocks), tuple(offers), whole, choices, outline)


def _read(offer: Offer, where: Where, choices: Choices) -> Offer:
    """The offer with what its words propose, confirmed where somebody has said so."""
    said, made = choices.fates.get(offer.number), offer.unit.made
    if offer.forced or offer.fate is Fate.DROP:
        return offer
    beside = proposed(offer.unit, where, choices.settled.get(offer.number, {}))
    more = knows_more(beside, made)
    below = () if more else hanging(beside, offer.unit)
    if offer.fate is Fate.RECORD and not (more or below):
        return offer
    reads = beside if more or not made else (*surely(offer.unit), *below)
    fate = offer.fate
    if said is Fate.READ and reads:
        fate = Fate.READ
    elif said is None and more and not where.plan:  # a record would hide its figures in its title
        fate = Fate.WORDS
    return replace(offer, fate=fate, reads=reads)


def _read_with(outline: Outline, instead: Mapping[int, str]) -> Outline:
    """The outline with other words on some of its lines."""
    number = count()
    rows = [
        replace(
            row,
            lines=tuple(
                Line(line.level, instead.get(next(number), line.text)) for line in row.lines
            ),
        )
        for row in outline.rows
    ]
    return replace(outline, rows=tuple(rows))


def _mended(
    outline: Outline, as_printed: frozenset[int]
) -> tuple[Outline, dict[int, tuple[Cut, ...]]]:
    """The outline with cut words made whole, and what looks cut by the number of its line."""
    if not outline.paged:
        return outline, {}
    cut: dict[int, tuple[Cut, ...]] = {}
    number = 0
    rows = []
    for row in outline.rows:
        kept = []
        for line in row.lines:
            if found := cuts(line.text):
                cut[number] = found
            whole = line.text if number in as_printed else mended(line.text, found)
            kept.append(Line(line.level, whole))
            number += 1
        rows.append(replace(row, lines=tuple(kept)))
    return replace(outline, rows=tuple(rows)), cut


def _offer(
    number: int,
    block: int,
    unit: Unit,
    choices: Choices,
    cut: dict[int, tuple[Cut, ...]],
    *,
    clash: bool,
) -> Offer:
    whole = [*unit.lines, *([unit.heading] if unit.heading else [])]
    found = (was_hidden(line.text) or find_personal_data(line.text) for line in whole)
    private = next(filter(None, found), None)
    doubts = doubts_of(unit, private)
    cuts_here = tuple((o.number, word) for o in unit.lines for word in cut.get(o.number, ()))
    if private is not None:
        return Offer(number, block, unit, Fate.DROP, doubts, cuts_here, forced=True)
    fate = choices.fates.get(number, Fate.RECORD)
    if fate is Fate.READ or (fate is Fate.RECORD and (clash or not unit.made)):
        fate = Fate.WORDS
    return Offer(number, block, unit, fate, doubts, cuts_here)


def _proven(offers: Sequence[Offer], block: Block) -> list[Offer]:
    """The offers, those as words whose records would not print in their place and as they are."""
    if _comes_out(offers, block):
        return list(offers)
    headings = list(dict.fromkeys(_heading(one) for one in offers))
    kept: list[Offer] = []
    for heading in headings:
        group = [one for one in offers if _heading(one) == heading]
        kept += group if _comes_out(group, block) else _as_words(group)
    kept.sort(key=lambda one: one.number)
    return kept if _comes_out(kept, block) else _as_words(kept)


def _as_words(offers: Iterable[Offer]) -> list[Offer]:
    return [replace(one, fate=Fate.WORDS) if one.fate is Fate.RECORD else one for one in offers]


def _heading(one: Offer) -> int:
    return one.heading.number if one.heading else one.unit.lines[0].number


def _comes_out(offers: Sequence[Offer], block: Block) -> bool:
    """Whether the records of a block compose to exactly the lines they were read from."""
    wanted: list[tuple[int, str]] = []
    entries: list[Entry] = []
    opened: Numbered | None = None
    for one in offers:
        if one.fate is not Fate.RECORD:
            continue
        if one.heading is not None and one.heading != opened:
            opened = one.heading
            wanted.append((HEADING, one.heading.text))
        wanted += _printed(one.unit)
        entries += entries_of(one.unit, block, len(entries) + 1)
    made = composed(entries)
    return [(line.level, line.text) for line in made] == wanted


def _printed(unit: Unit) -> list[tuple[int, str]]:
    """The lines that its records print, parts of a joined line apart."""
    if not unit.mark:
        covered = unit.covered
        return [(line.level, line.text) for line in unit.lines if line.number in covered]
    parts = [lines(one.facts)[1].text for one in unit.made]
    assert listed(parts, unit.mark) == unit.lines[0].text
    return [(ITEM, text) for text in parts]


def entries_of(unit: Unit, block: Block, number: int) -> list[Entry]:
    """Its records as the report meets them, under made-up numbers from `number` on."""
    found = []
    for at, one in enumerate(unit.made):
        above = unit.made[one.parent].facts if one.parent is not None else None
        parent = above if isinstance(above, MouFacts) else None
        told = one.facts if isinstance(one.facts, EventFacts | MouFacts) else None
        half = (told.half or told.period.half) if told else block.last
        found.append(Entry((("new", number + at),), one.facts, half, parent=parent))
    return found


def _problems(
    outline: Outline, half: HalfYear, first: int, choices: Choices, cut: dict[int, tuple[Cut, ...]]
) -> list[Offer]:
    """The section on problems: every line is a record of its own."""
    begins = sum(len(row.lines) for row in outline.rows)
    found = []
    for at, line in enumerate(outline.problems):
        number = Numbered(begins + at, ITEM, line.text)
        unit = Unit(None, (number,), (Made(ProblemFacts(line.text, half=half), (number.number,)),))
        found.append(_offer(first + at, PROBLEMS, unit, choices, cut, clash=False))
    return found


def choices_from(told: Mapping[str, Any]) -> Choices:
    """Choices from JSON values."""
    return Choices(
        {int(number): Fate(fate) for number, fate in told.get("fates", {}).items()},
        {
            int(number): (Answer(answer), before)
            for number, (answer, before) in told.get("near", {}).items()
        },
        {
            int(number): {(read, doubt): answer for read, doubt, answer in said}
            for number, said in told.get("settled", {}).items()
        },
        frozenset(told.get("as_printed", ())),
        bool(told.get("freeze")),
    )


def choices_to_json(choices: Choices) -> dict[str, Any]:
    """Choices as JSON values."""
    return {
        "fates": {str(number): fate.value for number, fate in choices.fates.items()},
        "near": {str(number): list(given) for number, given in choices.near.items()},
        "settled": {
            str(number): [[*place, answer] for place, answer in said.items()]
            for number, said in choices.settled.items()
        },
        "as_printed": sorted(choices.as_printed),
        "freeze": choices.freeze,
    }
