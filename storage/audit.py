"""The append-only trail: each line's hash covers the line before it.

On PostgreSQL an advisory lock, held until the commit, keeps the chain in one line; SQLite has
one writer anyway. Whoever changes records takes `hold` first, so no two acts wait for each other
crosswise.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, func, insert, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.audit import AuditEntry, AuditHead
from storage.prepared import Prepared
from storage.rules.trail import Subject, Verb

BEGINNING = "0" * 64
LOCK = 7_402_119  # any fixed number: the name of this lock among PostgreSQL's advisory locks
CHUNK = 1000
ENTRIES = AuditEntry.__table__
HEADS = AuditHead.__table__
_NAMES = tuple(ENTRIES.c.keys())
_WRITE = Prepared(insert(ENTRIES), _NAMES)
_LAST = Prepared(select(HEADS.c.seq, HEADS.c.hash).where(HEADS.c.id == 1))
_END: dict[str, Any] = {"seq": bindparam("end"), "hash": bindparam("end_hash")}
_MOVE = Prepared(update(HEADS).where(HEADS.c.id == 1).values(_END))
_SINCE = Prepared(
    select(ENTRIES.c.seq, ENTRIES.c.hash, ENTRIES.c.subject, ENTRIES.c.subject_id)
    .where(ENTRIES.c.seq >= bindparam("seq"))
    .order_by(ENTRIES.c.seq)
    .limit(bindparam("most"))
)
_START = Prepared(insert(HEADS).values({"id": 1} | _END))


async def hold(session: AsyncSession) -> None:
    """Waits until no other transaction is writing the trail; ends with this transaction."""
    if session.get_bind().dialect.name == "postgresql":
        await session.exec(select(func.pg_advisory_xact_lock(LOCK)))


WRITTEN = "written"  # session.info key: subjects on which this update has written lines
CHANGED = "changed"  # session.info key: what this transaction has changed, by subject


def has_written(session: AsyncSession, subjects: Collection[str]) -> bool:
    """Whether the update that is worked on has acted on one of these subjects already."""
    return not session.info.get(WRITTEN, set()).isdisjoint(subjects)


def note(session: AsyncSession, subject: Subject, number: int) -> None:
    """Says that this transaction changes something, for those who follow before it commits.

    `write` does so itself: only what changes without a line in the trail has to be noted.
    """
    session.info.setdefault(CHANGED, {}).setdefault(subject, set()).add(number)


def changed(session: AsyncSession) -> Mapping[Subject, Collection[int]]:
    """What this transaction has changed, as numbers by subject.

    What a step did that was taken back stands here too: whoever follows reads the tables.
    """
    found: dict[Subject, set[int]] = session.info.get(CHANGED, {})
    return found


async def write(
    session: AsyncSession,
    *,
    at: datetime,
    officer_id: int | None,
    action: Verb,
    subject: Subject,
    subject_id: int,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Adds one line to the trail, in the transaction of the act that it tells of."""
    await hold(session)
    await session.flush()
    last = await _LAST.rows(session, {})
    number, previous = last[0] if last else (0, BEGINNING)
    entry = AuditEntry(
        seq=number + 1,
        at=at,
        officer_id=officer_id,
        action=action,
        subject=subject,
        subject_id=subject_id,
        before=before,
        after=after,
        reason=reason,
        previous=previous,
        hash="",
    )
    entry.hash = digest(entry)
    await _WRITE.rows(session, {name: getattr(entry, name) for name in _NAMES})
    await (_MOVE if last else _START).rows(session, {"end": entry.seq, "end_hash": entry.hash})
    session.info.setdefault(WRITTEN, set()).add(subject)
    note(session, subject, subject_id)
    return entry


def digest(entry: AuditEntry) -> str:
    """The SHA-256 of a line, its number and the hash of the line before it included."""
    return hashlib.sha256(canonical(entry, entry.seq).encode()).hexdigest()


def digest_of(line: Any, seq: int) -> str:
    """As `digest`, of any row that has the columns of a line, as if it stood under `seq`."""
    return hashlib.sha256(canonical(line, seq).encode()).hexdigest()


