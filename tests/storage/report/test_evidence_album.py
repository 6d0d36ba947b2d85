"""Which photos stand behind a report, and in which order."""

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts
from storage.records import evidence, records
from storage.report import evidence_album, report_blocks, report_draft
from storage.report.evidence_album import Shot
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.helpers.facts import bus, fair, when
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)


async def proved(
    db: Database, office: Office, facts: EventFacts, name: str, media: str = "photo"
) -> int:
    """A record with one file; returns its number."""
    told = {"file_id": name, "file_unique_id": name, "media": media, "caption": f"설명 {name}"}
    told["file_name"] = name if media == "document" else ""
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), facts)
        await evidence.attach(Act(session, office.staff, NOW), RecordKind.EVENT, row.id, told)
        return int(row.id)


async def found(db: Database) -> list[Shot]:
    async with db.read() as session:
        report = await report_draft.report(session, HALF, NOW)
        return await evidence_album.shots(session, report)


async def test_photos_come_in_the_order_of_their_lines_and_files_that_are_none_stay_out(
    db: Database, office: Office
) -> None:
    await proved(db, office, fair(), "1")
    await proved(db, office, bus(), "2.JPG", "document")
    await proved(db, office, fair(title="나 박람회"), "3")
    await proved(db, office, bus("2021.9.", runs=1), "계획서.hwpx", "document")
    told = [(one.file_id, one.caption) for one in await found(db)]
    assert told == [("1", "설명 1"), ("3", "설명 3"), ("2.JPG", "설명 2.JPG")]


async def test_the_words_beside_a_photo_are_those_of_its_record(
    db: Database, office: Office
) -> None:
    await proved(db, office, fair(), "1")
    assert [one.title for one in await found(db)] == ["쿠팡채용박람회 2021.7.15. 덕양구청"]


async def test_photos_of_another_half_and_of_a_removed_record_stay_out(
    db: Database, office: Office
) -> None:
    await proved(db, office, fair(period=when("2021.3.15.")), "1")
    gone = await proved(db, office, fair(), "2")
    async with db.begin() as session:
        await report_blocks.ensure(session, HALF, NOW)
        await records.remove(Act(session, office.staff, NOW), RecordKind.EVENT, gone)
    assert await found(db) == []
