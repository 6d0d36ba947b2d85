"""What prints beside what in a block, kept up to date by what the trail tells since.

A card asks for the lines that one record changes, and so may not read a block each time. The first
to ask has it read beside the event loop; then only the events that changed since are read again.
What hangs on others (agreements, contracts) has the block read anew when it changes.

Of events no more is kept than where they print: a half of thousands would else stand in memory
word for word. The few beside which a record prints are read when they are asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.database import only_reads
from storage.facts.kind import Section
from storage.facts.kinds import KINDS, kinds_in
from storage.facts.tally import Record
from storage.facts.wording_parts import DETAIL
from storage.long_reading import lent
from storage.report import late_lines, report_blocks, report_decisions, report_entries, report_late
from storage.report.block_records import Gathered, Told, alone, entries
from storage.report.composing import composed
from storage.report.composing_edits import Decision, decided
from storage.report.composing_sums import sum_of
from storage.report.late_lines import LateLine
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject

SIMPLE = (RecordKind.EVENT, RecordKind.INCENTIVE)
"""Kinds that hang on nothing and hold nothing: one of them is read again by itself."""
OTHERS = (RecordKind.MOU, RecordKind.PROMISE, RecordKind.FOLLOW_UP)
CONTRACTS = (RecordKind.CONTRACT, RecordKind.SUBCONTRACT, RecordKind.HIRE)
WATCHED = (*SIMPLE, *OTHERS, *CONTRACTS, Subject.REPORT_BLOCK, Subject.REPORT_EDIT)
MOST_NEWS = 200
MOST_KEPT = 32
MOST_RECORDS = 50_000
"""In all blocks that are kept, some 0.5 KB each; one block is kept whatever its size."""


class Spot(NamedTuple):
    """Where a record prints, as numbers that stand for words.

    `heading` counts only where something stands below any line of it, which is `loose`; `own`
    are its - line, its sum, its agreement.
    """

    heading: int
    loose: int
    own: tuple[int, ...]


@dataclass
class BlockMemory:
    """A block of results: what prints beside what, and the records that are few.

    `found` lacks the simple ones, whose spots alone are known.
    """

    found: Gathered
    closed: bool
    arranged: Sequence[str]
    decisions: Sequence[Decision]
    head: tuple[int, str]
    settled: bool
    _spots: dict[Record, Spot] = field(default_factory=dict)
    _near: dict[int, set[Record]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for one in self.found.rows.values():
            self._note(one)

    @property
    def edited(self) -> bool:
        """Whether the office decided anything about its lines."""
        return bool(self.decisions or self.arranged)

    @property
    def records(self) -> Collection[Record]:
        """All that it prints or might print, and the sites of other halves' contracts."""
        return {*self._spots, *(one.record for one in self.found.contracts.values())}

    @property
    def size(self) -> int:
        """How many records it knows."""
        return len(self._spots)

    def put(self, one: Told) -> None:
        """The record, a simple one, reads so now."""
        self.drop(one.record)
        if self.found.counts(one.half) and KINDS[one.kind].section is Section.RESULTS:
            self._note(one)

    def drop(self, record: Record) -> None:
        """The record is there no more."""
        spot = self._spots.pop(record, None)
        for place in _all_of(spot) if spot else ():
            self._near[place].discard(record)
            if not self._near[place]:
                del self._near[place]

    def near(self, told: Iterable[Told | None], above: Told | None = None) -> Collection[Record]:
        """The records whose lines may read otherwise with these: all, where lines were edited."""
        if self.edited:
            return self.records
        near = (self._beside(one, above) for one in told if one is not None)
        return set().union(*near)

    async def part(self, session: AsyncSession, records: Collection[Record]) -> Gathered:
        """These records of it as they stand, with what stands above and below them."""
        await session.flush()
        part = self.found.only(records)
        for kind in SIMPLE:
            numbers = [one[1] for one in records if one[0] == kind and one in self._spots]
            here = await report_entries.these(session, kind, numbers) if numbers else {}
            part.rows.update((one.record, one) for one in here.values())
        return part

    def lines(self, found: Gathered) -> list[ReportLine]:
        """The lines of these records as they are printed."""
        made = composed(entries(found))
        return decided(made, self.decisions, self.arranged) if self.edited else made

    async def late(
        self,
        session: AsyncSession,
        half: HalfYear,
        found: Gathered,
        touched: Collection[Record],
    ) -> list[LateLine]:
        """What a later report tells of these records, where this block is closed."""
        block = await report_blocks.covering(session, half)
        closed = report_late.closed_lines(block) if block else []
        raw = composed(entries(found))
        now = late_lines.merged(raw, late_lines.kept(closed))
        live = decided(now, self.decisions, self.arranged)
        texts = {line.key: line.text for line in raw}
        return late_lines.difference(half, closed, live, texts, touched)

    def _beside(self, one: Told, above: Told | None) -> set[Record]:
        if one.kind in CONTRACTS:
            number = one.id if one.kind is RecordKind.CONTRACT else one.parent
            return {(RecordKind.CONTRACT, number or 0)}
        spots = [self._spot_of(one, above)]
        if one.record in self._spots:
            spots.append(self._spots[one.record])
        places = {place for spot in spots for place in spot.own}
        for spot in spots:
            if spot.loose in places or spot.loose in self._near:
                places.add(spot.heading)
        return {one.record}.union(*(self._near.get(place, ()) for place in places))

    def _note(self, one: Told) -> None:
        spot = self._spots[one.record] = self._spot_of(one)
        for place in _all_of(spot):
            self._near[place].add(one.record)

    def _spot_of(self, one: Told, above: Told | None = None) -> Spot:
        found = self.found
        if above is not None:
            found = Gathered(found.first, found.last)
            found.put(above)
        entry = alone(one, found)
        head, line, *_rest = entry.path
        agreement = one.id if one.kind is RecordKind.MOU else one.parent
        heading, loose = hash(("heading", head.text)), hash(("below any", head.text))
        told = (
            ("line", (head.text, line.text)),
            ("sum", sum_of(entry)),
            ("agreement", agreement if one.kind in OTHERS else None),
        )
        own = [hash(place) for place in told if place[1] is not None]
        return Spot(heading, loose, (*own, loose) if line.level == DETAIL else tuple(own))


