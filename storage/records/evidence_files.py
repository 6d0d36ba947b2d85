"""The bytes behind photos and files: fetched once, kept under their hash, told when they are lost.

A row that is `wanted` is the order to fetch it: it stands in the table that is committed with the
evidence, so it survives whatever happens to the process, and is tried again until it is settled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, update
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import execute, touch
from storage.models.audit import AuditEntry
from storage.models.evidence import KEPT, LOST, WANTED, Evidence, EvidenceFile
from storage.models.office import Officer
from storage.prepared import dialect_of, insert_into
from storage.records import texts
from storage.rules import people, retention
from storage.rules.trail import Subject, Verb
from storage.traffic import drafts, telling
from storage.traffic.messages import Message

TABLE = EvidenceFile.__table__
TOPIC = "evidence"
"""What is touched when there is something to fetch."""
MOST_BYTES = 20 << 20  # what the Bot API hands out
MOST_ASKED = 500  # of which a statement asks at once
GONE, LARGE = "gone", "large"
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""Between two tries of a file that Telegram says it does not have: it is at times mistaken."""
LEASE = timedelta(minutes=5)  # longer than a file may take
FARTHEST = timedelta(hours=3)  # a later time was written by a clock that has been set back since
retention.TAKEN_OFF = retention.TAKEN_OFF
"""How long the bytes stay of what was taken off its record by hand."""
UNPLACED = retention.UNPLACED


@dataclass(frozen=True)
class Found:
    """What was fetched, as it is kept."""

    came_sha256: str
    sha256: str
    size: int
    stripped: str
    taken_on: date | None = None


async def want(act: Act, file: Mapping[str, Any]) -> None:
    """Orders that its bytes be fetched; one that is kept, or on its way, stays as it is."""
    session, now, mark = act.session, act.now, file["file_unique_id"]
    row = await session.get(EvidenceFile, mark)
    if row is None:
        ordered = EvidenceFile(
            file_unique_id=mark,
            file_id=file["file_id"],
            officer_id=act.officer.id,
            due_at=now,
            noted_at=now,
        )
        once = insert_into(TABLE, dialect_of(session)).on_conflict_do_nothing()
        await execute(session, once, ordered.model_dump())  # two people may send it at once
        row = await session.get_one(EvidenceFile, mark)
    elif row.state == LOST:
        row.file_id, row.state, row.why = file["file_id"], WANTED, ""
        row.tries, row.due_at = 0, now
        session.add(row)
        await session.flush()
    else:
        return
    touch(session, TOPIC)
    if (file.get("size") or 0) > MOST_BYTES:
        await lose(session, row, LARGE, now)


async def by_ids(session: AsyncSession, unique_ids: Iterable[str]) -> dict[str, EvidenceFile]:
    """What is known of the bytes of these files."""
    every = sorted(set(unique_ids))
    found: dict[str, EvidenceFile] = {}
    for at in range(0, len(every), MOST_ASKED):
        marks = col(EvidenceFile.file_unique_id).in_(every[at : at + MOST_ASKED])
        rows = (await session.exec(select(EvidenceFile).where(marks))).all()
        found |= {one.file_unique_id: one for one in rows}
    return found


def _due(now: datetime) -> Any:
    return and_(
        col(EvidenceFile.state) == WANTED,
        or_(col(EvidenceFile.due_at) <= now, col(EvidenceFile.due_at) > now + FARTHEST),
    )


async def any_due(session: AsyncSession, now: datetime) -> bool:
    """Whether there is a file to fetch now; asked without the one place to write."""
    found = await session.exec(select(EvidenceFile.file_unique_id).where(_due(now)).limit(1))
    return found.first() is not None


