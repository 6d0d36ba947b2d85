"""Photos and files of a record: which record each proves, and who has put it there."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.evidence import Evidence
from storage.records import evidence_files, record_keeping, texts
from storage.records.records import UNDO_FOR
from storage.records.wording_evidence import PHOTO, PICTURES
from storage.rules import errors
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject, Verb

WAITING = "waiting"
"""Stands for the record's kind, with the number of a bag, until the record is named."""
FILE = ("file_id", "file_unique_id", "media", "file_name", "size", "caption")


async def attach(act: Act, kind: RecordKind, record_id: int, file: Mapping[str, Any]) -> Evidence:
    """Adds a photo or file to a record; the same file again gives the row it already has.

    `file` holds `file_id`, `file_unique_id` and, if known, `media`, `file_name`, `size`,
    `caption`. Raises Gone when the record is missing or removed, NotAllowed out of reach.
    """
    session = act.session
    await act.hold()
    record = await record_keeping.existing(session, kind, record_id)
    record_keeping.refuse_out_of_reach(act.officer, record.department_id, Action.EDIT_RECORD)
    row = await keep(act, kind, record_id, file)
    if row.id is not None and row.removed_at is None:
        return row
    row.removed_at = None
    session.add(row)
    await session.flush()
    await act.log(Subject.EVIDENCE, row.id, Verb.CREATE, after=_told(row))
    return row


async def by_id(session: AsyncSession, evidence_id: int) -> Evidence:
    """A photo or file of a record. Gone when it was taken away, or waits for its record."""
    row = await session.get(Evidence, evidence_id, populate_existing=True)
    if row is None or row.removed_at is not None or row.record_kind == WAITING:
        raise errors.Gone
    return row


async def remove(act: Act, evidence_id: int) -> Evidence:
    """Takes a photo or file away from its record. Gone when it is not there."""
    row = await _within_reach(act, evidence_id)
    row.removed_at = act.now
    await act.session.flush()
    await act.log(Subject.EVIDENCE, row.id, Verb.REMOVE, before=_told(row))
    return row


async def put_back(act: Act, evidence_id: int) -> Evidence:
    """Takes back that it was taken off, within UNDO_FOR; Refusal when that is over.

    Gone when it, or its record, is not there; NotAllowed out of reach.
    """
    session = act.session
    await act.hold()
    row = await session.get(Evidence, evidence_id, populate_existing=True)
    if row is None or row.record_kind == WAITING:
        raise errors.Gone
    await _record_within_reach(act, row)
    if row.removed_at is None:
        raise errors.Refusal(texts.UNDO_DONE)
    if act.now - row.removed_at > UNDO_FOR:
        raise errors.Refusal(texts.EVIDENCE_UNDO_TOO_LATE)
    row.removed_at = None
    await session.flush()
    await act.log(Subject.EVIDENCE, row.id, Verb.RESTORE, after=_told(row))
    return row


async def move(act: Act, evidence_id: int, kind: RecordKind, record_id: int) -> Evidence:
    """Puts a photo or file to another record; one that has the same file keeps it once.

    Returns the evidence as it stands there. Gone when either is not there, NotAllowed when either
    is out of reach.
    """
    session = act.session
    row = await _within_reach(act, evidence_id)
    record = await record_keeping.existing(session, kind, record_id)
    record_keeping.refuse_out_of_reach(act.officer, record.department_id, Action.EDIT_RECORD)
    if (row.record_kind, row.record_id) == (kind, record_id):
        return row
    before = _told(row)
    came_back = False
    there = await _same(session, kind, record_id, row.file_unique_id)
    if there is None:
        row.record_kind, row.record_id = kind, record_id
    else:
        came_back = there.removed_at is not None
        row.removed_at, there.removed_at = act.now, None
        session.add(there)
    await session.flush()
    if there is None:
        await act.log(Subject.EVIDENCE, row.id, Verb.MOVE, before, _told(row))
        return row
    await act.log(Subject.EVIDENCE, row.id, Verb.REMOVE, before=before)
    if came_back:
        await act.log(Subject.EVIDENCE, there.id, Verb.RESTORE, after=_told(there))
    return there


async def _within_reach(act: Act, evidence_id: int) -> Evidence:
    await act.hold()
    row = await by_id(act.session, evidence_id)
    await _record_within_reach(act, row)
    return row


async def _record_within_reach(act: Act, row: Evidence) -> None:
    record = await record_keeping.existing(act.session, RecordKind(row.record_kind), row.record_id)
    record_keeping.refuse_out_of_reach(act.officer, record.department_id, Action.EDIT_RECORD)


async def names(session: AsyncSession, marks: Iterable[str]) -> dict[str, str]:
    """What files are called, by Telegram's mark of them; photos have no name."""
    asked = select(Evidence.file_unique_id, Evidence.file_name).where(
        col(Evidence.file_unique_id).in_(list(marks)), col(Evidence.file_name) != ""
    )
    return dict((await session.exec(asked)).all())


async def first_photo(session: AsyncSession, officer_id: int, but_bag: int = 0) -> bool:
    """Whether this person has sent no photo as evidence before what lies in this bag."""
    found = await session.exec(
        select(Evidence.id)
        .where(
            col(Evidence.officer_id) == officer_id,
            or_(
                col(Evidence.media) == PHOTO,
                *(col(Evidence.file_name).ilike(f"%{ending}") for ending in PICTURES),
            ),
            or_(col(Evidence.record_kind) != WAITING, col(Evidence.record_id) != but_bag),
        )
        .limit(1)
    )
    return found.first() is None


async def held_by(session: AsyncSession, kind: str, record_id: int) -> list[Evidence]:
    """What stands under a record, or lies in a bag, in the order it was added."""
    found = await session.exec(
        select(Evidence)
        .where(*_of(kind, record_id), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return list(found.all())


async def keep(act: Act, kind: str, record_id: int, file: Mapping[str, Any]) -> Evidence:
    """The row of this file under this record, or a new one not yet written; orders its bytes."""
    await evidence_files.want(act, file)
    known = await _same(act.session, kind, record_id, file["file_unique_id"])
    if known is not None:
        return known
    told = {name: file[name] for name in FILE if file.get(name) is not None}
    return Evidence(
        record_kind=kind, record_id=record_id, officer_id=act.officer.id, added_at=act.now, **told
    )


async def _same(
    session: AsyncSession, kind: str, record_id: int, file_unique_id: str
) -> Evidence | None:
    """The row of this file under this record, taken away or not."""
    found = await session.exec(
        select(Evidence).where(
            *_of(kind, record_id), col(Evidence.file_unique_id) == file_unique_id
        )
    )
    return found.one_or_none()


def _of(kind: str, record_id: int) -> tuple[Any, Any]:
    return col(Evidence.record_kind) == kind, col(Evidence.record_id) == record_id


def _told(row: Evidence) -> dict[str, Any]:
    return {
        "record_kind": row.record_kind,
        "record_id": row.record_id,
        "file_unique_id": row.file_unique_id,
        "media": row.media,
    }
