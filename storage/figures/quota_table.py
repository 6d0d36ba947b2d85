"""고용할당제 표: planned and achieved hires, residents among them, by department and item. Pure.

Nobody is counted twice: what came of an item is what its result says, else the sum of the records
that are its result; a record stands in one line alone, and in none of its own once an item has it.
Missing is not zero: every sum knows of how many lines it was counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from storage.rules.quota import local_rate
from storage.rules.terms import RecordKind

Record = tuple[RecordKind, int]


@dataclass(frozen=True)
class Hires:
    """All who are hired, and residents of the city among them; what is unknown is None."""

    workers: int | None = None
    residents: int | None = None

    @property
    def known(self) -> bool:
        """Whether either was said."""
        return (self.workers, self.residents) != (None, None)

    def __add__(self, other: "Hires") -> "Hires":
        return Hires(_added(self.workers, other.workers), _added(self.residents, other.residents))


NONE = Hires()


@dataclass(frozen=True)
class Item:
    """An item of a plan: what it means to hire, what its result says, the records that it is."""

    number: int
    title: str
    department: int
    planned: Hires = NONE
    said: Hires = NONE
    tied: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Source:
    """A record that counted hires: an event, or a contract by its last head-count."""

    record: Record
    title: str
    department: int
    counted: Hires


@dataclass(frozen=True)
class QuotaLine:
    """A line of the table; one beside the plans is a record that no item has."""

    record: Record
    title: str
    department: int
    planned: Hires
    achieved: Hires
    beside: bool = False


@dataclass(frozen=True)
class Total:
    """A sum over the `known` of so many lines; None when nothing was counted."""

    value: int | None = None
    known: int = 0
    of: int = 0

    @property
    def gap(self) -> tuple[int, int] | None:
        """Of how many lines it was counted, and how many there are; None where of all."""
        return (self.known, self.of) if self.value is not None and self.known < self.of else None


@dataclass(frozen=True)
class Totals:
    """The four columns of some lines, and what share of the hired are residents (1/10,000)."""

    planned_workers: Total = Total()
    planned_residents: Total = Total()
    workers: Total = Total()
    residents: Total = Total()
    rate: int | None = None  # over the lines that tell both


@dataclass(frozen=True)
class Part:
    """A department with its lines."""

    department: int
    name: str
    lines: tuple[QuotaLine, ...]
    totals: Totals


@dataclass(frozen=True)
class QuotaTable:
    """The whole office, its departments in 직제순."""

    parts: tuple[Part, ...] = ()
    totals: Totals = Totals()

    @property
    def lines(self) -> tuple[QuotaLine, ...]:
        """All lines in their order."""
        return tuple(line for part in self.parts for line in part.lines)


def quota_table(
    departments: Sequence[tuple[int, str]], items: Sequence[Item], sources: Sequence[Source]
) -> QuotaTable:
    """The table of what these plans and records say; departments without a line are left out."""
    lines = defaultdict(list)
    for line in lines_of(items, sources):
        lines[line.department].append(line)
    parts = tuple(
        Part(number, name, tuple(lines[number]), totals(lines[number]))
        for number, name in departments
        if lines.get(number)
    )
    return QuotaTable(parts, totals([line for part in parts for line in part.lines]))


def lines_of(items: Sequence[Item], sources: Sequence[Source]) -> list[QuotaLine]:
    """All lines: of items, and of records that no item has."""
    return [*_of_items(items, sources), *_beside(items, sources)]


@dataclass(frozen=True)
class Summed:
    """Some lines already added up: how many there are, and of how many either was told."""

    workers: int = 0
    workers_known: int = 0
    residents: int = 0
    residents_known: int = 0
    lines: int = 0


def totals_beside(lines: Sequence[QuotaLine], events: Summed, among: Sequence[Hires]) -> Totals:
    """The sums of these lines and of all events, those `among` them that the lines have once.

    Without the rate, for which each line had to be looked at.
    """
    own = totals(lines)
    workers = [one.workers for one in among if one.workers is not None]
    residents = [one.residents for one in among if one.residents is not None]
    more = events.lines - len(among)
    return replace(
        own,
        workers=_more(
            own.workers, events.workers - sum(workers), events.workers_known - len(workers), more
        ),
        residents=_more(
            own.residents,
            events.residents - sum(residents),
            events.residents_known - len(residents),
            more,
        ),
        rate=None,
    )


def _more(own: Total, value: int, known: int, lines: int) -> Total:
    whole = own.known + known
    return Total((own.value or 0) + value if whole else None, whole, own.of + lines)


def _of_items(items: Sequence[Item], sources: Sequence[Source]) -> Iterable[QuotaLine]:
    free = {one.record: one.counted for one in sources}
    for record in {record for item in items if item.said.known for record in item.tied}:
        free.pop(record, None)  # its hires are in what that result says
    for item in items:
        achieved = item.said
        for record in () if item.said.known else item.tied:
            achieved += free.pop(record, NONE)
        if item.planned.known or achieved.known:
            record = (RecordKind.PLAN_ITEM, item.number)
            yield QuotaLine(record, item.title, item.department, item.planned, achieved)


def _beside(items: Sequence[Item], sources: Sequence[Source]) -> Iterable[QuotaLine]:
    tied = {record for item in items for record in item.tied}
    for one in sources:
        if one.record not in tied and one.counted.known:
            yield QuotaLine(one.record, one.title, one.department, NONE, one.counted, beside=True)


def totals(lines: Sequence[QuotaLine]) -> Totals:
    """The sums of some lines. What nothing was planned for is no gap in the plans."""
    planned = [line.planned for line in lines if not line.beside]
    achieved = [line.achieved for line in lines]
    both = [one for one in achieved if one.workers is not None and one.residents is not None]
    everybody = sum(one.workers or 0 for one in both)
    ours = sum(one.residents or 0 for one in both)
    return Totals(
        _total([one.workers for one in planned if one.known]),
        _total([one.residents for one in planned if one.known]),
        _total([one.workers for one in achieved]),
        _total([one.residents for one in achieved]),
        local_rate(ours, everybody) if everybody and ours <= everybody else None,
    )


def tied_sum(item: Item, counted: Mapping[Record, Hires]) -> Hires:
    """What the records of an item counted together, as a proposal for its result."""
    found = NONE
    for record in item.tied:
        found += counted.get(record, NONE)
    return found


def _total(values: Sequence[int | None]) -> Total:
    known = [value for value in values if value is not None]
    return Total(sum(known) if known else None, len(known), len(values))


def _added(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other
