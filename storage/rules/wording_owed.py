"""What a department still has to answer of a round: its plan, its results, both or nothing. Pure.

The one answer for the board, reminders, /todo, nudges, the end of a round and every question.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from storage.rules.half_year import HalfYear
from storage.rules.steps import TO_WRITE
from storage.rules.terms import PlanState, Term


class ResultsState(Term):
    """Whether a department has said that what it logged in a half is all of it."""

    WAITING = "waiting", "미제출"
    CONFIRMED = "confirmed", "확인"
    NOT_APPLICABLE = "not_applicable", "해당없음"
    # Its records became others after it had answered; never stored, seen from the records.
    CHANGED = "changed", "확인 뒤 바뀜"
    # It had said nothing when the report of the half was 확정; never stored either.
    MISSED = "missed", "미확인"


class Paper(Term):
    """What a round asks of each department."""

    PLAN = "plan", "추진계획"
    RESULTS = "results", "추진실적 확인"


MISSING = TO_WRITE | {PlanState.CHECKING}
"""No plan has reached the office, or not again yet: a step is the department's own business."""


def owed(plan: PlanState, results: ResultsState | None) -> tuple[Paper, ...]:
    """The papers that have not come. `results` is None where nobody is asked for them.

    Results that changed after they were confirmed are an answer: they are asked about once more,
    and count neither as missing nor as late.
    """
    missing = []
    if plan in MISSING:
        missing.append(Paper.PLAN)
    if results is ResultsState.WAITING:
        missing.append(Paper.RESULTS)
    return tuple(missing)


def named(papers: Iterable[Paper], plan_half: HalfYear, results_half: HalfYear) -> str:
    """2027 상반기 추진계획, 2026 하반기 추진실적 확인."""
    halves = {Paper.PLAN: plan_half, Paper.RESULTS: results_half}
    return ", ".join(_named(paper, halves[paper]) for paper in papers)


def _named(paper: Paper, half: HalfYear) -> str:
    return f"{half.label} {paper.label}"


def short(papers: Iterable[Paper]) -> str:
    """추진계획·추진실적 확인, where the halves are plain."""
    return "·".join(paper.label for paper in papers)


UNSAID = (ResultsState.WAITING, ResultsState.MISSED)
ORDER = (
    *(ResultsState.WAITING, ResultsState.MISSED, ResultsState.CHANGED),
    *(ResultsState.CONFIRMED, ResultsState.NOT_APPLICABLE),
)
"""From what is missing to what is done."""


@dataclass(frozen=True)
class ResultsCounts:
    """The departments by where they stand with their results; without any nobody is asked."""

    states: tuple[ResultsState, ...]

    @property
    def due(self) -> int:
        """All of them."""
        return len(self.states)

    @property
    def answered(self) -> int:
        """Who has said something, 해당없음 among it, whatever became of the records since."""
        return len([one for one in self.states if one not in UNSAID])

    @property
    def each(self) -> list[tuple[ResultsState, int]]:
        """Every state that there is, from what is missing to what is done."""
        counts = Counter(self.states)
        return [(state, counts[state]) for state in ORDER if counts[state]]


def results_head(counts: ResultsCounts) -> str:
    """추진실적 확인 31/44."""
    return f"{Paper.RESULTS.label} {counts.answered}/{counts.due}"


def results_counts(counts: ResultsCounts) -> str:
    """미제출 13 · 확인 뒤 바뀜 1 · 확인 25 · 해당없음 5."""
    return " · ".join(f"{state.label} {count}" for state, count in counts.each)
