"""대리 접수: 총괄 takes in what came by 공문, 전화 or 메일, and nothing is taken in twice."""

from collections.abc import AsyncIterator

import pytest

from storage import audit
from storage.office import departments
from storage.plans import plans
from storage.rules.terms import PlanState, Role
from storage.rules.trail import Subject, Verb
from tests.handlers.round_office import (
    HALF,
    OFFICE,
    OTHER,
    ROADS,
    STAFF,
    board_of,
    opened,
    plan,
    state,
    submit,
    write_item,
)
from tests.helpers.desk import Desk

AWAY = "자치행정과"  # nobody of it is on the bot
NOTICE = "총괄에서 2022년 상반기 추진계획을"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await opened(sqlite_url)
    await made.department(AWAY, 3)
    await made.says(OFFICE, "/round")
    await made.taps(OFFICE, "현황판 보내기")
    yield made
    await made.close()


async def open_department(desk: Desk, name: str = AWAY) -> None:
    await desk.says(OFFICE, "/round 현황판")
    await desk.taps(OFFICE, "부서 열기")
    labels = desk.labels(OFFICE)
    await desk.taps(OFFICE, next(one for one in labels if one.startswith(name)))


async def number_of(desk: Desk, name: str) -> int:
    async with desk.db.read() as session:
        found = await departments.find_by_name(session, name)
    assert found is not None
    return found.id


async def told(desk: Desk, user: int) -> list[str]:
    return [one.text for one in desk.screens.get(user, {}).values() if NOTICE in one.text]


async def test_a_department_without_anybody_is_none_in_two_taps_and_its_ground(desk: Desk) -> None:
    await open_department(desk)
    assert "봇에 연결된 담당자가 없습니다." in desk.newest(OFFICE).text
    await desk.taps(OFFICE, "해당없음 접수")
    *_, said = await desk.says(OFFICE, "공문 자치행정과-77(11. 12.)")
    assert said.split("\n") == [
        "✔ 11. 15. 10:00 대리 접수 · 해당없음 · 공문 자치행정과-77(2021. 11. 12.)",
        "자치행정과 2022년 상반기 추진계획",
    ]
    assert await state(desk, AWAY) is PlanState.NOT_APPLICABLE
    assert "자치행정과 해당없음 · 접수(공문 자치행정과-77)" in await board_of(desk)
    async with desk.db.read() as session:
        *_, line = await audit.of_subject(session, Subject.PLAN, (await plan(desk, AWAY)).id)
    office = await desk.officer(OFFICE)
    assert office is not None
    assert (line.action, line.officer_id) == (Verb.DECLARE_NONE, office.id)
    assert line.reason == "공문 자치행정과-77(2021. 11. 12.)"


async def test_a_call_of_today_is_one_tap(desk: Desk) -> None:
    await desk.says(OFFICE, f"/plan {AWAY}")
    await desk.taps(OFFICE, "해당없음 접수")
    await desk.taps(OFFICE, "전화")
    assert str((await plan(desk, AWAY)).receipt) == "전화(2021. 11. 15.)"


async def test_a_whole_plan_is_written_for_it_and_never_handed_in_without_ground(
    desk: Desk,
) -> None:
    await desk.says(OFFICE, f"/plan {AWAY}")
    await desk.taps(OFFICE, "항목 대신 적기")
    await desk.says(OFFICE, "채용행사 안내")
    for _ in range(12):
        if "저장" in desk.labels(OFFICE):
            break
        await desk.taps(OFFICE, "건너뛰기" if "건너뛰기" in desk.labels(OFFICE) else "확인")
    await desk.taps(OFFICE, "저장")
    await desk.taps(OFFICE, "추진계획 보기")
    await desk.taps(OFFICE, "계획 접수")
    assert await state(desk, AWAY) is PlanState.DRAFTING
    await desk.says(OFFICE, "메일 11. 14.")
    assert await state(desk, AWAY) is PlanState.SUBMITTED
    assert "자치행정과 제출 1건 · 접수(메일 11. 14.)" in await board_of(desk)


async def test_an_old_button_of_handing_in_asks_for_the_ground(desk: Desk) -> None:
    await write_item(desk, ROADS, "도로 공사 시민 고용")
    number = (await plan(desk, OTHER)).id
    await desk.taps_code(OFFICE, f"v1:plan:submit:{number}")
    assert await state(desk, OTHER) is PlanState.DRAFTING
    await desk.says(OFFICE, "공문 도로건설과-5")
    assert await state(desk, OTHER) is PlanState.SUBMITTED


