"""Who hands in a department's plan: the person named, else the first who can."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit, texts
from storage.models.office import Officer
from storage.models.round import PlanDuty
from storage.office import officers
from storage.office.officers import Someone
from storage.records.record_keeping import refuse_out_of_reach
from storage.rules import errors
from storage.rules.permission import Action
from storage.rules.terms import Role

SUBJECT = "plan_duty"
ORDER = (Role.STAFF, Role.SENIOR, Role.LEAD, Role.HEAD, Role.OFFICE, Role.ADMIN)
"""Who answers for a plan when nobody is named: the officer in charge first."""

_PLACES = {role: place for place, role in enumerate(ORDER)}
P = TypeVar("P", bound=Someone)


def rank(officer: Someone) -> tuple[int, int]:
    """Sorts people as they are asked for a plan when nobody is named: readers last."""
    return _PLACES.get(officer.role, len(ORDER)), officer.id


def able(officer: Someone) -> bool:
    """Whether somebody of this role can answer for a plan at all."""
    return officer.role in _PLACES


async def named(session: AsyncSession) -> dict[int, int]:
    """Department numbers with the number of the person named for its plan."""
    return dict((await session.exec(select(PlanDuty.department_id, PlanDuty.officer_id))).all())


def responsible(department_id: int, named_by: Mapping[int, int], people: Sequence[P]) -> P | None:
    """Who answers for a department's plan among the active `people`; None when nobody is there."""
    own = [one for one in people if one.department_id == department_id]
    chosen = next((one for one in own if one.id == named_by.get(department_id)), None)
    return chosen or min(filter(able, own), key=rank, default=None)


async def responsible_for(session: AsyncSession, department_id: int) -> Officer | None:
    """As `responsible`, read from the tables."""
    people = await officers.in_department(session, department_id)
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
    fits = person is not None and person.state == officers.ACTIVE
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
