"""What /status tells: one half-year at a glance. None is "not counted", which is not 0."""

from dataclasses import dataclass
from datetime import datetime

from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.plan_counts import PlanCounts
from storage.rules.terms import PlanState, Role
from storage.rules.wording_owed import ResultsCounts

NOBODY_ASKED = ResultsCounts(())

Gap = tuple[int, int] | None
"""Of how many records a figure was counted, and how many there are; None where of all of them."""


@dataclass(frozen=True)
class Earlier:
    """The same figure of an earlier half: the last one, or the same half of the year before.

    same_days: only up to the day of that half on which this one stands now. over: by how much
    this half's figure is over it; None where like cannot be compared with like.
    """

    last: bool
    value: int
    same_days: bool = False
    over: int | None = None


@dataclass(frozen=True)
class StatusFacts:
    """Where the office stands in a half-year. Rates are basis points.

    plans_half: the half-year whose plans are counted.
    plans: the active departments by the state of their plan; plans_checking are those of 확인중,
    by the role that it waits for, from the 담당 upwards.
    results: the active departments by where they stand with the results that the round of those
    plans asks for; none where it does not.
    plans_collected: whether plans of that half were ever asked for or given; else nobody is late.
    events: 완료 events of the half but for bus runs and rule changes. events_earlier,
    people_earlier, runs_earlier: the same figure of the last half and of the same half a year
    ago, as far as there is one.
    people_met: 상담 + 참여 + 교육, the people who came; 수료, 면접 and 채용 count some of the same
    people again and stay out. bus_runs: runs of the 일자리버스. people_gap and runs_gap: see
    Gap; what is part of a stated total is a record of its own where it adds what the total lacks.
    mous_kept, mous_sleeping and mous_ended: all agreements that were signed by then, on the day
    of `as_of`, or on the last day of a half that is over.
    big_works: 대규모공사 with a 공고일 up to the end of the half; local_rate: the local share of
    all their subcontracts. residents of workers, hired and planned: the totals of 고용할당제 표.

    What is of a half that is over stands as on its last day; of plans and subcontracts, whose
    days nobody wrote down, it stands as on `as_of` (`is_over`).
    """

    half: HalfYear
    as_of: datetime
    plans_half: HalfYear
    plans: PlanCounts
    events: int
    events_planned: int
    people_met: int | None
    bus_runs: int | None
    mous_kept: int
    mous_sleeping: int
    big_works: int
    local_rate: int | None
    local_rate_recommended: int
    residents: int | None
    workers: int | None
    plans_collected: bool = True  # whether anybody was asked for plans of that half, or gave any
    events_earlier: tuple[Earlier, ...] = ()
    people_earlier: tuple[Earlier, ...] = ()
    runs_earlier: tuple[Earlier, ...] = ()
    people_gap: Gap = None
    runs_gap: Gap = None
    mous_ended: int = 0
    late: int = 0  # records that the closed report of the half does not tell as they are now
    plans_checking: tuple[tuple[Role, int], ...] = ()
    residents_planned: int | None = None
    workers_planned: int | None = None
    results: ResultsCounts = NOBODY_ASKED
    hires_partly: str = ""  # of how many lines of that table they were counted, in words

    @property
    def is_over(self) -> bool:
        """Whether the half had ended by then."""
        return self.half.end < kst_date(self.as_of)

    @property
    def plans_are_over(self) -> bool:
        """Whether the half of the plans had ended by then."""
        return self.plans_half.end < kst_date(self.as_of)


Numbered = tuple[tuple[int, str], ...]
"""What is named, each with the number of its department or record."""


@dataclass(frozen=True)
class Exceptions:
    """What a manager looks at first: by name, each once.

    late: departments whose plan is due and not in; returned: those that were asked again.
    sleeping: agreements without a contact. under: 대규모공사 whose local share is under what is
    recommended.
    """

    late: Numbered = ()
    returned: Numbered = ()
    sleeping: Numbered = ()
    under: Numbered = ()


@dataclass(frozen=True)
class DepartmentStatus:
    """One department in a half-year; `step` is whose 내부확인 its plan waits for.

    Without a state nobody was asked for plans of that half.
    """

    department_id: int
    name: str
    state: PlanState | None
    plan_items: int
    events: int
    people_met: int | None
    step: Role | None = None
