"""An item of a plan that was handed in: what it refuses is said before anything is asked."""

from collections.abc import AsyncIterator

import pytest

from storage.rules.terms import PlanState
from tests.handlers.round_office import OFFICE, STAFF, opened, state, submit, write_item
from tests.helpers.desk import Desk

TEXT = "채용행사 개최 시 고양시민 참여 유도"
HANDED_IN = "이미 제출한 추진계획입니다."


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office with one plan handed in, of which 담당 has an item open."""
    made = await opened(sqlite_url)
    await made.says(OFFICE, "/round")
    await made.taps(OFFICE, "현황판 보내기")
    await write_item(made, STAFF, TEXT)
    await submit(made)
    await shown(made)
    yield made
    await made.close()


async def shown(desk: Desk) -> list[str]:
    """Opens the item; returns the labels below it."""
    await desk.says(STAFF, "/plan 2022 상반기")
    await desk.taps(STAFF, "1번")
    return [key.label for key in desk.newest(STAFF).keys]


async def test_what_was_handed_in_says_so_where_its_buttons_would_stand(desk: Desk) -> None:
    """Mutant: 고치기 is drawn and refuses."""
    assert not {"고치기", "지우기"} & set(desk.labels(STAFF))
    assert HANDED_IN in desk.newest(STAFF).text
    await desk.taps(STAFF, "다시 작성하고 고치기")
    assert await state(desk) is PlanState.DRAFTING
    assert TEXT in desk.newest(STAFF).text


@pytest.mark.parametrize("code", ["v1:edit:plan_item:1", "v1:delyes:plan_item:1"])
async def test_a_button_of_before_it_was_handed_in_is_refused_with_the_way_on(
    desk: Desk, code: str
) -> None:
    """Mutant: the form asks its questions and refuses at 저장."""
    heard = await desk.taps_code(STAFF, code, desk.newest(STAFF).message_id)
    assert HANDED_IN in heard[-1]
    assert "목표" not in heard[-1]
    await desk.taps(STAFF, "다시 작성")
    assert await state(desk) is PlanState.DRAFTING


async def test_an_item_is_not_begun_under_a_plan_that_takes_none(desk: Desk) -> None:
    """Mutant: 항목 추가 on an old card asks all its questions and refuses at 저장."""
    heard = await desk.taps_code(STAFF, "v1:new:plan_item:1", desk.newest(STAFF).message_id)
    assert HANDED_IN in heard[-1]
    assert "무엇을 추진합니까?" not in " ".join(heard)


async def test_the_plan_taken_back_leads_on_to_the_item(desk: Desk) -> None:
    await desk.taps(STAFF, "다시 작성하고 고치기")
    heard = await desk.taps(STAFF, f"{TEXT} 고치기")
    assert "무엇을 고치시겠습니까?" in heard[-1]
    await desk.taps(STAFF, "목표")
    assert "20" in (await desk.says(STAFF, "20"))[-1]


async def test_an_item_of_a_confirmed_plan_offers_no_change(desk: Desk) -> None:
    await desk.taps(OFFICE, "검토하기 (1)")
    await desk.taps(OFFICE, "일자리정책과 · 제출")
    await desk.taps(OFFICE, "확정")
    labels = await shown(desk)
    assert not {"고치기", "지우기"} & set(labels)
    heard = await desk.taps_code(STAFF, "v1:edit:plan_item:1", desk.newest(STAFF).message_id)
    assert "확정된 추진계획입니다." in heard[-1]
