"""People whom no message reaches: the office is told once, a colleague gets their reminders."""

from collections.abc import Sequence

from sqlalchemy import bindparam, or_, update
from sqlalchemy import select as columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler import kinds
from scheduler.due.matters import Matter, Scene
from storage.models.office import Department
from storage.models.round import Reminder
from storage.office.officers import reachable
from storage.prepared import Prepared
from storage.rules.terms import ReminderState

LIVE = (ReminderState.PLANNED, ReminderState.SENT)
TABLE = Reminder.__table__
_MISSED = Prepared(
    columns(TABLE.c.id, TABLE.c.subject_id, TABLE.c.due_on)
    .where(
        TABLE.c.kind == kinds.UNREACHABLE.name,
        or_(*(TABLE.c.state == state for state in LIVE)),
    )
    .order_by(TABLE.c.id)
)
_NAMES = Prepared(columns(col(Department.id), col(Department.name)))
_SETTLE = Prepared(
    update(TABLE).where(TABLE.c.id == bindparam("row")).values(state=ReminderState.SUPERSEDED)
)


async def of_matters(
    session: AsyncSession, scene: Scene, matters: Sequence[Matter]
) -> list[Matter]:
    """For each person of the office: who answers for one of these matters and is cut off."""
    wanted = {one.officer_id for one in matters}
    lost = [one for one in scene.people if one.id in wanted and not reachable(one)]
    if not lost:
        return []
    since = {number: day for _, number, day in await _MISSED.rows(session, {})}
    names = {number: name for number, name in await _NAMES.rows(session, {})}
    return [
        Matter(
            kind=kinds.UNREACHABLE,
            subject="officer",
            subject_id=person.id,
            officer_id=one.id,
            due_on=since.get(person.id, scene.today),
            ladder=kinds.UNREACHABLE.ladder,
            opened_on=since.get(person.id, scene.today),
            title=person.name,
            department_id=person.department_id,
            department=names.get(person.department_id, ""),
        )
        for person in lost
        for one in scene.office
        if one.id != person.id
    ]


async def settle(session: AsyncSession, scene: Scene) -> None:
    """Who can be reached again starts with a clean slate: a next time is told anew."""
    over = []
    for row, number, _ in await _MISSED.rows(session, {}):
        person = scene.by_id.get(number)
        if person is None or reachable(person):
            over.append({"row": row})
    if over:
        await _SETTLE.each(session, over)
