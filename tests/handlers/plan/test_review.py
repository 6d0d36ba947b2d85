"""One question goes out, one answer comes back, and nothing else of the plan is touched."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.plans import plan_reopenings, plan_returns
from storage.rules.clock import kst_date
from storage.rules.errors import NotAllowed
from storage.rules.terms import PlanState
from tests.handlers.round_office import (
    OFFICE,
    ROADS,
    SENIOR,
    STAFF,
    board_of,
    item,
    opened,
    plan,
    state,
    submit,
    write_item,
)
from tests.helpers.desk import Desk

TEXT = "채용행사 개최 시 고양시민 참여 유도"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round, with one plan handed in and the board pinned."""
    made = await opened(sqlite_url)
    await made.says(OFFICE, "/round")
    await made.taps(OFFICE, "현황판 보내기")
    await write_item(made, STAFF, TEXT)
    await submit(made)
    yield made
    await made.close()


async def review(desk: Desk, user: int = OFFICE) -> None:
    """The plan under review, opened from the board."""
    await desk.taps(user, "검토하기 (1)")
    await desk.taps(user, "일자리정책과 · 제출")


async def send_back(
    desk: Desk, field: str = "목표", reason: str = "수치를 적어 주십시오."
) -> None:
    """One field of the only item is returned with a reason."""
    await review(desk)
    await desk.taps(OFFICE, "한 칸 되묻기")
    await desk.taps(OFFICE, field)
    await desk.replies(OFFICE, reason)


async def test_the_officer_gets_exactly_that_question_with_reason_and_old_value(
    desk: Desk,
) -> None:
    await send_back(desk)
    asked = desk.newest(STAFF).text
    assert asked.splitlines() == [
        "추진계획 항목 · 보완요청",
        f"항목: {TEXT}",
        "사유: 수치를 적어 주십시오.",
        "지금 값: 없음",
        "",
        "목표는 얼마입니까?",
        "예: 12회, 30명",
    ]
    assert desk.labels(STAFF) == ["나중에"]
    assert "일자리정책과 보완요청 1건" in await board_of(desk)


async def test_the_answer_patches_that_field_alone_and_the_reviewer_sees_old_and_new(
    desk: Desk,
) -> None:
    await send_back(desk)
    before = await item(desk, 1)
    heard = len(desk.heard(OFFICE))
    (answered,) = await desk.says(STAFF, "5")
    assert "보완완료로 총괄 담당에게 알렸습니다." in answered
    assert await item(desk, 1) == replace(before, target=5)
    assert await state(desk) is PlanState.AMENDED
    notices = [words for words in desk.heard(OFFICE)[heard:] if words.startswith("보완완료")]
    assert notices == [f"보완완료 일자리정책과 2022년 상반기\n{TEXT}\n목표: ‘없음’ → ‘5’"]
    assert "일자리정책과 보완완료 1건" in await board_of(desk)


async def test_from_the_tap_to_the_fix_there_are_three_messages_at_most(desk: Desk) -> None:
    await review(desk)
    await desk.taps(OFFICE, "한 칸 되묻기")
    await desk.taps(OFFICE, "목표")
    before = {user: set(desk.screens.get(user, {})) for user in (OFFICE, STAFF)}
    sent = len(desk.said)
    await desk.replies(OFFICE, "수치를 적어 주십시오.")
    await desk.says(STAFF, "5")
    new = [one for one in desk.said[sent:] if one.kind in ("message", "card")]
    to_officer = [one for one in new if one.chat_id == STAFF]
    assert len(to_officer) == 2  # the question, and the same card saying that it is saved
    shown = set(desk.screens[OFFICE]) - before[OFFICE]
    assert len(shown) == 2  # that it was asked, and what was answered


async def test_a_misread_answer_asks_again_and_saves_nothing(desk: Desk) -> None:
    await send_back(desk)
    before = await item(desk, 1)
    (heard,) = await desk.says(STAFF, "많이")
    assert "목표는 얼마입니까?" in heard
    assert await item(desk, 1) == before
    assert await state(desk) is PlanState.RETURNED


async def test_an_open_question_stands_in_todo_once_and_as_what_was_asked(desk: Desk) -> None:
    await send_back(desk)
    (todo,) = await desk.says(STAFF, "/todo")
    assert "목표: 수치를 적어 주십시오." in todo
    assert "작성 중인 기록" not in todo


async def test_a_reason_with_a_persons_number_is_sent_to_nobody(desk: Desk) -> None:
    await send_back(desk, reason="담당 010-1234-5678 확인")
    assert "휴대전화번호가 들어 있어 받지 않았습니다." in desk.newest(OFFICE).text
    assert await state(desk) is PlanState.SUBMITTED
    assert not any("1234-5678" in one.text for one in desk.said)


