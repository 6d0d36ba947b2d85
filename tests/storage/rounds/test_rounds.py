"""A round opens by itself, stands on the board, is nudged once a day and closed with care."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from sqlmodel import col, select

from scheduler.reminders import nudges
from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan
from storage.models.round import CollectionRound
from storage.models.traffic import Outbox
from storage.office import holidays, officers
from storage.plans import behalf, plan_reopenings, plan_returns, plans
from storage.records import records
from storage.rounds import board, rounds
from storage.rules import errors
from storage.rules.clock import KST
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, RoundState
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.offices import NOW, Office, clerk
from tests.scheduler.town import say_results

OPENING = date(2021, 11, 15)  # a Monday
HALF = HalfYear(2022, 1)
ITEM = PlanItemFacts(text="참여기업 발굴 및 업무협약 체결", citizens=20)


def at(day: date, clock: str = "10:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), KST).astimezone(UTC)


async def _open(db: Database, day: date = OPENING) -> CollectionRound:
    async with db.begin() as session:
        await rounds.ensure_rounds(session, day, at(day))
        row = await rounds.current(session, day)
        assert row is not None
        return row


async def _hand_in(db: Database, office: Office, now: datetime, place: int = 0) -> Plan:
    actor = office.staff if place == 0 else office.office
    async with db.begin() as session:
        plan = await plans.ensure(session, office.departments[place].id, HALF)
        await records.add(Act(session, actor, now), ITEM, parent_id=plan.id)
        if actor is office.office:
            return await behalf.take_in(
                Act(session, actor, now), plan.department_id, HALF, Receipt(Way.CALL), none=False
            )
        return await plans.submit(Act(session, actor, now), plan)


async def test_a_round_is_made_ahead_and_opens_on_its_request_day(
    db: Database, office: Office
) -> None:
    for day, state in (
        (date(2021, 8, 4), RoundState.PLANNED),
        (OPENING - timedelta(days=1), RoundState.PLANNED),
        (OPENING, RoundState.OPEN),
    ):
        row = await _open(db, day)
        assert (row.half.code, row.results_half.code, row.state) == ("2022-1", "2021-2", state)
    assert row.opened_at == at(OPENING)
    assert row.provisional


async def test_opening_again_from_many_places_makes_one_round(
    db: Database, office: Office
) -> None:
    """R18; mutant: no lock. PostgreSQL's unique key then refuses the second round with an error,
    and without that key too there are several; SQLite has one writer."""
    made = await asyncio.gather(*(_open(db) for _ in range(5)))
    assert len({row.id for row in made}) == 1
    async with db.read() as session:
        opened = [one.action for one in await audit.of_subject(session, "round", made[0].id)]
    assert opened == ["open"]


async def test_no_round_is_left_out_after_a_long_standstill(db: Database, office: Office) -> None:
    await _open(db, date(2021, 8, 4))
    await _open(db, date(2023, 1, 2))
    async with db.read() as session:
        halves = col(CollectionRound.half)
        found = await session.exec(select(halves).order_by(halves))
        assert [half.code for half in found.all()] == ["2022-1", "2022-2", "2023-1", "2023-2"]
        assert [one.half.code for one in await rounds.open_ones(session)] == [
            "2022-1",
            "2022-2",
            "2023-1",
        ]


async def test_an_office_that_begins_after_the_due_day_waits_for_the_next_round(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        assert await rounds.ensure_rounds(session, date(2021, 12, 6), NOW) == []
        assert await rounds.current(session, date(2021, 12, 6)) is None


async def test_dates_are_changed_by_the_office_only_in_order_and_not_over_each_other(
    db: Database, office: Office
) -> None:
    row = await _open(db, date(2021, 8, 4))
    dates = replace(rounds.dates_of(row), due_on=date(2021, 12, 3))
    async with db.begin() as session:
        with pytest.raises(errors.NotAllowed):
            await rounds.change_dates(
                Act(session, office.staff, NOW), row.id, dates, expected_version=1
            )
        wrong = replace(dates, due_on=date(2021, 11, 1))
        with pytest.raises(errors.Refusal, match="차례"):
            await rounds.change_dates(
                Act(session, office.office, NOW), row.id, wrong, expected_version=1
            )
        with pytest.raises(errors.Refusal, match="알림 간격"):
            await rounds.change_dates(
                Act(session, office.office, NOW),
                row.id,
                dates,
                expected_version=1,
                offsets=[-200, 0],
            )
        done = await rounds.change_dates(
            Act(session, office.office, NOW), row.id, dates, expected_version=1, offsets=[0, -5]
        )
        assert (done.due_on, done.ladder, done.version) == (date(2021, 12, 3), [-5, 0], 2)
        with pytest.raises(errors.Changed):
            await rounds.change_dates(
                Act(session, office.office, NOW), row.id, dates, expected_version=1
            )


async def test_the_board_shows_every_department_in_order_with_the_first_handing_in(
    db: Database, office: Office
) -> None:
    row = await _open(db)
    await _hand_in(db, office, at(date(2021, 12, 6)))  # the due day, moved from a Sunday
    late = await _hand_in(db, office, at(date(2021, 12, 7)), place=2)
    async with db.begin() as session:
        (item,) = await plans.items(session, late.id)
        await plan_returns.ask(Act(session, office.office, NOW), item.id, "text", "예산 확인")
        other = await officers.by_id(session, office.other.id)
        assert other is not None
        other.reachable = False
    async with db.read() as session:
        listed = await board.board(session, row, date(2021, 12, 8))
    assert [(one.department, one.state, one.late) for one in listed] == [
        ("일자리정책과", PlanState.SUBMITTED, False),
        ("기업지원과", PlanState.NOT_SUBMITTED, True),
        ("도로건설과", PlanState.RETURNED, True),
        ("건축과", PlanState.NOT_SUBMITTED, True),
    ]
    assert listed[2].first_at == at(date(2021, 12, 7))
    assert [one.unreachable for one in listed] == [(), (office.other.name,), (), ()]


async def test_only_the_missing_are_nudged_and_only_once_a_day(
    db: Database, office: Office
) -> None:
    row = await _open(db)
    await _hand_in(db, office, at(OPENING))
    day = date(2021, 12, 2)
    async with db.begin() as session:
        await say_results(Act(session, office.staff, at(OPENING)), HALF.previous())
        with pytest.raises(errors.Refusal, match="09:30"):
            await nudges.nudge_missing(Act(session, office.office, at(day, "12:10")), row.id)
        with pytest.raises(errors.NotAllowed):
            await nudges.nudge_missing(Act(session, office.staff, at(day)), row.id)
        told = await nudges.nudge_missing(Act(session, office.office, at(day)), row.id)
        assert told.departments == ("기업지원과",)
        assert told.unreachable == ("도로건설과", "건축과")  # nobody works there yet
        with pytest.raises(errors.Refusal, match="이미 독려"):
            await nudges.nudge_missing(Act(session, office.office, at(day, "17:00")), row.id)
        sent = (await session.exec(select(Outbox))).all()
    assert {one.chat_id for one in sent} == {office.other.telegram_id}
    other = next(one for one in sent if one.chat_id == office.other.telegram_id)
    codes = [button["code"] for line in other.payload["rows"] for button in line]
    assert codes[0] == "v1:plan:show:2022-1"
    assert codes[1].startswith("v1:plan:none:")


async def test_departments_where_nobody_can_be_reached_are_named(
    db: Database, office: Office
) -> None:
    row = await _open(db)
    async with db.begin() as session:
        await officers.set_reachable(session, office.other.telegram_id or 0, False)
        told = await nudges.nudge_missing(
            Act(session, office.office, at(date(2021, 12, 2))), row.id
        )
    assert told.unreachable == ("기업지원과", "도로건설과", "건축과")


async def test_closing_is_refused_while_something_is_open_unless_a_reason_is_given(
    db: Database, office: Office
) -> None:
    row = await _open(db)
    await _hand_in(db, office, NOW)
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="미제출 3개 부서, 확정 전 1개 부서"):
            await rounds.close(Act(session, office.office, NOW), row.id)
        done = await rounds.close(Act(session, office.office, NOW), row.id, reason="조직 개편")
    assert (done.state, done.close_reason) == (RoundState.CLOSED, "조직 개편")


async def test_a_confirmed_plan_is_reopened_with_a_reason_and_locked_again_after_its_day(
    db: Database, office: Office
) -> None:
    await _open(db)
    plan = await _hand_in(db, office, NOW)
    until = date(2021, 12, 10)
    reopen = partial(plan_reopenings.reopen_plan, until=until, today=date(2021, 12, 8))
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="확정된"):
            await reopen(Act(session, office.office, NOW), plan.id, reason="정정")
        await plans.confirm(Act(session, office.office, NOW), plan)
        with pytest.raises(errors.Refusal, match="사유"):
            await reopen(Act(session, office.office, NOW), plan.id, reason=" ")
        with pytest.raises(errors.NotAllowed):
            await reopen(Act(session, office.staff, NOW), plan.id, reason="정정")
        await reopen(Act(session, office.office, NOW), plan.id, reason="정정")
        await records.add(Act(session, office.staff, NOW), ITEM, parent_id=plan.id)
        assert await plan_reopenings.expire(session, until, NOW) == []
        locked = await plan_reopenings.expire(session, until + timedelta(days=1), NOW)
        assert [(one.id, one.state) for one in locked] == [(plan.id, PlanState.CONFIRMED)]
        with pytest.raises(errors.Refusal):
            await records.add(Act(session, office.staff, NOW), ITEM, parent_id=plan.id)


async def test_after_the_close_nothing_is_handed_in_but_a_plan_that_was_opened_again(
    db: Database, office: Office
) -> None:
    row = await _open(db)
    confirmed = await _hand_in(db, office, NOW)
    until = date(2021, 12, 31)
    late = at(date(2021, 12, 30))
    async with db.begin() as session:
        silent = await plans.ensure(session, office.departments[1].id, HALF)
        begun = await plans.ensure(session, office.departments[2].id, HALF)
        await records.add(Act(session, office.office, NOW), ITEM, parent_id=begun.id)
        await plans.confirm(Act(session, office.office, NOW), confirmed)
        await rounds.close(Act(session, office.office, late), row.id, reason="마감일")
        with pytest.raises(errors.RoundClosed):
            await plans.declare_none(Act(session, office.other, late), silent)
        own = await clerk(session, begun.department_id)
        with pytest.raises(errors.RoundClosed):
            await plans.submit(Act(session, own, late), begun)
        await plan_reopenings.reopen_plan(
            Act(session, office.office, late),
            confirmed.id,
            reason="정정",
            until=until,
            today=until,
        )
        after = at(until + timedelta(days=1))  # the nightly lock has not come yet
        with pytest.raises(errors.RoundClosed):
            await plans.submit(Act(session, office.staff, after), confirmed)
        done = await plans.submit(Act(session, office.staff, at(until)), confirmed)
        assert done.state == PlanState.SUBMITTED


async def test_the_offices_own_day_off_counts_at_once_and_is_taken_back(
    db: Database, office: Office
) -> None:
    """R06."""
    day = date(2021, 12, 6)
    async with db.begin() as session:
        with pytest.raises(errors.NotAllowed):
            await holidays.put(Act(session, office.staff, NOW), day, "임시공휴일", works=False)
        await holidays.put(Act(session, office.office, NOW), day, "임시공휴일", works=False)
        assert not (await holidays.calendar(session)).is_workday(day)
        assert [one.name for one in await holidays.all_of(session, day)] == ["임시공휴일"]
        await holidays.remove(Act(session, office.office, NOW), day)
        assert (await holidays.calendar(session)).is_workday(day)
        with pytest.raises(errors.Gone):
            await holidays.remove(Act(session, office.office, NOW), day)
