"""A department's plan: 미제출 is never taken for 해당없음, and what is handed in stays put."""

import asyncio

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan
from storage.plans import plan_returns, plans
from storage.records import records
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2022, 1)
ITEM = PlanItemFacts(text="참여기업 발굴 및 업무협약 체결", citizens=20, budget=5_000_000)


async def _plan(db: Database, office: Office, place: int = 0) -> Plan:
    async with db.begin() as session:
        return await plans.ensure(session, office.departments[place].id, HALF)


async def _add(db: Database, office: Office, plan: Plan) -> int:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), ITEM, parent_id=plan.id)
        return int(row.id)


async def _states(db: Database) -> list[tuple[str, PlanState, int]]:
    async with db.read() as session:
        return [
            (one.department, one.state, one.items) for one in await plans.states(session, HALF)
        ]


async def test_a_department_has_one_plan_a_half_year_however_often_it_is_opened(
    db: Database, office: Office
) -> None:
    made = await asyncio.gather(*(_plan(db, office) for _ in range(8)))
    assert len({plan.id for plan in made}) == 1
    assert await _states(db) == [
        ("일자리정책과", PlanState.NOT_SUBMITTED, 0),
        ("기업지원과", PlanState.NOT_SUBMITTED, 0),
        ("도로건설과", PlanState.NOT_SUBMITTED, 0),
        ("건축과", PlanState.NOT_SUBMITTED, 0),
    ]


async def test_items_keep_their_order_and_the_half_year_of_their_plan(
    db: Database, office: Office
) -> None:
    plan = await _plan(db, office)
    numbers = [await _add(db, office, plan) for _ in range(3)]
    async with db.read() as session:
        items = await plans.items(session, plan.id)
    assert [(item.id, item.position, item.half) for item in items] == [
        (number, place, HalfYear(2022, 1)) for place, number in enumerate(numbers, start=1)
    ]
    assert (await _states(db))[0] == ("일자리정책과", PlanState.DRAFTING, 3)


async def test_silence_none_and_handed_in_are_three_things(db: Database, office: Office) -> None:
    mine, theirs = await _plan(db, office), await _plan(db, office, 1)
    await _add(db, office, mine)
    async with db.begin() as session:
        await plans.submit(Act(session, office.staff, NOW), mine)
        await plans.declare_none(Act(session, office.other, NOW), theirs)
    assert [state for _, state, _ in await _states(db)] == [
        PlanState.SUBMITTED,
        PlanState.NOT_APPLICABLE,
        PlanState.NOT_SUBMITTED,
        PlanState.NOT_SUBMITTED,
    ]


async def test_none_is_refused_while_items_stand_and_handing_in_without_any(
    db: Database, office: Office
) -> None:
    plan = await _plan(db, office)
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="항목이 없습니다"):
            await plans.submit(Act(session, office.staff, NOW), plan)
    await _add(db, office, plan)
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="해당없음으로 둘 수 없습니다"):
            await plans.declare_none(Act(session, office.staff, NOW), plan)


async def test_an_item_for_a_plan_declared_none_makes_it_one_being_written(
    db: Database, office: Office
) -> None:
    plan = await _plan(db, office)
    async with db.begin() as session:
        await plans.declare_none(Act(session, office.staff, NOW), plan)
    await _add(db, office, plan)
    assert (await _states(db))[0][1] is PlanState.DRAFTING


async def test_a_plan_handed_in_is_changed_only_after_it_is_opened_again(
    db: Database, office: Office
) -> None:
    plan = await _plan(db, office)
    await _add(db, office, plan)
    async with db.begin() as session:
        handed = await plans.submit(Act(session, office.staff, NOW), plan)
        assert (handed.submitted_at, handed.submitted_by) == (NOW, office.staff.id)
        with pytest.raises(errors.Refusal, match="이미 제출한"):
            await records.add(Act(session, office.staff, NOW), ITEM, parent_id=plan.id)
        opened = await plans.reopen(Act(session, office.staff, NOW), plan)
        assert (opened.state, opened.submitted_at) == (PlanState.DRAFTING, None)
    await _add(db, office, plan)


async def test_what_the_office_sends_back_returns_as_amended_and_is_then_confirmed(
    db: Database, office: Office
) -> None:
    plan = await _plan(db, office)
    item = await _add(db, office, plan)
    async with db.begin() as session:
        await plans.submit(Act(session, office.staff, NOW), plan)
        with pytest.raises(errors.NotAllowed):
            await plans.confirm(Act(session, office.staff, NOW), plan)
        await plan_returns.ask(Act(session, office.office, NOW), item, "text", "예산 누락")
        again = await plans.submit(Act(session, office.staff, NOW), plan)
        assert again.state == PlanState.AMENDED
        done = await plans.confirm(Act(session, office.office, NOW), plan)
        assert done.state == PlanState.CONFIRMED
        with pytest.raises(errors.Refusal, match="확정된"):
            await plans.reopen(Act(session, office.staff, NOW), plan)


async def test_another_department_cannot_hand_in_for_us(db: Database, office: Office) -> None:
    plan = await _plan(db, office)
    async with db.begin() as session:
        with pytest.raises(errors.NotAllowed):
            await plans.declare_none(Act(session, office.other, NOW), plan)
