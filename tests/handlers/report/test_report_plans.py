"""Plans in the report: those handed in, in 직제순, with their department where several speak."""

from collections.abc import AsyncIterator

import pytest

from storage import audit
from storage.act import Act
from storage.office import officers
from storage.plans import plans
from storage.rules.half_year import HalfYear
from storage.rules.trail import Subject
from tests.handlers.report_office import READER, draft, opened
from tests.handlers.round_office import OFFICE, ROADS, STAFF, write_item
from tests.helpers.desk import Desk

NEXT = HalfYear(2022, 1)
OWN, ROAD = "구인기업 발굴", "관급공사 시민 고용"


pytestmark = pytest.mark.long


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """도로건설과 wrote first, 일자리정책과 after it; nobody handed anything in."""
    made = await opened(sqlite_url)
    await write_item(made, ROADS, ROAD)
    await write_item(made, STAFF, OWN)
    yield made
    await made.close()


async def submitted(desk: Desk, user: int, *, confirmed: bool = False) -> None:
    """This person's department hands its plan in, and the office takes it."""
    async with desk.db.begin() as session:
        officer = await officers.by_telegram(session, user)
        office = await officers.by_telegram(session, OFFICE)
        assert officer is not None
        assert office is not None
        plan = await plans.find(session, officer.department_id or 0, NEXT)
        assert plan is not None
        await plans.submit(Act(session, officer, desk.now), plan)
        if confirmed:
            await plans.confirm(Act(session, office, desk.now), plan)


async def planned(desk: Desk) -> list[str]:
    """The lines of the paper that speak of plans."""
    return [one for one in await draft(desk) if OWN in one or ROAD in one]


async def test_a_plan_that_was_not_handed_in_is_in_no_paper(desk: Desk) -> None:
    """Mutant: every living item is printed."""
    assert await planned(desk) == []
    await submitted(desk, STAFF)
    assert await planned(desk) == [OWN]  # one department alone needs no name


async def test_several_departments_stand_in_the_order_of_the_office_with_their_names(
    desk: Desk,
) -> None:
    await submitted(desk, ROADS)
    await submitted(desk, STAFF)
    assert await planned(desk) == [f"(일자리정책과) {OWN}", f"(도로건설과) {ROAD}"]


async def test_the_office_chooses_confirmed_plans_alone_and_back(desk: Desk) -> None:
    await submitted(desk, STAFF)
    await submitted(desk, ROADS, confirmed=True)
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    heard = (await desk.taps(OFFICE, "추진계획: 제출된 계획"))[-1]
    assert "쓰신 계획은 모두 보고서에 실립니다." in heard
    heard = (await desk.taps(OFFICE, "확정된 계획"))[-1]
    assert "· 일자리정책과 (제출, 항목 1건)" in heard
    assert await planned(desk) == [ROAD]
    async with desk.db.read() as session:
        (line,) = await audit.of_subject(session, Subject.REPORT_CHOICE, 0)
    assert line.after == {"name": "plans", "value": "confirmed"}
    await desk.taps(OFFICE, "제출된 계획")
    assert len(await planned(desk)) == 2


async def test_who_wrote_a_plan_is_told_that_it_is_not_in_the_paper(desk: Desk) -> None:
    heard = (await desk.says(ROADS, "/report"))[-1]
    assert "우리 부서의 2022년 상반기 추진계획(항목 1건)은 지금 ‘작성중’ 단계" in heard
    assert "추진계획: 제출된 계획" not in desk.labels(ROADS)
    await submitted(desk, ROADS)
    assert "우리 부서의" not in (await desk.says(ROADS, "/report"))[-1]
    assert "우리 부서의" not in (await desk.says(READER, "/report"))[-1]
