"""The record that somebody saved last: what 방금 거 means."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.audit import AuditEntry
from storage.models.base import Record
from storage.models.office import Officer
from storage.records import record_keeping
from storage.records.records import refuse_undo
from storage.rules.errors import Refusal
from storage.rules.terms import RecordKind
from storage.rules.trail import OF_RECORD, Subject, Verb

SAVED = (Verb.CREATE, Verb.CHANGE, Verb.REMOVE, Verb.RESTORE, Verb.UNDO)
_KINDS: Mapping[Subject, RecordKind] = {subject: kind for kind, subject in OF_RECORD.items()}


async def last_saved(session: AsyncSession, officer: Officer) -> tuple[Record, AuditEntry] | None:
    """The record of this person's last act on any, and that act's line of the trail."""
    found = await session.exec(
        select(AuditEntry)
        .where(
            col(AuditEntry.officer_id) == officer.id,
            col(AuditEntry.subject).in_(list(_KINDS)),
            col(AuditEntry.action).in_(SAVED),
        )
        .order_by(col(AuditEntry.seq).desc())
        .limit(1)
    )
    line = found.first()
    if line is None:
        return None
    row = await record_keeping.get(session, _KINDS[line.subject], line.subject_id)
    return (row, line) if row is not None else None


async def may_undo(session: AsyncSession, row: Record, officer: Officer, now: datetime) -> bool:
    """Whether the last act on this record is this person's, and can still be taken back."""
    last = await audit.last_of(session, row.kind, row.id)
    if last is None:
        return False
    try:
        refuse_undo(last, officer, now)
    except Refusal:
        return False
    return True
