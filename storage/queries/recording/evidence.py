"""Photos and files of a record; Telegram holds the bytes, we hold what finds them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.base import RecordKind
from storage.models.evidence import Evidence
from storage.models.office import Officer
from storage.queries import audit
from storage.queries.recording import record_keeping
from storage.rules import errors
from storage.rules.permission import Action

SUBJECT = "evidence"
WAITING = "waiting"
"""Stands for the record's kind, with the sender's number, until the record is named."""
FILE = ("file_id", "file_unique_id", "media", "file_name", "size", "caption")


async def attach(
    session: AsyncSession,
    kind: RecordKind,
    record_id: int,
    file: Mapping[str, Any],
    *,
    officer: Officer,
    now: datetime,
) -> Evidence:
    """Adds a photo or file to a record; the same file again gives the row it already has.

    `file` holds `file_id`, `file_unique_id` and, if known, `media`, `file_name`, `size`,
    `caption`. Raises Gone when the record is missing or removed, NotAllowed out of reach.
    """
    await audit.hold(session)
    record = await record_keeping.living(session, kind, record_id)
    record_keeping.refuse_out_of_reach(officer, record.department_id, Action.EDIT_RECORD)
    row = await _keep(session, kind.value, record_id, file, officer, now)
    if row.id is not None and row.removed_at is None:
        return row
    row.removed_at = None
    session.add(row)
    await session.flush()
    await _log(session, audit.CREATE, row, officer, now, after=_told(row))
    return row


async def keep_waiting(
    session: AsyncSession, file: Mapping[str, Any], *, officer: Officer, now: datetime
) -> int:
    """Keeps a file that came before its record was named; it belongs to the sender until then.

    Returns how many files of this person wait by now.
    """
    row = await _keep(session, WAITING, officer.id or 0, file, officer, now)
    row.removed_at, row.added_at = None, now
    session.add(row)
    await session.flush()
    return len(await _living(session, WAITING, officer.id or 0))


async def take_waiting(session: AsyncSession, *, officer: Officer) -> list[dict[str, Any]]:
    """The files that wait for this person, as `attach` takes them; they wait no longer."""
    waiting = await _living(session, WAITING, officer.id or 0)
    for row in waiting:
        await session.delete(row)
    await session.flush()
    return [{name: getattr(row, name) for name in FILE} for row in waiting]


async def drop_waiting(session: AsyncSession, file_unique_id: str, *, officer: Officer) -> None:
    """A file that waited for this person is no evidence after all."""
    for row in await _living(session, WAITING, officer.id or 0):
        if row.file_unique_id == file_unique_id:
            await session.delete(row)
    await session.flush()


async def place_waiting(
    session: AsyncSession, kind: RecordKind, record_id: int, *, officer: Officer, now: datetime
) -> int:
    """Moves the files that wait for this person to a record; returns how many."""
    waiting = await take_waiting(session, officer=officer)
    for file in waiting:
        await attach(session, kind, record_id, file, officer=officer, now=now)
    return len(waiting)


async def of_record(session: AsyncSession, kind: RecordKind, record_id: int) -> list[Evidence]:
    """What proves a record, in the order it was added."""
    return await _living(session, kind.value, record_id)


async def count(session: AsyncSession, kind: RecordKind, record_id: int) -> int:
    """How many photos and files a record has."""
    found = await session.exec(
        select(func.count())
        .select_from(Evidence)
        .where(*_of(kind.value, record_id), col(Evidence.removed_at).is_(None))
    )
    return found.one()


async def remove(
    session: AsyncSession, evidence_id: int, *, officer: Officer, now: datetime
) -> Evidence:
    """Takes a photo or file away from its record. Gone when it is not there."""
    await audit.hold(session)
    row = await session.get(Evidence, evidence_id, populate_existing=True)
    if row is None or row.removed_at is not None or row.record_kind == WAITING:
        raise errors.Gone
    record = await record_keeping.living(session, RecordKind(row.record_kind), row.record_id)
    record_keeping.refuse_out_of_reach(officer, record.department_id, Action.EDIT_RECORD)
    row.removed_at = now
    await session.flush()
    await _log(session, audit.REMOVE, row, officer, now, before=_told(row))
    return row


async def _living(session: AsyncSession, kind: str, record_id: int) -> list[Evidence]:
    found = await session.exec(
        select(Evidence)
        .where(*_of(kind, record_id), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return list(found.all())


async def _keep(
    session: AsyncSession,
    kind: str,
    record_id: int,
    file: Mapping[str, Any],
    officer: Officer,
    now: datetime,
) -> Evidence:
    """The row of this file under this record, or a new one not yet written."""
    found = await session.exec(
        select(Evidence).where(
            *_of(kind, record_id), col(Evidence.file_unique_id) == file["file_unique_id"]
        )
    )
    known = found.one_or_none()
    if known is not None:
        return known
    told = {name: file[name] for name in FILE if file.get(name) is not None}
    return Evidence(
        record_kind=kind, record_id=record_id, officer_id=officer.id or 0, added_at=now, **told
    )


def _of(kind: str, record_id: int) -> tuple[Any, Any]:
    return col(Evidence.record_kind) == kind, col(Evidence.record_id) == record_id


def _told(row: Evidence) -> dict[str, Any]:
    return {
        "record_kind": row.record_kind,
        "record_id": row.record_id,
        "file_unique_id": row.file_unique_id,
        "media": row.media,
    }


async def _log(
    session: AsyncSession,
    action: str,
    row: Evidence,
    officer: Officer,
    now: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    assert row.id is not None
    await audit.write(
        session,
        at=now,
        officer_id=officer.id,
        action=action,
        subject=SUBJECT,
        subject_id=row.id,
        before=before,
        after=after,
    )
