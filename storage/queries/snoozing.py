"""‘내일 09시’: told again on the next working day, never past the due day."""

from datetime import date, datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.round import Reminder
from storage.queries import holidays, texts
from storage.queries.matters import Matter, Scene
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.ladder import tomorrow_at_nine
from storage.rules.terms import ReminderKind, ReminderState
from storage.rules.workday import Calendar

NEVER = (
    ReminderKind.ESCALATION,
    ReminderKind.ROUND_OPEN,
    ReminderKind.ROUND_MILESTONE,
    ReminderKind.UNREACHABLE,
)
"""Told once for knowledge: there is nothing to put off."""


def may_snooze(matter: Matter, scene: Scene) -> bool:
    """Whether the next working day is still no later than the matter's due day."""
    return _may(matter.kind, matter.due_on, scene.today, scene.calendar)


async def snooze(session: AsyncSession, officer: Officer, day: date, *, now: datetime) -> datetime:
    """Puts off what this person was told on `day` to nine o'clock of the next working day.

    Only what is due then or later is put off; until then nothing of it is told, the regular rung
    included. Returns that moment. Refusal when the button is of another day or nothing may wait.
    """
    today = kst_date(now)
    found = await session.exec(
        select(Reminder).where(
            col(Reminder.told_id) == officer.id,
            col(Reminder.state) == ReminderState.SENT.value,
            col(Reminder.sent_at) > now - timedelta(days=1),
        )
    )
    rows = [row for row in found.all() if row.sent_at and kst_date(row.sent_at) == day == today]
    if not rows:
        raise errors.Refusal(texts.SNOOZE_NOTHING)
    calendar = await holidays.calendar(session)
    late = [row for row in rows if _may(ReminderKind(row.kind), row.due_on, today, calendar)]
    if not late:
        raise errors.Refusal(texts.SNOOZE_LATE)
    until = tomorrow_at_nine(today, calendar)
    for row in late:
        row.state, row.snoozed_until = ReminderState.PLANNED.value, until
    await session.flush()
    return until


def _may(kind: ReminderKind, due: date, today: date, calendar: Calendar) -> bool:
    last = due if kind is ReminderKind.EVENT_BEFORE else calendar.next_workday(due)
    return kind not in NEVER and calendar.add_workdays(today, 1) <= last
