"""What is still open of a round when it is to be closed, by name."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.round import CollectionRound
from storage.plans import plan_outcomes, plans
from storage.rules.steps import TO_WRITE
from storage.rules.terms import PlanState

WAITING = frozenset({PlanState.SUBMITTED, PlanState.AMENDED})


@dataclass(frozen=True)
class Closing:
    """Departments in 직제순 by where their plans stand, and old items without an outcome."""

    missing: tuple[str, ...]
    checking: tuple[str, ...]
    waiting: tuple[str, ...]
    done: tuple[str, ...]
    outcomes: int

    @property
    def open(self) -> int:
        """How many departments would be closed out."""
        return len(self.missing) + len(self.checking) + len(self.waiting)

    @property
    def finished(self) -> bool:
        """Whether nothing is open, so that no reason is asked for."""
        return not (self.open or self.outcomes)


async def closing(session: AsyncSession, row: CollectionRound) -> Closing:
    """How a round stands that is to be closed."""
    found = await plans.states(session, row.half)

    def of(*states: PlanState) -> tuple[str, ...]:
        return tuple(one.department for one in found if one.state in states)

    still = {*TO_WRITE, *WAITING, PlanState.CHECKING}
    left = await plan_outcomes.open_items(session, row.results_half)
    return Closing(
        missing=of(*TO_WRITE),
        checking=of(PlanState.CHECKING),
        waiting=of(*WAITING),
        done=of(*(set(PlanState) - still)),
        outcomes=len(left),
    )
