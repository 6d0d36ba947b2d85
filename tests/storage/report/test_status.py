"""The figures a manager reads: each counted once, nothing unknown shown as zero."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import (
    EventFacts,
    FollowUpFacts,
    HireFacts,
    PlanItemFacts,
    SubcontractFacts,
)
from storage.plans import plan_returns, plan_steps, plans
from storage.records import records
from storage.report import status
from storage.report.status_shapes import StatusFacts
from storage.rules.half_year import HalfYear
from storage.rules.steps import STEPS
from storage.rules.terms import ContactKind, EventKind, EventStatus, Measure, PlanState, Role
from tests.helpers.facts import agreement, bus, fair, when, works
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)
EMPTY = StatusFacts(
    half=HALF,
    as_of=NOW,
    plans_half=HALF,
    plans_due=4,
    plans_in=0,
    plans_not_applicable=0,
    plans_drafting=0,
    plans_missing=4,
    events=0,
    events_before=None,
    events_planned=0,
    people_met=None,
    people_met_before=None,
    bus_runs=None,
    bus_runs_before=None,
    mous_kept=0,
    mous_sleeping=0,
    big_works=0,
    local_rate=None,
    local_rate_recommended=5000,
    residents=None,
    workers=None,
)


async def _status(db: Database, *, days: int = 0) -> StatusFacts:
    async with db.read() as session:
        return await status.half_status(session, HALF, NOW + timedelta(days=days))


async def test_an_office_without_records_shows_nothing_as_counted(
    db: Database, office: Office
) -> None:
    assert await _status(db) == EMPTY


async def test_events_people_and_bus_runs_are_counted_for_both_halves(
    db: Database, office: Office
) -> None:
    met = {Measure.VISITORS: 100, Measure.ENROLLED: 20, Measure.FINISHED: 15, Measure.HIRED: 9}
    told: tuple[EventFacts, ...] = (
        bus("2021.1.~6.", runs=42),
        bus(runs=39, people=265),
        fair(counts=met),
        fair(),
        fair(status=EventStatus.PLANNED, counts={Measure.VISITORS: 7}),
        fair(status=EventStatus.CANCELLED),
        fair(period=when("2021.3.2.")),
        fair(period=when("2020.9.")),
        EventFacts(kind=EventKind.REGULATION, period=when("2021.9."), title="특수조건 개정"),
    )
    async with db.begin() as session:
        for facts in told:
            await records.add(Act(session, office.staff, NOW), facts)
        gone = await records.add(Act(session, office.staff, NOW), fair(counts=met))
        await records.remove(Act(session, office.staff, NOW), gone.kind, gone.id)
    assert await _status(db) == replace(
        EMPTY,
        events=2,
        events_before=1,
        events_planned=1,
        people_met=385,
        people_gap=(2, 3),
        bus_runs=39,
        bus_runs_before=42,
    )


async def test_plans_are_counted_by_state_and_silence_is_its_own(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        mine = await plans.ensure(session, office.home, HALF)
        await records.add(
            Act(session, office.staff, NOW), PlanItemFacts(text="가"), parent_id=mine.id
        )
        await plans.submit(Act(session, office.staff, NOW), mine)
        theirs = await plans.ensure(session, office.departments[1].id, HALF)
        await plans.declare_none(Act(session, office.other, NOW), theirs)
        third = await plans.ensure(session, office.departments[2].id, HALF)
        await records.add(
            Act(session, office.office, NOW), PlanItemFacts(text="나"), parent_id=third.id
        )
    assert await _status(db) == replace(
        EMPTY, plans_in=1, plans_not_applicable=1, plans_drafting=1, plans_missing=1
    )


async def test_a_plan_that_waits_inside_its_department_is_not_being_written(
    db: Database, office: Office
) -> None:
    """Mutant: 확인중 and 보완요청 among 작성중. What 총괄 or a step gave back is 보완요청."""
    async with db.begin() as session:
        home, other, third, _ = office.departments
        for department, steps in ((home, STEPS), (other, (Role.HEAD,)), (third, ())):
            await plan_steps.set_steps(Act(session, office.office, NOW), [department.id], steps)
        made = []
        for department in (home, third):
            plan = await plans.ensure(session, department.id, HALF)
            await records.add(
                Act(session, office.office, NOW), PlanItemFacts(text="가"), parent_id=plan.id
            )
            made.append(plan)
        mine, theirs = made
        mine = await plans.submit(Act(session, office.staff, NOW), mine)
        theirs = await plans.submit(Act(session, office.office, NOW), theirs)
        (item,) = await plans.items(session, theirs.id or 0)
        await plan_returns.ask(Act(session, office.office, NOW), item.id or 0, "text", "금액")
    first = replace(EMPTY, plans_missing=2, plans_returned=1, plans_checking=((Role.SENIOR, 1),))
    assert await _status(db) == first
    async with db.begin() as session:
        await plans.pass_up(Act(session, office.senior, NOW), mine)
    assert await _status(db) == replace(first, plans_checking=((Role.HEAD, 1),))
    async with db.read() as session:
        (one, *_) = await status.departments_status(session, HALF)
    assert (one.state, one.step) == (PlanState.CHECKING, Role.HEAD)
    async with db.begin() as session:
        await plans.hand_back(Act(session, office.head, NOW), mine, reason="행사 추가")
    assert await _status(db) == replace(first, plans_returned=2, plans_checking=())


async def test_plans_of_the_next_half_are_counted_while_this_one_closes(
    db: Database, office: Office
) -> None:
    next_half = HALF.next()
    async with db.begin() as session:
        mine = await plans.ensure(session, office.home, next_half)
        await plans.declare_none(Act(session, office.staff, NOW), mine)
        found = await status.half_status(session, HALF, NOW, next_half)
        listed = await status.departments_status(session, HALF, next_half)
    assert found == replace(EMPTY, plans_half=next_half, plans_not_applicable=1, plans_missing=3)
    assert listed[0].state is PlanState.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("days", "awake"), [(0, 3), (30, 2), (89, 2), (92, 1), (179, 1), (180, 0)]
)
async def test_an_agreement_falls_asleep_by_its_rhythm_its_end_or_after_180_days(
    db: Database, office: Office, days: int, awake: int
) -> None:
    """Signed on the day of the clock: one ends after 20 days, one wants a contact in 3 months."""
    ends = (NOW + timedelta(days=20)).date()
    async with db.begin() as session:
        for facts in (agreement(expires=ends), agreement(cadence_months=3), agreement()):
            await records.add(Act(session, office.staff, NOW), facts)
    found = await _status(db, days=days)
    assert (found.mous_kept, found.mous_sleeping) == (awake, 3 - awake)


async def test_a_contact_wakes_an_agreement(db: Database, office: Office) -> None:
    contact = FollowUpFacts(period=when("2022.1.3."), contact=ContactKind.CALL, text="통화")
    async with db.begin() as session:
        mou = await records.add(Act(session, office.staff, NOW), agreement())
        await records.add(Act(session, office.staff, NOW), contact, parent_id=mou.id)
    found = await _status(db, days=200)
    assert (found.mous_kept, found.mous_sleeping) == (1, 0)


async def test_the_local_rate_is_that_of_large_works_up_to_the_end_of_the_half(
    db: Database, office: Office
) -> None:
    actor = office.staff
    async with db.begin() as session:
        for amount, day, local in (
            (100_000_000, "2021.3.2.", True),
            (300_000_000, "2021.8.2.", False),
            (99_999_999, "2021.8.2.", True),
            (900_000_000, "2022.1.3.", True),
        ):
            facts = works(amount=amount, notice_on=when(day).start)
            contract = await records.add(Act(session, actor, NOW), facts)
            part = SubcontractFacts(company="고양전기", amount=amount // 10, local=local)
            await records.add(Act(session, actor, NOW), part, parent_id=contract.id)
        heads = HireFacts(period=when("2021.9."), residents=0, workers=12)
        await records.add(Act(session, actor, NOW), heads, parent_id=contract.id)
    assert await _status(db) == replace(
        EMPTY, big_works=2, local_rate=2500, residents=0, workers=12
    )


async def test_each_department_is_listed_with_its_own_figures(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), fair(counts={Measure.VISITORS: 0}))
        await records.add(Act(session, office.other, NOW), bus(people=265))
        found = await status.departments_status(session, HALF)
    assert [(one.name, one.state, one.events, one.people_met) for one in found] == [
        ("일자리정책과", PlanState.NOT_SUBMITTED, 1, 0),
        ("기업지원과", PlanState.NOT_SUBMITTED, 0, 265),
        ("도로건설과", PlanState.NOT_SUBMITTED, 0, None),
        ("건축과", PlanState.NOT_SUBMITTED, 0, None),
    ]


async def test_a_departments_records_of_a_half_come_newest_first_in_pages(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        for facts in (bus(), fair(), agreement(), bus("2021.1.~6.")):
            await records.add(Act(session, office.staff, NOW), facts)
        await records.add(Act(session, office.other, NOW), fair())
        first = await status.department_records(session, office.home, HALF, 2, viewer=office.staff)
        rest = await status.department_records(
            session, office.home, HALF, 2, 2, viewer=office.staff
        )
    assert (first.total, rest.total) == (3, 3)
    assert [hit.kind.value for hit in first.rows + rest.rows] == ["mou", "event", "event"]
    assert rest.rows[0].title == "일자리버스 2021.7.~12. 39회"
