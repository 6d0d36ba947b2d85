"""제출, 해당없음, 회수, 확정, 반려 leave a line with its time that no later screen takes away."""

from collections.abc import AsyncIterator

import pytest

from storage.rules.terms import PlanState
from tests.handlers.round_office import OFFICE, SENIOR, STAFF, opened, plan, state, write_item
from tests.helpers.desk import Desk


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await opened(sqlite_url)
    await write_item(made, STAFF, "채용행사 3회")
    yield made
    await made.close()


def lines(desk: Desk, user: int) -> list[str]:
    """The receipts that stand in a chat now."""
    texts = [one.text for _at, one in sorted(desk.screens.get(user, {}).items())]
    return [text.split("\n")[0] for text in texts if text.startswith("✔")]


async def test_handing_in_leaves_its_line_with_the_way_back(desk: Desk) -> None:
    await desk.says(STAFF, "/plan")
    await desk.taps(STAFF, "제출")
    assert lines(desk, STAFF) == ["✔ 11. 15. 10:00 제출 · 총괄 검토 대기 (총○○ 님)"]
    await desk.says(STAFF, "/plan")
    await desk.taps(STAFF, "회수")
    assert await state(desk) is PlanState.DRAFTING
    assert "✔ 11. 15. 10:00 회수 · 다시 작성 중" in lines(desk, STAFF)
    assert "항목 추가" in desk.labels(STAFF)  # and the plan is written on below


async def test_a_confirmation_stays_while_the_next_department_is_opened(desk: Desk) -> None:
    await desk.says(STAFF, "/plan")
    await desk.taps(STAFF, "제출")
    await desk.says(OFFICE, "/todo")
    number = (await plan(desk)).id
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}", desk.newest(OFFICE).message_id)
    await desk.taps(OFFICE, "확정")
    assert lines(desk, OFFICE) == ["✔ 11. 15. 10:00 확정 · 이번 반기 추진계획 완료"]
    assert "일자리정책과" in desk.newest(OFFICE).text  # the plan as it is now, below
    assert not lines(desk, SENIOR)


async def test_what_is_given_back_says_when_and_to_whom(desk: Desk) -> None:
    await desk.says(OFFICE, "/departments")
    await desk.taps_code(OFFICE, "v1:depts:chain1:1")
    await desk.says(STAFF, "/plan")
    await desk.taps(STAFF, "제출")
    await desk.taps(SENIOR, "반려")
    *_, said = await desk.says(SENIOR, "채용행사 계획을 추가해 주십시오.")
    assert said.startswith("✔ 11. 15. 10:00 반려 · 담당이 고칩니다\n일자리정책과 2022년 상반기")
