"""Two departments become one without a record, a plan or a name getting lost."""

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.office import departments, officers
from storage.plans import department_merge, plan_duties, plans
from storage.records import record_keeping, records
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, RecordKind
from storage.rules.trail import Verb
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, Office
from tests.helpers.trail import recent

HALF = HalfYear(2022, 1)


async def _merge(db: Database, office: Office) -> department_merge.Merged:
    """기업지원과 (of `other`) goes into 일자리정책과."""
    async with db.begin() as session:
        return await department_merge.merge(
            Act(session, office.admin, NOW), office.departments[1].id, office.home
        )


async def _plan(db: Database, office: Office, who: str, text: str) -> None:
    actor = getattr(office, who)
    async with db.begin() as session:
        plan = await plans.ensure(session, actor.department_id, HALF)
        await records.add(Act(session, actor, NOW), PlanItemFacts(text=text), parent_id=plan.id)


async def test_people_and_records_go_over_and_the_old_name_leads_there(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.other, NOW), bus())
    done = await _merge(db, office)
    async with db.read() as session:
        moved = await record_keeping.get(session, RecordKind.EVENT, row.id)
        person = await officers.by_id(session, office.other.id)
        found = await departments.find_by_name(session, "기업지원과")
        lines = await recent(session, 1)
        active = [one.name for one in await departments.ordered(session)]
    assert (done.officers, done.records) == (1, 1)
    assert moved is not None
    assert moved.department_id == office.home
    assert person is not None
    assert person.department_id == office.home
    assert found is not None
    assert found.id == office.home
    assert "기업지원과" not in active
    assert (lines[0].action, lines[0].subject) == (Verb.MERGE, "department")


async def test_an_open_plan_goes_over_whole(db: Database, office: Office) -> None:
    await _plan(db, office, "other", "입주기업 우선고용 안내")
    await _merge(db, office)
    async with db.read() as session:
        plan = await plans.find(session, office.home, HALF)
        assert plan is not None
        texts = [one.title for one in await plans.items(session, plan.id)]
    assert texts == ["입주기업 우선고용 안내"]


async def test_items_of_two_open_plans_stand_behind_each_other(
    db: Database, office: Office
) -> None:
    await _plan(db, office, "staff", "먼저")
    await _plan(db, office, "other", "나중")
    await _merge(db, office)
    async with db.read() as session:
        plan = await plans.find(session, office.home, HALF)
        assert plan is not None
        found = [(one.position, one.title) for one in await plans.items(session, plan.id)]
    assert found == [(1, "먼저"), (2, "나중")]
    assert plan.state == PlanState.DRAFTING


async def test_a_plan_that_was_handed_in_must_be_taken_back_first(
    db: Database, office: Office
) -> None:
    await _plan(db, office, "staff", "먼저")
    await _plan(db, office, "other", "나중")
    async with db.begin() as session:
        plan = await plans.ensure(session, office.home, HALF)
        await plans.submit(Act(session, office.staff, NOW), plan)
    with pytest.raises(Refusal, match="일자리정책과가 2022년 상반기 추진계획을 이미 제출했습니다"):
        await _merge(db, office)
    async with db.read() as session:
        untouched = await departments.by_id(session, office.departments[1].id)
    assert untouched is not None
    assert untouched.active


async def test_a_confirmed_plan_stays_under_its_name(db: Database, office: Office) -> None:
    await _plan(db, office, "other", "확정된 항목")
    async with db.begin() as session:
        plan = await plans.ensure(session, office.departments[1].id, HALF)
        await plans.submit(Act(session, office.other, NOW), plan)
        await plans.confirm(Act(session, office.office, NOW), plan)
    await _merge(db, office)
    async with db.read() as session:
        kept = await plans.find(session, office.departments[1].id, HALF)
        assert kept is not None
        assert kept.state == PlanState.CONFIRMED
        assert [one.title for one in await plans.items(session, kept.id)] == ["확정된 항목"]


async def test_who_answered_for_the_plan_goes_on_doing_so(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await plan_duties.assign(
            Act(session, office.admin, NOW), office.departments[1].id, office.other.id
        )
    await _merge(db, office)
    async with db.read() as session:
        answers = await plan_duties.responsible_for(session, office.home)
    assert answers is not None
    assert answers.id == office.other.id


async def test_a_department_is_not_merged_into_itself_or_into_one_out_of_use(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        for into in (office.home, office.departments[1].id):
            if into != office.home:
                one = await departments.by_id(session, into)
                assert one is not None
                one.active = False
                session.add(one)
                await session.flush()
            with pytest.raises(Refusal):
                await department_merge.merge(Act(session, office.admin, NOW), office.home, into)
