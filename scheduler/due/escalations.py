"""A matter left lying is told to the line above, softly and slowly; any work on it starts anew."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache

from sqlalchemy import Date, func
from sqlalchemy import select as columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler import kinds
from scheduler.due.matters import Key, Matter, Scene
from storage.models.round import Reminder
from storage.prepared import Prepared, days_for, dialect_of, listed
from storage.rules.clock import kst_date
from storage.rules.terms import ReminderState

STEP = 3
"""Working days of silence before the line above is told, and again before the next above."""
Told = Mapping[tuple[str, int, date], Mapping[int, date]]


async def of_matters(
    session: AsyncSession, scene: Scene, matters: Sequence[Matter]
) -> list[Matter]:
    """The escalations of these matters that are called for today: 팀장 first, 과장 after.

    The clock starts on the due day or, if later, on the day of the last work. A level comes only
    after the one below was told, so there is never more than one a day for a matter.
    """
    silent = []
    for matter in matters:
        with scene.aside.each(matter.subject, matter.subject_id):
            start = _start(scene, matter)
            if start and scene.calendar.workdays_between(start, scene.today) >= STEP:
                silent.append((matter, start))
    if not silent:
        return []
    told = await _told(session, {start for _, start in silent})
    made: dict[Key, Matter] = {}
    for matter, start in silent:
        days = told.get((matter.kind.name, matter.subject_id, start), {})
        with scene.aside.each("escalation", matter.subject_id):
            one = _next_level(scene, matter, start, days)
            if one is not None:
                made.setdefault(one.key, one)  # once, though several hold the same plan
    return list(made.values())


def _next_level(
    scene: Scene, matter: Matter, start: date, days: Mapping[int, date]
) -> Matter | None:
    """The next of the line above who is called for today; `days` says when each was told."""
    line = scene.above(matter.department_id, matter.officer_id)
    for level, superior in enumerate(line, start=1):
        came = days.get(level)
        if came is None:
            return _escalation(scene, matter, superior.id, level, start)
        if scene.calendar.workdays_between(came, scene.today) < STEP:
            return None
    return None


def _start(scene: Scene, matter: Matter) -> date | None:
    """The day from which silence is counted; None for what is not overdue or never escalates."""
    due = scene.calendar.next_workday(matter.due_on)
    if matter.touched_on is None or scene.today <= due:
        return None
    return max(due, matter.touched_on)


def _escalation(scene: Scene, matter: Matter, superior: int, level: int, start: date) -> Matter:
    person = scene.by_id.get(matter.officer_id)
    return Matter(
        kind=kinds.ESCALATION,
        subject=matter.kind.name,
        subject_id=matter.subject_id,
        officer_id=superior,
        due_on=start,
        ladder=kinds.ESCALATION.ladder,
        opened_on=start,
        title=matter.title,
        department_id=matter.department_id,
        department=matter.department,
        half=matter.half,
        level=level,
        about=matter.kind,
        named=person.name if person else "",
    )


_MATTER = (
    col(Reminder.subject),
    col(Reminder.subject_id),
    col(Reminder.due_on),
    col(Reminder.rung),
)


@cache
def _levels(dialect: str) -> Prepared:
    return Prepared(
        columns(*_MATTER, func.max(col(Reminder.sent_at)))
        .where(
            col(Reminder.kind) == kinds.ESCALATION.name,
            col(Reminder.state) == ReminderState.SENT,
            col(Reminder.due_on).in_(listed(dialect, "starts", Date)),
        )
        .group_by(*_MATTER)
    )


async def _told(
    session: AsyncSession, starts: Collection[date]
) -> dict[tuple[str, int, date], dict[int, date]]:
    """When each level of each escalation was told: by matter and start of its clock."""
    dialect = dialect_of(session)
    given = {"starts": days_for(dialect, starts)}
    found: dict[tuple[str, int, date], dict[int, date]] = {}
    for subject, number, start, level, at in await _levels(dialect).rows(session, given):
        found.setdefault((subject, number, start), {})[level] = kst_date(at)
    return found
