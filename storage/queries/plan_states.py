"""Where a plan stands, as far as its items move it."""

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.plan import Plan
from storage.queries import texts
from storage.rules import errors
from storage.rules.terms import PlanState

HANDED_IN = frozenset({PlanState.SUBMITTED, PlanState.AMENDED, PlanState.CONFIRMED})
"""The department's work is done; items stay as they are until the plan is opened again."""
OPEN = frozenset({PlanState.DRAFTING, PlanState.RETURNED})


async def item_touched(session: AsyncSession, plan: Plan) -> None:
    """An item is being added, changed or removed: the plan is now being written.

    A plan declared 해당없음 turns back into one being written. Refusal when it is handed in.
    """
    state = PlanState(plan.state)
    if state in HANDED_IN:
        raise errors.Refusal(texts.PLAN_HANDED_IN)
    if state not in OPEN:
        plan.state = PlanState.DRAFTING.value
        plan.version += 1
        await session.flush()
