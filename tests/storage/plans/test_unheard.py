"""Nobody answers for another department without saying how it was heard: a rule of the storage."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Officer
from storage.office import texts
from storage.plans import plan_returns, plans, results_answers
from storage.records import records
from storage.rounds import rounds
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)
CALL = Receipt(Way.CALL, on=date(2021, 8, 4))
ROADS = 2  # 도로건설과, of which nobody is on the bot


async def _plan(act: Act, number: int, receipt: Receipt | None) -> None:
    plan = await plans.ensure(act.session, number, HALF.next())
    await records.add(act, PlanItemFacts("채용 안내"), parent_id=plan.id)
    await plans.receive(act, plan, PlanState.SUBMITTED, receipt=receipt)


async def _confirmed_plan(act: Act, number: int, receipt: Receipt | None) -> None:
    plan = await plans.ensure(act.session, number, HALF.next())
    await records.add(act, PlanItemFacts("채용 안내"), parent_id=plan.id)
    await plans.receive(act, plan, PlanState.CONFIRMED, receipt=receipt)


async def _no_plan(act: Act, number: int, receipt: Receipt | None) -> None:
    plan = await plans.ensure(act.session, number, HALF.next())
    await plans.declare_none(act, plan, receipt=receipt)


async def _results(act: Act, number: int, receipt: Receipt | None) -> None:
    await records.add(act, fair(), department_id=number)
    await results_answers.confirm(act, number, HALF, receipt=receipt)


async def _no_results(act: Act, number: int, receipt: Receipt | None) -> None:
    await results_answers.declare_none(act, number, HALF, receipt=receipt)


Answer = Callable[[Act, int, Receipt | None], Awaitable[None]]
ANSWERS: tuple[Answer, ...] = (_plan, _confirmed_plan, _no_plan, _results, _no_results)


async def _act(session: AsyncSession, who: Officer) -> Act:
    await rounds.ensure_rounds(session, date(2021, 12, 1), NOW)
    return Act(session, who, NOW)


@pytest.mark.parametrize("answer", ANSWERS)
async def test_an_answer_for_another_department_wants_its_ground(
    db: Database, office: Office, answer: Answer
) -> None:
    number = office.departments[ROADS].id
    for who in (office.office, office.admin):
        async with db.begin() as session:
            act = await _act(session, who)
            with pytest.raises(Refusal) as refused:
                await answer(act, number, None)
            assert refused.value.sentence == texts.UNHEARD
            await session.rollback()
    async with db.begin() as session:
        await answer(await _act(session, office.office), number, CALL)


@pytest.mark.parametrize("answer", ANSWERS)
async def test_ones_own_department_needs_none(
    db: Database, office: Office, answer: Answer
) -> None:
    async with db.begin() as session:
        await answer(await _act(session, office.office), office.home, None)


async def test_a_plan_of_another_department_is_handed_in_by_nobody_else(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        act = await _act(session, office.office)
        plan = await plans.ensure(session, office.departments[ROADS].id, HALF.next())
        await records.add(act, PlanItemFacts("채용 안내"), parent_id=plan.id)
        with pytest.raises(Refusal, match="접수 근거"):
            await plans.submit(act, plan)
        assert plan.state is not PlanState.SUBMITTED


async def test_the_answer_to_a_question_about_a_plan_keeps_its_ground(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        act = await _act(session, office.office)
        plan = await plans.ensure(session, office.departments[ROADS].id, HALF.next())
        item = await records.add(act, PlanItemFacts("채용 안내"), parent_id=plan.id)
        plan = await plans.receive(act, plan, PlanState.SUBMITTED, receipt=CALL)
        asked = await plan_returns.ask(act, item.id, "text", "금액")
        await plan_returns.answer(act, asked.id, "채용 안내 3회")
        found = await plans.by_id(session, plan.id)
    assert found is not None
    assert (found.state, found.receipt) == (PlanState.AMENDED, CALL)
