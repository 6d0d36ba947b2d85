"""해당없음 of many departments by one ground: picked, counted, asked again, taken back."""

from collections.abc import AsyncIterator

import pytest

from storage.plans import plans, results_answers
from storage.rules.terms import PlanState
from storage.rules.wording_owed import ResultsState
from tests.handlers.round_office import (
    HALF,
    OFFICE,
    OTHER,
    ROADS,
    board_of,
    opened,
    state,
    submit,
    write_item,
)
from tests.helpers.desk import Desk

AWAY = [f"동{at:02}과" for at in range(24)]  # nobody of them is on the bot


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await opened(sqlite_url)
    for at, name in enumerate(AWAY, 3):
        await made.department(name, at)
    await made.says(OFFICE, "/round")
    await made.taps(OFFICE, "현황판 보내기")
    yield made
    await made.close()


async def states(desk: Desk) -> dict[str, PlanState]:
    async with desk.db.read() as session:
        return {one.department: one.state for one in await plans.states(session, HALF)}


async def none_of(desk: Desk) -> list[str]:
    return [name for name, one in (await states(desk)).items() if one is PlanState.NOT_APPLICABLE]


async def chosen(desk: Desk, *taps: str) -> None:
    await desk.says(OFFICE, "/round 현황판")
    await desk.taps(OFFICE, "해당없음 여럿 접수")
    for label in taps:
        await desk.taps(OFFICE, label)


async def test_a_whole_office_without_anybody_is_closed_by_one_ground_and_taken_back(
    desk: Desk,
) -> None:
    await chosen(desk, "담당자 없는 부서", "접수하기 (24)")
    *_, asked = await desk.says(OFFICE, "공문 자치행정과-12")
    assert "24개 부서: 동00과, 동01과" in asked
    assert not await none_of(desk)
    await desk.taps(OFFICE, "예")
    assert not await none_of(desk)  # of so many it is asked again
    await desk.taps(OFFICE, "예, 24건 모두")
    assert await none_of(desk) == AWAY
    assert "그 가운데 대리 접수 24개 부서" in await board_of(desk)
    await desk.taps(OFFICE, "되돌리기")
    assert not await none_of(desk)
    assert "대리 접수" not in await board_of(desk)


async def test_single_ones_are_picked_and_left_out_by_their_numbers(desk: Desk) -> None:
    await chosen(desk, "3번", "5번", "✓ 3번", "4번", "접수하기 (2)", "전화")
    await desk.taps(OFFICE, "예")
    assert await none_of(desk) == [AWAY[1], AWAY[2]]


async def test_who_answers_meanwhile_is_left_as_it_is(desk: Desk) -> None:
    await chosen(desk, "모두 고르기", "접수하기 (26)")
    await write_item(desk, ROADS, "도로 공사 시민 고용")
    await submit(desk, ROADS)
    await desk.says(OFFICE, "전화 11. 12.")
    assert "그 사이 답한 1개 부서는 그대로 둡니다: 도로건설과" in desk.newest(OFFICE).text
    await desk.taps(OFFICE, "예")
    await desk.taps(OFFICE, "예, 25건 모두")
    assert await state(desk, OTHER) is PlanState.SUBMITTED
    assert len(await none_of(desk)) == 25


async def test_taking_back_leaves_what_a_department_changed_since(desk: Desk) -> None:
    await chosen(desk, "2번", "3번", "접수하기 (2)", "메일", "예")
    await write_item(desk, ROADS, "도로 공사 시민 고용")
    await desk.taps(OFFICE, "되돌리기")
    assert "그 뒤에 바뀐 1개 부서는 그대로 둡니다: 도로건설과" in desk.newest(OFFICE).text
    assert await state(desk, OTHER) is PlanState.DRAFTING
    assert not await none_of(desk)


async def results_none(desk: Desk) -> int:
    async with desk.db.read() as session:
        said = await results_answers.states(session, HALF.previous())
    return sum(one.state is ResultsState.NOT_APPLICABLE for one in said.values())


@pytest.mark.long
async def test_the_results_are_none_by_the_same_act_and_come_back_with_it(desk: Desk) -> None:
    papers = "받은 것: 계획", "받은 것: 실적"
    await chosen(desk, *papers, "담당자 없는 부서", "접수하기 (24)", "전화")
    text = desk.newest(OFFICE).text
    assert "2022년 상반기 추진계획 24개 부서" in text
    assert "2021년 하반기 추진실적 24개 부서" in text
    await desk.taps(OFFICE, "예")
    await desk.taps(OFFICE, "예, 24건 모두")
    assert (len(await none_of(desk)), await results_none(desk)) == (24, 24)
    await desk.taps(OFFICE, "되돌리기")
    assert (len(await none_of(desk)), await results_none(desk)) == (0, 0)


async def test_departments_with_items_cannot_be_picked(desk: Desk) -> None:
    await write_item(desk, ROADS, "도로 공사 시민 고용")
    await chosen(desk)
    text = desk.newest(OFFICE).text
    assert "항목이나 기록이 있는 1개 부서는 여기서 고르실 수 없습니다: 도로건설과" in text
