"""The head of the trail leaves the database once a working day, if anything was done."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from scheduler.ticks import heads as ticking
from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.evidence import KEPT, EvidenceFile
from storage.models.traffic import Outbox
from storage.records import records
from storage.rules.clock import Clock
from storage.rules.terms import RecordKind
from storage.safekeeping import heads
from storage.tracing import verifying
from tests.helpers.facts import bus
from tests.helpers.offices import Office

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC) + timedelta(days=7)  # 10:00 in Korea


def at(now: datetime) -> Clock:
    """A clock that stands."""
    return lambda: now


async def logged(db: Database, office: Office, now: datetime) -> None:
    async with db.begin() as session:
        await records.add(Act(session, office.staff, now), bus())


async def told(db: Database) -> list[tuple[int, str, bool]]:
    async with db.read() as session:
        rows = (await session.exec(select(Outbox).order_by(col(Outbox.id)))).all()
    return [(row.chat_id, row.payload["text"], row.payload["quiet"]) for row in rows]


async def test_it_goes_out_quietly_once_a_working_day_and_only_if_something_was_done(
    db: Database, office: Office, tmp_path: Path
) -> None:
    """Mutants: each tick tells it; it is told on a day of rest; what was told before is told."""
    days: list[int] = []
    for day in range(8):
        if day not in (2, 3):  # two days on which nobody does anything
            await logged(db, office, MONDAY + timedelta(days=day))
        for hour in (0, 1, 3, 4):
            now = MONDAY + timedelta(days=day, hours=hour)
            before = len(await told(db))
            await ticking.note_head(tmp_path, db, at(now))
            days += [day] * (len(await told(db)) - before)
    assert days == [0, 1, 4, 7]  # the weekend is none, and Wednesday and Thursday said nothing
    said = await told(db)
    assert {(chat, quiet) for chat, _text, quiet in said} == {(office.admin.telegram_id, True)}
    file = heads.read(heads.place(tmp_path))
    assert [
        f"{one.seq}:{one.hash}" in text
        for one, (_c, text, _q) in zip(file.heads, said, strict=True)
    ] == [True] * 4
    assert file.broken is None
    assert heads.place(tmp_path).stat().st_mode & 0o777 == 0o600
    async with db.read() as session:
        found = await verifying.of_chain(session, tmp_path)
    assert (found.breaches, found.heads) == ((), 4)


async def test_a_day_whose_file_could_not_be_written_is_made_up_for_and_told_once(
    db: Database, office: Office, tmp_path: Path
) -> None:
    await logged(db, office, MONDAY)
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="data"):
        await ticking.note_head(blocked, db, at(MONDAY))
    blocked.unlink()
    for hour in (0, 1):
        await ticking.note_head(blocked, db, at(MONDAY + timedelta(hours=hour)))
    assert len(heads.read(heads.place(blocked)).heads) == len(await told(db)) == 1


async def test_what_an_earlier_release_kept_is_told_to_the_trail_before_the_first_head(
    db: Database, office: Office, tmp_path: Path
) -> None:
    await logged(db, office, MONDAY)
    async with db.begin() as session:
        kept = EvidenceFile(
            file_unique_id="old",
            file_id="old",
            officer_id=office.staff.id,
            state=KEPT,
            sha256="a" * 64,
            due_at=MONDAY,
            noted_at=MONDAY,
        )
        session.add(kept)
    for hour in (0, 1):
        await ticking.note_head(tmp_path, db, at(MONDAY + timedelta(hours=hour)))
    async with db.read() as session:
        (line,) = await audit.of_subject(session, "kept_file", 0)
        (event,) = await audit.of_subject(session, RecordKind.EVENT, 1)
        assert (event.seq or 0) < (line.seq or 0)
    assert (line.after or {})["sha256"] == "a" * 64
