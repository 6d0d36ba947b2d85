"""One question for one field: the answer patches that field and nothing else."""

from dataclasses import replace

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan
from storage.plans import plan_returns, plans
from storage.records import record_keeping, record_projection, records
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, RecordKind, ReturnState
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2022, 1)
ITEM = PlanItemFacts(text="참여기업 발굴", citizens=20, budget=5_000_000)


async def _handed_in(db: Database, office: Office) -> tuple[Plan, int]:
    async with db.begin() as session:
        plan = await plans.ensure(session, office.home, HALF)
        row = await records.add(Act(session, office.staff, NOW), ITEM, parent_id=plan.id)
        return await plans.submit(Act(session, office.staff, NOW), plan), int(row.id)


async def test_the_answer_changes_only_the_field_that_was_asked(
    db: Database, office: Office
) -> None:
    """N4."""
    plan, item = await _handed_in(db, office)
    async with db.begin() as session:
        row = await plan_returns.ask(
            Act(session, office.office, NOW), item, "budget", "금액 단위 확인"
        )
        assert [one.id for one in await plan_returns.open_for(session, office.home)] == [row.id]
        after = await plans.by_id(session, plan.id)
        assert after is not None
        assert after.state == PlanState.RETURNED
        row = await plan_returns.answer(Act(session, office.staff, NOW), row.id, 50_000_000)
        assert (row.old, row.new) == ({"value": 5_000_000}, {"value": 50_000_000})
        kept = await record_keeping.get(session, RecordKind.PLAN_ITEM, item)
        assert kept is not None
        assert record_projection.facts_of(kept) == replace(ITEM, budget=50_000_000)
        after = await plans.by_id(session, plan.id)
        assert after is not None
        assert after.state == PlanState.AMENDED
        assert await plan_returns.open_for(session, office.home) == []
        done = await plan_returns.accept(Act(session, office.office, NOW), row.id)
        assert done.state == ReturnState.ACCEPTED


async def test_the_plan_is_amended_only_with_the_last_answer(db: Database, office: Office) -> None:
    plan, item = await _handed_in(db, office)
    async with db.begin() as session:
        one = await plan_returns.ask(Act(session, office.head, NOW), item, "budget", "확인")
        two = await plan_returns.ask(Act(session, office.head, NOW), item, "citizens", "확인")
        for row, value, state in ((one, 1_000_000, "returned"), (two, 30, "amended")):
            await plan_returns.answer(Act(session, office.staff, NOW), row.id, value)
            after = await plans.by_id(session, plan.id)
            assert after is not None
            assert after.state == state


async def test_questions_need_a_reason_a_known_field_and_a_plan_handed_in(
    db: Database, office: Office
) -> None:
    plan, item = await _handed_in(db, office)
    async with db.begin() as session:
        for field, reason, words in (
            ("budget", "  ", "사유"),
            ("colour", "확인", "그런 칸"),
        ):
            with pytest.raises(errors.Refusal, match=words):
                await plan_returns.ask(Act(session, office.head, NOW), item, field, reason)
        with pytest.raises(errors.NotAllowed):
            await plan_returns.ask(Act(session, office.staff, NOW), item, "budget", "확인")
        await plan_returns.ask(Act(session, office.head, NOW), item, "budget", "확인")
        with pytest.raises(errors.Refusal, match="이미 보완"):
            await plan_returns.ask(Act(session, office.head, NOW), item, "budget", "또")
        fresh = await plans.by_id(session, plan.id)
        assert fresh is not None
        fresh.state = PlanState.CONFIRMED
        with pytest.raises(errors.Refusal, match="제출된"):
            await plan_returns.ask(Act(session, office.head, NOW), item, "citizens", "확인")


async def test_an_answer_is_given_once_and_by_the_department(db: Database, office: Office) -> None:
    _plan, item = await _handed_in(db, office)
    async with db.begin() as session:
        row = await plan_returns.ask(Act(session, office.head, NOW), item, "budget", "확인")
        with pytest.raises(errors.NotAllowed):
            await plan_returns.answer(Act(session, office.other, NOW), row.id, 1)
        with pytest.raises(errors.Refusal, match="아직 답"):
            await plan_returns.accept(Act(session, office.head, NOW), row.id)
        await plan_returns.answer(Act(session, office.staff, NOW), row.id, 1)
        with pytest.raises(errors.Refusal, match="이미 답"):
            await plan_returns.answer(Act(session, office.staff, NOW), row.id, 2)
        with pytest.raises(errors.Gone):
            await plan_returns.by_id(session, 999)
