"""Where a round is thin: two 총괄 at once, a day moved, a round closed, nobody left to ask."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, Role
from tests.handlers.round_office import (
    OFFICE,
    ROADS,
    STAFF,
    board_of,
    handed_in,
    opened,
    say_results,
    sent_back,
    shown,
    state,
    submit,
    tick,
    write_item,
)
from tests.helpers.desk import Desk

SECOND = 13  # another 총괄
PAST_DUE = timedelta(days=28)  # 2021. 12. 13., a Monday
CLOSING = HalfYear(2021, 2)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def closed(desk: Desk, reason: str = "기한 종료") -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "취합 마감")
    await desk.replies(OFFICE, reason)
    await desk.agrees(OFFICE)


def toasts(desk: Desk) -> list[str]:
    return [one.payload.get("text", "") for one in desk.said if one.kind == "answer"]


# -- two at once -------------------------------------------------------------------------------


async def test_a_second_office_confirms_nothing_from_an_old_screen(desk: Desk) -> None:
    await desk.hire(SECOND, Role.OFFICE, 1, name="부○○")
    number = await handed_in(desk)
    for user in (OFFICE, SECOND):
        await desk.taps_code(user, f"v1:review:plan:{number}")
    await desk.taps(OFFICE, "확정")
    heard = len(desk.heard(STAFF))
    await desk.taps(SECOND, "확정")
    assert "바뀌어 화면을 새로 그렸습니다" in toasts(desk)[-1]
    assert shown(desk, SECOND).startswith("일자리정책과 2022년 상반기 · 확정")
    assert len(desk.heard(STAFF)) == heard  # told once that it is confirmed


@pytest.mark.long
async def test_what_was_reworked_since_it_was_shown_is_shown_before_it_is_confirmed(
    desk: Desk,
) -> None:
    number = await handed_in(desk)
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}")
    await desk.says(STAFF, "/plan 2022 상반기")
    await desk.taps(STAFF, "다시 작성")
    await write_item(desk, STAFF, "둘째 항목")
    await submit(desk)
    await desk.taps(OFFICE, "확정")
    assert await state(desk) is PlanState.SUBMITTED
    assert "2. 둘째 항목" in shown(desk, OFFICE)
    await desk.taps(OFFICE, "확정")
    assert await state(desk) is PlanState.CONFIRMED


async def test_a_round_is_closed_once(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    old = desk.newest(OFFICE).message_id
    await desk.taps(OFFICE, "취합 마감")
    await desk.replies(OFFICE, "기한 종료")
    await desk.agrees(OFFICE)
    heard = await desk.taps_code(OFFICE, "v1:round:close:1", old)
    assert heard == ["진행 중인 취합이 아닙니다. /round 에서 상태를 확인해 주십시오."]


async def test_a_round_with_nothing_open_closes_without_a_reason(desk: Desk) -> None:
    for user in (STAFF, ROADS):
        await desk.says(user, "/plan 2022 상반기")
        await desk.taps(user, "해당없음")
    await desk.says(OFFICE, "/round")
    (asked,) = await desk.taps(OFFICE, "취합 마감")
    assert "추진실적 미확인 2개 부서: 일자리정책과, 도로건설과" in asked
    await say_results(desk, STAFF, ROADS)
    (asked,) = await desk.taps(OFFICE, "취합 마감")
    assert "마친 부서 2개" in asked
    heard = await desk.taps(OFFICE, "예")
    assert heard[-1].startswith("✔ 11. 15. 10:00 취합을 마감했습니다.\n\n2022년 상반기")
    assert "마감 사유" not in heard[-1]


# -- days ---------------------------------------------------------------------------------------


async def typed_due(desk: Desk, words: str) -> list[str]:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "일정·알림")
    await desk.taps(OFFICE, "부서 제출 기한")
    await desk.taps(OFFICE, "날짜 적기")
    return await desk.replies(OFFICE, words)


async def test_the_due_day_is_not_put_back_into_the_past(desk: Desk) -> None:
    desk.now += timedelta(days=3)
    (heard,) = await typed_due(desk, "11/16")
    assert heard.startswith("제출 기한을 지난 날로 당길 수 없습니다.")
    heard = (await typed_due(desk, "11/18"))[-1]
    assert "부서 제출 기한  2021. 11. 18.(목)" in heard  # today is fine
    desk.now += timedelta(days=6)
    await desk.taps(OFFICE, "부서 제출 기한")
    heard = (await desk.taps(OFFICE, "하루 미루기"))[-1]
    assert "2021. 11. 19.(금)" in heard  # later is fine even when it is past


async def test_a_day_out_of_order_names_the_day_in_the_way(desk: Desk) -> None:
    (heard,) = await typed_due(desk, "12/12")
    assert heard == (
        "날짜의 차례가 맞지 않습니다. 총괄 초안 12.10.이 부서 제출 기한 12.12.보다 앞섭니다. "
        "총괄 초안을 먼저 미루거나 다른 날을 적어 주십시오."
    )


async def test_a_due_day_that_was_moved_is_told_as_news_and_not_as_late(desk: Desk) -> None:
    """Mutant: the request day still counts as the day on which the new due day was known."""
    await desk.ticks(tick)
    desk.now += timedelta(days=3)
    await typed_due(desk, "12/9")
    await desk.ticks(tick)
    told = desk.heard(STAFF)[-1]
    assert "제출 기한이 바뀌었습니다. 새 기한은 12.9.입니다." in told
    assert "[지연]" not in told


async def test_a_day_of_january_typed_in_december_is_the_coming_one(desk: Desk) -> None:
    desk.now += timedelta(days=42)  # 12. 27.
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "일정·알림")
    await desk.taps(OFFICE, "확정일")
    await desk.taps(OFFICE, "날짜 적기")
    heard = await desk.replies(OFFICE, "1/14")
    assert "확정일  2022. 1. 14.(금)" in heard[-1]


async def test_a_rehearsal_after_the_due_day_shows_the_days_that_come(desk: Desk) -> None:
    desk.now += PAST_DUE + timedelta(days=7)
    (heard,) = await desk.says(OFFICE, "/rehearse")
    assert "2021. 12. 21.(화) 09:30 · " in heard


async def test_a_page_that_is_turned_shows_what_was_planned_when_it_was_asked(
    desk: Desk,
) -> None:
    """Mutant: each tap plans every day anew, and the pages do not belong together."""
    (asked,) = await desk.says(OFFICE, "/rehearse")
    place = desk.newest(OFFICE).message_id
    await handed_in(desk)
    for code in ("day:1:20211206:0", "show:1:0"):
        await desk.taps_code(OFFICE, f"v1:rehearse:{code}", place)
    assert desk.screens[OFFICE][place].text == asked
    await desk.taps_code(OFFICE, "v1:rehearse:now:1", place)
    assert desk.screens[OFFICE][place].text != asked


# -- after the close ------------------------------------------------------------------------------


async def test_the_board_of_a_closed_round_chases_nobody(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "현황판 보내기")
    place = desk.newest(OFFICE).message_id
    await closed(desk)
    assert "취합 · 마감" in await board_of(desk)
    keys = [key.label for key in desk.screens[OFFICE][place].keys]
    assert keys == ["부서 열기", "그림으로 보기"]


async def test_what_cannot_be_done_after_the_close_is_not_offered(desk: Desk) -> None:
    await sent_back(desk)
    await closed(desk)
    (todo,) = await desk.says(STAFF, "/todo")
    assert todo == "기다리는 일이 없습니다."
    await desk.says(ROADS, "/plan 2022 상반기")
    assert "이 반기의 취합이 마감되었습니다." in desk.newest(ROADS).text
    assert desk.labels(ROADS) == ["2021 하반기", "2022 하반기"]


async def test_an_answer_typed_when_the_round_is_closed_says_so_and_keeps_the_question(
    desk: Desk,
) -> None:
    await sent_back(desk)
    await closed(desk)
    await desk.says(STAFF, "5")
    assert "이 반기의 취합이 마감되어" in desk.newest(STAFF).text
    assert await state(desk) is PlanState.RETURNED


async def test_todo_asks_for_the_plans_of_open_rounds_alone(desk: Desk) -> None:
    (todo,) = await desk.says(STAFF, "/todo")
    assert "2022년 상반기 · 미제출" in todo
    assert "2021년 하반기 추진실적" in todo
    assert todo.count("2021년 하반기") == 1


# -- asked once more ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begun", "later", "told"),
    [
        (
            "nothing",
            timedelta(0),
            "도착하지 않았습니다. 제출 기한은 12.6.입니다.\n계획이 없으시면",
        ),
        ("written", timedelta(0), "쓰시던 내용은 그대로 있습니다."),
        ("sent back", timedelta(0), "보완 요청이 남아 있습니다. 제출 기한은 12.6.입니다."),
        ("nothing", PAST_DUE, "도착하지 않았습니다. 제출 기한은 12.6.이었습니다."),
    ],
)
async def test_the_nudge_says_what_the_plan_waits_for(
    desk: Desk, begun: str, later: timedelta, told: str
) -> None:
    if begun == "written":
        await write_item(desk, STAFF, "채용행사 안내")
    elif begun == "sent back":
        await sent_back(desk)
    desk.now += later
    await desk.taps_code(OFFICE, "v1:round:nudge:1")
    await desk.agrees(OFFICE)
    assert told in desk.heard(STAFF)[-1]
    assert ("추진계획 해당없음" in desk.labels(STAFF)) is (begun == "nothing")


async def test_under_a_plan_that_was_sent_back_each_question_has_its_button(desk: Desk) -> None:
    await sent_back(desk)
    await desk.says(STAFF, "/plan 2022 상반기")
    place = desk.newest(STAFF).message_id
    await desk.taps(STAFF, "보완 답하기: 목표")
    assert "항목 추가" in [key.label for key in desk.screens[STAFF][place].keys]
    assert "목표는 얼마입니까?" in desk.newest(STAFF).text
    await desk.says(STAFF, "5")
    assert await state(desk) is PlanState.AMENDED


async def test_a_question_stands_once_in_todo(desk: Desk) -> None:
    await sent_back(desk)
    (todo,) = await desk.says(STAFF, "/todo")
    assert "답할 보완요청\n1. 목표: 목표 수치를 적어 주십시오." in todo
    assert "작성 중인 기록" not in todo


async def test_a_plan_opened_again_is_reminded_by_its_own_last_day(desk: Desk) -> None:
    """Mutant: the round's due day counts on, and who was in time is told that he is late."""
    number = await handed_in(desk)
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}")
    await desk.taps(OFFICE, "확정")
    desk.now += PAST_DUE
    await desk.ticks(tick)
    await desk.taps(OFFICE, "확정 풀기")
    await desk.replies(OFFICE, "예산 변경 반영")  # to 12. 16., a Thursday
    heard = len(desk.heard(STAFF))
    await desk.ticks(tick)
    assert len(desk.heard(STAFF)) == heard  # they have just been told
    desk.now += timedelta(days=2)
    await desk.ticks(tick)
    assert "추진계획 제출 기한은 12.16.입니다. 근무일로 1일" in desk.heard(STAFF)[-1]
