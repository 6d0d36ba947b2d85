"""The blocks as they were last read, kept up to date by what the trail tells since.

A card asks for the lines that one record changes, and so may not read a block each time. The first
to ask has it read beside the event loop; then only the events that changed since are read again.
What hangs on others (agreements, contracts) has the block read anew when it changes.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.database import only_reads
from storage.facts.kind import Section
from storage.facts.kinds import kinds_in
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


class Place(NamedTuple):
    """Something that records have in common."""

    name: str
    of: Hashable


@dataclass
class BlockMemory:
    """A block of results with all its records, found by what prints beside what."""

    found: Gathered
    closed: Sequence[ReportLine] | None  # its lines as they are kept, once it is closed
    arranged: Sequence[str]
    decisions: Sequence[Decision]
    head: tuple[int, str]
    settled: bool
    _places: dict[Record, tuple[Place, ...]] = field(default_factory=dict)
    _near: dict[Place, set[Record]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for one in self.found.rows.values():
            self._note(one)

    @property
    def edited(self) -> bool:
        """Whether the office decided anything about its lines."""
        return bool(self.decisions or self.arranged)

    def put(self, one: Told) -> None:
        """The record reads so now."""
        self.drop(one.record)
        self.found.put(one)
        if one.record in self.found.rows:
            self._note(one)

    def drop(self, record: Record) -> None:
        """The record is there no more."""
        self.found.drop(record)
        for place in self._places.pop(record, ()):
            self._near[place].discard(record)

    def part(self, told: Iterable[Told | None], above: Told | None = None) -> Gathered:
        """The records whose lines may read otherwise with these: all, where lines were edited."""
        if self.edited:
            return self.found.copy()
        near = (self._beside(one, above) for one in told if one is not None)
        return self.found.only(set().union(*near))

    def lines(self, found: Gathered) -> list[ReportLine]:
        """The lines of these records as they are printed."""
        made = composed(entries(found))
        return decided(made, self.decisions, self.arranged) if self.edited else made

    def late(self, half: HalfYear, found: Gathered, touched: Collection[Record]) -> list[LateLine]:
        """What a later report tells of these records, where this block is closed."""
        closed = self.closed or ()
        raw = composed(entries(found))
        now = late_lines.merged(raw, late_lines.kept(closed))
        live = decided(now, self.decisions, self.arranged)
        texts = {line.key: line.text for line in raw}
        return late_lines.difference(half, closed, live, texts, touched)

    def _beside(self, one: Told, above: Told | None) -> set[Record]:
        if one.kind in CONTRACTS:
            number = one.id if one.kind is RecordKind.CONTRACT else one.parent
            return {(RecordKind.CONTRACT, number or 0)}
        found = {one.record}
        places = {*self._places.get(one.record, ()), *self._places_of(one, above)}
        for place in places:
            loose = Place("below any", place.of)
            if place.name != "heading" or loose in places or self._near.get(loose):
                found |= self._near.get(place, set())
        return found

    def _note(self, one: Told) -> None:
        self._places[one.record] = self._places_of(one)
        for place in self._places[one.record]:
            self._near[place].add(one.record)

    def _places_of(self, one: Told, above: Told | None = None) -> tuple[Place, ...]:
        """Where it stands: its heading and - line, its sum, its agreement.

        Where something stands on a · line below whatever is above, all under that heading count.
        """
        found = self.found
        if above is not None:
            found = Gathered(found.first, found.last)
            found.put(above)
        entry = alone(one, found)
        head, line, *_rest = entry.path
        agreement = one.id if one.kind is RecordKind.MOU else one.parent
        told = {
            "heading": head.text,
            "line": (head.text, line.text),
            "below any": head.text if line.level == DETAIL else None,
            "sum": sum_of(entry),
            "agreement": agreement if one.kind in OTHERS else None,
        }
        return tuple(Place(name, of) for name, of in told.items() if of is not None)


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
    while len(_kept) > MOST_KEPT:
        _kept.pop(next(iter(_kept)))


async def _read(half: HalfYear, session: AsyncSession) -> BlockMemory:
    head = await audit.head(session)
    block = await report_blocks.covering(session, half)
    first, last = (block.first_half, block.last_half) if block else (half, half)
    return BlockMemory(
        await report_entries.gathered(session, first, last),
        closed=report_late.closed_lines(block) if block and block.frozen is not None else None,
        arranged=tuple(block.arranged) if block else (),
        decisions=await report_decisions.decisions(session, block) if block else (),
        head=head,
        settled=only_reads(session),
    )


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
        if one is not None and one.half and kept.found.first <= one.half <= kept.found.last:
            kept.put(one)
        else:
            kept.drop((kind, number))


if missing := set(kinds_in(Section.RESULTS, Section.ABOVE)) - {*SIMPLE, *OTHERS, *CONTRACTS}:
    raise ValueError(f"kinds of results that no block would hear of: {missing}")
