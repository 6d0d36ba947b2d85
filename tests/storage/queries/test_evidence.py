"""Photos and files stay with their record, each once, and wait when they come first."""

import pytest

from storage.database import Database
from storage.models.base import RecordKind
from storage.queries import audit
from storage.queries.recording import evidence, records
from storage.rules import errors
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, Office

PHOTO = {"file_id": "AgAC1", "file_unique_id": "u1", "media": "photo", "size": 90_000}
PAPER = {
    "file_id": "BQAC2",
    "file_unique_id": "u2",
    "media": "document",
    "file_name": "결과보고.hwpx",
    "caption": "결과",
}
EVENT = RecordKind.EVENT


@pytest.fixture
async def number(db: Database, office: Office) -> int:
    async with db.begin() as session:
        return int((await records.add(session, fair(), actor=office.staff, now=NOW)).id)


async def test_a_file_sent_twice_is_kept_once(db: Database, office: Office, number: int) -> None:
    async with db.begin() as session:
        for file in (PHOTO, PAPER, PHOTO):
            await evidence.attach(session, EVENT, number, file, officer=office.staff, now=NOW)
        kept = await evidence.of_record(session, EVENT, number)
        assert await evidence.count(session, EVENT, number) == 2
    assert [(one.file_id, one.file_name, one.caption) for one in kept] == [
        ("AgAC1", "", ""),
        ("BQAC2", "결과보고.hwpx", "결과"),
    ]


async def test_a_file_taken_away_can_be_sent_again(
    db: Database, office: Office, number: int
) -> None:
    async with db.begin() as session:
        row = await evidence.attach(session, EVENT, number, PHOTO, officer=office.staff, now=NOW)
        await evidence.remove(session, row.id or 0, officer=office.staff, now=NOW)
        assert await evidence.count(session, EVENT, number) == 0
        with pytest.raises(errors.Gone):
            await evidence.remove(session, row.id or 0, officer=office.staff, now=NOW)
        await evidence.attach(session, EVENT, number, PHOTO, officer=office.staff, now=NOW)
        assert await evidence.count(session, EVENT, number) == 1
        lines = await audit.of_subject(session, evidence.SUBJECT, row.id or 0)
    assert [line.action for line in lines] == ["create", "remove", "create"]


async def test_files_that_came_first_move_to_the_record_named_later(
    db: Database, office: Office, number: int
) -> None:
    async with db.begin() as session:
        for file in (PHOTO, PAPER):
            await evidence.keep_waiting(session, file, officer=office.staff, now=NOW)
        await evidence.keep_waiting(session, PHOTO, officer=office.other, now=NOW)
        placed = await evidence.place_waiting(
            session, EVENT, number, officer=office.staff, now=NOW
        )
        again = await evidence.place_waiting(session, EVENT, number, officer=office.staff, now=NOW)
        assert await evidence.count(session, EVENT, number) == 2
    assert (placed, again) == (2, 0)


async def test_nobody_adds_to_a_removed_record_or_to_another_departments(
    db: Database, office: Office, number: int
) -> None:
    async with db.begin() as session:
        with pytest.raises(errors.NotAllowed):
            await evidence.attach(session, EVENT, number, PHOTO, officer=office.other, now=NOW)
        await records.remove(session, EVENT, number, actor=office.staff, now=NOW)
        with pytest.raises(errors.Gone):
            await evidence.attach(session, EVENT, number, PHOTO, officer=office.staff, now=NOW)
