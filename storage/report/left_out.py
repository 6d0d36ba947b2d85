"""Entered, printed, left out: three sums for each figure of a half, and what is not printed why.

Pure: the ledger's rows, the records of the block and its printed lines come in. What is printed is
read off the lines, so that the three add up by construction and are checked by the numbers.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from storage.facts.event_kinds import Tile, kinds_with
from storage.facts.shapes import Came
from storage.facts.tally import Record, whole_of
from storage.facts.wording import label
from storage.report.block_records import Gathered, Result, Told, entries
from storage.report.not_printed import why
from storage.report.printed_figures import Measured, OnPaper, on_paper
from storage.report.report_shapes import ReportLine
from storage.report.wording_left import NOT_RESULTS, Left
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.terms import EventKind, RecordKind

BUS = kinds_with(Tile.RUNS)
OTHERS = tuple(kind for kind in EventKind if kind not in BUS)
BOTH = tuple(Aim)
DONE = (Aim.ACHIEVED,)
RESULTS = "results"
"""The figure that counts results of plan items, as their departments settled them."""


@dataclass(frozen=True)
class Figure:
    """One line of the three sums: what the ledger is asked, and how it is told.

    `itself` counts records, whose line is enough; any other figure has to stand there as a number.
    """

    name: str
    measure: Counted
    kind: RecordKind = RecordKind.EVENT
    residents: bool = False
    aims: tuple[Aim, ...] = DONE
    kinds: tuple[EventKind, ...] = ()
    itself: bool = False

    @property
    def measured(self) -> Measured:
        """The measure as printed figures are told apart by."""
        return self.measure, self.residents


FIGURES: tuple[Figure, ...] = (
    Figure("events", Counted.EVENTS, aims=BOTH, itself=True),
    Figure("runs", Counted.RUNS, kinds=BUS),
    Figure("times", Counted.RUNS, kinds=OTHERS),
    *(
        Figure(one.value, one)
        for one in (
            Counted.CONSULTATIONS,
            Counted.VISITORS,
            Counted.ENROLLED,
            Counted.FINISHED,
            Counted.INTERVIEWED,
            Counted.HIRED,
        )
    ),
    Figure("citizens", Counted.HIRED, residents=True),
    *(
        Figure(one.value, one)
        for one in (
            Counted.OPENINGS,
            Counted.COMPANIES,
            Counted.INTERVIEW_BOOTHS,
            Counted.ADVICE_BOOTHS,
        )
    ),
    Figure("agreements", Counted.AGREEMENTS, RecordKind.MOU, itself=True),
    Figure("contacts", Counted.CONTACTS, RecordKind.FOLLOW_UP, itself=True),
    Figure("promises", Counted.PROMISES, RecordKind.PROMISE, aims=(Aim.PLANNED,), itself=True),
    Figure("works", Counted.WORKS, RecordKind.CONTRACT, itself=True),
    Figure("workers", Counted.WORKERS, RecordKind.HIRE),
    Figure("residents", Counted.WORKERS, RecordKind.HIRE, residents=True),
    Figure("requests", Counted.REQUESTS, RecordKind.INCENTIVE, aims=BOTH, itself=True),
    Figure(RESULTS, Counted.ITEMS, RecordKind.PLAN_ITEM, itself=True),
    Figure("result_hires", Counted.HIRED, RecordKind.PLAN_ITEM),
    Figure("result_citizens", Counted.HIRED, RecordKind.PLAN_ITEM, residents=True),
)
"""In the order in which they are told; the names stand in codes of buttons."""

_ORDER = {one: place for place, one in enumerate(Left)}
Entered = Mapping[str, Mapping[Record, int]]
"""What the ledger says, by the name of the figure and by record."""


@dataclass(frozen=True)
class LeftOut:
    """A record that is not in the report, or whose `figures` (names) are not."""

    record: Record
    title: str
    why: Left
    figures: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ThreeSums:
    """A figure's three sums, and the number that was read off the printed lines."""

    figure: Figure
    entered: Mapping[Record, int]
    printed: frozenset[Record]
    read: int

    @property
    def whole(self) -> int:
        """All that was entered."""
        return whole_of(self.entered.values())

    @property
    def on_paper(self) -> int:
        """What stands behind printed figures."""
        return whole_of(v for record, v in self.entered.items() if record in self.printed)

    @property
    def left(self) -> int:
        """What does not."""
        return self.whole - self.on_paper

    @property
    def agrees(self) -> bool:
        """Whether the printed numbers are what the ledger says of their records."""
        return self.read == self.on_paper


