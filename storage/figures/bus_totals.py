"""Runs of the job bus: stated totals, single runs, and which of them count how often.

A total covers its own time and no more. What lies inside it is part of it or is added to it, as
its officer has said at entry; where nobody has said, a single run is part of it and another total
is not. Whoever counts runs or their figures asks here: status, pictures, boards and the report.
Pure.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from storage.facts.figures import RUN, counts_of, is_single_run
from storage.facts.shapes import EventFacts
from storage.facts.tally import Coverage, Record, Tally, added_up, over
from storage.facts.wording_event_name import event_heading
from storage.rules.half_year import HalfYear
from storage.rules.terms import Beside, Measure


@dataclass(frozen=True)
class Run:
    """A record of the job bus, in whose list the order is that of entry."""

    record: Record
    half: HalfYear | None
    facts: EventFacts


@dataclass
class Standing:
    """Where one record stands: `counts` is what it adds to every sum of the office.

    `host` is the total that it is part of; `open_to` are the totals around it of which nobody
    has said whether it is part of them.
    """

    run: Run
    counts: dict[Measure, int]
    host: "Standing | None" = None
    inside: list["Standing"] = field(default_factory=list)
    open_to: list["Standing"] = field(default_factory=list)

    @property
    def record(self) -> Record:
        """Which record this is."""
        return self.run.record


def group_of(facts: EventFacts, half: HalfYear | None) -> Hashable:
    """What only runs of the same half under the same name have in common."""
    return (half, event_heading(facts), facts.title)


def covers(total: EventFacts, other: EventFacts, half: HalfYear | None) -> bool:
    """Whether everything that `other` tells of lies within the time of the total.

    What has no date lies anywhere in its half.
    """
    spans = _spans(total, half)
    return bool(spans) and all(
        any(first <= start and end <= last for first, last in spans)
        for start, end in _spans(other, half) or [(date.min, date.max)]
    )


def standings(runs: Iterable[Run]) -> list[Standing]:
    """Every record with what it adds, in the given order, which is that of entry."""
    found = [Standing(run, counts_of(run.facts)) for run in runs]
    groups: dict[Hashable, list[Standing]] = {}
    for one in found:
        groups.setdefault(group_of(one.run.facts, one.run.half), []).append(one)
    for group in groups.values():
        _settle(group)
    for one in found:
        stated = {measure for each in _around(one) for measure in counts_of(each.run.facts)}
        one.counts = {m: value for m, value in one.counts.items() if m not in stated}
    return found


def outermost(one: Standing) -> Standing:
    """The record on whose line this one stands: itself, or the widest total that it is part of."""
    return next(reversed(list(_around(one))), one)


def whole(one: Standing) -> EventFacts:
    """The facts of a total with what it does not state itself, taken from what is part of it."""
    parts = [each for each in _below(one) if each.counts]
    stated = counts_of(one.run.facts)
    more = added_up(each.counts for each in parts)
    if not more:
        return one.run.facts
    runs = stated.get(RUN)
    partly = {
        measure: Coverage(_runs_with(parts, measure), runs, RUN.unit)
        for measure in more
        if runs is None or _runs_with(parts, measure) < runs
    }
    lacking = dict.fromkeys(partly, (one.record,))
    tally = Tally(added_up((one.run.facts.counts, more)), partly, lacking)
    return replace(one.run.facts, counts=tally)


def together(singles: Sequence[Standing]) -> Tally:
    """The figures of single runs that are no part of a total, as one line prints them."""
    return over(
        [(one.record, one.counts) for one in singles],
        lambda without: Coverage(len(singles) - len(without), len(singles), RUN.unit),
    )


def people_of(runs: Sequence[Standing]) -> int | None:
    """The people advised at these runs, whatever they are part of, where each of them says so."""
    told = [counts_of(one.run.facts) for one in runs]
    known = all(Measure.CONSULTATIONS in one for one in told)
    return added_up(told).get(Measure.CONSULTATIONS) if known else None


def decided(total: Run, other: Run, *, other_is_later: bool) -> Beside | None:
    """What was said of the two: by the one entered later if it says anything, else the other."""
    said = (total.facts.holding, other.facts.within)
    first, then = said if not other_is_later else said[::-1]
    return first or then


def open_between(total: Run, other: Run, *, later: bool, new: bool) -> bool:
    """Whether it is to be asked how `other` stands to a total that covers its time.

    `later` when `other` was entered after it; a `new` record is asked whatever was said before.
    """
    single = is_single_run(other.facts)
    if is_single_run(total.facts) or not _of_one_name(total, other):
        return False
    if not _is_inside(other, total, single, later=later):
        return False
    return new or decided(total, other, other_is_later=later) is None


def _of_one_name(one: Run, other: Run) -> bool:
    return group_of(one.facts, one.half) == group_of(other.facts, other.half)


def _settle(group: Sequence[Standing]) -> None:
    """Finds the host of each; with equal times the total entered later is the inner one."""
    totals = [(at, one) for at, one in enumerate(group) if not is_single_run(one.run.facts)]
    for at, one in enumerate(group):
        single = is_single_run(one.run.facts)
        hosts: list[Standing] = []
        for place, total in totals:
            if place == at or not _is_inside(one.run, total.run, single, later=at > place):
                continue
            said = decided(total.run, one.run, other_is_later=at > place)
            if said is None:
                one.open_to.append(total)
            if said is Beside.WITHIN or (said is None and single):
                hosts.append(total)
        if hosts:
            one.host = min(hosts, key=_days)
            one.host.inside.append(one)


def _days(one: Standing) -> int:
    """How long its time is: of several totals, the narrowest is the host."""
    return sum((last - first).days + 1 for first, last in _spans(one.run.facts, one.run.half))


def _is_inside(run: Run, total: Run, single: bool, *, later: bool) -> bool:
    if not covers(total.facts, run.facts, run.half):
        return False
    return single or later or not covers(run.facts, total.facts, run.half)


def _around(one: Standing) -> Iterable[Standing]:
    """The totals that it is part of, the nearest first."""
    while one.host is not None:
        one = one.host
        yield one


def _below(one: Standing) -> Iterable[Standing]:
    """Everything that is part of it, through totals within totals too."""
    for each in one.inside:
        yield each
        yield from _below(each)


def _runs_with(parts: Iterable[Standing], measure: Measure) -> int:
    """Of how many runs the parts tell this figure."""
    return sum(counts_of(each.run.facts).get(RUN, 0) for each in parts if measure in each.counts)


def _spans(facts: EventFacts, half: HalfYear | None) -> list[tuple[date, date]]:
    if facts.period.known:
        return [(span.start, span.end) for span in facts.period.spans]
    return [(half.start, half.end)] if half else []
