"""Reminders: a rung that has come is planned, and told in one digest a person and day.

`plan` writes the newest rung of every open matter; `claim_digests` looks at every matter again in
its own transaction, drops what is no longer needed, and puts one message for each person into
the outbox. Both may run at any time and any number of times: unique keys, not clocks, keep
anything from being told twice. The truth is the records; these rows only remember what was told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Date, bindparam, func, text, update
from sqlalchemy import select as columns
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.base import UtcTime
from storage.models.round import Reminder
from storage.prepared import Prepared, days_for, dialect_of, insert_into, listed
from storage.queries.collecting import escalations, matters, snoozing, unreachable
from storage.queries.collecting.matters import Key, Matter, Scene
from storage.queries.collecting.matters_of_records import of_records
from storage.queries.collecting.matters_of_rounds import of_rounds, plans_exist
from storage.queries.office import holidays
from storage.queries.office.officers import Person
from storage.queries.traffic import outbox_batches
from storage.reports import wording_reminder
from storage.reports.wording_reminder import Line
from storage.rules.clock import kst_date
from storage.rules.ladder import ASKED_FROM, SEND_FROM, Rung, sends_at
from storage.rules.terms import ReminderKind, ReminderState

snooze = snoozing.snooze
LOCK = 7_402_120  # any fixed number: the name of this lock among PostgreSQL's advisory locks
PLANNED, SENT = ReminderState.PLANNED.value, ReminderState.SENT.value
TABLE = Reminder.__table__  # type: ignore[attr-defined]  # SQLModel gives each table class one
# In the words of the partial index: with a bound value SQLite would read years of reminders.
IS_PLANNED = text(f"reminder.state = '{PLANNED}'")
_KEY = ("kind", "subject", "subject_id", "officer_id", "due_on")
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


class Planned(NamedTuple):
    """A rung that has come and was not told yet."""

    id: int
    kind: str
    subject: str
    subject_id: int
    officer_id: int
    due_on: date
    rung: int
    late: bool
    snoozed_until: datetime | None
    planned_at: datetime

    @property
    def key(self) -> Key:
        """Of the matter that it is a rung of."""
        return self[1:6]


_ROW = TABLE.c.id == bindparam("row")
# Asked for an order, SQLite would read years of reminders once more.
_PLANNED = Prepared(columns(*(TABLE.c[name] for name in Planned._fields)).where(IS_PLANNED))
_BECOME = Prepared(update(TABLE).where(_ROW).values(state=bindparam("becomes")))
_PUT_OFF = Prepared(
    update(TABLE).where(_ROW).values(snoozed_until=bindparam("until", type_=UtcTime))
)
_SEND = Prepared(
    update(TABLE)
    .where(_ROW)
    .values(
        state=SENT,
        sent_at=bindparam("now", type_=UtcTime),
        told_id=bindparam("told"),
        snoozed_until=None,
    )
)


async def open_matters(session: AsyncSession, scene: Scene) -> list[Matter]:
    """Everything that waits for somebody today, the line above and the office included."""
    found = [*await of_rounds(session, scene), *await of_records(session, scene)]
    found = [one for one in found if one.officer_id]
    found += await escalations.of_matters(session, scene, found)
    return found + await unreachable.of_matters(session, scene, found)


async def plan(session: AsyncSession, now: datetime) -> int:
    """Writes the rungs that have come since the last call; returns how many."""
    await _alone(session)
    scene = await matters.scene(session, kst_date(now), await holidays.calendar(session))
    await plans_exist(session, scene.today)
    await unreachable.settle(session, scene)
    return await _plan(session, scene, await open_matters(session, scene), now)


async def claim_digests(session: AsyncSession, now: datetime) -> list[Digest]:
    """Puts today's digests into the outbox, as far as the hour allows; returns them.

    Nothing on days off, before 09:30, over lunch or after 18:00; from 09:00 for those who asked
    for nine o'clock. Who had a digest today gets the rest on the next working day.
    """
    await _alone(session)
    calendar = await holidays.calendar(session)
    if not sends_at(now, calendar, ASKED_FROM):
        return []
    scene = await matters.scene(session, kst_date(now), calendar)
    return await _claim(session, scene, await open_matters(session, scene), now)


async def remind(session: AsyncSession, now: datetime) -> list[Digest]:
    """`plan` and `claim_digests` in one, for the tick: one look at the office serves both."""
    await _alone(session)
    calendar = await holidays.calendar(session)
    if not sends_at(now, calendar, ASKED_FROM):
        return []
    scene = await matters.scene(session, kst_date(now), calendar)
    await plans_exist(session, scene.today)
    await unreachable.settle(session, scene)
    found = await open_matters(session, scene)
    await _plan(session, scene, found, now)
    return await _claim(session, scene, found, now)


async def _alone(session: AsyncSession) -> None:
    """Waits until no other replica plans or claims; ends with this transaction."""
    if session.get_bind().dialect.name == "postgresql":
        await execute(session, columns(func.pg_advisory_xact_lock(LOCK)))


async def _plan(
    session: AsyncSession, scene: Scene, found: Sequence[Matter], now: datetime
) -> int:
    come = [(one, rung) for one in found if (rung := _rung(one, scene)) is not None]
    known = await _heads(session, {one.due_on for one, _ in come})
    rows = []
    for matter, newest in come:
        after = known.get(matter.chain)
        behind = after is None or after < newest.number
        rung = _rung(matter, scene, after) if behind else None
        if rung is not None:
            told = {"rung": rung.number, "state": PLANNED, "late": rung.late, "planned_at": now}
            rows.append(dict(zip(_KEY, matter.key, strict=True)) | told)
    if rows:
        await _once(dialect_of(session)).each(session, rows)
    return len(rows)


@cache
def _once(dialect: str) -> Prepared:
    """Inserts a rung, or takes up one that was dropped when nobody needed it."""
    made = insert_into(TABLE, dialect)
    again = {name: made.excluded[name] for name in ("state", "late", "planned_at")}
    upsert = made.on_conflict_do_update(
        index_elements=[*_KEY, "rung"],
        set_=again,
        where=TABLE.c.state == ReminderState.CANCELLED.value,
    )
    return Prepared(upsert, (*_KEY, "rung", "state", "late", "planned_at"))


def _rung(matter: Matter, scene: Scene, after: int | None = None) -> Rung | None:
    """The newest rung that has come, later than `after`; an escalation has come with its level."""
    if matter.level:
        return Rung(matter.level, scene.today, late=False)
    return scene.newest(matter, after)


@cache
def _newest_rungs(dialect: str) -> Prepared:
    """The newest rung of each chain of some due days, whoever answered for it."""
    days = listed(dialect, "days", Date)
    key = [TABLE.c[name] for name in _KEY]
    return Prepared(
        columns(*key, func.max(TABLE.c.rung))
        .where(TABLE.c.due_on.in_(days), TABLE.c.state != ReminderState.CANCELLED.value)
        .group_by(*key)
    )


async def _heads(session: AsyncSession, days: set[date]) -> dict[Key, int]:
    """The newest rung of every chain, whoever answered for it; dropped rungs do not count."""
    dialect = dialect_of(session)
    given = {"days": days_for(dialect, days)}
    heads: dict[Key, int] = {}
    for kind, subject, number, officer_id, due_on, rung in (
        await _newest_rungs(dialect).rows(session, given) if days else ()
    ):
        for person in (0, officer_id):
            chain = (kind, subject, number, person, due_on)
            heads[chain] = max(rung, heads.get(chain, rung))
    return heads


async def _claim(
    session: AsyncSession, scene: Scene, found: Sequence[Matter], now: datetime
) -> list[Digest]:
    open_now = {one.key: one for one in found}
    chains: dict[Key, list[Planned]] = defaultdict(list)
    dropped = []
    planned = [Planned(*row) for row in await _PLANNED.rows(session, {})]
    for row in sorted(planned, key=lambda row: row.id):
        if row.key in open_now:
            chains[row.key].append(row)
        else:
            dropped.append(row)
    await _become(session, ReminderState.CANCELLED, dropped)
    by_person: dict[int, list[Planned]] = defaultdict(list)
    for waiting in await _newest(session, chains.values(), now):
        who = scene.told(waiting.officer_id)
        if who is not None:
            by_person[who.id].append(waiting)
    return await _tell(session, scene, by_person, open_now, now)


async def _become(session: AsyncSession, state: ReminderState, rows: Sequence[Planned]) -> None:
    if rows:
        await _BECOME.each(session, [{"row": row.id, "becomes": state.value} for row in rows])


async def _newest(
    session: AsyncSession, chains: Iterable[list[Planned]], now: datetime
) -> list[Planned]:
    """The newest rung of each chain, the others set aside; none of a chain that is snoozed."""
    waiting, passed, asked = [], [], []
    for rows in chains:
        puts_off = [row.snoozed_until for row in rows if row.snoozed_until]
        if puts_off and max(puts_off) > now:
            continue
        *older, newest = sorted(rows, key=lambda row: row.rung)
        passed += older
        if puts_off and newest.snoozed_until is None:
            newest = newest._replace(snoozed_until=puts_off[0])
            asked.append({"row": newest.id, "until": puts_off[0]})
        waiting.append(newest)
    await _become(session, ReminderState.SUPERSEDED, passed)
    if asked:
        await _PUT_OFF.each(session, asked)
    return waiting


async def _tell(
    session: AsyncSession,
    scene: Scene,
    by_person: Mapping[int, list[Planned]],
    open_now: dict[Key, Matter],
    now: datetime,
) -> list[Digest]:
    """Each person's digest, unless it is too early for them or they had one today.

    No other replica tells meanwhile (`_alone`), so what is unused stays so until it is written.
    """
    keys = {number: f"digest:{number}:{scene.today.isoformat()}" for number in by_person}
    had = await outbox_batches.used(session, list(keys.values()))
    all_may = sends_at(now, scene.calendar, SEND_FROM)
    digests, messages, sent = [], [], []
    for number, rows in by_person.items():
        asked = any(row.snoozed_until for row in rows)
        if keys[number] in had or not (asked or all_may):
            continue
        digest, payload = _digest(scene, scene.by_id[number], rows, open_now, now)
        digests.append(digest)
        messages.append((digest.chat_id, payload, keys[number]))
        sent += [{"row": row.id, "now": now, "told": number} for row in rows]
    await outbox_batches.put_each(session, messages, now=now)
    if sent:
        await _SEND.each(session, sent)
    return digests


def _digest(
    scene: Scene, who: Person, rows: list[Planned], open_now: dict[Key, Matter], now: datetime
) -> tuple[Digest, dict[str, Any]]:
    """One person's digest, and the message that it is."""
    told = [(row, open_now[row.key]) for row in rows]
    told.sort(key=lambda one: (URGENCY.index(one[1].kind), one[1].due_on, one[1].subject_id))
    lines = [_line(scene, matter, row, who) for row, matter in told]
    words = wording_reminder.digest_text(scene.today, lines)
    payload: dict[str, Any] = {"text": words, "parse_mode": "HTML"}
    keyboard = wording_reminder.keyboard(scene.today, lines)
    if keyboard:
        payload["reply_markup"] = keyboard
    keys = tuple((row.key, row.rung) for row, _ in told)
    return Digest(now, who.id, who.telegram_id or 0, words, keys), payload


def _line(scene: Scene, matter: Matter, row: Planned, who: Person) -> Line:
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
