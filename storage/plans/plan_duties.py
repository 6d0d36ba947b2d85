"""Who hands in a department's plan: the person named, else the first who can."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.office import Officer
from storage.models.round import PlanDuty
from storage.office import officers, posts
from storage.plans import texts
from storage.records.record_keeping import refuse_out_of_reach
from storage.rules import errors
from storage.rules.people import ACTIVE, responsible
from storage.rules.permission import Action

SUBJECT = "plan_duty"


async def named(session: AsyncSession) -> dict[int, int]:
    """Department numbers with the number of the person named for its plan."""
    return dict((await session.exec(select(PlanDuty.department_id, PlanDuty.officer_id))).all())


async def responsible_for(session: AsyncSession, department_id: int) -> Officer | None:
    """As `responsible`, read from the tables."""
    people = await posts.in_department(session, department_id)
    return responsible(department_id, await named(session), people)


async def assign(
    session: AsyncSession, department_id: int, officer_id: int, *, actor: Officer, now: datetime
) -> Officer:
    """담당자 변경: this colleague hands in the department's plan from now on.

    For people of the department and 총괄. Refusal for somebody of another department.
    """
    await audit.hold(session)
    refuse_out_of_reach(actor, department_id, Action.WRITE_PLAN)
    person = await officers.by_id(session, officer_id)
    fits = person is not None and person.state == ACTIVE
    if person is None or not fits or person.department_id != department_id:
        raise errors.Refusal(texts.DUTY_DEPARTMENT)
    before = await responsible_for(session, department_id)
    row = await session.get(PlanDuty, department_id) or PlanDuty(
        department_id=department_id, officer_id=officer_id
    )
    row.officer_id = officer_id
    session.add(row)
    await session.flush()
    await audit.write(
        session,
        at=now,
        officer_id=actor.id,
        action=audit.CHANGE,
        subject=SUBJECT,
        subject_id=department_id,
        before={"officer_id": before.id if before else None},
        after={"officer_id": officer_id},
    )
    return person


async def move(session: AsyncSession, leaver_id: int, successor_id: int) -> int:
    """Gives every department's plan that `leaver_id` was named for to the successor.

    The caller writes the trail of the whole transfer; returns how many were moved.
    """
    found = await session.exec(select(PlanDuty).where(col(PlanDuty.officer_id) == leaver_id))
    rows = found.all()
    for row in rows:
        row.officer_id = successor_id
    await session.flush()
    return len(rows)
