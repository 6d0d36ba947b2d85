"""내부확인 inside a department: its steps, and in whose hands a plan is.

담당 → 주무팀장 → 과장 → 총괄, each of the two in the middle only where the department has it. Only
what comes out of the last step is 제출; until then the plan is 확인중 and nobody changes it.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Department, Officer
from storage.models.plan import Plan
from storage.office import deputies, posts
from storage.office.refusals import refuse_outside_office
from storage.office.texts import NO_SUCH_DEPARTMENT
from storage.plans import texts
from storage.rules import errors, steps
from storage.rules.people import ACTIVE, holders, in_turn, reachable
from storage.rules.terms import PlanState, Role
from storage.rules.trail import Subject, Verb


async def set_steps(act: Act, department_ids: Sequence[int], chain: Sequence[Role]) -> None:
    """The steps of these departments from now on, by 총괄 only.

    A plan that waits for somebody goes on waiting there and follows the new steps after that.
    Refusal for a department that is not there, and for a role that is no step.
    """
    session = act.session
    await act.hold()
    refuse_outside_office(act.officer)
    if tuple(chain) not in steps.CHAINS:
        raise errors.Refusal(texts.STEPS_UNKNOWN)
    for number in department_ids:
        one = await session.get(Department, number, populate_existing=True)
        if one is None:
            raise errors.Refusal(NO_SUCH_DEPARTMENT)
        before = list(one.steps)
        one.steps = [role for role in chain]
        await session.flush()
        await act.log(
            Subject.DEPARTMENT,
            number,
            Verb.STEPS,
            before={"steps": before},
            after={"steps": one.steps},
        )


async def chain_of(session: AsyncSession, department_id: int) -> tuple[Role, ...]:
    """The steps of a department, from the 담당 upwards."""
    one = await session.get(Department, department_id)
    return steps.in_order(one.steps if one else ())


async def next_step(
    session: AsyncSession, plan: Plan, actor: Officer, *, passed: bool
) -> Role | None:
    """The step to which the plan goes from this person's hands; None when 총괄 is next.

    With `passed` it leaves the step where it is; without, it is handed in, and one that a step
    sent back goes to that very step again: it asked, so it sees the answer.
    """
    people = await posts.in_department(session, plan.department_id)
    here = steps.rank(plan.step) if plan.step else -1
    own = steps.rank(actor.role)
    return steps.first_step(
        await chain_of(session, plan.department_id),
        {one.role for one in people},
        above=max(own, here) if passed else own,
        least=0 if passed else max(here, 0),
    )


async def holders_of(session: AsyncSession, plan: Plan) -> list[Officer]:
    """As `holders`, read from the tables; nobody while the plan is at no step."""
    if plan.step is None:
        return []
    people = await posts.in_department(session, plan.department_id)
    office = await posts.with_role(session, [Role.OFFICE])
    office = office or await posts.with_role(session, [Role.ADMIN])
    return holders(plan.step, people, office)


async def in_hands(session: AsyncSession, plan: Plan, today: date) -> list[Officer]:
    """Who is to be shown the plan: those who hold it, a deputy in place of one who is away."""
    shown: dict[int, Officer] = {}
    if plan.state != PlanState.CHECKING:
        return []
    for one in await holders_of(session, plan):
        deputy = await deputies.active_for(session, one.id, today)
        who = deputy if deputy is not None and reachable(deputy) else one
        shown[who.id] = who
    return list(shown.values())


async def holds(session: AsyncSession, plan: Plan, officer: Officer, today: date) -> bool:
    """Whether the plan's step is this person's: its holder, or who stands in for one today.

    True as well while the step waits for the answer to what it asked.
    """
    if officer.state != ACTIVE:
        return False
    away = await deputies.all_on(session, today)
    return any(
        officer.id in (one.id, *in_turn(away, one.id)) for one in await holders_of(session, plan)
    )


async def refuse_other_hands(
    session: AsyncSession, plan: Plan, officer: Officer, today: date
) -> None:
    """NotAllowed unless the plan is in this person's hands."""
    if not await holds(session, plan, officer, today):
        raise errors.NotAllowed


async def waiting(session: AsyncSession) -> list[Plan]:
    """The plans that wait for a 내부확인, oldest first."""
    found = await session.exec(
        select(Plan).where(col(Plan.state) == PlanState.CHECKING).order_by(col(Plan.id))
    )
    return list(found.all())


async def waiting_for(session: AsyncSession, officer: Officer, today: date) -> list[Plan]:
    """The plans in this person's hands, those of whom they stand in for included, oldest first."""
    return [plan for plan in await waiting(session) if await holds(session, plan, officer, today)]
