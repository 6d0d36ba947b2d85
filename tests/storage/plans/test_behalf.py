"""대리 접수 beside what departments do themselves: no answer is lost, and none is taken twice."""

import random
from contextlib import suppress

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Department, Officer
from storage.models.plan import Plan
from storage.plans import behalf, plans
from storage.plans.behalf import HANDING_IN, TAKES
from storage.records import records
from storage.rounds import board, rounds
from storage.rounds.closing import closing
from storage.rules.clock import kst_date
from storage.rules.errors import NotAllowed, Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState
from storage.rules.trail import Subject, Verb
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.offices import NOW, Office
from tests.helpers.sizes import some

HALF = HalfYear(2022, 1)
SILENT, ROADS = 1, 2
GROUND = Receipt(Way.LETTER, "도로건설과-12")
ACTS = ("write", "submit", "none", "reopen", "plan", "nothing", "back", "confirm")


@pytest.mark.parametrize("seed", range(4))
async def test_an_office_of_which_nobody_is_on_the_bot_is_closed_by_the_office_alone(
    db: Database, office: Office, seed: int
) -> None:
    chance = random.Random(seed)
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        for at in range(chance.randint(5, 20)):
            session.add(Department(name=f"동{at}과", position=10 + at))
        await session.flush()
        await rounds.ensure_rounds(session, kst_date(NOW), NOW)
        row = await rounds.of_half(session, HALF)
        assert row is not None
        for one in await plans.states(session, HALF):
            items = chance.choice((0, 0, 1, 3))
            plan = await plans.ensure(session, one.department_id, HALF)
            for item in range(items):
                await records.add(act, PlanItemFacts(f"채용 안내 {item}"), parent_id=plan.id)
            plan = await behalf.take_in(act, one.department_id, HALF, GROUND, none=not items)
            if chance.random() < 0.5:
                await plans.confirm(act, plan)
        seen = await board.whole(session, row, kst_date(NOW))
        assert all(one.on_behalf and one.receipt == GROUND for one in seen.rows)
        assert not seen.plans.missing
        for one in await plans.states(session, HALF):
            if one.state is PlanState.SUBMITTED and one.plan_id:
                submitted = await plans.by_id(session, one.plan_id)
                assert submitted is not None
                await plans.confirm(act, submitted)
        still = await closing(session, row)
        assert (still.missing, still.checking, still.waiting) == ((), (), ())


async def _do(what: str, session: AsyncSession, who: Officer, office: Officer, plan: Plan) -> None:
    own, ours = Act(session, who, NOW), Act(session, office, NOW)
    match what:
        case "write":
            await records.add(own, PlanItemFacts("우선 채용"), parent_id=plan.id)
        case "submit":
            await plans.submit(own, plan)
        case "none":
            await plans.declare_none(own, plan)
        case "reopen":
            await plans.reopen(own, plan)
        case "plan" | "nothing":
            none = what == "nothing"
            await behalf.take_in(ours, plan.department_id, HALF, GROUND, none=none)
        case "back":
            await behalf.take_back(ours, plan.id, plan.version)
        case "confirm":
            await plans.confirm(ours, plan)


@pytest.mark.parametrize("seed", some(range(12), of=4))
async def test_in_any_order_an_answer_has_one_giver_and_its_ground_only_from_the_office(
    db: Database, office: Office, seed: int
) -> None:
    chance = random.Random(seed)
    department = office.departments[0].id
    async with db.begin() as session:
        await plans.ensure(session, department, HALF)
        for _ in range(30):
            plan = await plans.find(session, department, HALF)
            assert plan is not None
            before, items = plan.state, len(await plans.items(session, plan.id))
            what = chance.choice(ACTS)
            done = False
            with suppress(Refusal):
                await _do(what, session, office.staff, office.office, plan)
                done = True
            plan = await plans.find(session, department, HALF)
            assert plan is not None
            trail = await audit.of_subject(session, Subject.PLAN, plan.id)
            if what in ("plan", "nothing", "submit", "none") and done and before not in TAKES:
                assert what == "none"  # said again, which changes nothing
            if not done:
                assert plan.state is before
            if plan.state not in TAKES:
                last = next(one for one in reversed(trail) if one.action in HANDING_IN)
                ours = last.officer_id == office.office.id
                assert (plan.receipt is not None, plan.received_by is not None) == (ours, ours)
                assert plan.submitted_by == last.officer_id
            assert len(await plans.items(session, plan.id)) == items + (done and what == "write")


async def test_nobody_but_the_office_takes_in_and_nobody_takes_back_what_is_not_its_own(
    db: Database, office: Office
) -> None:
    roads = office.departments[ROADS].id
    async with db.begin() as session:
        with pytest.raises(NotAllowed):
            await behalf.take_in(Act(session, office.staff, NOW), roads, HALF, GROUND, none=True)
        act = Act(session, office.office, NOW)
        own = await plans.ensure(session, office.departments[0].id, HALF)
        own = await plans.declare_none(Act(session, office.staff, NOW), own)
        with pytest.raises(Refusal, match="되돌릴 수 없습니다"):
            await behalf.take_back(act, own.id, own.version)
        plan = await behalf.take_in(act, roads, HALF, GROUND, none=True)
        with pytest.raises(NotAllowed):
            await behalf.take_back(Act(session, office.staff, NOW), plan.id, plan.version)


async def test_what_was_taken_back_never_came(db: Database, office: Office) -> None:
    """Mutant: the day of the first 접수 counts although it was a slip."""
    silent = office.departments[SILENT].id
    async with db.begin() as session:
        await rounds.ensure_rounds(session, kst_date(NOW), NOW)
        row = await rounds.of_half(session, HALF)
        assert row is not None
        act = Act(session, office.office, NOW)
        plan = await behalf.take_in(act, silent, HALF, GROUND, none=True)
        plan = await behalf.take_back(act, plan.id, plan.version)
        assert (plan.state, plan.receipt, plan.received_by) == (
            PlanState.NOT_SUBMITTED,
            None,
            None,
        )
        seen = await board.board(session, row, kst_date(NOW))
        (found,) = [one for one in seen if one.department_id == silent]
        assert (found.first_at, found.on_behalf) == (None, False)
        trail = await audit.of_subject(session, Subject.PLAN, plan.id)
        told = [(one.action, one.reason) for one in trail]
        assert told == [(Verb.DECLARE_NONE, str(GROUND)), (Verb.TAKE_BACK, str(GROUND))]
