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


@pytest.mark.parametrize("wanted", ["고치기", "지우기"])
async def test_a_change_of_what_was_handed_in_is_refused_at_its_button_with_the_way_on(
    desk: Desk, wanted: str
) -> None:
    """Mutant: the form asks its questions and refuses at 저장."""
    heard = await desk.taps(STAFF, wanted)
    if wanted == "지우기" and HANDED_IN not in heard[-1]:
        heard = await desk.taps(STAFF, desk.newest(STAFF).keys[0].label)
    assert HANDED_IN in heard[-1]
    assert "목표" not in heard[-1]
    await desk.taps(STAFF, "다시 작성")
    assert await state(desk) is PlanState.DRAFTING
    assert TEXT in desk.newest(STAFF).text


async def test_the_plan_taken_back_leads_on_to_the_item(desk: Desk) -> None:
    await desk.taps(STAFF, "고치기")
    await desk.taps(STAFF, "다시 작성")
    heard = await desk.taps(STAFF, f"{TEXT} 고치기")
    assert "무엇을 고칩니까?" in heard[-1]
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
