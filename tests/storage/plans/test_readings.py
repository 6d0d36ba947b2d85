"""What may be read of whose records, and the line that reading leaves, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Officer
from storage.models.plan import Plan, PlanItem
from storage.office import deputies
from storage.plans import plans, readings
from storage.records import records, search
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.permission import Matter
from storage.rules.terms import PlanState, RecordKind, Role
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, Office

NEXT = HalfYear(2022, 1)
OPEN_TO_ALL = {
    PlanState.SUBMITTED,
    PlanState.AMENDED,
    PlanState.CONFIRMED,
    PlanState.NOT_APPLICABLE,
}


async def planned(
    session: AsyncSession, office: Office, state: PlanState
) -> tuple[Plan, PlanItem]:
    """A plan of the home department with one item, standing there."""
    plan = await plans.ensure(session, office.home, NEXT)
    item = await records.add(
        Act(session, office.staff, NOW), PlanItemFacts(text="계획말"), parent_id=plan.id
    )
    plan.state = state
    plan.step = Role.SENIOR if state is PlanState.CHECKING else None
    await session.flush()
    return plan, item


async def may_open(session: AsyncSession, officer: Officer, row: Plan | PlanItem) -> bool:
    try:
        if isinstance(row, Plan):
            await readings.open_plan(Act(session, officer, NOW), row)
        else:
            await readings.open_record(Act(session, officer, NOW), row)
    except errors.NotForOthers:
        return False
    return True


@pytest.mark.parametrize("state", list(PlanState))
async def test_a_plan_is_read_by_its_state_alike_in_lists_and_on_screens(
    db: Database, office: Office, state: PlanState
) -> None:
    inside = {"admin", "office", "head", "senior", "staff"}
    async with db.begin() as session:
        plan, item = await planned(session, office, state)
        for key in ("admin", "office", "head", "senior", "staff", "viewer", "other"):
            officer: Officer = getattr(office, key)
            may = state in OPEN_TO_ALL or key in inside
            assert await may_open(session, officer, plan) is may, key
            assert await may_open(session, officer, item) is may, key
            found = await search.find(session, "계획말", viewer=officer)
            assert found.total == may, key


async def test_who_stands_in_for_a_check_reads_the_plan_to_be_checked(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        plan, item = await planned(session, office, PlanState.CHECKING)
        assert not await may_open(session, office.other, item)
        day = kst_date(NOW)
        numbers = office.senior.id, office.other.id
        await deputies.appoint(Act(session, office.office, NOW), *numbers, day, day)
        assert await may_open(session, office.other, item)
        assert await may_open(session, office.other, plan)
        plan.step, plan.state = None, PlanState.DRAFTING
        assert not await may_open(session, office.other, item)


async def test_what_was_removed_is_gone_for_others_and_there_for_its_department(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), fair())
        await records.remove(Act(session, office.staff, NOW), RecordKind.EVENT, row.id)
        for officer in (office.other, office.viewer):
            with pytest.raises(errors.Gone):
                await readings.open_record(Act(session, officer, NOW), row)
        for officer in (office.staff, office.admin):
            await readings.open_record(Act(session, officer, NOW), row, Matter.HISTORY)


async def test_one_line_a_person_subject_matter_and_day(db: Database, office: Office) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), fair())
        for officer in (office.other, office.staff, office.other):
            await readings.open_record(Act(session, officer, NOW), row)
        await readings.open_record(Act(session, office.other, NOW + timedelta(hours=13)), row)
        await readings.open_record(Act(session, office.other, NOW + timedelta(hours=14)), row)
        lines = await audit.of_subject(session, "reading_event", row.id)
        assert await audit.verify(session) is None
        told = {"what": "submitted", "department": office.home}
        assert [(one.officer_id, one.after) for one in lines] == [(office.other.id, told)] * 2
        assert await records.undo(
            Act(session, office.staff, NOW), RecordKind.EVENT, row.id
        )  # a reading is no act


async def test_a_paper_about_all_departments_is_for_who_reads_them_all(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        for officer in (office.staff, office.head, office.other):
            with pytest.raises(errors.NotForOthers):
                await readings.open_papers(Act(session, officer, NOW), NEXT, Matter.EVIDENCE)
        await readings.open_papers(Act(session, office.office, NOW), NEXT, Matter.EVIDENCE)
        (line,) = await audit.of_subject(session, "reading_papers", 20221)
    assert line.officer_id == office.office.id
