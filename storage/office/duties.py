"""What waits for a person: the state of a plan, agreements gone quiet, events without a result."""

from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.event import Event
from storage.models.mou import Mou
from storage.models.office import Officer
from storage.models.plan import Plan
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventStatus, PlanState


async def plan_state(session: AsyncSession, department_id: int, half: HalfYear) -> PlanState:
    """Where a department's plan stands, without making one; silence is 미제출, never none."""
    found = await session.exec(
        select(Plan.state).where(Plan.department_id == department_id, Plan.half == half)
    )
    state = found.first()
    return PlanState(state) if state else PlanState.NOT_SUBMITTED


async def mous_due(session: AsyncSession, officer: Officer, today: date, most: int) -> list[Mou]:
    """Living agreements of the officer's department that nobody has spoken about in time."""
    found = await session.exec(
        select(Mou)
        .where(
            Mou.department_id == officer.department_id,
            col(Mou.removed_at).is_(None),
            col(Mou.sleeps_on) <= today,
        )
        .order_by(col(Mou.sleeps_on), col(Mou.id))
        .limit(most)
    )
    return list(found.all())


async def events_without_result(
    session: AsyncSession, officer: Officer, today: date, most: int
) -> list[Event]:
    """Events of the officer that were planned for a day now past and never got their result."""
    found = await session.exec(
        select(Event)
        .where(
            Event.officer_id == officer.id,
            col(Event.removed_at).is_(None),
            Event.status == EventStatus.PLANNED,
            col(Event.ends_on) < today,
        )
        .order_by(col(Event.ends_on), col(Event.id))
        .limit(most)
    )
    return list(found.all())