async def due(session: AsyncSession, now: datetime, most: int) -> list[EvidenceFile]:
    """Takes the files to fetch now, oldest first: nobody else gets them until LEASE is over."""
    found = await session.exec(
        select(EvidenceFile)
        .where(_due(now))
        .order_by(col(EvidenceFile.due_at), col(EvidenceFile.file_unique_id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = list(found.all())
    for row in rows:
        row.due_at = now + LEASE
        session.add(row)
    await session.flush()
    return rows


async def keep(session: AsyncSession, unique_id: str, found: Found, now: datetime) -> None:
    """Its bytes lie in the data folder now, and the trail says by which hash."""
    await audit.hold(session)
    row = await _wanted(session, unique_id)
    if row is not None:
        row.state, row.why = KEPT, ""
        row.came_sha256, row.sha256, row.size = found.came_sha256, found.sha256, found.size
        row.stripped, row.taken_on = found.stripped, found.taken_on
        session.add(row)
        await session.flush()
        await _seal(Act(session, None, now), row)


async def seal_all(act: Act) -> int:
    """Tells the trail the hashes of what an earlier release kept, once; how many there were."""
    session = act.session
    known = select(AuditEntry.seq).where(col(AuditEntry.subject) == Subject.KEPT_FILE).limit(1)
    if (await session.exec(known)).first() is not None:
        return 0
    asked = select(EvidenceFile).where(col(EvidenceFile.state) == KEPT)
    rows = (await session.exec(asked.order_by(col(EvidenceFile.file_unique_id)))).all()
    for row in rows:
        await _seal(act, row)
    return len(rows)


async def _seal(act: Act, row: EvidenceFile) -> None:
    """The line that a later look at the bytes is held against."""
    mark = row.file_unique_id
    asked = select(func.min(Evidence.id)).where(col(Evidence.file_unique_id) == mark)
    number = (await act.session.exec(asked)).one() or 0
    after = {"file": mark, "sha256": row.sha256, "came": row.came_sha256, "size": row.size}
    await act.log(Subject.KEPT_FILE, number, Verb.KEEP, after=after)


async def later(session: AsyncSession, unique_id: str, now: datetime, pause: timedelta) -> None:
    """Telegram or the disk is away: tried again after a pause, however often."""
    row = await _wanted(session, unique_id)
    if row is not None:
        row.due_at = now + pause
        session.add(row)


async def not_had(session: AsyncSession, unique_id: str, why: str, now: datetime) -> None:
    """Telegram does not give it out: tried some times more, then it is lost and that is said."""
    row = await _wanted(session, unique_id)
    if row is None:
        return
    if why == GONE and row.tries < len(PAUSES):
        row.due_at = now + PAUSES[row.tries]
        row.tries += 1
        session.add(row)
    else:
        await lose(session, row, why, now)


async def lose(session: AsyncSession, row: EvidenceFile, why: str, now: datetime) -> None:
    """Its bytes cannot be had; whoever sent it hears so once, in words that say what helps."""
    row.state, row.why = LOST, why
    session.add(row)
    found = await session.exec(
        select(Evidence).where(
            col(Evidence.file_unique_id) == row.file_unique_id,
            col(Evidence.removed_at).is_(None),
        )
    )
    stands = found.first()
    officer = await session.get(Officer, row.officer_id)
    if officer is None or not people.reachable(officer) or (stands is None and why != LARGE):
        return
    said = Message(texts.not_kept(why, stands.file_name if stands else ""))
    once = f"evidence-lost:{row.file_unique_id}:{row.noted_at.isoformat()}"
    await telling.tell(session, [officer], said, now, once=once)


async def again(session: AsyncSession, sha256s: Sequence[str], now: datetime) -> None:
    """What is noted as kept and lies there no more is fetched once more."""
    await execute(
        session,
        update(EvidenceFile)
        .where(col(EvidenceFile.state) == KEPT, col(EvidenceFile.sha256).in_(sha256s))
        .values(state=WANTED, due_at=now, tries=0),
    )
    touch(session, TOPIC)


async def kept(session: AsyncSession) -> set[str]:
    """The hashes of all that is kept."""
    found = await session.exec(
        select(EvidenceFile.sha256).where(col(EvidenceFile.state) == KEPT).distinct()
    )
    return set(found.all())


async def waiting(session: AsyncSession) -> int:
    """How many files are still to be fetched."""
    found = await session.exec(
        select(EvidenceFile.file_unique_id).where(col(EvidenceFile.state) == WANTED)
    )
    return len(found.all())


async def forget(session: AsyncSession, now: datetime) -> set[str]:
    """Drops what proves nothing: of bags that nobody placed, and what was taken off by hand.

    Returns the hashes that nothing names any more. What stands under a record that was removed
    stays, the record may be brought back; so does what waits in a draft.
    """
    drafted = await drafts.files_waiting(session)
    stays = exists().where(
        and_(
            col(Evidence.file_unique_id) == col(EvidenceFile.file_unique_id),
            or_(
                col(Evidence.removed_at).is_(None),
                col(Evidence.removed_at) > now - retention.TAKEN_OFF,
            ),
        )
    )
    unplaced = col(EvidenceFile.noted_at) <= now - retention.UNPLACED
    gone = (~stays, unplaced, col(EvidenceFile.file_unique_id).not_in(drafted))
    found = await session.exec(select(EvidenceFile.sha256).where(*gone))
    hashes = set(found.all()) - {""}
    await execute(session, delete(EvidenceFile).where(*gone))
    return hashes - await kept(session)


async def twins(session: AsyncSession, unique_ids: Iterable[str]) -> dict[str, list[Evidence]]:
    """Where the same files stand besides: by Telegram's mark, or by the bytes that came.

    Keyed by the file that was asked for; each list holds the living evidence of all records,
    that of the file itself included.
    """
    own = await by_ids(session, unique_ids)
    hashes = {one.came_sha256 for one in own.values() if one.came_sha256}
    same = await session.exec(
        select(EvidenceFile).where(col(EvidenceFile.came_sha256).in_(hashes))
    )
    mark_of = {one.file_unique_id: one.came_sha256 for one in same.all()}
    marks = {*mark_of, *unique_ids}
    rows = await session.exec(
        select(Evidence)
        .where(col(Evidence.file_unique_id).in_(marks), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    )
    found: dict[str, list[Evidence]] = {}
    for row in rows.all():
        for asked in own:
            alike = own[asked].came_sha256
            if row.file_unique_id == asked or (alike and mark_of.get(row.file_unique_id) == alike):
                found.setdefault(asked, []).append(row)
    return found


async def _wanted(session: AsyncSession, unique_id: str) -> EvidenceFile | None:
    row = await session.get(EvidenceFile, unique_id, populate_existing=True, with_for_update=True)
    return row if row is not None and row.state == WANTED else None
