"""What the card says of a closed half's record is what the next report then tells."""

from collections import Counter

import pytest

from storage.database import Database
from storage.facts.shapes import EventFacts, Facts
from storage.report import report_preview
from storage.rules.terms import EventStatus
from tests.helpers.facts import bus, fair
from tests.helpers.offices import Office
from tests.storage.records.late_office import AT_MARKET, LATER, MARK, NEXT, Closed, confirmed

pytestmark = pytest.mark.long


@pytest.fixture
async def closed(db: Database, office: Office) -> Closed:
    """The report on 2021 하반기 has been confirmed."""
    return await confirmed(db, office)


async def foreseen(closed: Closed, facts: Facts, number: int | None = None) -> list[str]:
    """The late lines that the card would show, all of them in the next report."""
    async with closed.db.read() as session:
        found = await report_preview.of_saving(
            session, facts, number=number, parent_id=None, department=None, today=LATER.date()
        )
    assert {part.half for part in found.parts} <= {NEXT}
    return [one.after.text for part in found.parts for one in part.changes if one.after]


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        (AT_MARKET, None),
        (fair(title="늦은 박람회"), None),
        (bus("2021.9.2.", 1, 30), None),
        (bus(runs=41), 1),
        (fair(title="다른 이름"), 2),
        (fair(status=EventStatus.PLANNED), None),
    ],
)
async def test_the_card_shows_the_late_lines_of_the_next_report(
    closed: Closed, facts: EventFacts, number: int | None
) -> None:
    """Mutant: a late record changes nothing on its card."""
    before = await closed.paper(NEXT)
    seen = await foreseen(closed, facts, number)
    if number is None:
        await closed.adds(facts)
    else:
        await closed.changes(number, facts)
    known = Counter(before)
    known.subtract(await closed.paper(NEXT))
    gained = {text for text, count in known.items() if count < 0}
    assert [one for one in seen if MARK in one] == await closed.told()
    assert set(seen) <= gained
