"""Entered = printed + left out, and every record is printed or named with its reason."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import Database
from storage.facts.kind import Section
from storage.facts.kinds import kinds_in
from storage.facts.shapes import EventFacts, Facts, IncentiveFacts, PromiseFacts, SubcontractFacts
from storage.records import record_lookup, records
from storage.report import report_account, report_blocks, report_draft, report_edits
from storage.report.left_out import Account
from storage.report.wording_left import Left
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import BlockKind, EventKind, EventStatus, Measure, RecordKind
from tests.helpers.facts import agreement, bus, fair, when, works
from tests.helpers.offices import NOW, Office
from tests.helpers.sizes import some
from tests.storage.report import any_records

HALF = HalfYear(2021, 2)
TODAY = date(2021, 12, 20)


async def of_half(db: Database) -> Account:
    """The account of 2021 하반기."""
    async with db.read() as session:
        return await report_account.of_half(session, HALF, TODAY)


async def put(db: Database, office: Office, facts: Facts, parent: int | None = None) -> Any:
    """A record, entered now."""
    async with db.begin() as session:
        return await records.add(Act(session, office.office, NOW), facts, parent_id=parent)


def named(found: Account) -> dict[tuple[str, int], Left]:
    """Each record that is left out, with its reason."""
    return {one.record: one.why for one in found.left}


def three(found: Account, name: str) -> tuple[int, int, int]:
    """A figure's three sums."""
    (one,) = [one for one in found.sums if one.figure.name == name]
    assert one.agrees, name
    return one.whole, one.on_paper, one.left


async def lived(session: AsyncSession, office: Office, dice: random.Random) -> None:
    """Records of every kind, and decisions of the office about their lines."""
    block = await report_blocks.add(
        Act(session, office.office, NOW), BlockKind.RESULT, "하반기", HALF, HALF
    )
    above: list[tuple[RecordKind, int]] = []
    for minute in range(50):
        act = Act(session, office.office, NOW + timedelta(minutes=minute))
        kind, number = dice.choice(above) if above and dice.random() < 0.3 else (None, None)
        facts = any_records.below(dice, kind) if kind else any_records.by_itself(dice)
        try:
            row = await records.add(act, facts, parent_id=number)
        except Refusal:
            continue
        if row.kind in any_records.PARENTS:
            above.append((row.kind, row.id))
    for _ in range(dice.randint(0, 6)):
        act = Act(session, office.office, NOW)
        lines = [one for one in await report_draft.line_places(session, block) if one.records]
        line = dice.choice(lines)
        match dice.randint(0, 2):
            case 0:
                await report_edits.reword(act, block.id, line.key, "다른 말", basis=line.text)
            case 1:
                await report_edits.hide(act, block.id, line.key)
            case _:
                await report_edits.join(act, block.id, line.key, "/")


@pytest.mark.parametrize("seed", some(range(8), of=1))
async def test_entered_is_printed_and_left_out_whatever_was_entered_and_edited(
    db: Database, office: Office, seed: int
) -> None:
    """Mutant: a sum skips the records without a figure, or a record is named nowhere."""
    async with db.begin() as session:
        await lived(session, office, random.Random(seed))
        block = await report_blocks.covering(session, HALF)
        assert block is not None
        lines = await report_draft.block_lines(session, block)
        living = [
            (kind, row.id)
            for kind in kinds_in(Section.RESULTS)
            for row in await record_lookup.all_living(session, kind)
            if row.half in (HALF, None)
        ]
    found = await of_half(db)
    for one in found.sums:
        assert one.whole == one.on_paper + one.left
        assert one.agrees, (one.figure.name, one.read, one.on_paper)
        lacking = {record for record in one.entered if record not in one.printed}
        assert lacking <= set(named(found)), one.figure.name
    printed = {record for line in lines for record in line.records}
    assert set(living) <= printed | set(named(found))


async def test_what_is_not_printed_is_named_with_its_reason(db: Database, office: Office) -> None:
    late = await put(db, office, fair(status=EventStatus.PLANNED))
    coming = await put(
        db, office, fair(period=when("2021.12.28."), title="송년", status=EventStatus.PLANNED)
    )
    gone = await put(db, office, fair(title="취소", status=EventStatus.CANCELLED))
    mou = await put(db, office, agreement())
    promise = await put(
        db, office, PromiseFacts("시민 채용", "채용", 30, date(2021, 12, 1)), mou.id
    )
    site = await put(db, office, works())
    sub = await put(db, office, SubcontractFacts("(주)바", 1_000_000, local=True), site.id)
    letter = await put(
        db, office, IncentiveFacts("(주)가나", ("전 부서",), "상자", date(2021, 9, 1))
    )
    nowhen = await put(db, office, EventFacts(EventKind.REGULATION, Period(()), title="조례 개정"))
    found = named(await of_half(db))
    assert found == {
        (RecordKind.EVENT, late.id): Left.OVERDUE,
        (RecordKind.EVENT, nowhen.id): Left.NO_HALF,
        (RecordKind.PROMISE, promise.id): Left.OPEN_PROMISE,
        (RecordKind.INCENTIVE, letter.id): Left.NO_NUMBER,
        (RecordKind.EVENT, coming.id): Left.PLANNED,
        (RecordKind.EVENT, gone.id): Left.CANCELLED,
        (RecordKind.SUBCONTRACT, sub.id): Left.SUBCONTRACT,
    }
    assert three(await of_half(db), "events") == (2, 0, 2)


async def test_a_sum_says_what_a_reworded_joined_or_hidden_line_leaves_out(
    db: Database, office: Office
) -> None:
    for day, people in ((1, 25), (2, 30), (3, None), (4, 28)):
        await put(db, office, bus(f"2021.9.{day}.", 1, people))
    other = await put(db, office, fair(counts={Measure.VISITORS: 120, Measure.HIRED: 7}))
    assert three(await of_half(db), "runs") == (4, 4, 0)
    assert three(await of_half(db), "consultations") == (83, 83, 0)
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        block = await report_blocks.add(act, BlockKind.RESULT, "하반기", HALF, HALF)
        lines = await report_draft.block_lines(session, block)
        (line,) = [one for one in lines if "4회" in one.text]
        await report_edits.reword(act, block.id, line.key, "4회 운영 및 상담", basis=line.text)
        (line,) = [one for one in lines if "참여 120명" in one.text]
        await report_edits.hide(act, block.id, line.key)
    found = await of_half(db)
    assert three(found, "runs") == (4, 4, 0)
    assert three(found, "consultations") == (83, 0, 83)
    assert three(found, "hired") == (7, 0, 7)
    reasons = named(found)
    assert reasons.pop((RecordKind.EVENT, other.id)) is Left.UNPRINTED
    assert set(reasons.values()) == {Left.REWORDED}
    assert len(reasons) == 3  # the run without a figure lacks none
