"""담당 → 주무팀장 → 과장 → 총괄: what counts as 제출, who holds a plan, and who may act."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Officer
from storage.models.plan import Plan
from storage.models.round import CollectionRound
from storage.office import deputies, officers
from storage.plans import plan_returns, plan_steps, plans
from storage.records import records
from storage.rounds import board, rounds
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, ReturnState, Role
from storage.rules.trail import Subject
from tests.helpers.offices import Office
from tests.storage.transfers.moving import handed_over

HALF = HalfYear(2022, 1)
OPENING, DUE = date(2021, 11, 15), date(2021, 12, 6)
BOTH = (Role.SENIOR, Role.HEAD)
ITEM = PlanItemFacts(text="참여기업 발굴", citizens=20)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)  # 10:00 in Korea


NOW = at(OPENING)


async def opened(db: Database, office: Office, *chain: Role) -> tuple[Plan, CollectionRound]:
    """A round that runs, the steps of the first department, and its plan with one item."""
    async with db.begin() as session:
        await rounds.ensure_rounds(session, OPENING, NOW)
        row = await rounds.current(session, OPENING)
        assert row is not None
        await plan_steps.set_steps(Act(session, office.office, NOW), [office.home], chain)
        plan = await plans.ensure(session, office.home, HALF)
        await records.add(Act(session, office.staff, NOW), ITEM, parent_id=plan.id)
        return plan, row


async def holding(session: AsyncSession, plan: Plan, day: date = OPENING) -> list[int | None]:
    fresh = await plans.by_id(session, plan.id)
    assert fresh is not None
    return [one.id for one in await plan_steps.in_hands(session, fresh, day)]


@pytest.mark.parametrize(
    ("chain", "names"),
    [((), []), ((Role.SENIOR,), ["senior"]), ((Role.HEAD,), ["head"]), (BOTH, ["senior", "head"])],
)
@pytest.mark.parametrize("none", [False, True])
async def test_a_plan_takes_the_steps_of_its_department_and_is_then_handed_in(
    db: Database, office: Office, chain: tuple[Role, ...], names: list[str], none: bool
) -> None:
    """Mutant: 해당없음 goes to 총괄 at once."""
    plan, _ = await opened(db, office, *chain)
    async with db.begin() as session:
        if none:
            item = (await plans.items(session, plan.id))[0]
            await records.remove(Act(session, office.staff, NOW), item.kind, item.id)
        hand_in = plans.declare_none if none else plans.submit
        plan = await hand_in(Act(session, office.staff, NOW), plan)
        for name in names:
            holder: Officer = getattr(office, name)
            assert (plan.state, plan.step) == (PlanState.CHECKING, name)
            assert plan.submitted_at is None
            assert await holding(session, plan) == [holder.id]
            for other in (office.staff, office.other, office.viewer, office.admin):
                with pytest.raises(errors.NotAllowed):
                    await plans.pass_up(Act(session, other, NOW), plan)
            plan = await plans.pass_up(Act(session, holder, NOW), plan)
        done = PlanState.NOT_APPLICABLE if none else PlanState.SUBMITTED
        assert (plan.state, plan.step, plan.submitted_at) == (done.value, None, NOW)
        trail = await audit.of_subject(session, Subject.PLAN, plan.id)
        acts = [entry.action for entry in trail]
        assert acts == [
            *(["hand_up", *["pass_up"] * len(names)] if names else []),
            "declare_none" if none else "submit",
        ]


async def test_late_is_by_the_day_on_which_it_reached_the_office(
    db: Database, office: Office
) -> None:
    """Mutant: counting from the day on which the 담당 handed it up."""
    plan, row = await opened(db, office, Role.HEAD)
    async with db.begin() as session:
        plan = await plans.submit(Act(session, office.staff, at(DUE)), plan)
        one = (await board.board(session, row, DUE))[0]
        assert (one.state, one.standing, one.missing, one.late, one.first_at) == (
            PlanState.CHECKING,
            "과장 확인중",
            True,
            False,
            None,
        )
        after = DUE + timedelta(days=1)
        await plans.pass_up(Act(session, office.head, at(after)), plan)
        one = (await board.board(session, row, after))[0]
        assert (one.state, one.late, one.first_at) == (PlanState.SUBMITTED, True, at(after))


async def test_while_it_is_checked_nobody_changes_it_and_the_writer_may_take_it_back(
    db: Database, office: Office
) -> None:
    plan, _ = await opened(db, office, *BOTH)
    async with db.begin() as session:
        await plans.submit(Act(session, office.staff, NOW), plan)
        with pytest.raises(errors.Refusal, match="내부확인 중"):
            await records.add(Act(session, office.staff, NOW), ITEM, parent_id=plan.id)
        for deed in (plans.confirm, plans.submit):
            with pytest.raises(errors.Refusal):
                await deed(Act(session, office.office, NOW), plan)
        taken = await plans.reopen(Act(session, office.staff, NOW), plan)
        assert (taken.state, taken.step, taken.becomes) == (PlanState.DRAFTING, None, None)
        with pytest.raises(errors.Refusal, match="회수했습니다"):
            await plans.pass_up(Act(session, office.senior, NOW), plan)


async def test_one_field_asked_at_a_step_comes_back_to_that_step_alone(
    db: Database, office: Office
) -> None:
    """Mutant: the answer goes to the first step, or to 총괄."""
    plan, _ = await opened(db, office, *BOTH)
    async with db.begin() as session:
        plan = await plans.submit(Act(session, office.staff, NOW), plan)
        plan = await plans.pass_up(Act(session, office.senior, NOW), plan)
        item = (await plans.items(session, plan.id))[0]
        for other in (office.office, office.senior, office.staff):
            with pytest.raises(errors.NotAllowed):
                await plan_returns.ask(Act(session, other, NOW), item.id, "citizens", "수치")
        row = await plan_returns.ask(
            Act(session, office.head, NOW), item.id, "citizens", "수치 확인"
        )
        assert (row.step, await holding(session, plan)) == ("head", [])
        await plan_returns.answer(Act(session, office.staff, NOW), row.id, 25)
        fresh = await plans.by_id(session, plan.id)
        assert fresh is not None
        assert (fresh.state, fresh.step) == (PlanState.CHECKING, "head")
        assert await holding(session, plan) == [office.head.id]
        row = await plan_returns.accept(Act(session, office.head, NOW), row.id)
        assert row.state == ReturnState.ACCEPTED
        done = await plans.pass_up(Act(session, office.head, NOW), plan)
        assert done.state == PlanState.SUBMITTED  # 총괄 never asked for anything


async def test_what_the_office_asked_goes_through_the_steps_and_arrives_as_amended(
    db: Database, office: Office
) -> None:
    plan, _ = await opened(db, office, Role.HEAD)
    async with db.begin() as session:
        plan = await plans.submit(Act(session, office.staff, NOW), plan)
        plan = await plans.pass_up(Act(session, office.head, NOW), plan)
        item = (await plans.items(session, plan.id))[0]
        row = await plan_returns.ask(
            Act(session, office.office, NOW), item.id, "citizens", "수치 확인"
        )
        await plan_returns.answer(Act(session, office.staff, NOW), row.id, 25)
        assert await holding(session, plan) == [office.head.id]
        done = await plans.pass_up(Act(session, office.head, NOW), plan)
        assert done.state == PlanState.AMENDED
        (left,) = await plan_returns.answered_for(session, office.home, plan.id)
        assert left.id == row.id  # 총괄 sees old and new


async def test_a_whole_plan_is_handed_back_with_a_reason_only(
    db: Database, office: Office
) -> None:
    plan, _ = await opened(db, office, Role.SENIOR)
    async with db.begin() as session:
        plan = await plans.submit(Act(session, office.staff, NOW), plan)
        with pytest.raises(errors.Refusal, match="사유"):
            await plans.hand_back(Act(session, office.senior, NOW), plan, reason=" ")
        plan = await plans.hand_back(
            Act(session, office.senior, NOW), plan, reason="채용행사 추가"
        )
        assert plan.state == PlanState.RETURNED
        plan = await plans.submit(Act(session, office.staff, NOW), plan)
        assert (plan.state, plan.step) == (PlanState.CHECKING, "senior")


async def test_a_deputy_holds_the_plan_on_the_days_of_absence_only(
    db: Database, office: Office
) -> None:
    plan, _ = await opened(db, office, Role.HEAD)
    away = OPENING + timedelta(days=1)
    async with db.begin() as session:
        await deputies.appoint(
            Act(session, office.head, NOW), office.head.id, office.staff.id, OPENING, OPENING
        )
        plan = await plans.submit(Act(session, office.staff, NOW), plan)
        assert await holding(session, plan) == [office.staff.id]
        assert await holding(session, plan, away) == [office.head.id]
        with pytest.raises(errors.NotAllowed):
            await plans.pass_up(Act(session, office.staff, at(away)), plan)
        done = await plans.pass_up(Act(session, office.staff, NOW), plan)
        assert done.state == PlanState.SUBMITTED


async def test_an_empty_chair_is_left_out_and_never_holds_a_plan_up(
    db: Database, office: Office
) -> None:
    """Transferred while the plan was there: it lies with who sits above, at last with 총괄."""
    plan, _ = await opened(db, office, *BOTH)
    async with db.begin() as session:
        plan = await plans.submit(Act(session, office.staff, NOW), plan)
        told = await handed_over(Act(session, office.admin, NOW), office.senior, office.staff)
        assert told.checks == ("2022년 상반기",)
        assert await holding(session, plan) == [office.head.id]
        assert not await plan_steps.holds(session, plan, office.senior, OPENING)
        await officers.remove(Act(session, office.admin, NOW), office.head.id)
        assert await holding(session, plan) == [office.office.id]
        done_plan = await plans.pass_up(Act(session, office.office, NOW), plan)
        assert done_plan.state == PlanState.SUBMITTED
        other = await plans.reopen(Act(session, office.staff, NOW), plan)
        straight = await plans.submit(Act(session, office.staff, NOW), other)
        assert straight.state == PlanState.SUBMITTED


async def test_steps_are_set_by_the_office_and_leave_a_waiting_plan_where_it_is(
    db: Database, office: Office
) -> None:
    plan, _ = await opened(db, office, *BOTH)
    async with db.begin() as session:
        with pytest.raises(errors.NotAllowed):
            await plan_steps.set_steps(Act(session, office.head, NOW), [office.home], ())
        with pytest.raises(errors.Refusal, match="주무팀장, 과장"):
            await plan_steps.set_steps(
                Act(session, office.office, NOW), [office.home], (Role.STAFF,)
            )
        plan = await plans.submit(Act(session, office.staff, NOW), plan)
        await plan_steps.set_steps(Act(session, office.office, NOW), [office.home], ())
        assert await holding(session, plan) == [office.senior.id]
        done = await plans.pass_up(Act(session, office.senior, NOW), plan)
        assert done.state == PlanState.SUBMITTED
        trail = await audit.of_subject(session, Subject.DEPARTMENT, office.home)
        assert [(one.before, one.after) for one in trail] == [
            ({"steps": []}, {"steps": ["senior", "head"]}),
            ({"steps": ["senior", "head"]}, {"steps": []}),
        ]


async def test_what_is_still_checked_at_the_close_is_not_handed_in_after_it(
    db: Database, office: Office
) -> None:
    plan, row = await opened(db, office, Role.HEAD)
    async with db.begin() as session:
        await plans.submit(Act(session, office.staff, NOW), plan)
        with pytest.raises(errors.Refusal, match="미제출 3개 부서, 내부확인 중 1개 부서"):
            await rounds.close(Act(session, office.office, NOW), row.id)
        await rounds.close(Act(session, office.office, NOW), row.id, reason="조직 개편")
        with pytest.raises(errors.RoundClosed):
            await plans.pass_up(Act(session, office.head, NOW), plan)
