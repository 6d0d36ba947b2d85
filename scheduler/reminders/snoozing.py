"""‘내일 09시에 다시’: told again on the next working day, never past the due day."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select, update

from scheduler.kinds import KINDS
from scheduler.reminders import texts
from scheduler.reminders.digest import may_snooze
from storage.act import Act
from storage.models.base import UtcTime
from storage.models.round import Reminder
from storage.office import holidays
from storage.prepared import Prepared
from storage.rules import errors, hours
from storage.rules.clock import kst_date
from storage.rules.ladder import tomorrow_at
from storage.rules.terms import ReminderState

TABLE = Reminder.__table__
_TOLD = Prepared(
    select(TABLE.c.id, TABLE.c.kind, TABLE.c.due_on, TABLE.c.sent_at)
    .where(
        TABLE.c.told_id == bindparam("told"),
        TABLE.c.state == ReminderState.SENT,
        TABLE.c.sent_at > bindparam("since", type_=UtcTime),
    )
    .order_by(TABLE.c.id)
)
_PUT_OFF = Prepared(
    update(TABLE)
    .where(TABLE.c.id == bindparam("row"))
    .values(state=ReminderState.PLANNED, snoozed_until=bindparam("until", type_=UtcTime))
)


async def snooze(act: Act, day: date) -> datetime:
    """Puts off what this person was told on `day` to the next working day, at their own hour or
    at nine.

    Only what is due then or later is put off; until then nothing of it is told, the regular rung
    included. Returns that moment. Refusal when the button is of another day or nothing may wait.
    """
    session = act.session
    today = kst_date(act.now)
    await session.flush()
    told = {"told": act.officer.id, "since": act.now - timedelta(days=1)}
    found = await _TOLD.rows(session, told)
    rows = [(row, kind, due) for row, kind, due, at in found if kst_date(at) == day == today]
    if not rows:
        raise errors.Refusal(texts.SNOOZE_NOTHING)
    calendar = await holidays.calendar(session)
    late = [row for row, kind, due in rows if may_snooze(KINDS.named(kind), due, today, calendar)]
    if not late:
        raise errors.Refusal(texts.SNOOZE_LATE)
    until = tomorrow_at(hours.read(act.officer.settings).again, today, calendar)
    await _PUT_OFF.each(session, [{"row": row, "until": until} for row in late])
    return until
