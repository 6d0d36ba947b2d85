"""Records that the report prints as one: single runs of the job bus, cohorts of a programme."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from storage.facts.event_kinds import EVENT_ROWS, Together
from storage.facts.figures import counts_of, is_bus, is_single_run
from storage.facts.shapes import (
    Came,
    ContractFacts,
    EventFacts,
    Facts,
    HireFacts,
    Line,
    MouFacts,
    PlanItemFacts,
    SubcontractFacts,
)
from storage.facts.tally import Coverage, over
from storage.facts.wording import lines
from storage.facts.wording_event_name import event_heading
from storage.facts.wording_parts import COHORTS, HEADING, RECORDS
from storage.facts.wording_plan import result_lines
from storage.facts.wording_record import contract_lines, plan_lines
from storage.figures.bus_totals import (
    Run,
    Standing,
    group_of,
    outermost,
    standings,
    together,
    whole,
)
from storage.rules.half_year import HalfYear
from storage.rules.period import Period, Precision, Span, unit_end, unit_start


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as the report meets it: its facts, what stands above and below it.

    `records` names every record behind it, its own first; `half` is where the block counts it;
    `department` is named on its line, where several departments speak.
    """

    records: tuple[tuple[str, int], ...]
    facts: Facts
    half: HalfYear | None = None
    parent: MouFacts | None = None
    subcontracts: tuple[SubcontractFacts, ...] = ()
    hires: tuple[HireFacts, ...] = ()
    department: str = ""
    result: tuple[str, str] | None = None  # of a plan item: what came of it, in words and figures
    level: int = 0  # where it stands by itself, in the words of a paper: how deep
    came: Came | None = None  # the figures that these words state

    @property
    def path(self) -> tuple[Line, ...]:
        """The lines that it becomes by itself, from the heading down."""
        if isinstance(self.facts, ContractFacts):
            return contract_lines(self.facts, self.subcontracts, self.hires)
        if isinstance(self.facts, PlanItemFacts) and self.result is not None:
            return result_lines(self.facts, *self.result, self.department)
        if isinstance(self.facts, PlanItemFacts):
            return plan_lines(self.facts, self.department)
        return lines(self.facts, parent=self.parent)

    @property
    def alone(self) -> str:
        """What it says by itself, its heading apart where it stands below one."""
        path = self.path
        told = path[1:] if self.below_heading and len(path) > 1 else path
        return "\n".join(line.text for line in told)

    @property
    def below_heading(self) -> bool:
        """Whether it keeps the heading of its facts although it stands by itself."""
        return self.level > HEADING and hasattr(self.facts, "heading")