def _all_of(spot: Spot) -> Iterator[int]:
    yield spot.heading
    yield from spot.own


_kept: dict[Hashable, BlockMemory] = {}


async def of_half(session: AsyncSession, half: HalfYear) -> BlockMemory:
    """The block that prints this half as it stands. Raises NotRead for an update.

    A half that no block covers stands by itself.
    """
    if audit.has_written(session, WATCHED):
        return await _read(half, session)
    key = (str(session.get_bind().engine.url), half)
    kept = _kept.get(key)
    if kept is None or not await _refreshed(session, kept):
        kept = await lent(session, ("block", half.code), partial(_read, half), _refreshed)
        if kept.settled:
            _keep(key, kept)
    return kept


def _keep(key: Hashable, kept: BlockMemory) -> None:
    _kept.pop(key, None)
    _kept[key] = kept
    while len(_kept) > 1 and (len(_kept) > MOST_KEPT or _records() > MOST_RECORDS):
        _kept.pop(next(iter(_kept)))


def _records() -> int:
    return sum(one.size for one in [*_kept.values()])


async def _read(half: HalfYear, session: AsyncSession) -> BlockMemory:
    head = await audit.head(session)
    block = await report_blocks.covering(session, half)
    first, last = (block.first_half, block.last_half) if block else (half, half)
    few = [one for one in kinds_in(Section.RESULTS) if one not in SIMPLE]
    rows = [one async for one in report_entries.all_told(session, few, first, last)]
    found = await report_entries.around(session, rows, first, last)
    found.rows.update((one.record, one) for one in rows)
    memory = BlockMemory(
        found,
        closed=block is not None and block.frozen is not None,
        arranged=tuple(block.arranged) if block else (),
        decisions=await report_decisions.decisions(session, block) if block else (),
        head=head,
        settled=only_reads(session),
    )
    async for one in report_entries.all_told(session, SIMPLE, first, last):
        memory.put(one)
    return memory


async def _refreshed(session: AsyncSession, kept: BlockMemory) -> bool:
    """Whether it could be brought up to date; if not, it has to be read anew."""
    news = await audit.since(session, kept.head, WATCHED, MOST_NEWS)
    if news is None or any(subject not in SIMPLE for _, _, subject, _ in news):
        return False
    for kind in SIMPLE:
        numbers = {number for _, _, subject, number in news if subject == kind}
        if numbers:
            await _again(session, kept, kind, numbers)
    if news:
        kept.head = news[-1][0], news[-1][1]
    return True


async def _again(
    session: AsyncSession, kept: BlockMemory, kind: RecordKind, numbers: Collection[int]
) -> None:
    here = await report_entries.these(session, kind, numbers)
    for number in numbers:
        one = here.get(number)
        if one is not None:
            kept.put(one)
        else:
            kept.drop((kind, number))


if missing := set(kinds_in(Section.RESULTS, Section.ABOVE)) - {*SIMPLE, *OTHERS, *CONTRACTS}:
    raise ValueError(f"kinds of results that no block would hear of: {missing}")
