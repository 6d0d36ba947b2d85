"""Who is told, asked and left with the work of a round: deputies in turn, colleagues, 총괄."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.act import Act
from storage.office import deputies, officers, posts
from storage.rules import people
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState
from tests.handlers.round_office import (
    ADMIN,
    HOME,
    OFFICE,
    OTHER,
    ROADS,
    SENIOR,
    STAFF,
    handed_in,
    opened,
    plan,
    sent_back,
    shown,
    state,
    submit,
    tick,
    write_item,
)
from tests.helpers import ledgers
from tests.helpers.desk import Desk

CLOSING = HalfYear(2021, 2)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def away(desk: Desk, *pairs: tuple[int, int]) -> None:
    """Each first one is away for weeks, each second one stands in."""
    day = kst_date(desk.now)
    chief = await desk.officer(OFFICE)
    assert chief is not None
    for absent, deputy in pairs:
        one, other = await desk.officer(absent), await desk.officer(deputy)
        assert one is not None
        assert other is not None
        async with desk.db.begin() as session:
            await deputies.appoint(
                Act(session, chief, desk.now), one.id, other.id, day, day + timedelta(days=60)
            )


async def test_the_deputy_of_an_absent_deputy_is_told_and_asked(desk: Desk) -> None:
    await away(desk, (STAFF, SENIOR), (SENIOR, ADMIN))
    await desk.ticks(tick)
    assert desk.heard(SENIOR) == []
    assert "담○○ 님 대신" in desk.heard(ADMIN)[-1]
    await sent_back(desk)
    assert "목표는 얼마입니까?" in desk.newest(ADMIN).text


async def test_a_ring_of_deputies_tells_one_of_them_once(desk: Desk) -> None:
    await away(desk, (STAFF, SENIOR), (SENIOR, STAFF))
    await desk.ticks(tick)
    told = [one for user in (STAFF, SENIOR) for one in desk.heard(user) if "취합 요청" in one]
    assert len(told) == 1


async def test_a_question_goes_to_a_colleague_when_the_writer_is_out_of_reach(
    desk: Desk,
) -> None:
    await handed_in(desk)
    async with desk.db.begin() as session:
        await officers.set_reachable(session, STAFF, False)
    number = (await plan(desk)).id
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}")
    await desk.taps(OFFICE, "1. 채용행사 안내")
    await desk.taps(OFFICE, "목표")
    await desk.replies(OFFICE, "목표 수치를 적어 주십시오.")
    assert "목표는 얼마입니까?" in desk.newest(SENIOR).text


async def _id(desk: Desk, user: int) -> int:
    one = await desk.officer(user)
    assert one is not None
    return one.id


async def test_the_office_finds_in_todo_what_waits_for_it(desk: Desk) -> None:
    await handed_in(desk)
    (todo,) = await desk.says(OFFICE, "/todo")
    assert "취합\n1. 2022년 상반기 검토할 추진계획 1건\n2. 2022년 상반기 미제출 2개 부서" in todo
    await desk.taps(OFFICE, "1번")
    assert f"{HOME} · 제출" in desk.labels(OFFICE)
    assert "취합" not in (await desk.says(STAFF, "/todo"))[0]


async def test_items_of_a_department_without_people_are_settled_by_the_office(
    desk: Desk,
) -> None:
    """None may vanish: its department is out of use and its only person gone."""
    await write_item(desk, ROADS, "도로 공사 시민 고용", half=CLOSING)
    await desk.taps_code(ADMIN, "v1:depts:stop:2")
    await desk.taps_code(OFFICE, f"v1:people:gone:{await _id(desk, ROADS)}")
    await desk.agrees(OFFICE)
    assert (await desk.says(SENIOR, "/todo"))[0].count("계획 1건") == 0
    assert "2021년 하반기 계획 1건" in (await desk.says(OFFICE, "/todo"))[0]
    await desk.taps_code(OFFICE, "v1:outcome:show:2021-2")
    assert f"1. [{OTHER}] 도로 공사 시민 고용" in shown(desk, OFFICE)
    await desk.taps_code(OFFICE, "v1:outcome:set:1:dropped")
    heard = await desk.replies(OFFICE, "부서 폐지")
    assert "모든 항목의 결과를 정했습니다." in heard[-1]
    async with desk.db.read() as session:
        assert (await ledgers.ledger(session, CLOSING)).dropped == 1


async def test_a_question_survives_the_merge_of_its_department_and_hands_nothing_in(
    desk: Desk,
) -> None:
    """Mutant: the answer hands in what the other department is still writing."""
    await desk.ticks(tick)  # each department has its plan
    await sent_back(desk)
    await write_item(desk, ROADS, "도로 공사 시민 고용")
    await desk.taps_code(ADMIN, "v1:deptmerge:yes:1:2")
    await desk.agrees(ADMIN)
    await desk.says(STAFF, "5")
    assert "/plan 에서 다시 제출해 주십시오." in desk.newest(STAFF).text
    merged = await plan(desk, OTHER)
    assert merged.state is PlanState.DRAFTING
    await submit(desk)
    assert await state(desk, OTHER) is PlanState.SUBMITTED


async def test_an_office_without_people_is_reminded_of_nothing_and_does_not_stop(
    sqlite_url: str,
) -> None:
    desk = await opened(sqlite_url)
    async with desk.db.begin() as session:
        for one in await posts.people(session):
            one.state = people.REMOVED
    await desk.ticks(tick)
    assert desk.said == []
    await desk.close()
