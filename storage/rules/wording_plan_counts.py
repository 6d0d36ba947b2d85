"""How many departments stand in which state, in the words of every screen and picture."""

from storage.rules.plan_counts import PlanCounts

HANDED_IN = "낸 부서"
DEPARTMENTS = "개 부서"


def head(counts: PlanCounts) -> str:
    """낸 부서 31/44."""
    return f"{HANDED_IN} {counts.handed_in}/{counts.due}"


def states(counts: PlanCounts) -> str:
    """미제출 9 · 작성중 2 · 제출 30 · 확정 1 · 해당없음 2."""
    return " · ".join(f"{state.label} {count}" for state, count in counts.each)
