"""내부확인 in chat: from card to card, one question comes down, and 총괄 gets the plan last."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.act import Act
from storage.office import deputies
from storage.rounds import rounds
from storage.rules.clock import kst_date
from storage.rules.errors import NotAllowed, NotForOthers
from storage.rules.permission import Matter
from storage.rules.terms import PlanState, Role
from tests.handlers.round_office import (
    HOME,
    OFFICE,
    ROADS,
    SENIOR,
    STAFF,
    board_of,
    item,
    opened,
    plan,
    say_results,
    state,
    submit,
    write_item,
)
from tests.helpers.desk import Desk

pytestmark = pytest.mark.long

TEXT = "채용행사 개최 시 고양시민 참여 유도"
HEAD = 23


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round: 총괄 has set both steps for the first department."""
    made = await opened(sqlite_url)
    await made.hire(HEAD, Role.HEAD, 1, name="과○○")
    await made.says(OFFICE, "/departments")
    await made.taps(OFFICE, HOME)
    await made.taps(OFFICE, "내부확인 단계")
    await made.taps(OFFICE, "주무팀장 → 과장")
    await made.says(OFFICE, "/round")
    await made.taps(OFFICE, "현황판 보내기")
    yield made
    await made.close()


async def handed_up(desk: Desk) -> None:
    await write_item(desk, STAFF, TEXT)
    await submit(desk)


async def test_the_steps_stand_on_the_card_of_the_department(desk: Desk) -> None:
    await desk.says(OFFICE, "/departments")
    await desk.taps(OFFICE, HOME)
    assert "내부확인: 주무팀장 → 과장" in desk.newest(OFFICE).text
    await desk.taps(OFFICE, "내부확인 단계")
    assert "● 주무팀장 → 과장" in desk.labels(OFFICE)
    await desk.taps(OFFICE, "모든 부서를 이 단계로")
    await desk.agrees(OFFICE)
    await desk.taps_code(OFFICE, "v1:depts:card:2")
    assert any("내부확인: 주무팀장 → 과장" in words for words in desk.heard(OFFICE)[-2:])


async def test_the_plan_goes_from_card_to_card_and_the_board_says_with_whom_it_is(
    desk: Desk,
) -> None:
    await handed_up(desk)
    assert "주무팀장 내부확인으로 상신했습니다." in desk.heard(STAFF)
    assert "일자리정책과 주무팀장 확인중 1건" in await board_of(desk)
    card = desk.newest(SENIOR)
    assert card.text.splitlines()[0].endswith("2022년 상반기 · 주무팀장 확인중")
    assert "올림: 담○○" in card.text
    assert f"1. {TEXT}" in card.text
    assert desk.labels(SENIOR) == [f"1. {TEXT}", "상신(확인)", "반려"]
    await desk.taps(SENIOR, "상신(확인)")
    assert "일자리정책과 과장 확인중 1건" in await board_of(desk)
    assert desk.labels(SENIOR) == []  # it has left these hands
    assert "주무팀장 확인: 주○○" in desk.newest(HEAD).text
    await desk.taps(HEAD, "상신(확인)")
    assert await state(desk) is PlanState.SUBMITTED
    assert "일자리정책과 제출 1건" in await board_of(desk)
    assert desk.heard(STAFF)[-1] == (
        "2022년 상반기 추진계획이 내부확인을 마치고 총괄에 제출되었습니다."
    )
    await desk.taps(OFFICE, "검토하기 (1)")
    await desk.taps(OFFICE, "일자리정책과 · 제출")
    assert "주무팀장 확인: 주○○" in desk.newest(OFFICE).text
    assert "과장 확인: 과○○" in desk.newest(OFFICE).text


async def test_one_field_is_asked_and_the_same_step_sees_old_and_new(desk: Desk) -> None:
    await handed_up(desk)
    await desk.taps(SENIOR, "상신(확인)")
    before, office = await item(desk, 1), len(desk.heard(OFFICE))
    await desk.taps(HEAD, f"1. {TEXT}")
    await desk.taps(HEAD, "목표")
    asked = await desk.replies(HEAD, "수치를 적어 주십시오.")
    assert asked[-1] == "담○○ 님께 ‘목표’ 한 가지만 보완을 요청했습니다. 답이 오면 알려 드립니다."
    assert "사유: 수치를 적어 주십시오." in desk.newest(STAFF).text
    assert "일자리정책과 보완요청 1건" in await board_of(desk)
    (answered,) = await desk.says(STAFF, "5")
    assert "과장 내부확인으로 상신했습니다." in answered
    assert (await item(desk, 1)).target == 5
    assert (await item(desk, 1)).text == before.text
    assert "보완완료 1번 · 목표: ‘없음’ → ‘5’" in desk.newest(HEAD).text
    await desk.taps(HEAD, "상신(확인)")
    assert await state(desk) is PlanState.SUBMITTED
    told = [words for words in desk.heard(OFFICE)[office:] if words.startswith("보완완료")]
    assert told == []  # the department's own question is not the office's business


async def test_what_the_office_asked_is_told_to_it_after_the_last_step(desk: Desk) -> None:
    await handed_up(desk)
    await desk.taps(SENIOR, "상신(확인)")
    await desk.taps(HEAD, "상신(확인)")
    await desk.taps(OFFICE, "검토하기 (1)")
    await desk.taps(OFFICE, "일자리정책과 · 제출")
    await desk.taps(OFFICE, "한 칸 되묻기")
    await desk.taps(OFFICE, "목표")
    await desk.replies(OFFICE, "수치를 적어 주십시오.")
    await desk.says(STAFF, "5")
    told = f"보완완료 일자리정책과 2022년 상반기\n{TEXT}\n목표: ‘없음’ → ‘5’"
    assert "일자리정책과 주무팀장 확인중" in await board_of(desk)
    assert told not in desk.heard(OFFICE)
    await desk.taps(SENIOR, "상신(확인)")
    await desk.taps(HEAD, "상신(확인)")
    assert told in desk.heard(OFFICE)
    assert await state(desk) is PlanState.AMENDED


