"""`/round` and the board: what 총괄 sees and does while a half-year is collected."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.documents import board_picture
from bot.renders.pictures import draw_board
from scheduler.reminders import run
from storage.act import Act
from storage.rounds import board as round_board
from storage.rounds import rounds
from storage.rules.errors import NotForOthers
from storage.rules.permission import Matter
from tests.handlers.round_office import (
    ADMIN,
    ASKED,
    OFFICE,
    ROADS,
    SENIOR,
    STAFF,
    board_of,
    item,
    opened,
    say_results,
    submit,
    write_item,
)
from tests.helpers.desk import Desk


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def with_board(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "현황판 보내기")


async def test_the_round_shows_its_days_and_when_a_day_off_moves_the_due_day(desk: Desk) -> None:
    (heard,) = await desk.says(OFFICE, "/round")
    assert heard.splitlines() == [
        "2022년 상반기 추진계획 취합 · 진행",
        "제출 기한 2021. 12. 6.(월)",
        "지난 반기 결과: 2021년 하반기",
        "",
        "미제출 2개 부서",
        "추진실적 미확인 2개 부서",
    ]
    assert desk.labels(OFFICE)[0] == "미제출만 독려 (2)"  # the work stands first
    heard = (await desk.taps(OFFICE, "일정·알림"))[-1]
    assert heard.splitlines()[2:4] == [
        "요청일  2021. 11. 15.(월)",
        "부서 제출 기한  2021. 12. 5.(일) (쉬는 날이라 2021. 12. 6.(월)까지 받음)",
    ]


@pytest.mark.parametrize("typed", [True, False])
async def test_a_day_is_changed_by_buttons_or_typed(desk: Desk, typed: bool) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "일정·알림")
    await desk.taps(OFFICE, "부서 제출 기한")
    if typed:
        await desk.taps(OFFICE, "날짜 적기")
        heard = await desk.replies(OFFICE, "12/6")
    else:
        heard = await desk.taps(OFFICE, "하루 미루기")
    assert "부서 제출 기한  2021. 12. 6.(월)" in heard[-1]


async def test_a_day_out_of_order_is_refused_with_the_order(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "일정·알림")
    await desk.taps(OFFICE, "부서 제출 기한")
    await desk.taps(OFFICE, "날짜 적기")
    heard = await desk.replies(OFFICE, "2022.3.5.")
    assert "날짜의 차례가 맞지 않습니다" in heard[0]


async def test_the_board_is_one_pinned_message_that_follows_every_change(desk: Desk) -> None:
    await with_board(desk)
    assert "일자리정책과 미제출 · 실적 미제출\n도로건설과 미제출" in await board_of(desk)
    before = len(desk.screens[OFFICE])
    await write_item(desk, STAFF, "채용행사 개최 시 고양시민 참여 유도")
    await submit(desk)
    await say_results(desk, STAFF)
    assert "일자리정책과 제출 1건 · 실적 해당없음\n도로건설과 미제출" in await board_of(desk)
    await desk.says(ROADS, "/plan 2022 상반기")
    await desk.taps(ROADS, "해당없음")
    assert "도로건설과 해당없음 · 실적 미제출" in await board_of(desk)
    assert len(desk.screens[OFFICE]) == before


async def test_an_item_that_is_removed_and_brought_back_moves_the_board(desk: Desk) -> None:
    await with_board(desk)
    number = await write_item(desk, STAFF, "채용행사 개최 시 고양시민 참여 유도")
    await desk.taps_code(STAFF, f"v1:delyes:plan_item:{number}")
    assert "일자리정책과 작성중 ·" in await board_of(desk)
    await desk.taps_code(STAFF, f"v1:restore:plan_item:{number}")
    assert "일자리정책과 작성중 1건 ·" in await board_of(desk)


async def test_a_plan_handed_in_after_the_due_day_is_marked_late(desk: Desk) -> None:
    await with_board(desk)
    await write_item(desk, STAFF, "채용행사 개최 시 고양시민 참여 유도")
    desk.now = ASKED + timedelta(days=22)  # 12. 7., the day after the working due day
    await submit(desk)
    assert "일자리정책과 제출 1건(늦음)" in await board_of(desk)


async def test_people_out_of_reach_stand_on_the_board_by_name(desk: Desk) -> None:
    await with_board(desk)
    change = {
        "chat": {"id": ROADS, "type": "private", "first_name": "사람"},
        "from": {"id": ROADS, "is_bot": False, "first_name": "사람"},
        "date": int(desk.now.timestamp()),
        "old_chat_member": {
            "status": "member",
            "user": {"id": 7, "is_bot": True, "first_name": "봇"},
        },
        "new_chat_member": {
            "status": "kicked",
            "until_date": 0,
            "user": {"id": 7, "is_bot": True, "first_name": "봇"},
        },
    }
    await desk.sends(ROADS, {"my_chat_member": change})
    assert "연락이 닿지 않는 분: 도로건설과 도○○" in await board_of(desk)


async def test_an_administrator_looks_at_the_board_without_having_one(desk: Desk) -> None:
    await desk.says(ADMIN, "/round")
    await desk.taps(ADMIN, "현황판 보내기")
    assert "일자리정책과 미제출" in desk.newest(ADMIN).text
    assert [one for one in desk.said if one.kind == "call" and one.chat_id == ADMIN] == []


async def test_a_round_that_is_not_done_ends_only_with_a_reason(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    (asked,) = [one for one in await desk.taps(OFFICE, "취합 마감") if one]
    assert "미제출 2개 부서" in asked
    (asked,) = await desk.replies(OFFICE, "두 부서는 다음 반기에 받기로 함")
    assert "마감하시겠습니까?" in asked
    heard = await desk.taps(OFFICE, "예")
    assert "마감 사유: 두 부서는 다음 반기에 받기로 함" in heard[-1]


async def test_a_large_board_names_what_is_amiss_once_and_all_of_it_below(desk: Desk) -> None:
    for at in range(40):
        await desk.department(f"업무{at:02}과", at + 5)
    await with_board(desk)
    early = await board_of(desk)
    assert "아직 미제출 42: 일자리정책과, 도로건설과, 업무00과, " in early
    assert "⚠" not in early  # before its day nothing is late
    await write_item(desk, STAFF, "채용행사 개최 시 고양시민 참여 유도")
    desk.now = ASKED + timedelta(days=22)
    await submit(desk)
    board = await board_of(desk)
    assert "⚠ 기한 경과 미제출 41: 도로건설과, 업무00과, " in board
    assert "⚠ 기한 경과 실적만 미확인 1: 일자리정책과" in board
    assert "추진실적 확인 0/42 · 미제출 42" in board
    assert [board.count(f"업무{at:02}과") for at in range(40)] == [1] * 40
    (whole,) = await desk.taps(OFFICE, "전체 보기 (42)")
    assert "일자리정책과 제출 1건(늦음) · 실적 미제출\n도로건설과 미제출 · 실적 미제출\n" in whole
    assert "업무00과 미제출 · 실적 미제출 · 담당자 없음" in whole
    await say_results(desk, STAFF)
    assert "기한 뒤 제출 1: 일자리정책과" in await board_of(desk)
    widths = [sum(1 if sign.isascii() else 2 for sign in one) for one in whole.splitlines()]
    assert max(widths) <= 2 * 34


async def test_forty_departments_fit_one_message(desk: Desk) -> None:
    for at in range(40):
        await desk.department(f"아주긴이름의부서{at:02}과", 10 + at)
    await with_board(desk)
    text = await board_of(desk)
    assert len(text.splitlines()) < 40
    assert len(text) < 2000


async def test_the_board_comes_as_a_picture_of_that_moment(desk: Desk) -> None:
    await with_board(desk)
    await desk.taps(OFFICE, "그림으로 보기")
    (sent,) = [one for one in desk.said if one.kind == "picture"]
    assert sent.payload["render"] == "board"
    assert sent.payload["given"] == {"round": 1, "at": desk.now.isoformat()}
    async with desk.db.read() as session:
        row = await rounds.by_id(session, 1)
        assert row is not None
        board = await round_board.whole(session, row, ASKED.date())
    assert [one.department for one in board.rows] == ["일자리정책과", "도로건설과"]
    made = await draw_board(desk.db, sent.payload["given"])
    assert made.body == board_picture.render(board, desk.now)


async def test_after_the_close_a_plan_is_not_changed_and_one_sentence_says_so(desk: Desk) -> None:
    number = await write_item(desk, STAFF, "채용행사 개최 시 고양시민 참여 유도")
    await desk.says(STAFF, "/plan 2022 상반기")
    await desk.taps_code(STAFF, f"v1:edit:plan_item:{number}")  # begun before the close
    async with desk.db.begin() as session:
        officer = await desk.officer(OFFICE)
        assert officer is not None
        await rounds.close(Act(session, officer, desk.now), 1, reason="마감일")
    closed = "이 반기의 취합이 마감되어 추진계획을 제출하거나 고칠 수 없습니다."
    assert (await desk.taps(STAFF, "제출"))[0].startswith(closed)
    assert (await desk.taps_code(STAFF, f"v1:delyes:plan_item:{number}"))[0].startswith(closed)
    assert (await desk.taps_code(STAFF, f"v1:undo:plan_item:{number}"))[0].startswith(closed)
    assert (await desk.taps_code(STAFF, f"v1:edit:plan_item:{number}"))[0].startswith(closed)
    await desk.taps(STAFF, "내용")
    await desk.says(STAFF, "업무협약 체결 및 참여기업 발굴")
    heard = await desk.taps(STAFF, "저장")
    assert any(closed in words for words in heard)
    assert (await item(desk, number)).text == "채용행사 개최 시 고양시민 참여 유도"


# -- the buttons inside a reminder ----------------------------------------------------------------


async def test_one_tap_inside_the_reminder_says_there_is_nothing(desk: Desk) -> None:
    await with_board(desk)
    await desk.taps(OFFICE, "미제출만 독려 (2)")
    await desk.taps(OFFICE, "예")
    await desk.taps(ROADS, "추진계획 해당없음")
    assert "해당없음 · 총괄 검토 대기" in desk.newest(ROADS).text
    assert "도로건설과 해당없음" in await board_of(desk)


# -- the buttons inside a digest ------------------------------------------------------------------


async def test_tomorrow_at_nine_puts_the_digest_off_and_says_until_when(desk: Desk) -> None:
    await desk.ticks(run.remind)
    desk.now += timedelta(days=1)  # 14 working days before the due day
    await desk.ticks(run.remind)
    assert (
        "제출할 것: 2022년 상반기 추진계획, 2021년 하반기 추진실적 확인" in desk.heard(ROADS)[-1]
    )
    heard = await desk.taps(ROADS, "내일 09시에 다시")
    assert heard == ["2021. 11. 17.(수) 09시에 다시 알려 드리겠습니다."]
    desk.now = ASKED + timedelta(days=2, hours=-1)  # 09:00
    await desk.ticks(run.remind)
    assert len([words for words in desk.heard(ROADS) if "살펴봐 주실 일" in words]) == 2


@pytest.mark.parametrize("code", ["v1:snooze:1", "v1:snooze:2021-11-15", "v1:handoff:99"])
async def test_a_forged_button_of_a_reminder_does_nothing(desk: Desk, code: str) -> None:
    await desk.says(ROADS, "/help")
    before = await desk.records()
    heard = await desk.taps_code(ROADS, code)
    assert len(heard) == 1
    assert await desk.records() == before


async def test_a_colleague_takes_the_plan_over_and_hears_it(desk: Desk) -> None:
    await desk.ticks(run.remind)
    await desk.taps(STAFF, "추진계획 담당자 변경")
    assert "일자리정책과 추진계획을 누가 맡습니까?\n지금은 담○○입니다." in desk.newest(STAFF).text
    await desk.taps(STAFF, "주○○ · 주무팀장")
    assert desk.newest(STAFF).text == "✔ 11. 15. 10:00 주○○ 님이 추진계획을 맡습니다."
    assert desk.labels(STAFF) == ["되돌리기"]
    assert "2022년 상반기 추진계획 담당이 되셨습니다. 맡긴 분: 담○○" in desk.heard(SENIOR)[-1]


async def test_nobody_hands_over_another_departments_plan(desk: Desk) -> None:
    await desk.ticks(run.remind)
    heard = await desk.taps_code(ROADS, "v1:handoff:1")
    assert heard == [NotForOthers.SENTENCES[Matter.DRAFT]]


# -- the rehearsal --------------------------------------------------------------------------------


async def test_the_rehearsal_tells_who_gets_what_and_leaves_no_trace(desk: Desk) -> None:
    await desk.says(OFFICE, "/help")
    before = await desk.rows(but=("inbox", "card"))
    said = len(desk.said)
    (heard,) = await desk.says(OFFICE, "/rehearse")
    assert "실제로 보내지 않습니다" in heard
    assert "2021. 12. 6.(월) 09:30" in heard
    after = await desk.rows(but=("inbox", "card"))
    assert {name: rows for name, rows in after.items() if name != "outbox"} == {
        name: rows for name, rows in before.items() if name != "outbox"
    }
    assert len(desk.said) == said + 1
    await desk.taps(OFFICE, "12. 6.")
    due = "· 도○○ 안내: 오늘까지 제출할 것: 2022년 상반기 추진계획, 2021년 하반기 추진실적 확인"
    assert due in desk.newest(OFFICE).text


@pytest.mark.long
async def test_what_was_rehearsed_for_a_day_is_what_is_sent_on_it(desk: Desk) -> None:
    await desk.says(OFFICE, "/rehearse")
    await desk.taps(OFFICE, "12. 6.")
    foreseen = desk.newest(OFFICE).text.splitlines()[2:]
    for day in range(22):
        desk.now = ASKED + timedelta(days=day, minutes=-30)
        await desk.ticks(run.remind)
    told = [
        (who, words.splitlines()[1:])
        for who in (OFFICE, STAFF, ROADS, ADMIN)
        for words in desk.heard(who)
        if words.startswith("12.6. ")
    ]
    assert len(told) == len(foreseen) > 0


async def test_what_a_reminder_opens_stands_below_it(desk: Desk) -> None:
    await desk.ticks(run.remind)
    reminder = desk.newest(ROADS)
    await desk.taps(ROADS, "추진계획 작성")
    assert "도로건설과 · 미제출" in desk.newest(ROADS).text
    assert desk.screens[ROADS][reminder.message_id].text == reminder.text