def is_sealed(line: Any) -> bool:
    """Whether the hash of a line is that of what it says, as `digest_of` makes it.

    A quicker writer of JSON is asked first: where its text has the hash, it is that very text;
    where it has not, as with some fractions, the text is written as it was when it was sealed.
    """
    with suppress(TypeError):
        quick = orjson.dumps(_told(line, line.seq), option=orjson.OPT_SORT_KEYS)
        if hashlib.sha256(quick).hexdigest() == line.hash:
            return True
    return bool(digest_of(line, line.seq) == line.hash)


def canonical(entry: Any, seq: int | None) -> str:
    """What is hashed of a line: JSON with sorted keys, without blanks, in UTF-8."""
    told = _told(entry, seq)
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _told(entry: Any, seq: int | None) -> dict[str, Any]:
    return {
        "seq": seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "officer": entry.officer_id,
        "action": entry.action,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "previous": entry.previous,
    }


async def verify(session: AsyncSession) -> int | None:
    """The number of the first line that was changed, moved or lost; None when all is as written.

    A chain that somebody with the whole database has written anew is sound in itself.
    """
    expected, previous = 1, BEGINNING
    while True:
        rows = (
            await session.exec(
                select(AuditEntry)
                .where(col(AuditEntry.seq) >= expected)
                .order_by(col(AuditEntry.seq))
                .limit(CHUNK)
                .execution_options(populate_existing=True)
            )
        ).all()
        for row in rows:
            if row.seq != expected or row.previous != previous or row.hash != digest(row):
                return expected
            expected, previous = expected + 1, row.hash
        if len(rows) < CHUNK:
            break
    return None if await head(session) == (expected - 1, previous) else expected


async def head(session: AsyncSession) -> tuple[int, str]:
    """Number and hash of the last line."""
    last = await session.get(AuditHead, 1, populate_existing=True)
    return (last.seq, last.hash) if last else (0, BEGINNING)


async def told_since(
    session: AsyncSession, head: tuple[int, str], subjects: Collection[str]
) -> bool:
    """Whether a line behind this head (see `head`) is about one of these subjects.

    So it is too when the head is not in the trail: its transaction was taken back, or the whole
    database was.
    """
    seq, digest_then = head
    asked = select(AuditEntry.seq, AuditEntry.hash).where(
        (col(AuditEntry.seq) == seq)
        | ((col(AuditEntry.seq) > seq) & col(AuditEntry.subject).in_(subjects))
    )
    found = (await session.exec(asked.order_by(col(AuditEntry.seq)).limit(2))).all()
    return list(found) != ([(seq, digest_then)] if seq else [])


async def since(
    session: AsyncSession, head: tuple[int, str], subjects: Collection[str], most: int
) -> list[tuple[int, str, str, int]] | None:
    """The lines behind this head about these subjects: number, hash, subject and its number.

    None when more than `most` lines are behind it, or when it is not in the trail itself.
    """
    found = await _SINCE.rows(session, {"seq": head[0], "most": most + 2})
    if head[0] and (not found or (found[0][0], found[0][1]) != head):
        return None
    if len(found) > most + 1:
        return None
    return [
        (seq, sealed, subject, number)
        for seq, sealed, subject, number in found
        if seq > head[0] and subject in subjects
    ]


async def of_subject(session: AsyncSession, subject: str, subject_id: int) -> list[AuditEntry]:
    """The lines about one record or person, oldest first."""
    found = await session.exec(
        select(AuditEntry)
        .where(col(AuditEntry.subject) == subject, col(AuditEntry.subject_id) == subject_id)
        .order_by(col(AuditEntry.seq))
    )
    return list(found.all())


async def last_of(session: AsyncSession, subject: str, subject_id: int) -> AuditEntry | None:
    """The last line about one record or person."""
    found = await session.exec(
        select(AuditEntry)
        .where(col(AuditEntry.subject) == subject, col(AuditEntry.subject_id) == subject_id)
        .order_by(col(AuditEntry.seq).desc())
        .limit(1)
    )
    return found.one_or_none()