@dataclass(frozen=True)
class Account:
    """The three sums of a half, and everything that its report leaves out, by reason."""

    sums: tuple[ThreeSums, ...] = ()
    left: tuple[LeftOut, ...] = ()
    titles: Mapping[Record, str] = field(default_factory=dict)

    @property
    def faults(self) -> list[LeftOut]:
        """What is left out although it is a result, or should have become one."""
        return [one for one in self.left if one.why not in NOT_RESULTS]


def account(
    block: Gathered,
    lines: Sequence[ReportLine],
    entered: Entered,
    today: date,
    *,
    results: Sequence[Result] = (),
    hidden: Collection[Record] = (),
    otherwise: Left = Left.NO_LINE,
) -> Account:
    """The account of one block; `hidden` are records of lines that the office hid.

    `results` are those of plan items, `otherwise` is why a record has no line that nothing else
    explains.
    """
    own = [one.entry for one in results if one.entry]
    paper = on_paper([*entries(block), *own], lines)
    for one in results:
        _by_its_records(one, paper)
    told = [*_all(block), *(one.told for one in results)]
    counted = {**entered, RESULTS: {one.told.record: 1 for one in results}}
    sums = tuple(_three(one, counted.get(one.name, {}), paper) for one in FIGURES)
    found = _left(told, paper, sums, _Reasons(today, frozenset(hidden), otherwise))
    left = sorted(found, key=lambda one: _ORDER[one.why])
    titles = {one.record: label(one.facts) for one in told}
    return Account(tuple(one for one in sums if one.entered), tuple(left), titles)


def _three(figure: Figure, entered: Mapping[Record, int], paper: OnPaper) -> ThreeSums:
    if figure.itself:
        printed = frozenset(paper.records & set(entered))
        return ThreeSums(figure, entered, printed, whole_of(entered[one] for one in printed))
    read = [
        (value, records & set(entered))
        for measured, value, records in paper.numbers
        if measured == figure.measured and not records.isdisjoint(entered)
    ]
    printed = frozenset().union(*(records for _, records in read))
    return ThreeSums(figure, entered, printed, whole_of(value for value, _ in read))


def _by_its_records(one: Result, paper: OnPaper) -> None:
    """What a result does not say on a line of its own is printed where all its records are."""
    if not one.tied or not paper.records.issuperset(one.tied):
        return
    record, said = one.told.record, one.entry.came if one.entry and one.entry.came else Came()
    if one.entry is None:
        paper.records.add(record)
    for value, own, residents in (
        (one.came.workers, said.workers, False),
        (one.came.residents, said.residents, True),
    ):
        if value is not None and own is None:
            paper.numbers.append(((Counted.HIRED, residents), value, frozenset({record})))


def _left(
    every: Sequence[Told],
    paper: OnPaper,
    sums: Sequence[ThreeSums],
    reasons: "_Reasons",
) -> Iterator[LeftOut]:
    missing: dict[Record, list[tuple[str, int]]] = {}
    for one in sums:
        for record, value in one.entered.items():
            if record not in one.printed:
                missing.setdefault(record, []).append((one.figure.name, value))
    for told in every:
        lacking = tuple(missing.pop(told.record, ()))
        reason = reasons.of(told, paper, lacking=bool(lacking))
        if reason is None and told.kind is RecordKind.HIRE and not _stands(told, sums):
            reason = Left.OLDER_COUNT
        if reason is not None:
            yield LeftOut(told.record, label(told.facts), reason, lacking)


def _all(block: Gathered) -> Iterable[Told]:
    """Every record of the block, a subcontract with the contract that is counted in it."""
    below = (
        one
        for one in block.below.values()
        if one.kind is RecordKind.HIRE or (RecordKind.CONTRACT, one.parent) in block.rows
    )
    return (*block.rows.values(), *below)


def _stands(hire: Told, sums: Sequence[ThreeSums]) -> bool:
    """Whether it is the head-count of its site that counts."""
    return any(hire.record in one.entered for one in sums if one.figure.measure is Counted.WORKERS)


@dataclass(frozen=True)
class _Reasons:
    today: date
    hidden: frozenset[Record]
    otherwise: Left

    def of(self, told: Told, paper: OnPaper, *, lacking: bool) -> Left | None:
        own = why(told.facts, told.half, self.today)
        if own is not None:
            return own
        if told.record not in paper.records:
            return Left.HIDDEN if told.record in self.hidden else self.otherwise
        if lacking:
            return Left.REWORDED if told.record in paper.reworded else Left.UNPRINTED
        return None
