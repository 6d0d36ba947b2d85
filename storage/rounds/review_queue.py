"""The review of a round as one person goes through it: what waits, what was done, what is next.

Nothing of it is kept: a pass is a time at which somebody began, and what it has settled stands in
the trail. So two may go through the same plans, and each sees what the other left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.round import CollectionRound
from storage.plans import plan_confirming, plans, remarked
from storage.plans.plans import DepartmentPlan
from storage.plans.remarks import Remark
from storage.rounds.closing import WAITING
from storage.rules.half_year import HalfYear
from storage.rules.trail import Verb


@dataclass(frozen=True)
class Queue:
    """The departments of a round in 직제순, and what this person did to their plans in this pass,
    which began so many milliseconds after 1970."""

    round_id: int
    half: HalfYear
    begun: int
    everyone: Sequence[DepartmentPlan]
    settled: Mapping[int, Verb]
    remarks: Mapping[int, tuple[Remark, ...]]

    @property
    def waiting(self) -> list[DepartmentPlan]:
        """The plans that are still to be looked at."""
        return [one for one in self.everyone if one.plan_id and one.state in WAITING]

    @property
    def plain(self) -> list[DepartmentPlan]:
        """Those that wait with nothing in them to be looked at."""
        return [one for one in self.waiting if not self.remarks_of(one)]

    @property
    def marked(self) -> list[DepartmentPlan]:
        """Those that wait with something to be looked at."""
        return [one for one in self.waiting if self.remarks_of(one)]

    def remarks_of(self, one: DepartmentPlan) -> tuple[Remark, ...]:
        """What is to be looked at in a department's plan."""
        return self.remarks.get(one.plan_id or 0, ())

    def place(self, department_id: int) -> tuple[int, int]:
        """The how manieth of how many a department is in this pass, counted from 1."""
        mine = [
            one
            for one in self.everyone
            if one.department_id == department_id
            or (one.plan_id and (one.state in WAITING or one.plan_id in self.settled))
        ]
        places = [one.department_id for one in mine]
        return places.index(department_id) + 1, len(places)

    def after(self, department_id: int) -> DepartmentPlan | None:
        """The next plan that waits behind this department's; None at the end of the pass."""
        places = [one.department_id for one in self.everyone]
        here = places.index(department_id) if department_id in places else -1
        behind = self.everyone[here + 1 :]
        return next((one for one in behind if one.plan_id and one.state in WAITING), None)

    def done(self, verb: Verb) -> list[DepartmentPlan]:
        """The plans to which this person did that in this pass, and which do not wait again."""
        return [
            one
            for one in self.everyone
            if self.settled.get(one.plan_id or 0) == verb and one.state not in WAITING
        ]


async def queue(
    session: AsyncSession, row: CollectionRound, officer: Officer, begun: int
) -> Queue:
    """The pass through a round that this person began then."""
    everyone = await plans.states(session, row.half)
    numbers = [one.plan_id for one in everyone if one.plan_id]
    since = datetime.fromtimestamp(begun / 1000, UTC)
    waiting = [one.plan_id for one in everyone if one.plan_id and one.state in WAITING]
    return Queue(
        round_id=row.id,
        half=row.half,
        begun=begun,
        everyone=everyone,
        settled=await plan_confirming.settled_since(session, officer.id, numbers, since),
        remarks=await remarked.of_plans(session, row.half, waiting),
    )
