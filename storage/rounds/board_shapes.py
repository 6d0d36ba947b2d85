"""What the board of a round tells, in words and as a picture: the same facts for both."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.rules.half_year import HalfYear
from storage.rules.plan_counts import PlanCounts, counted
from storage.rules.terms import PlanState, RoundState
from storage.rules.wording_owed import MISSING as MISSING
from storage.rules.wording_owed import Paper, ResultsCounts, ResultsState, owed
from storage.rules.wording_receipt import Receipt


@dataclass(frozen=True)
class BoardRow:
    """One department of a round.

    `first_at` is when its plan or its 해당없음 first reached 총괄, even if it was sent back since;
    `late` compares that day (today, while there is none) with the due day. A plan that still
    lies at a step of the department has not reached 총괄: the due day is the department's, and
    how it spends it inside is its own affair. `standing` is the state in words, with whose
    내부확인 it waits for. `results_first_at` and `results_late` tell the same of its results.
    `unreachable` names the people of the department whom the bot cannot write to, the
    responsible one among them.
    """

    department_id: int
    department: str
    state: PlanState
    items: int
    plan_id: int | None
    submitted_at: datetime | None
    first_at: datetime | None
    late: bool
    responsible: str
    unreachable: tuple[str, ...]
    standing: str
    receipt: Receipt | None = None  # how the office heard of it, where that was outside the bot
    on_behalf: bool = False  # 총괄 took it in for the department, which is told apart
    results: ResultsState | None = None  # None where nobody is asked for results
    results_first_at: datetime | None = None
    results_late: bool = False
    results_receipt: Receipt | None = None  # 총괄 took it in for the department
    records: int = 0

    @property
    def missing(self) -> bool:
        """Whether the department still has to hand in."""
        return self.state in MISSING

    @property
    def came_late(self) -> bool:
        """Whether it has come, and after the due day."""
        return self.late and self.first_at is not None

    @property
    def results_came_late(self) -> bool:
        """Whether its results were answered, and after the due day."""
        return self.results_late and self.results_first_at is not None

    @property
    def owed(self) -> tuple[Paper, ...]:
        """What the department still has to answer."""
        return owed(self.state, self.results)

    @property
    def overdue(self) -> tuple[Paper, ...]:
        """What of it is past the due day."""
        past = {Paper.PLAN: self.late, Paper.RESULTS: self.results_late}
        return tuple(paper for paper in self.owed if past[paper])


@dataclass(frozen=True)
class Board:
    """All that stands on the board; `last_on` is the last day that is still in time."""

    number: int
    half: HalfYear
    state: RoundState
    last_on: date
    nudged_on: date | None
    rows: tuple[BoardRow, ...]
    results_half: HalfYear | None = None  # None where nobody is asked for results

    @property
    def plans(self) -> PlanCounts:
        """The departments by the state of their plan."""
        return counted(one.state for one in self.rows)

    @property
    def results(self) -> ResultsCounts:
        """The departments by where they stand with their results."""
        return ResultsCounts(tuple(one.results for one in self.rows if one.results))

    @property
    def counts(self) -> list[tuple[PlanState, int]]:
        """How many departments stand in each state that there is, in the board's order."""
        return self.plans.each

    @property
    def on_behalf(self) -> int:
        """For how many departments 총괄 took the answer in."""
        return len([one for one in self.rows if one.on_behalf])

    @property
    def unreached(self) -> list[str]:
        """The people whom the bot cannot write to, each behind the department."""
        return [f"{one.department} {name}" for one in self.rows for name in one.unreachable]

    @property
    def unmanned(self) -> list[str]:
        """The departments in which nobody answers for the plan."""
        return [one.department for one in self.rows if not one.responsible]
