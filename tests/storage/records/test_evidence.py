"""Photos and files stay with their record, each once, and wait when they come first."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.evidence import Evidence, EvidenceBag
from storage.models.office import Officer
from storage.records import evidence, evidence_bags, records
from storage.rules import errors
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject
from tests.helpers.facts import bus, fair
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
        return int((await records.add(Act(session, office.staff, NOW), fair())).id)


async def test_a_file_sent_twice_is_kept_once(db: Database, office: Office, number: int) -> None:
    async with db.begin() as session:
        for file in (PHOTO, PAPER, PHOTO):
            await evidence.attach(Act(session, office.staff, NOW), EVENT, number, file)
        kept = await evidence.held_by(session, EVENT, number)
    assert [(one.file_id, one.file_name, one.caption) for one in kept] == [
        ("AgAC1", "", ""),
        ("BQAC2", "결과보고.hwpx", "결과"),
    ]


async def test_a_file_taken_away_can_be_sent_again(
    db: Database, office: Office, number: int
) -> None:
    async with db.begin() as session:
        row = await evidence.attach(Act(session, office.staff, NOW), EVENT, number, PHOTO)
        await evidence.remove(Act(session, office.staff, NOW), row.id)
        assert await evidence.held_by(session, EVENT, number) == []
        with pytest.raises(errors.Gone):
            await evidence.remove(Act(session, office.staff, NOW), row.id)
        await evidence.attach(Act(session, office.staff, NOW), EVENT, number, PHOTO)
        assert len(await evidence.held_by(session, EVENT, number)) == 1
        lines = await audit.of_subject(session, Subject.EVIDENCE, row.id)
    assert [line.action for line in lines] == ["create", "remove", "create"]


async def test_a_bag_moves_whole_to_its_record_and_takes_no_other_with_it(
    db: Database, office: Office, number: int
) -> None:
    async with db.begin() as session:
        for file in (PHOTO, PAPER, PHOTO):
            mine = await _bagged(session, file, office.staff, "album")
        other = await _bagged(session, {**PHOTO, "file_unique_id": "u3"}, office.staff, "later")
        placed = await evidence_bags.place(Act(session, office.staff, NOW), mine, EVENT, number)
        assert [one["file_unique_id"] for one in placed] == ["u1", "u2"]
        assert len(await evidence.held_by(session, EVENT, number)) == 2
        with pytest.raises(errors.Refusal, match="이미 자리를"):
            await evidence_bags.take(Act(session, office.staff, NOW), mine)
        with pytest.raises(errors.Gone):
            await evidence_bags.take(Act(session, office.other, NOW), other)
        (left,) = await evidence_bags.take(Act(session, office.staff, NOW), other)
    assert left["file_unique_id"] == "u3"


async def test_a_bag_out_of_reach_stays_as_it_is(
    db: Database, office: Office, number: int
) -> None:
    async with db.begin() as session:
        bag = await _bagged(session, PHOTO, office.other, "theirs")
        with pytest.raises(errors.NotAllowed):
            await evidence_bags.place(Act(session, office.other, NOW), bag, EVENT, number)
        (left,) = await evidence_bags.take(Act(session, office.other, NOW), bag)
    assert left["file_unique_id"] == "u1"


async def test_a_bag_that_waited_a_day_is_erased_and_remembered_for_a_month(
    db: Database, office: Office
) -> None:
    over = NOW + evidence_bags.OPEN_FOR
    async with db.begin() as session:
        bag = await _bagged(session, PHOTO, office.staff, "old")
        assert await evidence_bags.over(session, over - timedelta(seconds=1)) == []
        (ended,) = await evidence_bags.over(session, over)
        lost = await evidence_bags.expire(session, ended)
        assert (ended.id, [one.file_unique_id for one in lost]) == (bag, ["u1"])
        assert (await session.exec(select(Evidence))).all() == []
        with pytest.raises(errors.Refusal, match="24시간"):
            await evidence_bags.take(Act(session, office.staff, over), bag)
        assert await evidence_bags.over(session, over + evidence_bags.KNOWN_FOR) == []
        assert (await session.exec(select(EvidenceBag))).all() == []


async def test_a_file_is_moved_once_and_a_record_that_has_it_keeps_it_once(
    db: Database, office: Office, number: int
) -> None:
    async with db.begin() as session:
        other = (await records.add(Act(session, office.staff, NOW), bus())).id
        act = Act(session, office.staff, NOW)
        row = await evidence.attach(act, EVENT, number, PHOTO)
        await evidence.move(act, row.id, EVENT, other)
        assert await evidence.held_by(session, EVENT, number) == []
        again = await evidence.attach(act, EVENT, number, PHOTO)
        await evidence.move(act, again.id, EVENT, other)
        assert len(await evidence.held_by(session, EVENT, other)) == 1
        with pytest.raises(errors.NotAllowed):
            await evidence.move(Act(session, office.other, NOW), row.id, EVENT, number)
        lines = await audit.of_subject(session, Subject.EVIDENCE, row.id)
    assert [line.action for line in lines] == ["create", "move"]


async def _bagged(
    session: AsyncSession, file: Mapping[str, Any], officer: Officer, card: str
) -> int:
    bag = await evidence_bags.put(Act(session, officer, NOW), file, chat_id=1, card=card)
    return bag.id


async def test_nobody_adds_to_a_removed_record_or_to_another_departments(
    db: Database, office: Office, number: int
) -> None:
    async with db.begin() as session:
        with pytest.raises(errors.NotAllowed):
            await evidence.attach(Act(session, office.other, NOW), EVENT, number, PHOTO)
        await records.remove(Act(session, office.staff, NOW), EVENT, number)
        with pytest.raises(errors.Gone):
            await evidence.attach(Act(session, office.staff, NOW), EVENT, number, PHOTO)