def summed(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with single bus runs and cohorts of one programme each made one.

    Within one half and heading. A stated total stands on a line of its own, with what is part of
    it behind it; what is added to it, or lies outside its time, is printed beside it. What stands
    in the words of a paper is never part of another's line.
    """
    return _gathered(_runs(list(entries)), _programme_group, _cohorts)


def _gathered(
    entries: list[Entry],
    group: Callable[[Entry], Hashable | None],
    make: Callable[[Sequence[Entry]], list[Entry]],
) -> list[Entry]:
    """Each group as `make` gives it, at the place of its first entry."""
    groups: dict[Hashable, list[Entry]] = {}
    for place, entry in enumerate(entries):
        groups.setdefault(group(entry) or place, []).append(entry)
    return [one for found in groups.values() for one in (make(found) if found[1:] else found)]


def bus_run(entry: Entry) -> Run | None:
    """The entry as a record of the job bus; None for everything else."""
    if isinstance(entry.facts, EventFacts) and is_bus(entry.facts):
        return Run(entry.records[0], entry.half, entry.facts)
    return None


def _runs(entries: list[Entry]) -> list[Entry]:
    """The entries with those of the bus as they are printed, each line at its first place."""
    runs = [(place, run) for place, one in enumerate(entries) if (run := bus_run(one))]
    found = standings(run for _, run in runs)
    lines: dict[Hashable, list[tuple[int, Standing]]] = {}
    for (place, run), one in zip(runs, found, strict=True):
        total = outermost(one)
        if entries[place].level:
            lines.setdefault(one.record, []).append((place, one))
            continue
        single = total is one and is_single_run(run.facts)
        line = group_of(run.facts, run.half) if single else total.record
        lines.setdefault(line, []).append((place, one))
    made = {place: one for place, one in enumerate(entries) if not bus_run(one)}
    for behind in lines.values():
        standing = [one for _, one in behind]
        made[behind[0][0]] = _line([entries[place] for place, _ in behind], standing)
    return [made[place] for place in sorted(made)]


def _line(entries: Sequence[Entry], standing: Sequence[Standing]) -> Entry:
    """What one line prints: a total with all that is part of it, or single runs together."""
    worded = next((one for one in entries if one.level), None)
    if worded is not None:
        behind = [one for one in entries if one is not worded]
        return replace(worded, records=_records([worded, *behind]))
    total = next((at for at, one in enumerate(standing) if one.inside and not one.host), None)
    if total is not None:
        behind = [one for at, one in enumerate(entries) if at != total]
        return _as_one([entries[total], *behind], whole(standing[total]))
    told = _events(entries)
    first = told[0]
    if len(entries) == 1:
        return replace(entries[0], facts=replace(first, counts=counts_of(first)))
    facts = EventFacts(
        first.kind,
        _months(told),
        half=first.half,
        heading=first.heading,
        title=first.title,
        counts=together(standing),
        date_place=first.date_place,
        units=first.units,
    )
    return _as_one(entries, facts)


def _programme_group(entry: Entry) -> Hashable | None:
    facts = entry.facts
    if not isinstance(facts, EventFacts) or not (facts.title and facts.cohorts) or entry.level:
        return None
    if EVENT_ROWS[facts.kind].together is not Together.COHORTS:
        return None
    return (entry.half, event_heading(facts), facts.title, facts.description, facts.own)


def _cohorts(entries: Sequence[Entry]) -> list[Entry]:
    told = _events(entries)
    cohorts = tuple(sorted({number for one in told for number in one.cohorts}))
    style = next((one.cohort_style for one in told if len(one.cohorts) > 1), None)
    period = told[0].period if len({one.period for one in told}) == 1 else _months(told)
    facts = replace(
        told[0],
        cohorts=cohorts,
        cohort_style=style,
        period=period,
        counts=over(
            [(entry.records[0], one.counts) for entry, one in zip(entries, told, strict=True)],
            partial(_cohort_coverage, told),
        ),
    )
    return [_as_one(entries, facts)]


def sum_of(entry: Entry) -> Hashable | None:
    """What only records of one sum have in common; None for one that is in none."""
    if isinstance(entry.facts, EventFacts) and is_bus(entry.facts):
        return ("runs", group_of(entry.facts, entry.half))
    return _programme_group(entry)


def _events(entries: Iterable[Entry]) -> list[EventFacts]:
    return [one.facts for one in entries if isinstance(one.facts, EventFacts)]


def _as_one(entries: Sequence[Entry], facts: EventFacts) -> Entry:
    return replace(entries[0], facts=facts, records=_records(entries))


def _records(entries: Iterable[Entry]) -> tuple[tuple[str, int], ...]:
    return tuple(record for one in entries for record in one.records)


def _cohort_coverage(told: Sequence[EventFacts], without: Sequence[int]) -> Coverage:
    """In cohorts; in records where one cohort stands in several of them."""
    every = {number for one in told for number in one.cohorts}
    left = {number for at in without for number in told[at].cohorts}
    if len(every) == sum(len(one.cohorts) for one in told):
        return Coverage(len(every) - len(left), len(every), COHORTS)
    return Coverage(len(told) - len(without), len(told), RECORDS)


def _months(told: Sequence[EventFacts]) -> Period:
    """From the first month to the last; nothing when one of them has no month."""
    fine = (Precision.DAY, Precision.MONTH)
    if any(one.period.precision not in fine for one in told):
        return Period(())
    starts = [one.period.start for one in told if one.period.start]
    ends = [one.period.end for one in told if one.period.end]
    span = Span(
        unit_start(min(starts), Precision.MONTH),
        unit_end(max(ends), Precision.MONTH),
        Precision.MONTH,
    )
    return Period((span,), told[0].period.style)
