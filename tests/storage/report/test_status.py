"""The figures a manager reads: each counted once, nothing unknown shown as zero."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from storage.records import agreement_states, records
from storage.report import status
from storage.report.status_shapes import Earlier, StatusFacts
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.period import Period, Precision, Span
from storage.rules.plan_counts import counted
from storage.rules.steps import STEPS
from storage.rules.terms import ContactKind, EventKind, EventStatus, Measure, PlanState, Role
from tests.helpers.facts import agreement, bus, fair, when, works
from tests.helpers.offices import NOW, Office, clerk

HALF = HalfYear(2021, 2)
S = PlanState
SHARED = [HealthCheck.function_scoped_fixture]  # each example is rolled back
EMPTY = StatusFacts(
    half=HALF,
    as_of=NOW,
    plans_half=HALF,
    plans_collected=False,
    plans=counted([PlanState.NOT_SUBMITTED] * 4),
    events=0,
    events_planned=0,
    people_met=None,
    bus_runs=None,
    mous_kept=0,
    mous_sleeping=0,
    big_works=0,
    local_rate=None,
    local_rate_recommended=5000,
    residents=None,
    workers=None,
)

GIVEN = replace(EMPTY, plans_collected=True)


async def _status(db: Database, *, days: int = 0) -> StatusFacts:
    async with db.read() as session:
        return await status.half_status(session, HALF, NOW + timedelta(days=days))


async def _running(db: Database, days: int) -> StatusFacts:
    """As of a later day, of the half that runs then."""
    now = NOW + timedelta(days=days)
    async with db.read() as session:
        return await status.half_status(session, HalfYear.of(kst_date(now)), now)


def one_day(day: date) -> Period:
    """A single day."""
    return Period((Span(day, day, Precision.DAY),))


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
        events_earlier=(Earlier(True, 0, same_days=True, over=2), Earlier(False, 0, True, 2)),
        events_planned=1,
        workers=9,  # hired at the first
        people_met=385,
        people_gap=(2, 3),
        bus_runs=39,
        runs_earlier=(Earlier(True, 42),),  # one total of six months, of which nobody knows a part
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
    stand = counted([S.SUBMITTED, S.NOT_APPLICABLE, S.DRAFTING, S.NOT_SUBMITTED])
    assert await _status(db) == replace(GIVEN, plans=stand)
    assert (stand.handed_in, stand.none, stand.missing, stand.due) == (1, 1, 2, 4)


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
        own = await clerk(session, theirs.department_id)
        theirs = await plans.submit(Act(session, own, NOW), theirs)
        (item,) = await plans.items(session, theirs.id or 0)
        await plan_returns.ask(Act(session, office.office, NOW), item.id or 0, "text", "금액")
    stand = [S.NOT_SUBMITTED, S.NOT_SUBMITTED, S.RETURNED]
    first = replace(GIVEN, plans=counted([*stand, S.CHECKING]), plans_checking=((Role.SENIOR, 1),))
    assert await _status(db) == first
    async with db.begin() as session:
        await plans.pass_up(Act(session, office.senior, NOW), mine)
    assert await _status(db) == replace(first, plans_checking=((Role.HEAD, 1),))
    async with db.read() as session:
        (one, *_) = await status.departments_status(session, HALF)
    assert (one.state, one.step) == (PlanState.CHECKING, Role.HEAD)
    async with db.begin() as session:
        await plans.hand_back(Act(session, office.head, NOW), mine, reason="행사 추가")
    given_back = counted([*stand, S.RETURNED])
    assert await _status(db) == replace(first, plans=given_back, plans_checking=())


async def test_plans_of_the_next_half_are_counted_while_this_one_closes(
    db: Database, office: Office
) -> None:
    next_half = HALF.next()
    async with db.begin() as session:
        mine = await plans.ensure(session, office.home, next_half)
        await plans.declare_none(Act(session, office.staff, NOW), mine)
        found = await status.half_status(session, HALF, NOW, next_half)
        listed = await status.departments_status(session, HALF, next_half)
    stand = counted([S.NOT_APPLICABLE, *[S.NOT_SUBMITTED] * 3])
    assert found == replace(GIVEN, plans_half=next_half, plans=stand)
    assert listed[0].state is PlanState.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("days", "kept", "ended"),
    [(0, 3, 0), (20, 3, 0), (21, 2, 1), (89, 2, 1), (92, 1, 1), (179, 1, 1), (180, 0, 1)],
)
async def test_an_agreement_falls_asleep_by_its_rhythm_or_after_180_days_and_ends_by_its_day(
    db: Database, office: Office, days: int, kept: int, ended: int
) -> None:
    """Signed on the day of the clock: one ends after 20 days, one wants a contact in 3 months."""
    ends = (NOW + timedelta(days=20)).date()
    async with db.begin() as session:
        for facts in (agreement(expires=ends), agreement(cadence_months=3), agreement()):
            await records.add(Act(session, office.staff, NOW), facts)
    found = await _running(db, days)
    told = (found.mous_kept, found.mous_sleeping, found.mous_ended)
    assert told == (kept, 3 - kept - ended, ended)


async def test_a_contact_wakes_an_agreement(db: Database, office: Office) -> None:
    contact = FollowUpFacts(period=when("2022.1.3."), contact=ContactKind.CALL, text="통화")
    async with db.begin() as session:
        mou = await records.add(Act(session, office.staff, NOW), agreement())
        await records.add(Act(session, office.staff, NOW), contact, parent_id=mou.id)
    found = await _running(db, 200)
    assert (found.mous_kept, found.mous_sleeping) == (1, 0)


async def test_agreements_of_a_half_that_is_over_are_told_as_they_stood_on_its_last_day(
    db: Database, office: Office
) -> None:
    """One awake then, one asleep, one ended; nothing of what came later has come yet."""
    later = FollowUpFacts(period=when("2022.1.10."), contact=ContactKind.CALL, text="통화")
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        awake = await records.add(act, agreement(expires=date(2022, 2, 1)))
        asleep = await records.add(act, agreement(period=when("2021.3.2.")))
        await records.add(act, agreement(expires=date(2021, 12, 30)))
        await records.add(act, agreement(period=when("2022.1.4.")))
        await records.add(act, later, parent_id=asleep.id)
        contact = replace(later, period=when("2021.10.1."), next_on=date(2021, 11, 1))
        await records.add(act, contact, parent_id=awake.id)
    then = await _status(db, days=250)
    assert (then.mous_kept, then.mous_sleeping, then.mous_ended) == (1, 1, 1)
    today = await _running(db, 250)
    assert (today.mous_kept, today.mous_sleeping, today.mous_ended) == (2, 0, 2)


@pytest.mark.long
@given(
    told=st.lists(
        st.tuples(
            st.none() | st.integers(0, 400),
            st.none() | st.integers(0, 500),
            st.none() | st.integers(0, 400),
            st.none() | st.integers(1, 300),
            st.sampled_from([None, 1, 6]),
        ),
        min_size=1,
        max_size=6,
    ),
    day=st.integers(0, 500),
)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_what_stood_on_a_day_is_what_status_told_on_that_day(
    db: Database, office: Office, told: list[tuple[int | None, ...]], day: int
) -> None:
    """Agreements of any dates: what was written down later changes nothing of that day."""
    first = date(2020, 1, 1)
    on = first + timedelta(days=day)

    def at(days: int | None) -> date | None:
        return None if days is None else first + timedelta(days=days)

    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        made = []
        for signed, ends, contact, ahead, cadence in told:
            period = Period(()) if signed is None else one_day(first + timedelta(days=signed))
            until = None if ends is None else at(ends + (signed or 0))
            facts = agreement(period=period, half=HALF, expires=until, cadence_months=cadence)
            row = await records.add(act, facts)
            made.append(row)
            if contact is not None and contact <= day:
                done = FollowUpFacts(
                    period=one_day(first + timedelta(days=contact)),
                    contact=ContactKind.CALL,
                    text="통화",
                    next_on=at(contact + ahead) if ahead else None,
                )
                await records.add(act, done, parent_id=row.id)
        seen = await agreement_states.standing(session, on)
        for row in made:
            after = FollowUpFacts(
                period=one_day(on + timedelta(days=1)), contact=ContactKind.CALL, text="통화"
            )
            await records.add(act, after, parent_id=row.id)
        assert await agreement_states.stood(session, on) == seen
        await session.rollback()


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
        ("일자리정책과", None, 1, 0),
        ("기업지원과", None, 0, 265),
        ("도로건설과", None, 0, None),
        ("건축과", None, 0, None),
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