async def test_none_takes_the_same_steps_and_may_be_handed_back(desk: Desk) -> None:
    await desk.says(STAFF, "/plan 2022 상반기")
    await desk.taps(STAFF, "해당없음")
    assert "해당없음 · 주무팀장 내부확인 대기 (주○○ 님)" in desk.newest(STAFF).text
    assert "계획이 없다는 제출입니다" in desk.newest(SENIOR).text
    await desk.taps(SENIOR, "반려")
    await desk.replies(SENIOR, "채용행사 계획이 있습니다.")
    assert "사유: 채용행사 계획이 있습니다." in desk.heard(STAFF)[-1]
    assert await state(desk) is PlanState.RETURNED
    await desk.taps(STAFF, "바로 입력")
    await desk.taps(STAFF, "해당없음")
    await desk.taps(SENIOR, "상신(확인)")
    await desk.taps(HEAD, "상신(확인)")
    assert "일자리정책과 해당없음" in await board_of(desk)


async def test_todo_shows_the_plan_to_those_in_whose_hands_it_is_alone(desk: Desk) -> None:
    await handed_up(desk)
    line = "일자리정책과 2022년 상반기 · 주무팀장 확인중"
    assert line in (await desk.says(SENIOR, "/todo"))[0]
    for user in (STAFF, HEAD, OFFICE, ROADS):
        assert line not in (await desk.says(user, "/todo"))[0]
    await desk.taps(SENIOR, "상신(확인)")
    assert "내부확인할" not in (await desk.says(SENIOR, "/todo"))[0]
    assert "과장 확인중" in (await desk.says(HEAD, "/todo"))[0]


async def test_a_deputy_passes_it_up_and_nobody_else_does(desk: Desk) -> None:
    await handed_up(desk)
    number = (await plan(desk)).id
    refused = dict.fromkeys((STAFF, HEAD, OFFICE), NotAllowed.default)
    refused[ROADS] = NotForOthers.SENTENCES[Matter.DRAFT]
    for user, sentence in refused.items():
        assert await desk.taps_code(user, f"v1:review:up:{number}") == [sentence]
    senior, staff = await desk.officer(SENIOR), await desk.officer(STAFF)
    assert senior is not None
    assert staff is not None
    day = kst_date(desk.now)
    async with desk.db.begin() as session:
        await deputies.appoint(Act(session, senior, desk.now), senior.id, staff.id, day, day)
    assert "주무팀장 확인중" in (await desk.says(STAFF, "/todo"))[0]
    version = (await plan(desk)).version
    await desk.taps_code(STAFF, f"v1:review:up:{number}:{version}")
    assert "일자리정책과 과장 확인중" in await board_of(desk)


async def test_taken_back_by_the_writer_it_leaves_every_card(desk: Desk) -> None:
    await handed_up(desk)
    card = desk.newest(SENIOR)
    await desk.says(STAFF, "/plan 2022 상반기")
    await desk.taps(STAFF, "다시 작성")
    shown = desk.screens[SENIOR][card.message_id]
    assert "2022년 상반기 · 작성중" in shown.text
    assert [key.label for key in shown.keys] == []
    number = (await plan(desk)).id
    heard = await desk.taps_code(SENIOR, f"v1:review:up:{number}")
    assert heard == ["내부확인 중인 추진계획이 아닙니다. 이미 상신했거나 담당이 회수했습니다."]


async def test_the_nudge_goes_to_those_in_whose_hands_the_plan_is(desk: Desk) -> None:
    await handed_up(desk)
    await say_results(desk, STAFF)
    staff = len(desk.heard(STAFF))
    await desk.taps(OFFICE, "미제출만 독려 (2)")
    await desk.agrees(OFFICE)
    assert "내부확인을 기다리고 있습니다" in desk.heard(SENIOR)[-1]
    assert desk.labels(SENIOR) == ["추진계획 확인"]
    assert "아직 도착하지 않았습니다" in desk.heard(ROADS)[-1]
    assert len(desk.heard(STAFF)) == staff


async def test_after_a_transfer_the_card_stands_with_who_sits_above(desk: Desk) -> None:
    await handed_up(desk)
    senior, staff = await desk.officer(SENIOR), await desk.officer(STAFF)
    assert senior is not None
    assert staff is not None
    heard = len(desk.heard(SENIOR))
    await desk.taps_code(OFFICE, f"v1:people:handok:{senior.id}:{staff.id}")
    await desk.agrees(OFFICE)
    paper = [words for words in desk.heard(STAFF) if words.startswith("업무 인계인수서")]
    assert "내부확인: 2022년 상반기 추진계획" in paper[-1]
    assert "상신(확인)" in desk.labels(HEAD)
    await desk.taps(HEAD, "상신(확인)")
    assert await state(desk) is PlanState.SUBMITTED
    assert len(desk.heard(SENIOR)) == heard


async def test_after_the_close_a_plan_at_a_step_says_so_in_one_sentence(desk: Desk) -> None:
    await handed_up(desk)
    desk.now += timedelta(days=30)
    async with desk.db.begin() as session:
        officer = await desk.officer(OFFICE)
        assert officer is not None
        await rounds.close(Act(session, officer, desk.now), 1, reason="마감일")
    (heard,) = await desk.taps(SENIOR, "상신(확인)")
    assert heard.startswith("이 반기의 취합이 마감되어")
    assert await state(desk) is PlanState.CHECKING
