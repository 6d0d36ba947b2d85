"""Which departments still owe an answer, and whom of them the bot reaches and whom not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due.matters import Scene
from scheduler.reminders import rows
from storage.models.round import CollectionRound
from storage.plans import plans, results_answers
from storage.plans.plans import DepartmentPlan
from storage.plans.results_answers import DepartmentResults
from storage.rules.people import Person, holders
from storage.rules.terms import PlanState
from storage.rules.wording_owed import Paper, owed


@dataclass(frozen=True)
class Owing:
    """A department with its plan and its results; without these nobody is asked for them."""

    plan: DepartmentPlan
    results: DepartmentResults | None

    @property
    def papers(self) -> tuple[Paper, ...]:
        """What it still owes."""
        return owed(self.plan.state, self.results.state if self.results else None)


@dataclass(frozen=True)
class Reach:
    """Departments that owe an answer, in 직제순: reached and not; `nobody` are those of the last
    that have nobody on the bot."""

    reached: tuple[Owing, ...]
    away: tuple[Owing, ...]
    nobody: tuple[Owing, ...]


async def owing(session: AsyncSession, row: CollectionRound) -> list[Owing]:
    """The departments that still owe something in this round, in 직제순."""
    said = await results_answers.asked_states(session, row)
    every = [
        Owing(one, said.get(one.department_id)) for one in await plans.states(session, row.half)
    ]
    return [one for one in every if one.papers]


def sorted_out(scene: Scene, missing: Sequence[Owing]) -> Reach:
    """Who of them can be written to today."""
    reached = tuple(one for one in missing if receivers(scene, one))
    away = tuple(one for one in missing if one not in reached)
    nobody = tuple(one for one in away if scene.writer(one.plan.department_id) is None)
    return Reach(reached, away, nobody)


async def unreached(session: AsyncSession, row: CollectionRound, today: date) -> tuple[Owing, ...]:
    """Those that owe something and that no message reaches today."""
    return sorted_out(await rows.today(session, today), await owing(session, row)).away


def receivers(scene: Scene, one: Owing) -> dict[int, tuple[Person, set[Paper]]]:
    """Those in whose hands each paper is: who holds the plan for 내부확인, else who writes it;
    the results are always with who writes."""
    plan = one.plan
    writer = scene.writer(plan.department_id)
    own = [writer] if writer else []
    hands = {Paper.PLAN: own, Paper.RESULTS: own}
    if plan.state is PlanState.CHECKING and plan.step:
        staffed = scene.staffed.get(plan.department_id, [])
        hands[Paper.PLAN] = holders(plan.step, staffed, scene.office)
    told: dict[int, tuple[Person, set[Paper]]] = {}
    for paper in one.papers:
        for each in hands[paper]:
            who = scene.told(each.id)
            if who is not None:
                told.setdefault(who.id, (who, set()))[1].add(paper)
    return told
