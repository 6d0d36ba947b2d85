"""고용할당제 표 by chat: from the city to a department and down to each record."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.renders.quota import page
from storage.act import Act
from storage.facts.shapes import Came, HireFacts, PlanItemFacts
from storage.models.plan import Plan
from storage.plans import plan_outcomes, plan_quota, plans
from storage.records import records
from storage.rules.half_year import HalfYear
from storage.rules.terms import Measure, OutcomeKind, PlanState
from tests.handlers.round_office import OFFICE, ROADS, STAFF, opened
from tests.helpers.desk import Desk
from tests.helpers.facts import fair, when, works

pytestmark = pytest.mark.long  # the quick suite stays quick

HALF = HalfYear(2021, 2)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Two departments: a plan of 12/20 with a result, a fair beside it, and works."""
    made = await opened(sqlite_url)
    async with made.db.begin() as session:
        home, roads = await made.officer(STAFF), await made.officer(ROADS)
        assert home is not None
        assert roads is not None
        plan = await plans.ensure(session, home.department_id or 0, HALF)
        act = Act(session, home, made.now)
        wanted = PlanItemFacts("보통인부 우선고용", citizens=12, out_of=20)
        item = await records.add(act, wanted, parent_id=plan.id)
        row = await session.get(Plan, plan.id)
        assert row is not None
        row.state = PlanState.SUBMITTED
        came = Came(None, 22, 14)
        await plan_outcomes.settle(act, item.id, OutcomeKind.DONE, reason="고용", came=came)
        hired = replace(fair(), counts={Measure.HIRED: 35, Measure.RESIDENTS: 20})
        await records.add(act, hired)
        site = await records.add(Act(session, roads, made.now), works())
        for month, ours, everybody in ((8, 3, 9), (9, 6, 10)):
            head = HireFacts(when(f"2021.{month}."), ours, everybody)
            await records.add(Act(session, roads, made.now), head, parent_id=site.id)
    yield made
    await made.close()


async def test_the_table_leads_from_the_city_to_each_record(desk: Desk) -> None:
    (shown,) = await desk.says(OFFICE, "/quota 2021 하반기")
    assert "합계 12/20 → 40/67 (59.7%)" in shown
    assert "1. 일자리정책과 12/20 → 34/57 (59.6%)" in shown
    assert "2. 도로건설과 – → 6/10 (60%)" in shown
    await desk.taps(OFFICE, "1번")
    shown = desk.newest(OFFICE).text
    assert "1. 보통인부 우선고용: 12/20 → 14/22" in shown
    assert "2. 계획 외: " in shown
    assert shown.count("20/35") == 1
    await desk.taps(OFFICE, "1번")
    assert "보통인부 우선고용" in desk.heard(OFFICE)[-1]


async def test_the_status_tells_the_same_totals_and_leads_to_the_table(desk: Desk) -> None:
    (shown,) = await desk.says(OFFICE, "/status 2021 하반기")
    assert "고양시민 고용 40/67명 · 계획 12/20명" in shown
    await desk.taps(OFFICE, "할당제 표")
    assert "합계 12/20 → 40/67" in desk.newest(OFFICE).text


async def test_a_plan_that_was_not_handed_in_is_not_in_the_table(desk: Desk) -> None:
    async with desk.db.begin() as session:
        plan = await plans.find(session, 1, HALF)
        assert plan is not None
        plan.state = PlanState.DRAFTING
        session.add(plan)
    (shown,) = await desk.says(OFFICE, "/quota 2021 하반기")
    assert "합계 – → 40/67" in shown


async def test_a_half_without_figures_says_so(desk: Desk) -> None:
    (shown,) = await desk.says(OFFICE, "/quota 2020 상반기")
    assert "채용 실적이 적힌 기록이 없습니다." in shown


async def test_the_picture_is_asked_for_and_shows_the_table(desk: Desk) -> None:
    await desk.says(OFFICE, "/quota 2021 하반기")
    await desk.taps(OFFICE, "그림으로 보기")
    drawn = [one.payload.get("render") or one.payload.get("name") for one in desk.said]
    assert drawn.count("quota") == 1
    async with desk.db.read() as session:
        table = await plan_quota.table(session, HALF)
    shown = page(table, HALF, desk.now)
    assert shown["whole"] == {
        "name": "시 전체",
        "planned": "12/20",
        "done": "40/67",
        "rate": "59.7%",
    }
