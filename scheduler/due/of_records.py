"""Matters of the records: agreements to follow, events to check and report, contracts' papers."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Date, bindparam, or_
from sqlalchemy import select as columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler import kinds
from scheduler.due.matters import STALE_DAYS, Matter, Scene
from scheduler.kinds import Kind
from storage.facts.shapes import ContractFacts, from_json
from storage.models.audit import AuditEntry
from storage.models.base import UtcTime
from storage.models.contract import Contract, HireReport
from storage.models.event import Event
from storage.models.mou import Mou, MouPromise
from storage.prepared import Prepared
from storage.rules.clock import KST, kst_date
from storage.rules.period import Precision
from storage.rules.terms import EventStatus, PromiseStatus, RecordKind, Stage

AHEAD = timedelta(days=50)
"""Farther than the farthest rung before a due day."""
GRACE = timedelta(days=7)
"""What was overdue already when it was entered is due a week after its entry."""
UNKEPT = (PromiseStatus.OPEN, PromiseStatus.PARTLY)
_UNTIL = bindparam("until", type_=Date)


class _Owned(NamedTuple):
    """What every record tells of itself here."""

    id: int
    department_id: int
    officer_id: int
    title: str
    created_at: datetime


def _told(table: Any, *more: Any) -> Any:
    """The columns of `_Owned` and more, of the living rows of a table."""
    owned = [col(getattr(table, name)) for name in _Owned._fields]
    return columns(*owned, *more).where(col(table.removed_at).is_(None))


async def _rows(
    session: AsyncSession,
    scene: Scene,
    subject: RecordKind,
    statement: Prepared,
    given: Mapping[str, date],
) -> list[tuple[Any, ...]]:
    """In the order of their entry; asked for that, SQLite would read the table to its end."""
    spoiled = scene.aside.spoiled(subject.value)
    return sorted(await statement.rows(session, given, spoiled), key=itemgetter(0))


async def of_records(session: AsyncSession, scene: Scene) -> list[Matter]:
    """The matters of every living record that is due within reach."""
    await session.flush()
    made: list[Matter] = []
    for subject, of_kind in OF_KIND.items():
        async with scene.aside.step(session, subject.value):
            made += await of_kind(session, scene)
    return made


def _matter(scene: Scene, subject: RecordKind, row: _Owned, *, kind: Kind, **told: Any) -> Matter:
    owner = scene.answers(row.department_id, row.officer_id)
    return Matter(
        kind=kind,
        ladder=kind.ladder,
        subject=subject.value,
        subject_id=row.id,
        officer_id=owner.id if owner else 0,
        opened_on=kst_date(row.created_at),
        title=row.title,
        department_id=row.department_id,
        **told,
    )


def _within(day: date | None, scene: Scene) -> bool:
    """Whether a due day is near enough to be told, before or after it."""
    oldest = scene.today - timedelta(days=STALE_DAYS)
    return day is not None and oldest <= day <= scene.today + AHEAD


_MOUS = Prepared(
    _told(
        Mou,
        col(Mou.last_contact_on),
        col(Mou.next_contact_on),
        col(Mou.sleeps_on),
        col(Mou.expires_on),
    ).where(
        (col(Mou.next_contact_on) <= _UNTIL)
        | (col(Mou.sleeps_on) <= _UNTIL)
        | (col(Mou.expires_on) <= _UNTIL)
    )
)


async def _mous(session: AsyncSession, scene: Scene) -> list[Matter]:
    made = []
    for *owned, last, agreed, sleeps, expires in await _rows(
        session, scene, RecordKind.MOU, _MOUS, _until(scene)
    ):
        with scene.aside.each(RecordKind.MOU, owned[0]):
            row = _Owned(*owned)
            due = _contact_due(row, last, agreed, sleeps)
            if due and (expires is None or due <= expires) and _within(due, scene):
                made.append(
                    _matter(
                        scene,
                        RecordKind.MOU,
                        row,
                        kind=kinds.MOU_CONTACT,
                        due_on=due,
                        touched_on=max(last or due, due),
                    )
                )
            if expires and _within(expires, scene):
                made.append(
                    _matter(
                        scene,
                        RecordKind.MOU,
                        row,
                        kind=kinds.MOU_EXPIRY,
                        due_on=expires,
                    )
                )
    return made


def _until(scene: Scene) -> dict[str, date]:
    return {"until": scene.today + AHEAD}


def _contact_due(
    row: _Owned, last: date | None, agreed: date | None, sleeps: date | None
) -> date | None:
    """The next contact: the day agreed at the last one, else the end of its rhythm."""
    due = agreed if agreed and (last is None or agreed > last) else sleeps
    return max(due, kst_date(row.created_at) + GRACE) if due else None


_PROMISES = Prepared(
    _told(MouPromise, col(MouPromise.due_on), col(MouPromise.changed_at)).where(
        or_(*(col(MouPromise.status) == status for status in UNKEPT)),
        col(MouPromise.due_on) <= _UNTIL,
    )
)


async def _promises(session: AsyncSession, scene: Scene) -> list[Matter]:
    made = []
    for *owned, agreed, changed_at in await _rows(
        session, scene, RecordKind.PROMISE, _PROMISES, _until(scene)
    ):
        with scene.aside.each(RecordKind.PROMISE, owned[0]):
            row = _Owned(*owned)
            due = max(agreed, kst_date(row.created_at))
            if _within(due, scene):
                made.append(
                    _matter(
                        scene,
                        RecordKind.PROMISE,
                        row,
                        kind=kinds.PROMISE_DUE,
                        due_on=due,
                        touched_on=kst_date(changed_at),
                    )
                )
    return made


_EVENTS = Prepared(
    _told(
        Event,
        col(Event.starts_on),
        col(Event.ends_on),
        col(Event.precision),
        col(Event.changed_at),
    ).where(col(Event.status) == EventStatus.PLANNED, col(Event.starts_on) <= _UNTIL)
)


async def _events(session: AsyncSession, scene: Scene) -> list[Matter]:
    made = []
    for *owned, start, ends, precision, changed_at in await _rows(
        session, scene, RecordKind.EVENT, _EVENTS, _until(scene)
    ):
        with scene.aside.each(RecordKind.EVENT, owned[0]):
            row, end = _Owned(*owned), ends or start
            if precision == Precision.DAY and scene.today <= start:
                made.append(
                    _matter(
                        scene,
                        RecordKind.EVENT,
                        row,
                        kind=kinds.EVENT_BEFORE,
                        due_on=start,
                    )
                )
            if end < scene.today and _within(end, scene):
                made.append(
                    _matter(
                        scene,
                        RecordKind.EVENT,
                        row,
                        kind=kinds.EVENT_RESULT,
                        due_on=max(end, kst_date(row.created_at)),
                        touched_on=kst_date(changed_at),
                    )
                )
    return made


_LARGE = (
    col(Contract.large),
    col(Contract.changed_at) >= bindparam("since", type_=UtcTime),
)
_NUMBERS = columns(col(Contract.id)).where(col(Contract.removed_at).is_(None), *_LARGE)
_CONTRACTS = Prepared(
    _told(Contract, col(Contract.changed_at), col(Contract.stage), col(Contract.facts)).where(
        *_LARGE
    )
)


async def _contracts(session: AsyncSession, scene: Scene) -> list[Matter]:
    """대규모공사 whose papers of the present stage have not been written down."""
    oldest = scene.today - timedelta(days=STALE_DAYS)
    looked = {"since": datetime.combine(oldest, time(), KST)}
    rows = await _rows(session, scene, RecordKind.CONTRACT, _CONTRACTS, looked)
    if not rows:
        return []
    begun = await _stages_begun(session, looked)
    reported = await _reports(session, looked)
    made = []
    for *owned, changed_at, stage, facts in rows:
        with scene.aside.each(RecordKind.CONTRACT, owned[0]):
            row = _Owned(*owned)
            since = begun.get(row.id, row.created_at)
            if any(
                named == stage or (named is None and at >= since)
                for named, at in reported.get(row.id, ())
            ):
                continue
            due = _paper_due(stage, facts, kst_date(since))
            if _within(due, scene):
                made.append(
                    _matter(
                        scene,
                        RecordKind.CONTRACT,
                        row,
                        kind=kinds.CONTRACT_STAGE,
                        due_on=due,
                        touched_on=kst_date(changed_at),
                        stage=Stage(stage),
                    )
                )
    return made


def _paper_due(stage: str, facts: dict[str, Any], begun: date) -> date:
    """At 착공 not before the works begin; at 기성 and 준공 when the stage was written down."""
    begins = from_json(ContractFacts, facts).begins if stage == Stage.START else None
    return max(begun, begins) if begins else begun


_REPORTS = Prepared(
    columns(
        col(HireReport.parent_id),
        col(HireReport.facts)["stage"].as_string(),
        col(HireReport.created_at),
    ).where(col(HireReport.parent_id).in_(_NUMBERS), col(HireReport.removed_at).is_(None))
)


async def _reports(
    session: AsyncSession, looked: dict[str, datetime]
) -> dict[int, list[tuple[str | None, datetime]]]:
    """The head-counts of these contracts: the stage each names, and when it was written."""
    made: dict[int, list[tuple[str | None, datetime]]] = {}
    for parent, stage, at in await _REPORTS.rows(session, looked):
        made.setdefault(parent, []).append((stage, at))
    return made


_STAGES = Prepared(
    columns(
        col(AuditEntry.subject_id),
        col(AuditEntry.at),
        col(AuditEntry.after)["facts", "stage"].as_string(),
    )
    .where(
        col(AuditEntry.subject) == RecordKind.CONTRACT,
        col(AuditEntry.subject_id).in_(_NUMBERS),
    )
    .order_by(col(AuditEntry.seq))
)


async def _stages_begun(session: AsyncSession, looked: dict[str, datetime]) -> dict[int, datetime]:
    """Since when each contract is at its stage: the trail tells when it was written down."""
    begun: dict[int, datetime] = {}
    known: dict[int, str] = {}
    for number, at, stage in await _STAGES.rows(session, looked):
        if stage and known.get(number) != stage:
            known[number], begun[number] = stage, at
    return begun


OF_KIND: dict[RecordKind, Callable[[AsyncSession, Scene], Awaitable[list[Matter]]]] = {
    RecordKind.MOU: _mous,
    RecordKind.PROMISE: _promises,
    RecordKind.EVENT: _events,
    RecordKind.CONTRACT: _contracts,
}
