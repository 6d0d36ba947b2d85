"""Plans that a report brings: what a handed-in report prints had been handed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.act import Act
from storage.models.plan import Plan
from storage.plans import plans
from storage.records.plan_states import OPEN
from storage.rules.terms import PlanState

_TAKEN_UP = frozenset({PlanState.SUBMITTED, PlanState.AMENDED})


@asynccontextmanager
async def as_printed(act: Act, plan: Plan) -> AsyncIterator[None]:
    """Items of this plan may be written meanwhile; afterwards it is handed in.

    A plan that was handed in stays what it was; a confirmed one takes nothing, as ever.
    """
    was = plan.state
    if was in _TAKEN_UP:
        plan.state = PlanState.DRAFTING
        await act.session.flush()
    yield
    if was in _TAKEN_UP:
        plan.state = was
        await act.session.flush()
    elif plan.state in OPEN:
        await plans.taken_from_paper(act, plan)
