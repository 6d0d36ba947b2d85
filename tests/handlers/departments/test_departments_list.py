"""A list that holds a part of the office closes nothing unless that is asked for, by name."""

from collections.abc import AsyncIterator

import pytest

from handlers.departments import texts
from storage.office import departments
from storage.rules.terms import PlanState
from tests.handlers.round_office import (
    HOME,
    OFFICE,
    OTHER,
    ROADS,
    opened,
    state,
    submit,
    write_item,
)
from tests.helpers.desk import Desk

MORE = [f"제{at}과" for at in range(1, 11)]
SHORT = f"직제순,부서명,이전이름\n1,{HOME},\n2,새로운과,"
CLOSE, LEAVE = "목록에 없는 11개 부서는 사용 중지", "목록에 없는 11개 부서는 그대로 두기"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Twelve departments in a running round; the second has people and has handed in."""
    made = await opened(sqlite_url)
    for at, name in enumerate(MORE, 3):
        await made.department(name, at)
    await write_item(made, ROADS, "우선고용 추진")
    await submit(made, ROADS)
    yield made
    await made.close()


async def in_use(desk: Desk) -> list[str]:
    async with desk.db.read() as session:
        return [one.name for one in await departments.ordered(session)]


async def asked(desk: Desk) -> str:
    return (await desk.says(OFFICE, f"/departments\n{SHORT}"))[-1]


async def test_what_the_list_lacks_is_left_as_it_is_unless_that_is_asked_for(desk: Desk) -> None:
    before = await in_use(desk)
    said = await asked(desk)
    assert "그대로 두는 11개 부서 (직원이 있는 부서 1개, 진행 중인 취합에 낸 부서 1개)" in said
    assert all(name in said for name in (OTHER, *MORE))
    assert "사용 중지" not in said
    await desk.taps(OFFICE, "예")
    assert sorted(await in_use(desk)) == sorted([*before, "새로운과"])


async def test_before_many_are_closed_their_numbers_and_names_are_shown_and_asked_twice(
    desk: Desk,
) -> None:
    before = await in_use(desk)
    await asked(desk)
    said = (await desk.taps(OFFICE, CLOSE))[0]
    assert "사용 중지 11개 부서 (직원이 있는 부서 1개, 진행 중인 취합에 낸 부서 1개)" in said
    assert all(name in said for name in (OTHER, *MORE))
    await desk.taps(OFFICE, "예")
    assert await in_use(desk) == before
    assert CLOSE not in desk.labels(OFFICE)
    await desk.taps(OFFICE, "예, 12건 모두")
    assert await in_use(desk) == [HOME, "새로운과"]
    assert texts.LIST_TAKEN_BACK in (await desk.taps(OFFICE, "되돌리기"))[0]
    assert await in_use(desk) == before
    assert await state(desk, OTHER) is PlanState.SUBMITTED


async def test_the_other_way_and_back_again_closes_nothing(desk: Desk) -> None:
    before = await in_use(desk)
    await asked(desk)
    for label in (CLOSE, "예", "아니오"):
        await desk.taps(OFFICE, label)
    assert await in_use(desk) == before
    first = await asked(desk)
    await desk.taps(OFFICE, CLOSE)
    assert (await desk.taps(OFFICE, LEAVE))[0] == first


async def test_a_whole_list_has_nothing_to_ask_about(desk: Desk) -> None:
    rows = "\n".join(f"{at},{name}" for at, name in enumerate([HOME, OTHER, *MORE], 1))
    said = (await desk.says(OFFICE, f"/departments\n직제순,부서명\n{rows}"))[-1]
    assert "목록에 없" not in said + str(desk.labels(OFFICE))
