"""Who hands in a department's plan: the person named, else the first who can."""

from datetime import date

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Officer
from storage.models.round import PlanDuty
from storage.office import deputies, officers, posts
from storage.plans import texts
from storage.records.record_keeping import refuse_out_of_reach
from storage.rules import errors
from storage.rules.people import ACTIVE, rank, reachable, responsible
from storage.rules.permission import Action, may
from storage.rules.trail import Subject, Verb


async def named(session: AsyncSession) -> dict[int, int]:
    """Department numbers with the number of the person named for its plan."""
    return dict((await session.exec(select(PlanDuty.department_id, PlanDuty.officer_id))).all())


async def responsible_for(session: AsyncSession, department_id: int) -> Officer | None:
    """As `responsible`, read from the tables."""
    people = await posts.in_department(session, department_id)
    return responsible(department_id, await named(session), people)


async def receiver(
    session: AsyncSession, department_id: int, officer_id: int, today: date
) -> Officer | None:
    """Who is asked about something of a department: who wrote it while in the department, else
    who hands in its plan, or the deputy; a colleague when none of them can be reached."""
    writer = await officers.by_id(session, officer_id)
    if writer is None or writer.department_id != department_id or not reachable(writer):
        writer = None
    one = writer or await responsible_for(session, department_id)
    if one is None:
        return None
    deputy = await deputies.active_for(session, one.id, today)
    if deputy is not None and deputy.department_id == department_id and reachable(deputy):
        return deputy
    others = await posts.in_department(session, department_id)
    able = [other for other in others if may(other.role, Action.WRITE_PLAN)]
    return next(filter(reachable, [one, *sorted(able, key=rank)]), None)


async def assign(act: Act, department_id: int, officer_id: int) -> Officer:
    """담당자 변경: this colleague hands in the department's plan from now on.

    For people of the department and 총괄. Refusal for somebody of another department.
    """
    session = act.session
    await act.hold()
    refuse_out_of_reach(act.officer, department_id, Action.WRITE_PLAN)
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
    await act.log(
        Subject.PLAN_DUTY,
        department_id,
        Verb.CHANGE,
        before={"officer_id": before.id if before else None},
        after={"officer_id": officer_id},
    )
    return person
