"""What a record counts: the figures that the ledger writes down with it, one kind after another.

The row of each kind of record in `kinds.py` names its function. What was not counted has no
figure, which is not zero. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from storage.facts.event_kinds import EVENT_ROWS, Tile, Together
from storage.facts.judged import is_large
from storage.facts.shapes import (
    ContractFacts,
    EventFacts,
    Facts,
    HireFacts,
    IncentiveFacts,
    PlanItemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.period import Period
from storage.rules.terms import EventStatus, Measure, PromiseStatus, of_each

RUN = Measure.RUNS
PLANNED, ACHIEVED = Aim.PLANNED, Aim.ACHIEVED
AIM_OF: Mapping[EventStatus, Aim | None] = of_each(
    EventStatus,
    {
        EventStatus.PLANNED: PLANNED,
        EventStatus.DONE: ACHIEVED,
        EventStatus.CANCELLED: None,
    },
)
COUNTED_BY: Mapping[Tile, Counted] = {Tile.EVENTS: Counted.EVENTS, Tile.RUNS: Counted.BUSES}
"""What an event itself is counted as, by its tile; others are no event in any sum."""
COUNTED_AS: Mapping[Measure, tuple[Counted, bool]] = of_each(
    Measure,
    {
        measure: (Counted.HIRED, True)
        if measure is Measure.RESIDENTS
        else (Counted(measure.value), False)
        for measure in Measure
    },
)
"""What each figure of an event is in the ledger, and whether it is of residents alone."""

Days = tuple[date | None, date | None]
"""The first and the last day that something tells of, as far as known."""
NO_DAYS: Days = (None, None)


@dataclass(frozen=True)
class Figure:
    """One thing that one record counts; `unit` only where the measure has none of its own."""

    measure: Counted
    value: int
    aim: Aim = ACHIEVED
    residents: bool = False
    unit: str = ""


def is_bus(facts: Facts) -> bool:
    """Whether it tells of the job bus."""
    return isinstance(facts, EventFacts) and EVENT_ROWS[facts.kind].together is Together.RUNS


def is_single_run(facts: Facts) -> bool:
    """Whether this is one run of the bus: one run counted, or a single day without a count."""
    if not (isinstance(facts, EventFacts) and is_bus(facts)):
        return False
    runs = facts.counts.get(RUN)
    return runs == 1 or (runs is None and _one_day(facts.period))


def counts_of(facts: EventFacts) -> dict[Measure, int]:
    """Its figures; a day of which no number of runs is told is one run."""
    counts = dict(facts.counts)
    return {RUN: 1, **counts} if is_single_run(facts) else counts


def event_figures(facts: EventFacts) -> tuple[Figure, ...]:
    """The event itself and what was counted at it: planned before it, nothing once cancelled."""
    aim = AIM_OF[facts.status]
    if aim is None:
        return ()
    itself = COUNTED_BY.get(EVENT_ROWS[facts.kind].tile)
    own = () if itself is None else (Figure(itself, 1, aim),)
    counted = ((*COUNTED_AS[one], value) for one, value in counts_of(facts).items())
    return *own, *(Figure(one, value, aim, residents) for one, residents, value in counted)


def agreement_figures(_facts: Facts) -> tuple[Figure, ...]:
    """The agreement itself."""
    return (Figure(Counted.AGREEMENTS, 1),)


def contact_figures(_facts: Facts) -> tuple[Figure, ...]:
    """The contact itself."""
    return (Figure(Counted.CONTACTS, 1),)


def promise_figures(facts: PromiseFacts) -> tuple[Figure, ...]:
    """What was promised is planned, what was delivered achieved; kept is a promise achieved."""
    kept = 1 if facts.status is PromiseStatus.KEPT else None
    return (
        Figure(Counted.PROMISES, 1, PLANNED),
        *_known(Counted.PROMISES, kept),
        *_known(Counted.DELIVERY, facts.target, PLANNED, unit=facts.measure or facts.unit),
        *_known(Counted.DELIVERY, facts.delivered, unit=facts.measure or facts.unit),
    )


def contract_figures(facts: ContractFacts) -> tuple[Figure, ...]:
    """The contract, whether it is 대규모공사 by the rule of its day of notice, and its amount."""
    large = is_large(facts)
    return (
        Figure(Counted.WORKS, 1),
        *_known(Counted.LARGE_WORKS, 1 if large else None),
        Figure(Counted.CONTRACTED, facts.amount),
    )


def subcontract_figures(facts: SubcontractFacts) -> tuple[Figure, ...]:
    """Its amount, once more where the firm is of the city."""
    local = facts.amount if facts.local else None
    return (
        Figure(Counted.SUBCONTRACTED, facts.amount),
        *_known(Counted.LOCAL_SUBCONTRACTED, local),
    )


def hire_figures(facts: HireFacts) -> tuple[Figure, ...]:
    """All workers of the site, and the residents among them."""
    return (
        Figure(Counted.WORKERS, facts.workers),
        Figure(Counted.WORKERS, facts.residents, residents=True),
    )


def plan_figures(facts: PlanItemFacts) -> tuple[Figure, ...]:
    """The item with what it sets out to do, to hire and to spend."""
    return (
        Figure(Counted.ITEMS, 1, PLANNED),
        *_known(Counted.TARGET, facts.target, PLANNED, unit=facts.measure or facts.unit),
        *_known(Counted.HIRED, facts.out_of, PLANNED),
        *_known(Counted.HIRED, facts.citizens, PLANNED, residents=True),
        *_known(Counted.BUDGET, facts.budget, PLANNED),
    )


def outcome_figures(
    facts: PlanItemFacts, achieved: int | None, workers: int | None, residents: int | None
) -> tuple[Figure, ...]:
    """What came of an item of a plan, as its department says: rows of the item, achieved."""
    return (
        *_known(Counted.TARGET, achieved, unit=facts.measure or facts.unit),
        *_known(Counted.HIRED, workers),
        *_known(Counted.HIRED, residents, residents=True),
    )


def request_figures(facts: IncentiveFacts) -> tuple[Figure, ...]:
    """The request: planned until 온나라 has given its number."""
    return (Figure(Counted.REQUESTS, 1, ACHIEVED if facts.document_no else PLANNED),)


def days_of(period: Period | None) -> Days:
    """The first and the last day of a time."""
    return (period.start, period.end) if period else NO_DAYS


def on(day: date | None) -> Days:
    """A day alone."""
    return day, day


def _known(
    measure: Counted,
    value: int | None,
    aim: Aim = ACHIEVED,
    *,
    residents: bool = False,
    unit: str = "",
) -> tuple[Figure, ...]:
    return () if value is None else (Figure(measure, value, aim, residents, unit),)


def _one_day(period: Period) -> bool:
    return period.known and period.start == period.end
