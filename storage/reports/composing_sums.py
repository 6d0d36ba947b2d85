"""Records that the report prints as one: single runs of the job bus, cohorts of a programme."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from storage.reports.shapes import EventFacts, Facts, HireFacts, MouFacts, SubcontractFacts
from storage.reports.wording_event import event_heading
from storage.rules.dates import Period, Precision, Span
from storage.rules.period import unit_end, unit_start
from storage.rules.terms import EventKind, Measure


@dataclass(frozen=True)
class Entry:
    """A record as the report meets it: its facts, what stands above and below it.

    `records` names every record behind it, its own first; `half` is the code the block reads.
    """

    records: tuple[tuple[str, int], ...]
    facts: Facts
    half: str = ""
    parent: MouFacts | None = None
    subcontracts: tuple[SubcontractFacts, ...] = ()
    hires: tuple[HireFacts, ...] = ()


def summed(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with single bus runs and cohorts of one programme each made one.

    Within one half and heading. Where a total of runs is stated it is printed, and the single
    runs only stand behind it: the two are never added up.
    """
    runs = _gathered(list(entries), _bus_group, _runs)
    return _gathered(runs, _programme_group, _cohorts)


def is_single_run(facts: Facts) -> bool:
    """Whether this is one run of the bus: one run counted, or a single day without a count."""
    if not isinstance(facts, EventFacts) or facts.kind is not EventKind.JOB_BUS:
        return False
    runs = facts.counts.get(Measure.RUNS)
    one_day = len(facts.period.spans) == 1 and facts.period.start == facts.period.end
    return runs == 1 or (runs is None and one_day)


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


def _bus_group(entry: Entry) -> Hashable | None:
    facts = entry.facts
    if isinstance(facts, EventFacts) and facts.kind is EventKind.JOB_BUS:
        return (entry.half, event_heading(facts), facts.title)
    return None


def _runs(entries: Sequence[Entry]) -> list[Entry]:
    singles = [one for one in entries if is_single_run(one.facts)]
    totals = [one for one in entries if not is_single_run(one.facts)]
    if totals:
        behind = tuple(record for one in singles for record in one.records)
        return [replace(totals[0], records=totals[0].records + behind), *totals[1:]]
    told = _events(singles)
    counts = _sums(told)
    counts[Measure.RUNS] = len(singles)
    first = told[0]
    facts = EventFacts(
        EventKind.JOB_BUS,
        _months(told),
        half=first.half,
        heading=first.heading,
        title=first.title,
        counts=counts,
        date_place=first.date_place,
    )
    return [_as_one(singles, facts)]


def _programme_group(entry: Entry) -> Hashable | None:
    facts = entry.facts
    if not isinstance(facts, EventFacts) or facts.kind is not EventKind.PROGRAMME:
        return None
    if not (facts.title and facts.cohorts):
        return None
    return (entry.half, event_heading(facts), facts.title, facts.description)


def _cohorts(entries: Sequence[Entry]) -> list[Entry]:
    told = _events(entries)
    cohorts = tuple(sorted({number for one in told for number in one.cohorts}))
    style = next((one.cohort_style for one in told if len(one.cohorts) > 1), None)
    period = told[0].period if len({one.period for one in told}) == 1 else _months(told)
    facts = replace(
        told[0], cohorts=cohorts, cohort_style=style, period=period, counts=_sums(told)
    )
    return [_as_one(entries, facts)]


def _events(entries: Iterable[Entry]) -> list[EventFacts]:
    return [one.facts for one in entries if isinstance(one.facts, EventFacts)]


def _as_one(entries: Sequence[Entry], facts: EventFacts) -> Entry:
    records = tuple(record for one in entries for record in one.records)
    return replace(entries[0], facts=facts, records=records)


def _sums(told: Sequence[EventFacts]) -> dict[Measure, int]:
    """Figures that every one of them has; a sum over some would say too little."""
    everywhere = [one for one in Measure if all(one in facts.counts for facts in told)]
    return {one: sum(facts.counts[one] for facts in told) for one in everywhere}


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
