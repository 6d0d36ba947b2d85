"""The run: what the planner decides is written, and each digest goes to the outbox.

Unique keys, not clocks, keep anything from being told twice; these rows only remember.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Date, func, text
from sqlalchemy import select as columns
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler import kinds
from scheduler.due import waiting
from scheduler.due.matters import Scene
from scheduler.due.rows import Office
from scheduler.reminders import planner, rows
from scheduler.reminders.digest import Digest, Remembered, key_of
from scheduler.reminders.planner import Memory
from storage.database import execute
from storage.models.round import Reminder
from storage.office import holidays
from storage.office.setting_aside import STRICT, Aside
from storage.plans import plans
from storage.prepared import Prepared, days_for, dialect_of, insert_into, listed
from storage.rules.clock import kst_date
from storage.rules.ladder import ASKED_FROM, sends_at
from storage.rules.people import Person
from storage.rules.terms import ReminderState
from storage.traffic import outbox_batches

LOCK = 7_402_120  # any fixed number: the name of this lock among PostgreSQL's advisory locks
TABLE = Reminder.__table__
KEY = ("kind", "subject", "subject_id", "officer_id", "due_on")
ALL = [TABLE.c[name] for name in Remembered._fields]
# In the words of the partial index: with a bound value SQLite would read years of reminders.
IS_PLANNED = text(f"reminder.state = '{ReminderState.PLANNED.value}'")


async def remind(session: AsyncSession, now: datetime, aside: Aside = STRICT) -> list[Digest]:
    """Puts today's digests into the outbox, as far as the hour allows; returns them.

    A matter or a person that raises is left out and put into `aside`; the others are told.
    """
    await _alone(session)
    calendar = await holidays.calendar(session)
    if not sends_at(now, calendar, ASKED_FROM):
        return []
    today = kst_date(now)
    office = await rows.office(session, today, aside=aside, calendar=calendar)
    scene = Scene(await _plans_begun(session, office, aside), today, aside)
    found = waiting.matters(scene)
    memory = await remembered(session, planner.days(scene, found))
    memory.had = await had_today(session, scene.people, today)
    done = planner.look(scene, found, memory, now)
    if done.changed:
        await _write(dialect_of(session)).each(session, [one._asdict() for one in done.changed])
    messages = [(one.chat_id, one.said, one.dedupe_key) for one in done.digests]
    await outbox_batches.put_each(session, messages, now=now)
    return list(done.digests)


async def had_today(session: AsyncSession, people: Sequence[Person], today: date) -> set[int]:
    """Who of these people had a digest today."""
    keys = {key_of(one.id, today): one.id for one in people}
    return {keys[key] for key in await outbox_batches.used(session, list(keys))}


async def _alone(session: AsyncSession) -> None:
    """Waits until no other replica reminds; ends with this transaction."""
    if dialect_of(session) == "postgresql":
        await execute(session, columns(func.pg_advisory_xact_lock(LOCK)))


async def _plans_begun(session: AsyncSession, office: Office, aside: Aside) -> Office:
    """Gives every department its empty plan of each round, so that buttons can name it."""
    rounds = []
    for row in office.rounds:
        lacking = [one.department_id for one in row.plans if one.plan_id is None]
        if lacking:
            await plans.begin(session, lacking, row.half)
            row = replace(row, plans=await rows.plan_rows(session, row.half, aside))
        rounds.append(row)
    return replace(office, rounds=rounds)


@cache
def _write(dialect: str) -> Prepared:
    """Writes a reminder as it has become; one that was dropped and is needed again is taken up."""
    made = insert_into(TABLE, dialect)
    again = {
        name: made.excluded[name] for name in Remembered._fields if name not in (*KEY, "rung")
    }
    upsert = made.on_conflict_do_update(index_elements=[*KEY, "rung"], set_=again)
    return Prepared(upsert, Remembered._fields)


async def remembered(session: AsyncSession, days: Collection[date]) -> Memory:
    """What was told before of what is due on these days, and what is planned."""
    dialect = dialect_of(session)
    missed = await _kept(session, _MISSED)
    given = {"days": days_for(dialect, {*days, *(one.due_on for one in missed)})}
    memory = Memory(planned=await _kept(session, _PLANNED), missed=missed)
    for *key, rung in await _heads(dialect).rows(session, given):
        memory.climbed(tuple(key), rung)
    for row in await _levels(dialect).rows(session, given):
        memory.escalated(Remembered(*row))
    return memory


_ROWS = columns(TABLE.c.id, *ALL)
_PLANNED = _ROWS.where(IS_PLANNED)
_MISSED = _ROWS.where(
    TABLE.c.kind == kinds.UNREACHABLE.name,
    TABLE.c.state.in_((ReminderState.PLANNED, ReminderState.SENT)),
)


async def _kept(session: AsyncSession, asked: Any) -> list[Remembered]:
    """In the order of their rows; asked for it, SQLite would read years of reminders."""
    found = await execute(session, asked)
    return [Remembered(*row) for _, *row in sorted(found, key=lambda row: row[0])]


@cache
def _heads(dialect: str) -> Prepared:
    """The newest rung of each chain of some due days; dropped rungs do not count."""
    key = [TABLE.c[name] for name in KEY]
    return Prepared(
        columns(*key, func.max(TABLE.c.rung))
        .where(
            TABLE.c.due_on.in_(listed(dialect, "days", Date)),
            TABLE.c.state != ReminderState.CANCELLED,
        )
        .group_by(*key)
    )


@cache
def _levels(dialect: str) -> Prepared:
    """The escalations that were told of matters silent since some days."""
    return Prepared(
        columns(*ALL).where(
            TABLE.c.kind == kinds.ESCALATION.name,
            TABLE.c.state == ReminderState.SENT,
            TABLE.c.due_on.in_(listed(dialect, "days", Date)),
        )
    )