async def test_its_people_hear_once_and_can_mend_it(desk: Desk) -> None:
    await open_department(desk, OTHER)
    await desk.taps(OFFICE, "해당없음 접수")
    await desk.taps(OFFICE, "전화")
    assert len(await told(desk, ROADS)) == 1
    assert not await told(desk, STAFF)
    await write_item(desk, ROADS, "도로 공사 시민 고용")
    await submit(desk, ROADS)
    found = await plan(desk, OTHER)
    assert (found.state, found.receipt, found.received_by) == (PlanState.SUBMITTED, None, None)
    assert "도로건설과 제출 1건 · 실적" in await board_of(desk)
    assert len(await told(desk, ROADS)) == 1


async def test_what_came_meanwhile_by_the_bot_is_not_taken_in_again(desk: Desk) -> None:
    await open_department(desk, OTHER)
    await desk.taps(OFFICE, "해당없음 접수")
    await write_item(desk, ROADS, "도로 공사 시민 고용")
    await submit(desk, ROADS)
    *_, said = await desk.says(OFFICE, "공문 도로건설과-5")
    assert "이미 제출한 추진계획입니다." in said
    found = await plan(desk, OTHER)
    assert (found.state, found.receipt) == (PlanState.SUBMITTED, None)


async def test_it_is_taken_back_as_it_was_while_nobody_moved_it(desk: Desk) -> None:
    await write_item(desk, ROADS, "도로 공사 시민 고용")
    await open_department(desk, OTHER)
    await desk.taps(OFFICE, "계획 접수")
    await desk.taps(OFFICE, "메일")
    await desk.taps(OFFICE, "접수 취소")
    found = await plan(desk, OTHER)
    assert (found.state, found.submitted_at) == (PlanState.DRAFTING, None)
    assert "접수" not in (await board_of(desk)).replace("대리 접수", "")
    await desk.taps(OFFICE, "대리 접수")
    await desk.taps(OFFICE, "계획 접수")
    await desk.taps(OFFICE, "전화")
    found = await plan(desk, OTHER)
    await desk.taps_code(ROADS, f"v1:plan:reopen:{found.id}")
    (heard,) = await desk.taps_code(OFFICE, f"v1:behalf:back:{found.id}:{found.version}")
    assert "바뀌어 되돌릴 수 없습니다" in heard
    assert await state(desk, OTHER) is PlanState.DRAFTING


@pytest.mark.parametrize("role", [Role.STAFF, Role.HEAD, Role.VIEWER])
async def test_nobody_else_takes_in_for_others(desk: Desk, role: Role) -> None:
    home, number = await desk.department("감사관", 9), await number_of(desk, AWAY)
    await desk.hire(77, role, home if role is not Role.VIEWER else None, name="가○○")
    for code in (
        f"v1:behalf:open:{HALF.code}:{number}",
        f"v1:behalf:none:{HALF.code}:{number}:call",
        f"v1:behalf:many:{HALF.code}",
    ):
        await desk.taps_code(77, code)
    async with desk.db.read() as session:
        assert await plans.find(session, number, HALF) is None


async def test_after_the_end_of_the_round_nothing_is_taken_in(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "취합 마감")
    await desk.says(OFFICE, "다음 반기에 반영")
    await desk.taps(OFFICE, "예")
    await desk.says(OFFICE, f"/plan {AWAY}")
    assert "마감되어 접수할 수 없습니다" in desk.newest(OFFICE).text
    assert "해당없음 접수" not in desk.labels(OFFICE)
    number = (await plan(desk, AWAY)).department_id
    await desk.taps_code(OFFICE, f"v1:behalf:none:{HALF.code}:{number}:call")
    assert await state(desk, AWAY) is PlanState.NOT_SUBMITTED


async def test_after_the_end_of_the_round_one_department_is_opened_again_where_it_stands(
    desk: Desk,
) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "취합 마감")
    await desk.says(OFFICE, "다음 반기에 반영")
    await desk.taps(OFFICE, "예")
    await desk.says(OFFICE, f"/plan {AWAY}")
    await desk.taps(OFFICE, "다시 열기")
    await desk.says(OFFICE, "공문이 늦게 왔음")
    await desk.says(OFFICE, f"/plan {AWAY}")
    assert "(공문이 늦게 왔음)" in desk.newest(OFFICE).text
    assert "해당없음 접수" in desk.labels(OFFICE)
    assert "다시 열기" not in desk.labels(OFFICE)


@pytest.mark.parametrize("by_tap", [True, False])
async def test_the_card_on_which_it_was_taken_in_offers_it_no_more(
    desk: Desk, by_tap: bool
) -> None:
    await desk.says(OFFICE, f"/plan {AWAY}")
    card = next(at for at, one in desk.screens[OFFICE].items() if one is desk.newest(OFFICE))
    await desk.taps(OFFICE, "해당없음 접수")
    if by_tap:
        await desk.taps(OFFICE, "전화")
    else:
        await desk.says(OFFICE, "공문 자치행정과-77")
    shown = desk.screens[OFFICE][card]
    assert "해당없음 접수" not in [key.label for key in shown.keys]
    assert "접수 근거: " in shown.text
