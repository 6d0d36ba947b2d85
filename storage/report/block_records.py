"""The records of a block as values: what composing needs of them, apart from any table.

Whatever is composed is composed of these: the block itself, the same block with one record more
or with other facts in one, and the part of it under one heading. Pure.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from storage.facts.kind import Section
from storage.facts.kinds import KINDS, is_result
from storage.facts.shapes import Came, ContractFacts, Facts, HireFacts, MouFacts, SubcontractFacts
from storage.facts.tally import Record
from storage.report.composing_sums import Entry
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

NEW = 2**62
"""The number of a record that is not kept yet: behind all others."""
NEWEST = (datetime.max.replace(tzinfo=UTC), NEW)
ON_A_CONTRACT = (RecordKind.SUBCONTRACT, RecordKind.HIRE)


@dataclass(frozen=True, slots=True)
class Told:
    """A living record: its facts, when it was entered, where it counts, what it hangs on."""

    kind: RecordKind
    id: int
    facts: Facts
    half: HalfYear | None
    entered: tuple[datetime, int] = NEWEST
    parent: int | None = None

    @property
    def record(self) -> Record:
        """Which record this is."""
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The living records of the halves `first` to `last`, and what stands above and below them.

    `rows` are those that the block prints or might print; `agreements` and `contracts` are of
    whatever half, by number; `below` are subcontracts and the head-counts of these halves.
    `worded` are records that stand in the words of a paper, each with the depth of its line.
    """

    first: HalfYear
    last: HalfYear
    rows: dict[Record, Told] = field(default_factory=dict)
    agreements: dict[int, MouFacts] = field(default_factory=dict)
    contracts: dict[int, Told] = field(default_factory=dict)
    below: dict[Record, Told] = field(default_factory=dict)
    worded: Mapping[Record, int] = field(default_factory=dict)

    def counts(self, half: HalfYear | None) -> bool:
        """Whether this half is one of the block's."""
        return half is not None and self.first <= half <= self.last

    def only(self, records: Collection[Record]) -> "Gathered":
        """These records and what stands above and below them, to be changed apart from it."""
        rows = {one: self.rows[one] for one in records if one in self.rows}
        contracts = {n: one for n, one in self.contracts.items() if one.record in records}
        below = {key: one for key, one in self.below.items() if one.parent in contracts}
        return replace(
            self, rows=rows, agreements=dict(self.agreements), contracts=contracts, below=below
        )

    def copy(self) -> "Gathered":
        """All of it, to be changed apart."""
        return replace(
            self,
            rows=dict(self.rows),
            agreements=dict(self.agreements),
            contracts=dict(self.contracts),
            below=dict(self.below),
        )

    def put(self, one: Told, above: Told | None = None) -> None:
        """The record stands there as it says now; `above` is what it hangs on."""
        self.drop(one.record)
        for each in (above, one):
            if each is not None and isinstance(each.facts, MouFacts):
                self.agreements[each.id] = each.facts
            elif each is not None and isinstance(each.facts, ContractFacts):
                self.contracts[each.id] = each
        here = self.counts(one.half)
        if one.kind is RecordKind.SUBCONTRACT or (one.kind is RecordKind.HIRE and here):
            self.below[one.record] = one
        elif here and KINDS[one.kind].section is Section.RESULTS:
            self.rows[one.record] = one

    def drop(self, record: Record) -> None:
        """The record is there no more."""
        self.rows.pop(record, None)
        self.below.pop(record, None)
        if record[0] == RecordKind.CONTRACT:
            self.contracts.pop(record[1], None)


@dataclass(frozen=True, slots=True)
class Result:
    """An item that is 실적: its records, what was counted, and its line where it has its own.

    Without a line, or in what the line leaves unsaid, its records say it themselves.
    """

    told: Told
    tied: tuple[Record, ...]
    came: Came
    entry: Entry | None


def entries(found: Gathered) -> list[Entry]:
    """What the block prints, in the order of entry.

    A contract of another half stands behind, by the head-counts of these halves alone.
    """
    under = _under(found)
    printed = sorted(
        (one for one in found.rows.values() if is_result(one.facts)),
        key=lambda one: (*one.entered, one.kind),
    )
    own = [_entry(one, found, under) for one in printed]
    sites = sorted(
        (
            one
            for number, one in found.contracts.items()
            if one.record not in found.rows and _counted(under.get(number, []))
        ),
        key=lambda one: one.entered,
    )
    return own + [_as_site(_entry(one, found, under)) for one in sites]


def alone(one: Told, found: Gathered) -> Entry:
    """The record as an entry of its own."""
    return _entry(one, found, _under(found) if one.kind is RecordKind.CONTRACT else {})


def _under(found: Gathered) -> dict[int, list[Told]]:
    under: dict[int, list[Told]] = {}
    kinds = {kind: place for place, kind in enumerate(ON_A_CONTRACT)}
    for one in sorted(found.below.values(), key=lambda one: (kinds[one.kind], one.id)):
        if one.parent is not None:
            under.setdefault(one.parent, []).append(one)
    return under


def _counted(below: list[Told]) -> bool:
    return any(one.kind is RecordKind.HIRE for one in below)


def _entry(one: Told, found: Gathered, under: Mapping[int, list[Told]]) -> Entry:
    if isinstance(one.facts, ContractFacts):
        below = under.get(one.id, [])
        return Entry(
            (one.record, *(each.record for each in below)),
            one.facts,
            one.half,
            subcontracts=tuple(
                each.facts for each in below if isinstance(each.facts, SubcontractFacts)
            ),
            hires=tuple(each.facts for each in below if isinstance(each.facts, HireFacts)),
            level=found.worded.get(one.record, 0),
        )
    hangs = KINDS[one.kind].under is RecordKind.MOU and one.parent is not None
    parent = found.agreements.get(one.parent or 0) if hangs else None
    level = found.worded.get(one.record, 0)
    return Entry((one.record,), one.facts, one.half, parent=parent, level=level)


def _as_site(entry: Entry) -> Entry:
    """A contract of another half: what was told of it in its own half is not told again.

    A head-count belongs to the half in which it was taken, so the contract stands there again by
    its name and the count alone.
    """
    assert isinstance(entry.facts, ContractFacts)
    records = tuple(one for one in entry.records if one[0] != RecordKind.SUBCONTRACT)
    facts = replace(entry.facts, shortfall="")
    return replace(entry, records=records, facts=facts, subcontracts=())
