"""Whether departments are at work: people in them, plans handed in to a round that runs."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.office import departments, posts
from storage.plans import plans
from storage.records.plan_states import HANDED_IN
from storage.rounds import rounds
from storage.rules.terms import PlanState

TOLD = HANDED_IN | {PlanState.NOT_APPLICABLE}
"""A department in one of these states has answered."""


@dataclass(frozen=True)
class Standing:
    """How many of some departments have people, and how many have answered a running round."""

    staffed: int
    handed_in: int


async def of_names(session: AsyncSession, names: Collection[str]) -> Standing:
    """The departments of these names, which stand once each."""
    ours = {one.id for one in await departments.ordered(session) if one.name in names}
    people = {one.department_id for one in await posts.people(session)}
    answered: set[int] = set()
    for each in await rounds.open_ones(session):
        for one in await plans.states(session, each.half):
            if one.state in TOLD:
                answered.add(one.department_id)
    return Standing(len(ours & people), len(ours & answered))
