"""Reminders: a rung that has come is planned, and told in one digest a person and day.

`plan` writes the newest rung of every open matter; `claim_digests` looks at every matter again in
its own transaction, drops what is no longer needed, and puts one message for each person into
the outbox. Both may run at any time and any number of times: unique keys, not clocks, keep
anything from being told twice. The truth is the records; these rows only remember what was told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import Date, bindparam, func, text, update
from sqlalchemy import select as columns
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due import escalations, matters, unreachable
from scheduler.due.matters import Key, Matter, Scene
from scheduler.due.of_records import of_records
from scheduler.due.of_rounds import of_rounds, plans_exist
from scheduler.reminders import digest, snoozing
from scheduler.reminders.digest import Digest, Planned
from storage.database import execute
from storage.models.base import UtcTime
from storage.models.round import Reminder
from storage.office import holidays
from storage.office.setting_aside import Aside
from storage.prepared import Prepared, days_for, dialect_of, insert_into, listed
from storage.rules.clock import kst_date
from storage.rules.ladder import ASKED_FROM, SEND_FROM, Rung, sends_at
from storage.rules.terms import ReminderState
from storage.traffic import outbox_batches

snooze = snoozing.snooze
LOCK = 7_402_120  # any fixed number: the name of this lock among PostgreSQL's advisory locks
PLANNED, SENT = ReminderState.PLANNED, ReminderState.SENT
TABLE = Reminder.__table__
# In the words of the partial index: with a bound value SQLite would read years of reminders.
IS_PLANNED = text(f"reminder.state = '{PLANNED}'")
_KEY = ("kind", "subject", "subject_id", "officer_id", "due_on")
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
    """Everything that waits for somebody today, the line above and the office included.

    What raises while it is looked for is set aside (`scene.aside`).
    """
    found = [*await of_rounds(session, scene), *await of_records(session, scene)]
    found = [one for one in found if one.officer_id]
    for more in (escalations.of_matters, unreachable.of_matters):
        async with scene.aside.step(session, more.__module__.rpartition(".")[2]):
            found += await more(session, scene, found)
    return found


async def plan(session: AsyncSession, now: datetime) -> int:
    """Writes the rungs that have come since the last call; returns how many."""
    await _alone(session)
    scene = await matters.scene(session, kst_date(now), await holidays.calendar(session))
    await plans_exist(session, scene.today, scene.aside)
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


async def remind(session: AsyncSession, now: datetime, aside: Aside | None = None) -> list[Digest]:
    """`plan` and `claim_digests` in one, for the tick: one look at the office serves both.

    A matter or a person that raises is left out and put into `aside`; the others are told.
    """
    await _alone(session)
    calendar = await holidays.calendar(session)
    if not sends_at(now, calendar, ASKED_FROM):
        return []
    scene = await matters.scene(session, kst_date(now), calendar, aside)
    await plans_exist(session, scene.today, scene.aside)
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
    come = []
    for one in found:
        with scene.aside.each(one.subject, one.subject_id):
            if (newest := _rung(one, scene)) is not None:
                come.append((one, newest))
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
        where=TABLE.c.state == ReminderState.CANCELLED,
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
        .where(TABLE.c.due_on.in_(days), TABLE.c.state != ReminderState.CANCELLED)
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
    told, messages, sent = [], [], []
    for number, rows in by_person.items():
        asked = any(row.snoozed_until for row in rows)
        if keys[number] in had or not (asked or all_may):
            continue
        with scene.aside.each("officer", number):
            made = digest.compose(scene, scene.by_id[number], rows, open_now, now)
            if made is not None:
                told.append(made)
                messages.append((made.chat_id, made.said, keys[number]))
                sent += [{"row": row, "now": now, "told": number} for row in made.rows]
    await outbox_batches.put_each(session, messages, now=now)
    if sent:
        await _SEND.each(session, sent)
    return told
