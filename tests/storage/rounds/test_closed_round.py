"""After the 마감 of a round, and once a plan is confirmed, every door into the plan is shut."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan
from storage.plans import plan_outcomes, plan_reopenings, plan_returns, plans
from storage.records import plan_states, records
from storage.rounds import board, rounds
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import OutcomeKind, PlanState, RecordKind
from storage.rules.trail import Subject
from tests.helpers.offices import Office

HALF = HalfYear(2022, 1)
OPENING = date(2021, 11, 15)
NOW = datetime(2021, 11, 15, 1, tzinfo=UTC)
ITEM = PlanItemFacts(text="참여기업 발굴", citizens=20)
OTHER = PlanItemFacts(text="업무협약 체결")


class Doors:
    """A plan with one item, another that was removed, and an item of the half before."""

    def __init__(self, session: AsyncSession, office: Office) -> None:
        self.session, self.office = session, office
        self.plan: Plan
        self.item = self.gone = self.before = 0

    async def build(self) -> None:
        session, act = self.session, Act(self.session, self.office.staff, NOW)
        await rounds.ensure_rounds(session, OPENING, NOW)
        self.plan = await plans.ensure(session, self.office.home, HALF)
        last = await plans.ensure(session, self.office.home, HALF.previous())
        made = [
            (await records.add(act, ITEM, parent_id=plan.id)).id
            for plan in (self.plan, self.plan, last)
        ]
        self.item, self.gone, self.before = made
        await records.remove(act, RecordKind.PLAN_ITEM, self.gone)

    async def add(self) -> Any:
        return await records.add(self._act, OTHER, parent_id=self.plan.id)

    async def change(self) -> Any:
        return await records.change(
            self._act, RecordKind.PLAN_ITEM, self.item, OTHER, expected_version=1
        )

    async def remove(self) -> Any:
        return await records.remove(self._act, RecordKind.PLAN_ITEM, self.item)

    async def restore(self) -> Any:
        return await records.restore(self._act, RecordKind.PLAN_ITEM, self.gone)

    async def undo(self) -> Any:
        return await records.undo(self._act, RecordKind.PLAN_ITEM, self.item)

    async def undo_removal(self) -> Any:
        return await records.undo(self._act, RecordKind.PLAN_ITEM, self.gone)

    async def carry(self) -> Any:
        return await plan_outcomes.settle(self._act, self.before, OutcomeKind.CARRIED)

    async def submit(self) -> Any:
        return await plans.submit(self._act, self.plan)

    async def none(self) -> Any:
        return await plans.declare_none(self._act, self.plan)

    @property
    def _act(self) -> Act:
        return Act(self.session, self.office.staff, NOW + timedelta(minutes=1))


WRITING = ("add", "change", "remove", "restore", "undo", "undo_removal", "carry", "submit")


async def shut(doors: Doors, name: str, refusal: type[errors.Refusal]) -> None:
    knock: Callable[[], Awaitable[Any]] = getattr(doors, name)
    with pytest.raises(refusal) as told:
        await knock()
    assert told.value.sentence.count(".") <= 2


@pytest.mark.parametrize("name", WRITING)
async def test_a_closed_round_takes_no_change_of_a_plan(
    db: Database, office: Office, name: str
) -> None:
    """Mutant: the 마감 asked at 제출 alone."""
    async with db.begin() as session:
        doors = Doors(session, office)
        await doors.build()
        await rounds.close(Act(session, office.office, NOW), 1, reason="마감일")
        await shut(doors, name, errors.RoundClosed)


@pytest.mark.parametrize("name", [*WRITING, "none"])
async def test_a_confirmed_plan_takes_no_change(db: Database, office: Office, name: str) -> None:
    async with db.begin() as session:
        doors = Doors(session, office)
        await doors.build()
        await doors.submit()
        await plans.confirm(Act(session, office.office, NOW), doors.plan)
        await shut(doors, name, errors.Refusal)
        fresh = await plans.by_id(session, doors.plan.id)
        assert fresh is not None
        assert fresh.state == PlanState.CONFIRMED


async def test_none_is_not_said_after_the_close_nor_a_plan_taken_back_or_asked_about(
    db: Database, office: Office
) -> None:
    """Mutant: 다시 작성 of a plan that could then never be handed in again."""
    async with db.begin() as session:
        doors = Doors(session, office)
        await doors.build()
        await doors.submit()
        other = await plans.ensure(session, office.departments[1].id, HALF)
        await rounds.close(Act(session, office.office, NOW), 1, reason="마감일")
        with pytest.raises(errors.RoundClosed):
            await plans.declare_none(Act(session, office.other, NOW), other)
        with pytest.raises(errors.RoundClosed):
            await plans.reopen(Act(session, office.staff, NOW), doors.plan)
        with pytest.raises(errors.RoundClosed):
            await plan_returns.ask(Act(session, office.office, NOW), doors.item, "target", "수치")
        done = await plans.confirm(Act(session, office.office, NOW), doors.plan)
        assert done.state == PlanState.CONFIRMED


async def test_a_question_of_before_the_close_is_not_answered_after_it(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        doors = Doors(session, office)
        await doors.build()
        await doors.submit()
        row = await plan_returns.ask(
            Act(session, office.office, NOW), doors.item, "target", "수치"
        )
        await rounds.close(Act(session, office.office, NOW), 1, reason="마감일")
        with pytest.raises(errors.RoundClosed):
            await plan_returns.answer(Act(session, office.staff, NOW), row.id, 5)


# -- opened again after the close -----------------------------------------------------------------

CLOSED = datetime(2021, 12, 20, 1, tzinfo=UTC)
UNTIL = date(2021, 12, 23)


async def reopen(session: AsyncSession, office: Office, plan: Plan, until: date = UNTIL) -> None:
    await plan_reopenings.reopen_plan(
        Act(session, office.office, CLOSED),
        plan.id,
        reason="담당자 부재",
        until=until,
        today=kst_date(CLOSED),
    )


async def test_a_plan_that_was_not_confirmed_at_the_close_comes_in_late_and_is_confirmed(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        doors = Doors(session, office)
        await doors.build()
        with pytest.raises(errors.Refusal, match="마감한"):
            await reopen(session, office, doors.plan)
        await rounds.close(Act(session, office.office, CLOSED), 1, reason="마감일")
        with pytest.raises(errors.NotAllowed):
            await plan_reopenings.reopen_plan(
                Act(session, office.staff, CLOSED),
                doors.plan.id,
                reason="담당자 부재",
                until=UNTIL,
                today=kst_date(CLOSED),
            )
        await reopen(session, office, doors.plan)
        last = (await audit.of_subject(session, Subject.PLAN, doors.plan.id))[-1]
        assert (last.action, last.officer_id, last.reason) == (
            "reopen_closed",
            office.office.id,
            "담당자 부재",
        )
        await plans.submit(Act(session, office.staff, CLOSED), doors.plan)
        row = await rounds.by_id(session, 1)
        assert row is not None
        (mine, *_) = await board.board(session, row, kst_date(CLOSED))
        assert (mine.state, mine.came_late) == (PlanState.SUBMITTED, True)
        done = await plans.confirm(Act(session, office.office, CLOSED), doors.plan)
        assert done.state == PlanState.CONFIRMED


@pytest.mark.parametrize("handed_in", [False, True])
async def test_a_reopening_that_runs_out_confirms_nothing_and_shuts_the_doors_again(
    db: Database, office: Office, handed_in: bool
) -> None:
    """Mutant: every plan 확정 when its reopening is over. What came on time stays on time."""
    async with db.begin() as session:
        doors = Doors(session, office)
        await doors.build()
        if handed_in:
            await doors.submit()
        before = doors.plan.state
        await rounds.close(Act(session, office.office, CLOSED), 1, reason="마감일")
        await reopen(session, office, doors.plan, kst_date(CLOSED))
        await reopen(session, office, doors.plan)  # for longer: the first one ends
        assert await plan_reopenings.expire(session, UNTIL, CLOSED) == []
        assert await plan_states.reopened(session, doors.plan, UNTIL) is not None
        after = UNTIL + timedelta(days=1)
        assert await plan_reopenings.expire(session, after, CLOSED) == []
        fresh = await plans.by_id(session, doors.plan.id)
        assert fresh is not None
        assert fresh.state is before
        if not handed_in:
            with pytest.raises(errors.RoundClosed):
                await plans.submit(Act(session, office.staff, CLOSED), fresh)
        row = await rounds.by_id(session, 1)
        assert row is not None
        (mine, *_) = await board.board(session, row, after)
        assert mine.came_late is False


async def test_a_confirmed_plan_reopened_twice_is_confirmed_again_once_the_second_is_over(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        doors = Doors(session, office)
        await doors.build()
        await doors.submit()
        await plans.confirm(Act(session, office.office, NOW), doors.plan)
        await rounds.close(Act(session, office.office, CLOSED), 1, reason="마감일")
        await reopen(session, office, doors.plan, kst_date(CLOSED))
        await reopen(session, office, doors.plan)
        assert await plan_reopenings.expire(session, UNTIL, CLOSED) == []
        (locked,) = await plan_reopenings.expire(session, UNTIL + timedelta(days=1), CLOSED)
        assert locked.state == PlanState.CONFIRMED
