"""What came of plan items is counted beside the records: in the sums, and when it is late."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import Came, PlanItemFacts
from storage.plans import plan_outcomes
from storage.records import records
from storage.report import (
    report_account,
    report_blocks,
    report_claims,
    report_draft,
    report_edits,
    report_results,
)
from storage.report.left_out import ThreeSums
from storage.report.wording_left import Left
from storage.rules.terms import Measure, OutcomeKind, RecordKind
from tests.helpers.facts import fair, works
from tests.helpers.offices import NOW, Office
from tests.storage.records.late_office import HALF, LATER, MARK, Closed, confirmed
from tests.storage.report.test_report_results import item, items

AIMS = PlanItemFacts("우선고용", measure="명", target=20)
HIRED = replace(fair(), counts={Measure.HIRED: 22, Measure.RESIDENTS: 14})


async def settles(
    db: Database,
    office: Office,
    number: int,
    words: str = "",
    came: Came = Came(),  # noqa: B008  # a frozen value
    results: Sequence[Any] = (),
) -> None:
    """The department says what came of an item."""
    async with db.begin() as session:
        act = Act(session, office.staff, LATER)
        await plan_outcomes.settle(
            act, number, OutcomeKind.DONE, reason=words, came=came, results=results
        )


async def sums_of(db: Database) -> tuple[dict[str, ThreeSums], dict[Any, Left]]:
    """The three sums by figure, and what is left out with its reason."""
    async with db.read() as session:
        found = await report_account.of_half(session, HALF, LATER.date())
    assert all(one.agrees for one in found.sums)
    return {one.figure.name: one for one in found.sums}, {x.record: x.why for x in found.left}


def told(one: ThreeSums) -> tuple[int, int, int]:
    """Entered, printed, left out."""
    return one.whole, one.on_paper, one.left


async def test_a_result_is_entered_and_printed_or_named_as_left_out(
    db: Database, office: Office
) -> None:
    """Mutant: results of plan items are in no sum, so a hidden one is missed by nobody."""
    said, tied = await items(db, office, AIMS, replace(AIMS, text="채용행사"))
    async with db.begin() as session:
        event = await records.add(Act(session, office.staff, NOW), HIRED)
        block = (await report_blocks.ensure(session, HALF, NOW))[0]
    await settles(db, office, said, "보통인부 고용", Came(None, 9, 4))
    await settles(db, office, tied, came=Came(None, 22, 14), results=[("event", event.id)])
    sums, left = await sums_of(db)
    assert told(sums["results"]) == (2, 2, 0)
    assert told(sums["result_hires"]) == (31, 31, 0)
    assert told(sums["result_citizens"]) == (18, 18, 0)
    assert told(sums["hired"]) == (22, 22, 0)  # the event's own, counted for itself
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        await report_edits.hide(act, block.id, f"plan_item:{said}:1")
    sums, left = await sums_of(db)
    assert told(sums["results"]) == (2, 1, 1)
    assert told(sums["result_hires"]) == (31, 22, 9)
    assert left[RecordKind.PLAN_ITEM, said] is Left.HIDDEN
    async with db.begin() as session:  # and with the records of the other one, that one too
        lines = await report_draft.line_places(session, block)
        key = next(one.key for one in lines if one.key.startswith(f"event:{event.id}:"))
        await report_edits.hide(Act(session, office.office, NOW), block.id, key)
    sums, left = await sums_of(db)
    assert told(sums["results"]) == (2, 0, 2)
    assert (RecordKind.PLAN_ITEM, tied) in left


@pytest.fixture
async def closed(db: Database, office: Office) -> tuple[Closed, int]:
    """An office whose report was confirmed while an item of a plan was open; its number."""
    number = await item(db, office, AIMS)
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), HIRED)
    return await confirmed(db, office), number


async def test_a_result_settled_after_the_report_was_closed_is_told_as_late(
    closed: tuple[Closed, int], db: Database, office: Office
) -> None:
    """Mutant: a result that nobody hears of, and that no paper prints."""
    made, number = closed
    await settles(db, office, number, "보통인부 고용")
    assert (await sums_of(db))[1][RecordKind.PLAN_ITEM, number] is Left.LATE
    assert len(await made.notices()) == 1
    assert await made.late() == 1
    assert await made.told() == [f"보통인부 고용 ※ {MARK}"]
    async with db.begin() as session:  # more of the same: one notice, another line
        await plan_outcomes.count(Act(session, office.staff, LATER), number, Came(None, 22, 14))
    assert len(await made.notices()) == 1
    lines = await made.paper(HALF.next())
    at = lines.index(f"보통인부 고용 ※ {MARK}")
    assert lines[at + 1] == "목표 20명 → 22명(고양시민 14명)"


async def test_a_new_version_of_a_closed_half_keeps_the_table_and_brings_it_up_to_date(
    closed: tuple[Closed, int], db: Database, office: Office
) -> None:
    """Mutant: the renewed paper is composed of records alone and loses the table."""
    made, number = closed
    assert "전체 : 실적 고양시민 14명(전체 22명), 고양시민 비율 63.6%" in await made.paper(HALF)
    await settles(db, office, number, "보통인부 고용", Came(None, 8, 6))
    await made.confirms_again()
    lines = await made.paper(HALF)
    assert "보통인부 고용" in lines
    assert "전체 : 실적 고양시민 20명(전체 30명), 고양시민 비율 66.6%" in lines


async def test_a_line_of_the_table_names_its_records_and_what_it_lacks(
    db: Database, office: Office
) -> None:
    """Mutant: sums of the table that are claimed by nobody, whatever they leave out."""
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        event = await records.add(act, HIRED)
        half = replace(HIRED, title="다른 박람회", counts={Measure.HIRED: 5})
        lacking = await records.add(act, half)
        await records.add(act, works(title="창릉천 공사"))
        await report_blocks.ensure(session, HALF, NOW)
    both = [("event", event.id), ("event", lacking.id)]
    async with db.read() as session:
        for key in (report_results.QUOTA_HEAD, report_results.QUOTA_WHOLE, f"quota:{office.home}"):
            department = report_results.department_of(key)
            assert department is not None
            assert await report_results.behind(session, HALF, department) == both
        claims = {one.key: one for one in await report_claims.claims(session, HALF)}
    found = claims[f"quota:residents:event.{lacking.id}"]
    assert found.records == (("event", lacking.id),)
    assert "고양시민" in found.text
    assert "다른 박람회" in found.text
    assert not any(key.startswith("quota:workers") for key in claims)
