"""What an import leaves as it is: lines that the file lacks, and lines of closed blocks."""

from html import escape

import pytest

from handlers.imports import differences
from storage.database import Database
from storage.report.importing import import_known
from storage.report.reading.proposal import Choices
from storage.traffic.messages import Screen
from tests.helpers.imported import SEED, take_over
from tests.helpers.offices import Office
from tests.storage.report.test_import_changes import met, paper, printed

pytestmark = pytest.mark.long


@pytest.fixture
async def closed(db: Database, office: Office) -> Database:
    """The real report taken over, the halves gone by with their words fixed."""
    async with db.begin() as session:
        await take_over(session, office.office, SEED, Choices(freeze=True))
    return db


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


async def test_a_line_of_a_closed_block_that_differs_is_told_and_never_asked(
    closed: Database,
) -> None:
    before = await printed(closed)
    [line] = [one for one in before if "29회" in one]
    proposal, there = await met(closed, await paper(closed, {"29회": "30회"}))
    assert there.changes == ()
    assert import_known.nothing_new(there, proposal)
    [fixed] = there.fixed
    assert fixed.pairs == ((line, line.replace("29회", "30회")),)
    told = "\n".join(differences.told_of_others(there, 8))
    assert "고정된 칸에서 다른 줄 1곳" in told
    assert "29회 → 30회" in told
    assert await printed(closed) == before


async def test_every_line_that_the_file_lacks_can_be_paged_through(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await take_over(session, office.office, SEED)
    before = await printed(db)
    lacking = [one for one in dict.fromkeys(before) if "(" in one and before.count(one) == 1]
    _, there = await met(db, await paper(db, dict.fromkeys(lacking, " ")))
    gone = [one.text for one in import_known.gone(there)]
    assert set(lacking) <= set(gone)
    seen, at, told = "", 0, ["다음 ›"]
    while "다음 ›" in "".join(told):
        screen = differences.gone_list(there, 1, at)
        seen, told, at = seen + screen.text, labels(screen), at + 1
    assert at == -(-len(gone) // differences.PER_PAGE) > 1
    assert all(escape(one[:100]) in seen for one in gone)
    assert await printed(db) == before
