"""What is still open of a round when it is to be closed, by name."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.round import CollectionRound
from storage.plans import plan_outcomes, plans, results_answers
from storage.rules.steps import TO_WRITE
from storage.rules.terms import PlanState
from storage.rules.wording_owed import Paper, owed

WAITING = frozenset({PlanState.SUBMITTED, PlanState.AMENDED})


@dataclass(frozen=True)
class Closing:
    """Departments in 직제순 by where their plans stand, and old items without an outcome."""

    missing: tuple[str, ...]
    checking: tuple[str, ...]
    waiting: tuple[str, ...]
    done: tuple[str, ...]
    outcomes: int
    results: tuple[str, ...] = ()  # departments that have not said whether their results are all

    @property
    def open(self) -> int:
        """How many departments would be closed out."""
        return len({*self.missing, *self.checking, *self.waiting, *self.results})

    @property
    def owing(self) -> int:
        """How many departments still have to hand something in."""
        return len({*self.missing, *self.checking, *self.results})

    @property
    def finished(self) -> bool:
        """Whether nothing is open, so that no reason is asked for."""
        return not (self.open or self.outcomes or self.results)


async def closing(session: AsyncSession, row: CollectionRound) -> Closing:
    """How a round stands that is to be closed."""
    found = await plans.states(session, row.half)

    def of(*states: PlanState) -> tuple[str, ...]:
        return tuple(one.department for one in found if one.state in states)

    still = {*TO_WRITE, *WAITING, PlanState.CHECKING}
    left = await plan_outcomes.open_items(session, row.results_half)
    said = await results_answers.asked_states(session, row)
    unsaid = tuple(
        one.department
        for one in found
        if Paper.RESULTS in owed(one.state, results_answers.state_in(said, one.department_id))
    )
    return Closing(
        missing=of(*TO_WRITE),
        checking=of(PlanState.CHECKING),
        waiting=of(*WAITING),
        done=tuple(name for name in of(*(set(PlanState) - still)) if name not in unsaid),
        outcomes=len(left),
        results=unsaid,
    )
