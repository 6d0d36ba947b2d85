"""Lines that are kept between readings: never those of an act that was taken back."""

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts
from storage.records import records
from storage.report import report_draft
from storage.rules.terms import EventKind
from tests.helpers.facts import when
from tests.helpers.imported import AT, HALF
from tests.helpers.offices import Office


async def printed(db: Database) -> str:
    async with db.read() as session:
        return str((await report_draft.report(session, HALF, AT)).rows)


async def test_what_was_taken_back_is_printed_nowhere(db: Database, office: Office) -> None:
    facts = EventFacts(EventKind.PROGRAMME, when("2021.9."), title="청년 교육")
    try:
        async with db.begin() as session:
            await records.add(Act(session, office.office, AT), facts)
            report = await report_draft.report(session, HALF, AT)
            assert "청년 교육" in str(report.rows)
            raise LookupError
    except LookupError:
        pass
    assert "청년 교육" not in await printed(db)
    other = EventFacts(EventKind.PROGRAMME, when("2021.9."), title="중장년 교육")
    async with db.begin() as session:
        await records.add(Act(session, office.office, AT), other)
    whole = await printed(db)
    assert ("청년 교육" in whole, "중장년 교육" in whole) == (False, True)
