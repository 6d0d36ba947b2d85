"""Reminders: a rung that has come is planned, and told in one digest a person and day.

`plan` writes the newest rung of every open matter; `claim_digests` looks at every matter again in
its own transaction, drops what is no longer needed, and puts one message for each person into
the outbox. Both may run at any time and any number of times: unique keys, not clocks, keep
anything from being told twice. The truth is the records; these rows only remember what was told.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, text
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.round import Reminder
from storage.prepared import dialect_of, insert_into
from storage.queries import escalations, holidays, matters, outbox, snoozing, unreachable
from storage.queries.matters import Key, Matter, Scene
from storage.queries.matters_of_records import of_records
from storage.queries.matters_of_rounds import of_rounds, plans_exist
from storage.reports import wording_reminder
from storage.reports.wording_reminder import Line
from storage.rules.clock import kst_date
from storage.rules.ladder import ASKED_FROM, SEND_FROM, Rung, sends_at
from storage.rules.terms import ReminderKind, ReminderState

snooze = snoozing.snooze
LOCK = 7_402_120  # any fixed number: the name of this lock among PostgreSQL's advisory locks
PLANNED, SENT = ReminderState.PLANNED.value, ReminderState.SENT.value
# In the words of the partial index: with a bound value SQLite would read years of reminders.
IS_PLANNED = text(f"reminder.state = '{PLANNED}'")
URGENCY = (
    ReminderKind.PLAN_DUE,
    ReminderKind.PLAN_CHECK,
    ReminderKind.OUTCOME_DUE,
    ReminderKind.EVENT_BEFORE,
    ReminderKind.EVENT_RESULT,
    ReminderKind.PROMISE_DUE,
    ReminderKind.CONTRACT_STAGE,
    ReminderKind.MOU_CONTACT,
    ReminderKind.MOU_EXPIRY,
    ReminderKind.ESCALATION,
    ReminderKind.UNREACHABLE,
    ReminderKind.ROUND_MILESTONE,
    ReminderKind.ROUND_OPEN,
)
"""The order of the lines in a digest; within a kind the earliest day comes first."""

DAY_ITSELF = (ReminderKind.EVENT_BEFORE, ReminderKind.MOU_EXPIRY, ReminderKind.ROUND_MILESTONE)
"""Told with the very day, worked or not, and not with the working day that it counts to."""


@dataclass(frozen=True)
class Digest:
    """One message as it was put into the outbox: when, to whom, and what it tells."""

    at: datetime
    officer_id: int
    chat_id: int
    text: str
    reminders: tuple[tuple[Key, int], ...]  # the key and the rung of each


async def open_matters(session: AsyncSession, scene: Scene) -> list[Matter]:
    """Everything that waits for somebody today, the line above and the office included."""
    found = [*await of_rounds(session, scene), *await of_records(session, scene)]
    found = [one for one in found if one.officer_id]
    found += await escalations.of_matters(session, scene, found)
    return found + await unreachable.of_matters(session, scene, found)


async def plan(session: AsyncSession, now: datetime) -> int:
    """Writes the rungs that have come since the last call; returns how many."""
    await _alone(session)
    scene = await matters.scene(session, kst_date(now))
    await plans_exist(session, scene.today)
    await unreachable.settle(session, scene)
    return await _plan(session, scene, await open_matters(session, scene), now)


async def claim_digests(session: AsyncSession, now: datetime) -> list[Digest]:
    """Puts today's digests into the outbox, as far as the hour allows; returns them.

    Nothing on days off, before 09:30, over lunch or after 18:00; from 09:00 for those who asked
    for nine o'clock. Who had a digest today gets the rest on the next working day.
    """
    await _alone(session)
    if not sends_at(now, await holidays.calendar(session), ASKED_FROM):
        return []
    scene = await matters.scene(session, kst_date(now))
    return await _claim(session, scene, await open_matters(session, scene), now)


async def remind(session: AsyncSession, now: datetime) -> list[Digest]:
    """`plan` and `claim_digests` in one, for the tick: one look at the office serves both."""
    await _alone(session)
    if not sends_at(now, await holidays.calendar(session), ASKED_FROM):
        return []
    scene = await matters.scene(session, kst_date(now))
    await plans_exist(session, scene.today)
    await unreachable.settle(session, scene)
    found = await open_matters(session, scene)
    await _plan(session, scene, found, now)
    return await _claim(session, scene, found, now)


async def _alone(session: AsyncSession) -> None:
    """Waits until no other replica plans or claims; ends with this transaction."""
    if session.get_bind().dialect.name == "postgresql":
        await session.exec(select(func.pg_advisory_xact_lock(LOCK)))


async def _plan(
    session: AsyncSession, scene: Scene, found: Sequence[Matter], now: datetime
) -> int:
    known = await _heads(session, {one.due_on for one in found})
    rows = []
    for matter in found:
        rung = _rung(matter, scene, known.get(matter.chain))
        if rung is not None:
            kind, subject, number, officer_id, due_on = matter.key
            rows.append(
                {
                    "kind": kind,
                    "subject": subject,
                    "subject_id": number,
                    "officer_id": officer_id,
                    "due_on": due_on,
                    "rung": rung.number,
                    "state": PLANNED,
                    "late": rung.late,
                    "planned_at": now,
                }
            )
    if rows:
        await session.exec(_once(session), params=rows)
    return len(rows)


def _once(session: AsyncSession) -> Any:
    """Inserts a rung, or takes up one that was dropped when nobody needed it."""
    made = insert_into(Reminder, dialect_of(session))
    again = {name: made.excluded[name] for name in ("state", "late", "planned_at")}
    return made.on_conflict_do_update(
        index_elements=["kind", "subject", "subject_id", "officer_id", "rung", "due_on"],
        set_=again,
        where=col(Reminder.state) == ReminderState.CANCELLED.value,
    )


def _rung(matter: Matter, scene: Scene, after: int | None) -> Rung | None:
    if matter.level:
        new = after is None or after < matter.level
        return Rung(matter.level, scene.today, late=False) if new else None
    return scene.newest(matter, after)


async def _heads(session: AsyncSession, days: set[date]) -> dict[Key, int]:
    """The newest rung of every chain, whoever answered for it; dropped rungs do not count."""
    asked: Any = columns(
        col(Reminder.kind),
        col(Reminder.subject),
        col(Reminder.subject_id),
        col(Reminder.officer_id),
        col(Reminder.due_on),
        col(Reminder.rung),
    ).where(
        col(Reminder.due_on).in_(days),
        col(Reminder.state) != ReminderState.CANCELLED.value,
    )
    found = await session.exec(asked)
    heads: dict[Key, int] = {}
    for kind, subject, number, officer_id, due_on, rung in found.all():
        for person in (0, officer_id):
            chain = (kind, subject, number, person, due_on)
            heads[chain] = max(rung, heads.get(chain, rung))
    return heads


async def _claim(
    session: AsyncSession, scene: Scene, found: Sequence[Matter], now: datetime
) -> list[Digest]:
    open_now = {one.key: one for one in found}
    planned = await session.exec(
        select(Reminder)
        .where(IS_PLANNED)
        .order_by(col(Reminder.id))
        .execution_options(populate_existing=True)
    )
    chains: dict[Key, list[Reminder]] = defaultdict(list)
    for row in planned.all():
        key = (row.kind, row.subject, row.subject_id, row.officer_id, row.due_on)
        if key in open_now:
            chains[key].append(row)
        else:
            row.state = ReminderState.CANCELLED.value
    newest = [_newest(rows, now) for rows in chains.values()]
    waiting = [row for row in newest if row is not None]
    by_person: dict[int, list[Reminder]] = defaultdict(list)
    for row in waiting:
        who = scene.told(row.officer_id)
        if who is not None:
            by_person[who.id or 0].append(row)
    digests = []
    for officer_id, rows in by_person.items():
        made = await _digest(session, scene, scene.by_id[officer_id], rows, open_now, now)
        digests += [made] if made else []
    await session.flush()
    return digests


def _newest(rows: list[Reminder], now: datetime) -> Reminder | None:
    """The newest rung of a chain, the others set aside; None while the chain is snoozed."""
    if any(row.snoozed_until and row.snoozed_until > now for row in rows):
        return None
    rows = sorted(rows, key=lambda row: row.rung)
    for row in rows[:-1]:
        row.state = ReminderState.SUPERSEDED.value
        rows[-1].snoozed_until = rows[-1].snoozed_until or row.snoozed_until
    return rows[-1]


async def _digest(
    session: AsyncSession,
    scene: Scene,
    who: Officer,
    rows: list[Reminder],
    open_now: dict[Key, Matter],
    now: datetime,
) -> Digest | None:
    """One person's digest, unless it is too early for them or they had one today."""
    asked = any(row.snoozed_until for row in rows)
    if not (asked or sends_at(now, scene.calendar, SEND_FROM)):
        return None
    keys = {
        row.id: (row.kind, row.subject, row.subject_id, row.officer_id, row.due_on) for row in rows
    }
    told = [(row, open_now[keys[row.id]]) for row in rows]
    told.sort(key=lambda one: (URGENCY.index(one[1].kind), one[1].due_on, one[1].subject_id))
    lines = [_line(scene, matter, row, who) for row, matter in told]
    text = wording_reminder.digest_text(scene.today, lines)
    payload: dict[str, Any] = {"text": text, "parse_mode": "HTML"}
    keyboard = wording_reminder.keyboard(scene.today, lines)
    if keyboard:
        payload["reply_markup"] = keyboard
    chat = who.telegram_id or 0
    key = f"digest:{who.id}:{scene.today.isoformat()}"
    if not await outbox.put(session, chat, "message", payload, now=now, dedupe_key=key):
        return None
    for row in rows:
        row.state, row.sent_at, row.told_id = SENT, now, who.id
        row.snoozed_until = None
    return Digest(now, who.id or 0, chat, text, tuple((keys[row.id], row.rung) for row, _ in told))


def _line(scene: Scene, matter: Matter, row: Reminder, who: Officer) -> Line:
    due = matter.ladder.day_of(0, matter.due_on, scene.calendar)
    if matter.kind in DAY_ITSELF:
        due = matter.due_on
    principal = scene.by_id[row.officer_id]
    waited = kst_date(row.planned_at) < scene.today and row.snoozed_until is None
    return Line(
        kind=matter.kind,
        subject_id=matter.subject_id,
        title=matter.title,
        department=matter.department,
        due=due,
        left=scene.calendar.workdays_between(scene.today, due),
        late=row.late or waited,
        instead_of="" if principal.id == who.id else principal.name,
        count=matter.count,
        plan_state=matter.plan_state,
        has_items=matter.has_items,
        half=matter.half,
        stage=matter.stage,
        about=matter.about,
        named=matter.named,
        snoozes=snoozing.may_snooze(matter, scene),
    )