@pytest.mark.long
async def test_later_means_todo_and_the_question_comes_again(desk: Desk) -> None:
    await send_back(desk)
    await desk.taps(STAFF, "나중에")
    (todo,) = await desk.says(STAFF, "/todo")
    assert "목표: 수치를 적어 주십시오." in todo
    await desk.taps(STAFF, "1번")
    await desk.says(STAFF, "7")
    assert (await item(desk, 1)).target == 7
    assert await state(desk) is PlanState.AMENDED


async def test_who_is_in_another_form_keeps_the_place_and_gets_a_button(desk: Desk) -> None:
    await desk.says(STAFF, "/problem")
    await send_back(desk)
    assert "추진계획 보완요청" in desk.newest(STAFF).text
    assert desk.labels(STAFF) == ["답하기"]
    await desk.taps(STAFF, "답하기")
    await desk.says(STAFF, "9")
    assert (await item(desk, 1)).target == 9
    (todo,) = await desk.says(STAFF, "/todo")
    assert "문제점" in todo


async def test_a_field_changed_through_the_card_answers_its_question_too(desk: Desk) -> None:
    await send_back(desk, field="내용")
    await desk.taps(STAFF, "나중에")
    await desk.taps_code(STAFF, "v1:edit:plan_item:1")
    await desk.taps(STAFF, "내용")
    await desk.says(STAFF, "채용박람회 개최 시 고양시민 우선고용 안내")
    await desk.taps(STAFF, "저장")
    assert await state(desk) is PlanState.AMENDED
    async with desk.db.read() as session:
        assert await plan_returns.open_for(session, 1) == []


async def test_a_plan_with_an_open_question_is_not_handed_in_around_it(desk: Desk) -> None:
    await send_back(desk)
    await desk.taps(STAFF, "나중에")
    await desk.says(STAFF, "/plan 2022 상반기")
    assert "제출" not in desk.labels(STAFF)
    assert "보완 답하기: 목표" in desk.labels(STAFF)
    heard = await desk.taps_code(STAFF, f"v1:plan:submit:{(await plan(desk)).id}")  # of before
    assert "답하지 않은 보완요청이 1건" in heard[0]


async def test_a_question_answered_once_is_not_answered_again(desk: Desk) -> None:
    await send_back(desk)
    await desk.says(STAFF, "5")
    heard = await desk.taps_code(STAFF, "v1:fix:1")
    assert heard == ["이미 답한 보완요청입니다."]


async def test_confirming_locks_the_plan_and_tells_the_department(desk: Desk) -> None:
    await review(desk)
    await desk.taps(OFFICE, "확정")
    assert await state(desk) is PlanState.CONFIRMED
    assert desk.heard(STAFF)[-1] == "2022년 상반기 추진계획이 확정되었습니다."
    assert "일자리정책과 확정 1건" in await board_of(desk)
    await desk.taps(STAFF, "회수")
    assert await state(desk) is PlanState.CONFIRMED


async def test_a_plan_with_a_question_open_is_not_confirmed(desk: Desk) -> None:
    await send_back(desk)
    heard = await desk.taps_code(OFFICE, "v1:review:ok:1")
    assert "확정할 수 없습니다" in heard[0]


async def test_a_confirmed_plan_opens_with_a_reason_and_locks_itself_again(desk: Desk) -> None:
    await review(desk)
    await desk.taps(OFFICE, "확정")
    await desk.taps(OFFICE, "추진계획 보기")
    await desk.taps(OFFICE, "확정 풀기")
    heard = await desk.replies(OFFICE, "예산 변경 반영")
    assert heard[-1] == (
        "✔ 11. 15. 10:00 확정 풀기 · 다시 작성 중\n"
        "일자리정책과 2022년 상반기 추진계획 · 항목 1건\n"
        "확정을 풀었습니다. 2021. 11. 18.(목)까지 열려 있습니다."
    )
    assert "사유: 예산 변경 반영" in desk.heard(STAFF)[-1]
    assert await state(desk) is PlanState.DRAFTING
    later = desk.now + timedelta(days=4)
    async with desk.db.begin() as session:
        await plan_reopenings.expire(session, kst_date(later), later)
    assert await state(desk) is PlanState.CONFIRMED


async def test_the_departments_own_check_stands_beside_the_plan(desk: Desk) -> None:
    number = (await plan(desk)).id
    await desk.says(SENIOR, "/todo")
    await desk.taps_code(SENIOR, f"v1:review:plan:{number}", desk.newest(SENIOR).message_id)
    assert "부서 확인: 없음" in desk.newest(SENIOR).text
    await desk.taps(SENIOR, "부서 확인")
    assert "부서 확인: 주○○" in desk.newest(SENIOR).text


async def test_nobody_reviews_another_department_nor_without_the_right(desk: Desk) -> None:
    number = (await plan(desk)).id
    for user in (STAFF, ROADS):
        for code in (f"v1:review:plan:{number}", f"v1:review:ok:{number}", "v1:review:item:1"):
            assert await desk.taps_code(user, code) == [NotAllowed.default]
    await send_back(desk)
    assert await desk.taps_code(ROADS, "v1:fix:1") == [NotAllowed.default]
