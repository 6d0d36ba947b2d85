"""Words for commands, said to the whole bot: they do what the slash does, or offer one button."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from handlers.people import texts as people_texts
from handlers.plan import texts as plan_texts
from handlers.record import texts as record_texts
from handlers.talk.command_words import CommandWords
from storage.act import Act
from storage.records import records
from storage.rules.terms import PlanState, Role
from tests.handlers.round_office import (
    ADMIN,
    HOME,
    OFFICE,
    STAFF,
    opened,
    state,
    write_item,
)
from tests.helpers.desk import Desk
from tests.helpers.facts import bus

HEAD = 41


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def saved(desk: Desk, user: int = STAFF) -> None:
    async with desk.db.begin() as session:
        officer = await desk.officer(user)
        assert officer is not None
        await records.add(Act(session, officer, desk.now), bus())


SAME = {
    "현황판 보여줘": "/round 현황판",
    "추진현황 알려주세요": "/status",
    "할일": "/todo",
    "내 할 일 보여줘": "/todo",
    "도움말": "/help",
    "추진계획 작성": "/plan",
    "쿠팡 찾아줘": "/find 쿠팡",
    "명단": "/people",
    "부서 목록": "/departments",
    "취합": "/round",
    "휴일": "/holidays",
    "사업비": "/budget",
    "할당제 표": "/quota",
    "/현황": "/status",
    "/할일": "/todo",
    "/휴일": "/holidays",
    "/현황 2021 상반기": "/status 2021 상반기",
}


async def test_words_say_what_the_slash_says(desk: Desk) -> None:
    for words, slash in SAME.items():
        said = await desk.says(OFFICE, words)
        assert said == await desk.says(OFFICE, slash), words


async def test_a_paper_is_sent_in_the_format_that_was_asked_for(desk: Desk) -> None:
    for words, ending in (("한글파일로", "hwpx"), ("보고서 PDF로 줘", "pdf"), ("엑셀로", "xlsx")):
        before = len(desk.said)
        await desk.says(OFFICE, words)
        sent = [one.payload for one in desk.said[before:] if one.kind == "document"]
        assert [one["given"]["format"] for one in sent] == [ending]


async def test_a_command_in_hangul_leaves_the_open_form_where_it_is(desk: Desk) -> None:
    await desk.says(STAFF, "협약 하나 등록할게요")
    question = desk.newest(STAFF).text
    await desk.says(STAFF, "/할일")
    await desk.says(STAFF, "쿠팡과 고양시")  # an answer to the form, as before
    assert desk.newest(STAFF).text != question
    assert "쿠팡" in desk.newest(STAFF).text


async def test_none_is_offered_and_done_by_one_tap_alone(desk: Desk) -> None:
    said = await desk.says(STAFF, "해당없음입니다")
    assert plan_texts.OFFER_NONE in said[-1]
    assert await state(desk) is PlanState.NOT_SUBMITTED
    await desk.taps(STAFF, plan_texts.OFFER_NONE_BUTTON)
    assert await state(desk) is PlanState.NOT_APPLICABLE
    again = await desk.says(STAFF, "해당없음입니다")
    assert "이미 처리하셨습니다" in again[-1]


async def test_a_plan_is_handed_in_by_one_tap_and_an_empty_one_is_not(desk: Desk) -> None:
    assert plan_texts.OFFER_EMPTY in (await desk.says(STAFF, "제출할게요"))[-1]
    await write_item(desk, STAFF, "채용행사 3회")
    said = await desk.says(STAFF, "제출할게요")
    assert "항목 1건을 제출합니다. 바로 총괄에 갑니다." in said[-1]
    assert await state(desk) is PlanState.DRAFTING
    await desk.taps(STAFF, plan_texts.OFFER_SUBMIT_BUTTON)
    assert await state(desk) is PlanState.SUBMITTED
    items = await desk.says(STAFF, "해당없음이요")
    assert "이미 처리하셨습니다" in items[-1]


async def test_the_last_save_is_taken_back_by_one_tap(desk: Desk) -> None:
    assert await desk.says(STAFF, "방금 거 취소") == [record_texts.NO_LAST]
    await saved(desk)
    said = await desk.says(STAFF, "방금 거 취소")
    assert "일자리버스" in said[-1]
    assert record_texts.UNDO_SAVE in desk.labels(STAFF)
    found = await desk.says(STAFF, "일자리버스 찾아줘")
    assert "찾은 기록 1건" in found[-1]
    await desk.taps(STAFF, record_texts.UNDO_SAVE)
    found = await desk.says(STAFF, "일자리버스 찾아줘")
    assert "찾은 기록이 없습니다" in found[-1]


async def test_later_it_is_mended_or_removed_instead(desk: Desk) -> None:
    await saved(desk)
    await desk.says(STAFF, "저번에 적은 거 고칠래")
    assert desk.labels(STAFF) == ["고치기", "지우기", "기록 보기"]
    desk.now += timedelta(minutes=11)
    said = await desk.says(STAFF, "방금 저장한 거 취소해 주세요")
    assert record_texts.UNDO_PAST in said[-1]
    assert desk.labels(STAFF) == ["고치기", "지우기", "기록 보기"]


async def test_who_answers_has_changed(desk: Desk) -> None:
    await desk.says(STAFF, "담당자 바뀌었어요")
    assert desk.labels(STAFF) == [people_texts.MOVED_PLAN, people_texts.MOVED_TELL]
    await desk.taps(STAFF, people_texts.MOVED_TELL)
    assert HOME in desk.heard(ADMIN)[-1]
    assert "담당자가 바뀌었다고" in desk.heard(ADMIN)[-1]
    await desk.says(OFFICE, "담당자가 바뀌었습니다")
    assert desk.labels(OFFICE) == [people_texts.MOVED_PEOPLE]


async def test_a_word_asks_the_right_of_its_command(desk: Desk) -> None:
    await desk.hire(HEAD, Role.VIEWER, None, name="열○○")
    assert await desk.says(HEAD, "명단") == await desk.says(HEAD, "/people")
    assert await desk.says(HEAD, "해당없음입니다") == await desk.says(HEAD, "/plan")


async def test_courtesies_are_answered_by_one(desk: Desk) -> None:
    await desk.says(STAFF, "네 알겠습니다")
    assert desk.labels(STAFF) == []


def test_words_that_nobody_does_stop_the_start() -> None:
    with pytest.raises(ValueError, match="status"):
        CommandWords().learn([], {})
