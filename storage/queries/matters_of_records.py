"""Matters of the records: agreements to follow, events to check and report, contracts' papers."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.audit import AuditEntry
from storage.models.base import Record, RecordKind
from storage.models.contract import Contract, HireReport
from storage.models.event import Event
from storage.models.mou import Mou, MouPromise
from storage.queries.matters import STALE_DAYS, Matter, Scene
from storage.queries.record_projection import facts_of
from storage.reports.shapes import ContractFacts
from storage.rules import ladder
from storage.rules.clock import KST, kst_date
from storage.rules.period import Precision
from storage.rules.terms import EventStatus, PromiseStatus, ReminderKind, Stage

AHEAD = timedelta(days=50)
"""Farther than the farthest rung before a due day."""
GRACE = timedelta(days=7)
"""What was overdue already when it was entered is due a week after its entry."""
UNKEPT = (PromiseStatus.OPEN.value, PromiseStatus.PARTLY.value)


async def of_records(session: AsyncSession, scene: Scene) -> list[Matter]:
    """The matters of every living record that is due within reach."""
    return [
        *await _mous(session, scene),
        *await _promises(session, scene),
        *await _events(session, scene),
        *await _contracts(session, scene),
    ]


def _matter(scene: Scene, row: Record, **told: Any) -> Matter:
    owner = scene.answers(row.department_id, row.officer_id)
    return Matter(
        **{
            "subject": row.kind.value,
            "subject_id": row.id or 0,
            "officer_id": (owner.id or 0) if owner else 0,
            "opened_on": kst_date(row.created_at),
            "title": row.title,
            "department_id": row.department_id,
        }
        | told
    )


def _within(day: date | None, scene: Scene) -> bool:
    """Whether a due day is near enough to be told, before or after it."""
    oldest = scene.today - timedelta(days=STALE_DAYS)
    return day is not None and oldest <= day <= scene.today + AHEAD


async def _mous(session: AsyncSession, scene: Scene) -> list[Matter]:
    until = scene.today + AHEAD
    found = await session.exec(
        select(Mou).where(
            col(Mou.removed_at).is_(None),
            (col(Mou.next_contact_on) <= until)
            | (col(Mou.sleeps_on) <= until)
            | (col(Mou.expires_on) <= until),
        )
    )
    made = []
    for row in found.all():
        due = _contact_due(row)
        if due and (row.expires_on is None or due <= row.expires_on) and _within(due, scene):
            touched = max(row.last_contact_on or due, due)
            made.append(
                _matter(
                    scene,
                    row,
                    kind=ReminderKind.MOU_CONTACT,
                    due_on=due,
                    ladder=ladder.CONTACT,
                    touched_on=touched,
                )
            )
        if row.expires_on and _within(row.expires_on, scene):
            made.append(
                _matter(
                    scene,
                    row,
                    kind=ReminderKind.MOU_EXPIRY,
                    due_on=row.expires_on,
                    ladder=ladder.EXPIRY,
                )
            )
    return made


def _contact_due(row: Mou) -> date | None:
    """The next contact: the day agreed at the last one, else the end of its rhythm."""
    agreed, last = row.next_contact_on, row.last_contact_on
    due = agreed if agreed and (last is None or agreed > last) else row.sleeps_on
    return max(due, kst_date(row.created_at) + GRACE) if due else None


async def _promises(session: AsyncSession, scene: Scene) -> list[Matter]:
    found = await session.exec(
        select(MouPromise).where(
            col(MouPromise.removed_at).is_(None),
            col(MouPromise.status).in_(UNKEPT),
            col(MouPromise.due_on) <= scene.today + AHEAD,
        )
    )
    made = []
    for row in found.all():
        assert row.due_on is not None
        due = max(row.due_on, kst_date(row.created_at))
        if _within(due, scene):
            made.append(
                _matter(
                    scene,
                    row,
                    kind=ReminderKind.PROMISE_DUE,
                    due_on=due,
                    ladder=ladder.PROMISE,
                    touched_on=kst_date(row.changed_at),
                )
            )
    return made


async def _events(session: AsyncSession, scene: Scene) -> list[Matter]:
    found = await session.exec(
        select(Event).where(
            col(Event.removed_at).is_(None),
            col(Event.status) == EventStatus.PLANNED.value,
            col(Event.starts_on) <= scene.today + AHEAD,
        )
    )
    made = []
    for row in found.all():
        start, end = row.starts_on, row.ends_on or row.starts_on
        if start and row.precision == Precision.DAY.value and scene.today <= start:
            made.append(
                _matter(
                    scene,
                    row,
                    kind=ReminderKind.EVENT_BEFORE,
                    due_on=start,
                    ladder=ladder.EVENT_BEFORE,
                )
            )
        if end and end < scene.today and _within(end, scene):
            made.append(
                _matter(
                    scene,
                    row,
                    kind=ReminderKind.EVENT_RESULT,
                    due_on=max(end, kst_date(row.created_at)),
                    ladder=ladder.EVENT_RESULT,
                    touched_on=kst_date(row.changed_at),
                )
            )
    return made


async def _contracts(session: AsyncSession, scene: Scene) -> list[Matter]:
    """대규모공사 whose papers of the present stage have not been written down."""
    oldest = scene.today - timedelta(days=STALE_DAYS)
    found = await session.exec(
        select(Contract).where(
            col(Contract.removed_at).is_(None),
            col(Contract.large),
            col(Contract.changed_at) >= datetime.combine(oldest, time(), KST),
        )
    )
    rows = found.all()
    if not rows:
        return []
    numbers = [row.id or 0 for row in rows]
    since = await _stages_since(session, rows)
    reported = await _reports(session, numbers)
    made = []
    for row in rows:
        begun = since[row.id or 0]
        if any(
            stage == row.stage or (stage is None and at >= begun)
            for stage, at in reported.get(row.id or 0, ())
        ):
            continue
        due = _paper_due(row, kst_date(begun))
        if _within(due, scene):
            made.append(
                _matter(
                    scene,
                    row,
                    kind=ReminderKind.CONTRACT_STAGE,
                    due_on=due,
                    ladder=ladder.CONTRACT,
                    touched_on=kst_date(row.changed_at),
                    stage=Stage(row.stage),
                )
            )
    return made


def _paper_due(row: Contract, begun: date) -> date:
    """At 착공 not before the works begin; at 기성 and 준공 when the stage was written down."""
    facts = facts_of(row)
    begins = facts.begins if isinstance(facts, ContractFacts) else None
    return max(begun, begins) if begins and row.stage == Stage.START.value else begun


async def _reports(
    session: AsyncSession, numbers: Sequence[int]
) -> dict[int, list[tuple[str | None, datetime]]]:
    """The head-counts of these contracts: the stage each names, and when it was written."""
    found = await session.exec(
        select(HireReport.parent_id, HireReport.facts, HireReport.created_at).where(
            col(HireReport.parent_id).in_(numbers), col(HireReport.removed_at).is_(None)
        )
    )
    made: dict[int, list[tuple[str | None, datetime]]] = {}
    for parent, facts, at in found.all():
        made.setdefault(parent, []).append((facts.get("stage"), at))
    return made


async def _stages_since(session: AsyncSession, rows: Sequence[Contract]) -> dict[int, datetime]:
    """Since when each contract is at its stage: the trail tells when it was written down."""
    since = {row.id or 0: row.created_at for row in rows}
    stage: dict[int, str] = {}
    found = await session.exec(
        select(AuditEntry.subject_id, AuditEntry.at, AuditEntry.after)
        .where(
            col(AuditEntry.subject) == RecordKind.CONTRACT.value,
            col(AuditEntry.subject_id).in_(list(since)),
        )
        .order_by(col(AuditEntry.seq))
    )
    for number, at, after in found.all():
        told = ((after or {}).get("facts") or {}).get("stage")
        if told and stage.get(number) != told:
            stage[number], since[number] = told, at
    return since
