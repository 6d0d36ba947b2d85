"""확인할 것 names evidence that was lost, that is of another day, or that proves two records."""

from datetime import date

import pytest

from storage.act import Act
from storage.database import Database
from storage.models.evidence import CLEAN
from storage.records import evidence, evidence_files, records
from storage.records.evidence_files import LARGE, Found
from storage.report import report_claims
from storage.report.figure_claims import Claim
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.helpers.facts import bus, fair
from tests.helpers.offices import NOW, Office

EVENT = RecordKind.EVENT
HALF = HalfYear(2021, 2)
FAIR = date(2021, 7, 15)


class Proofs:
    """Two events of a half, and what is put to them."""

    def __init__(self, db: Database, office: Office, numbers: list[int]) -> None:
        self.db = db
        self.office = office
        self.numbers = numbers

    async def add(self, at: int, mark: str, came: str = "", taken_on: date | None = None) -> int:
        """A photo under the first or the second event; kept, if it says what came."""
        async with self.db.begin() as session:
            act = Act(session, self.office.staff, NOW)
            file = {"file_id": mark, "file_unique_id": mark}
            row = await evidence.attach(act, EVENT, self.numbers[at], file)
            if came:
                found = Found(came, came, 1, CLEAN, taken_on)
                await evidence_files.keep(session, mark, found, NOW)
            return row.id

    async def claims(self) -> list[Claim]:
        """What is open about evidence, but for events that have none."""
        async with self.db.read() as session:
            found = await report_claims.claims(session, HALF)
        return [one for one in found if one.key.startswith("evidence-")]


@pytest.fixture
async def proofs(db: Database, office: Office) -> Proofs:
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        numbers = [(await records.add(act, facts)).id for facts in (fair(), bus())]
    return Proofs(db, office, numbers)


async def test_a_photo_of_the_day_leaves_nothing_open(proofs: Proofs) -> None:
    await proofs.add(0, "a", "1", FAIR)
    await proofs.add(1, "b", "2", date(2021, 12, 31))
    await proofs.add(0, "c")
    assert await proofs.claims() == []


async def test_a_photo_of_another_day_is_a_hint_that_names_the_day_alone(proofs: Proofs) -> None:
    await proofs.add(0, "a", "1", date(2021, 7, 20))
    (claim,) = await proofs.claims()
    assert "찍은 날(2021. 7. 20.(화))이 기록의 날짜와 다릅니다." in claim.text
    assert claim.records == (("event", proofs.numbers[0]),)


async def test_a_photo_that_the_album_cannot_print_stands_until_it_is_another(
    proofs: Proofs, db: Database, office: Office
) -> None:
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        file = {"file_id": "h", "file_unique_id": "h", "media": "document", "file_name": "a.HEIC"}
        row = await evidence.attach(act, EVENT, proofs.numbers[0], file)
    (claim,) = await proofs.claims()
    assert "증빙 사진 1장은 사진첩에 인쇄하지 못하는 형식입니다." in claim.text
    async with db.begin() as session:
        await evidence.remove(Act(session, office.staff, NOW), row.id)
    assert await proofs.claims() == []


async def test_a_lost_file_stands_until_it_is_kept_or_taken_off(
    proofs: Proofs, db: Database, office: Office
) -> None:
    number = await proofs.add(0, "a")
    async with db.begin() as session:
        await evidence_files.not_had(session, "a", LARGE, NOW)
    (claim,) = await proofs.claims()
    assert "증빙 1건을 보관하지 못했습니다." in claim.text
    async with db.begin() as session:
        await evidence.remove(Act(session, office.staff, NOW), number)
    assert await proofs.claims() == []


@pytest.mark.parametrize("second", ["a", "b"])
async def test_the_same_bytes_under_two_records_are_said_once(proofs: Proofs, second: str) -> None:
    await proofs.add(0, "a", "1")
    await proofs.add(1, second, "1")
    (claim,) = await proofs.claims()
    assert claim.text.startswith("같은 증빙 1건이 ‘")
    assert set(claim.records) == {("event", one) for one in proofs.numbers}


async def test_a_record_of_another_half_is_no_double_here(proofs: Proofs, db: Database) -> None:
    await proofs.add(0, "a", "1")
    earlier = HalfYear(2021, 1)
    async with db.read() as session:
        assert not [
            one
            for one in await report_claims.claims(session, earlier)
            if one.key.startswith("evidence-")
        ]
