"""People whom no message reaches: the office is told once, a colleague gets their reminders."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Department
from storage.models.round import Reminder
from storage.queries.matters import Matter, Scene
from storage.queries.officers import reachable
from storage.rules.ladder import ONCE
from storage.rules.terms import ReminderKind, ReminderState

LIVE = (ReminderState.PLANNED.value, ReminderState.SENT.value)


async def of_matters(
    session: AsyncSession, scene: Scene, matters: Sequence[Matter]
) -> list[Matter]:
    """For each person of the office: who answers for one of these matters and is cut off."""
    wanted = {one.officer_id for one in matters}
    lost = [one for one in scene.people if one.id in wanted and not reachable(one)]
    if not lost:
        return []
    since = await _since(session)
    found = await session.exec(select(Department.id, Department.name))
    names = dict(found.all())
    return [
        Matter(
            kind=ReminderKind.UNREACHABLE,
            subject="officer",
            subject_id=person.id or 0,
            officer_id=one.id or 0,
            due_on=since.get(person.id or 0, scene.today),
            ladder=ONCE,
            opened_on=since.get(person.id or 0, scene.today),
            title=person.name,
            department_id=person.department_id,
            department=names.get(person.department_id, ""),
            each=True,
        )
        for person in lost
        for one in scene.office
        if one.id != person.id
    ]


async def settle(session: AsyncSession, scene: Scene) -> None:
    """Who can be reached again starts with a clean slate: a next time is told anew."""
    for row in await _rows(session):
        person = scene.by_id.get(row.subject_id)
        if person is None or reachable(person):
            row.state = ReminderState.SUPERSEDED.value
    await session.flush()


async def _since(session: AsyncSession) -> dict[int, date]:
    """The day on which each person was first missed this time."""
    return {row.subject_id: row.due_on for row in await _rows(session)}


async def _rows(session: AsyncSession) -> list[Reminder]:
    found = await session.exec(
        select(Reminder).where(
            col(Reminder.kind) == ReminderKind.UNREACHABLE.value, col(Reminder.state).in_(LIVE)
        )
    )
    return list(found.all())
