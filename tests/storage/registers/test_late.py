"""A register of a half whose report is confirmed: what it changes becomes a late result."""

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.registers.wording_registers import DEPARTMENT, REGISTERS
from storage.facts.registers.wording_scopes import Scope
from storage.registers import comparing, taking
from storage.registers.shapes import Comparison, Decided
from storage.report import report_versions
from storage.rules.terms import RecordKind
from tests.helpers.offices import Office
from tests.storage.records.late_office import HALF, LATER, MARK, Closed, confirmed
from tests.storage.registers.through_files import edited, exported, listed, table

EVENT, CONTRACT = (Scope.of_half(kind, HALF) for kind in (RecordKind.EVENT, RecordKind.CONTRACT))
FIRST_FIGURE = REGISTERS[RecordKind.EVENT].heading_of("counts.consultations")
NEW = {"종류": "간담회", "날짜": "2021.11.5.", "업체·기관": "다라상사", DEPARTMENT: "일자리정책과"}


@pytest.fixture
async def closed(db: Database, office: Office) -> Closed:
    """Its report on the half is confirmed: a bus, a fair, a site."""
    return await confirmed(db, office)


async def looked_at(closed: Closed, body: bytes, decided: Decided) -> Comparison:
    async with closed.db.begin() as session:
        act = Act(session, closed.office.office, LATER)
        return await comparing.compare(act, table(body, decided))


async def taken(closed: Closed, found: Comparison) -> taking.Taken:
    async with closed.db.begin() as session:
        act = Act(session, closed.office.office, LATER)
        return await taking.take(act, found.kind, found.edits)


async def kept(closed: Closed) -> list[str]:
    """The fingerprints of the confirmed papers."""
    async with closed.db.read() as session:
        return [one.sha256 for one in await report_versions.of_half(session, HALF)]


async def test_a_returned_register_of_a_confirmed_half_says_so_and_is_told_as_late(
    closed: Closed,
) -> None:
    """Changed, removed and new: foreseen by their number, told in the next report, and never a
    letter of the confirmed paper. Mutant: the preview does not count them."""
    paper, papers = await closed.paper(HALF), await kept(closed)
    before = await listed(closed.db, EVENT)

    def edit(rows: list[dict[str, str]]) -> None:
        rows[0][FIRST_FIGURE] = "1,234"
        rows.pop(1)
        rows.append(dict(NEW))

    body = edited(before, edit)
    gone = [one.record for one in (await looked_at(closed, body, Decided())).gone]
    found = await looked_at(closed, body, Decided(gone=gone))
    assert (len(found.edits), found.late) == (3, {HALF.label: 3})
    assert (await closed.late(), await closed.told()) == (0, [])  # nothing before the yes
    assert (await taken(closed, found)).refused == []
    assert await closed.late() == 3
    told = await closed.told()
    assert any("1,234명" in one for one in told)
    assert any("(2021.11.5.) 간담회" in one for one in told)
    assert all(MARK in one for one in told)
    assert await closed.paper(HALF) == paper
    assert await kept(closed) == papers


async def test_a_contract_of_a_confirmed_half_is_late_too_and_taken_back_with_its_row(
    closed: Closed,
) -> None:
    paper = await closed.paper(HALF)
    body = edited(
        await listed(closed.db, CONTRACT), lambda rows: rows[0].update({"공사 이름": "고친 공사"})
    )
    found = await looked_at(closed, body, Decided())
    assert found.late == {HALF.label: 1}
    done = await taken(closed, found)
    assert await closed.late() == 1
    assert await closed.paper(HALF) == paper
    async with closed.db.begin() as session:
        act = Act(session, closed.office.office, LATER)
        back = await taking.take_back(act, found.kind, done.done)
    assert (back.refused, await closed.late()) == ([], 0)
    assert await closed.paper(HALF) == paper


async def test_the_register_of_a_confirmed_half_that_nobody_touched_is_no_late_result(
    closed: Closed,
) -> None:
    found = await looked_at(closed, await exported(closed.db, EVENT), Decided())
    assert (found.edits, found.late) == ([], {})
    await taken(closed, found)
    assert (await closed.late(), await closed.notices()) == (0, [])
