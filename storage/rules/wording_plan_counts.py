"""How many departments stand in which state, in the words of every screen and picture."""

from storage.rules.plan_counts import PlanCounts
from storage.rules.terms import PlanState

HANDED_IN = "낸 부서"


def head(counts: PlanCounts) -> str:
    """낸 부서 31/44."""
    return f"{HANDED_IN} {counts.handed_in}/{counts.due}"


def states(counts: PlanCounts, waiting: str = "") -> str:
    """미제출 9 · 작성중 2 · 제출 30 · 확정 1; `waiting` tells whose check is waited for."""
    return " · ".join(
        f"{state.label} {count}{_bracket(waiting if state is PlanState.CHECKING else '')}"
        for state, count in counts.each
    )


def _bracket(words: str) -> str:
    return f"({words})" if words else ""
