"""How many departments' plans stand in which state: counted here for every screen and picture.

A plan is in once it has reached 총괄 and is not sent back: 제출, 보완완료 and 확정 together.
해당없음 is an answer and no plan. What is told of a round, in words or drawn, is told from here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.rules.terms import PlanState

HANDED_IN = frozenset({PlanState.SUBMITTED, PlanState.AMENDED, PlanState.CONFIRMED})
"""The department's work is done; items stay as they are until the plan is opened again."""
ORDER = (
    *(PlanState.NOT_SUBMITTED, PlanState.DRAFTING, PlanState.CHECKING, PlanState.RETURNED),
    *(PlanState.AMENDED, PlanState.SUBMITTED, PlanState.CONFIRMED, PlanState.NOT_APPLICABLE),
)
"""From what is missing to what is done."""


@dataclass(frozen=True)
class PlanCounts:
    """The departments of an office by the state of their plan."""

    states: Mapping[PlanState, int]

    @property
    def due(self) -> int:
        """All of them."""
        return sum(self.states.values())

    @property
    def handed_in(self) -> int:
        """Whose plan is in."""
        return sum(self.states.get(state, 0) for state in HANDED_IN)

    @property
    def none(self) -> int:
        """Who said that there is nothing."""
        return self.states.get(PlanState.NOT_APPLICABLE, 0)

    @property
    def missing(self) -> int:
        """Who has not answered, or has been asked again."""
        return self.due - self.handed_in - self.none

    @property
    def each(self) -> list[tuple[PlanState, int]]:
        """Every state that there is, from what is missing to what is done."""
        return [(state, self.states[state]) for state in ORDER if self.states.get(state)]


def counted(states: Iterable[PlanState]) -> PlanCounts:
    """The counts of these states, one of each department."""
    return PlanCounts(dict(Counter(states)))
