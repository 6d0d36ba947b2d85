"""Questions outside forms: an answer is taken however it is given, and one passed over falls."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from handlers.chat import texts
from handlers.chat.answering import Answering
from handlers.install import PROMPTS
from handlers.talk.command_words import CommandWords
from storage.models.round import CollectionRound
from storage.rules.terms import PlanState, Role, RoundState
from tests.handlers.round_office import OFFICE, STAFF, handed_in, opened, state
from tests.helpers.desk import Desk
from tests.helpers.screens import BOT

REASON = "목표 수치를 적어 주십시오."


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round, on either database."""
    made = await opened(url)
    yield made
    await made.close()


async def asked(desk: Desk) -> int:
    """총괄 is asked why a field is to be answered again; returns the place of the question."""
    number = await handed_in(desk)
    await desk.taps_code(OFFICE, f"v1:review:plan:{number}")
    await desk.taps(OFFICE, "1. 채용행사 안내")
    await desk.taps(OFFICE, "목표")
    return desk.newest(OFFICE).message_id


async def replies_to(desk: Desk, user: int, place: int, words: str, said: str = "…") -> list[str]:
    """A reply to the message of the bot at that place."""
    quoted = desk.message(user, said) | {"from": BOT, "message_id": place}
    return await desk.says(user, words, reply_to_message=quoted)


async def test_an_answer_that_is_simply_typed_is_taken(desk: Desk) -> None:
    await asked(desk)
    heard = await desk.says(OFFICE, REASON)
    assert "‘목표’ 한 가지만 보완을 요청했습니다" in heard[-1]
    assert await state(desk) is PlanState.RETURNED


async def test_a_reply_is_taken_whatever_was_said_since(desk: Desk) -> None:
    place = await asked(desk)
    desk.now += timedelta(days=2)
    heard = await replies_to(desk, OFFICE, place, REASON)
    assert "한 가지만 보완을 요청했습니다" in heard[-1]


async def test_words_of_the_next_day_are_no_answer_to_a_question_of_yesterday(desk: Desk) -> None:
    await asked(desk)
    desk.now += timedelta(hours=2)
    heard = await desk.says(OFFICE, "현황")
    assert "보완" not in heard[-1]
    assert await state(desk) is PlanState.SUBMITTED


@pytest.mark.parametrize("way", ["command", "tap", "another question"])
async def test_a_question_passed_over_falls_and_a_late_reply_hears_so(
    desk: Desk, way: str
) -> None:
    place = await asked(desk)
    if way == "command":
        await desk.says(OFFICE, "/status")
    elif way == "tap":
        await desk.taps_code(OFFICE, "v1:round:show:1")
    else:
        await desk.taps_code(OFFICE, "v1:round:rungs:1")
    assert await replies_to(desk, OFFICE, place, REASON) == [texts.QUESTION_FELL]
    if way != "another question":
        assert "보완을 요청했습니다" not in (await desk.says(OFFICE, REASON))[-1]
    assert await state(desk) is PlanState.SUBMITTED


async def test_words_answer_the_newest_question_alone(desk: Desk) -> None:
    await asked(desk)
    await desk.taps_code(OFFICE, "v1:round:rungs:1")
    heard = await desk.says(OFFICE, "10, 5, 당일")
    assert "알림 간격을 바꾸었습니다." in heard[-1]
    assert await state(desk) is PlanState.SUBMITTED


async def test_a_question_is_answered_once(desk: Desk) -> None:
    place = await asked(desk)
    await desk.says(OFFICE, REASON)
    assert await replies_to(desk, OFFICE, place, "또 한 번") == [texts.QUESTION_ANSWERED]


async def test_words_that_cannot_be_read_leave_the_question_open(desk: Desk) -> None:
    await desk.taps_code(OFFICE, "v1:round:rungs:1")
    (heard,) = await desk.says(OFFICE, "매일")
    assert "‘매일’" in heard
    assert "알림 간격을 바꾸었습니다." in (await desk.says(OFFICE, "5, 당일"))[-1]


async def test_the_sentence_that_refused_an_answer_may_be_replied_to(desk: Desk) -> None:
    await desk.taps_code(OFFICE, "v1:round:rungs:1")
    await desk.says(OFFICE, "매일")
    assert "알림 간격을 바꾸었습니다." in (await desk.replies(OFFICE, "5, 당일"))[-1]


async def test_a_person_s_number_is_refused_and_the_question_stays(desk: Desk) -> None:
    await asked(desk)
    (heard,) = await desk.says(OFFICE, "홍○○ 010-1234-5678 에게 확인")
    assert "휴대전화번호가 들어 있어" in heard
    assert "1234" not in heard
    assert await state(desk) is PlanState.SUBMITTED
    await desk.says(OFFICE, REASON)
    assert await state(desk) is PlanState.RETURNED


async def test_nobody_answers_a_question_that_was_put_to_somebody_else(desk: Desk) -> None:
    place = await asked(desk)
    second = 14
    await desk.hire(second, Role.OFFICE, 1, name="부○○")
    for heard in (
        await replies_to(desk, second, place, REASON),
        await desk.says(second, REASON),
    ):
        assert "보완을 요청했습니다" not in heard[-1]
    assert await state(desk) is PlanState.SUBMITTED


async def test_a_reply_to_another_message_of_the_bot_is_no_answer(desk: Desk) -> None:
    await desk.says(OFFICE, "/help")
    other = desk.newest(OFFICE).message_id
    await asked(desk)
    await replies_to(desk, OFFICE, other, "이건 다른 말씀입니다")
    assert await state(desk) is PlanState.SUBMITTED


async def test_the_form_below_goes_on_after_the_answer(desk: Desk) -> None:
    await desk.says(STAFF, "/problem")
    await desk.says(STAFF, "/find")
    heard = await desk.says(STAFF, "채용행사")
    assert "‘채용행사’" in heard[-1]
    heard = await desk.says(STAFF, "참여기업이 적음")
    assert "찾은 기록" not in heard[-1]
    assert "문제점" in heard[-1]


async def test_a_question_of_the_release_before_is_answered_kindly(desk: Desk) -> None:
    words = "취합 마감 · 번호 1\n이 메시지에 답장으로 보내 주십시오. 예: 기한 종료"
    before = await desk.records()
    assert await replies_to(desk, OFFICE, 5, "기한 종료", words) == [texts.QUESTION_FORMER]
    after = await desk.records()
    del before["officer"], after["officer"]  # when each was last seen
    assert after == before


def test_no_question_shows_a_number_of_ours() -> None:
    for one in PROMPTS:
        assert (
            re.search(r"\{(?:number|block|line|claim|deputy|at)\}|번호 \{", one.question) is None
        )
        assert "답장" not in one.question, one.name


def test_two_questions_of_one_name_stop_the_start() -> None:
    with pytest.raises(ValueError, match="same name"):
        Answering([PROMPTS[0], PROMPTS[0]], CommandWords().heard)


@pytest.mark.parametrize("words", ["현황", "할 일", "도움말", "보고서", "취합", "취소"])
@pytest.mark.parametrize("how", ["typed", "as a reply"])
async def test_a_bare_command_is_no_reason_and_lets_the_question_fall(
    desk: Desk, words: str, how: str
) -> None:
    await handed_in(desk)
    await desk.taps_code(OFFICE, "v1:round:close:1")
    place = desk.newest(OFFICE).message_id
    assert "사유를 적어 보내 주십시오" in desk.newest(OFFICE).text
    said = (
        await desk.says(OFFICE, words)
        if how == "typed"
        else await replies_to(desk, OFFICE, place, words)
    )
    assert not any("마감 사유" in one for one in said)
    assert await replies_to(desk, OFFICE, place, "기한 종료") == [texts.QUESTION_FELL]
    assert said == await desk.says(OFFICE, f"/{words}")
    async with desk.db.begin() as session:
        row = await session.get(CollectionRound, 1)
        assert row is not None
        assert row.state == RoundState.OPEN


async def test_words_that_are_reasons_too_are_the_reason(desk: Desk) -> None:
    for words in ("인사이동", "해당없음", "현황 제출 완료"):
        await desk.taps_code(OFFICE, "v1:round:close:1")
        assert words in (await desk.says(OFFICE, words))[-1]


async def test_the_name_of_a_command_may_be_looked_for(desk: Desk) -> None:
    await desk.says(OFFICE, "/find")
    assert "‘현황’" in (await desk.says(OFFICE, "현황"))[-1]


async def test_a_bare_command_leaves_the_open_form_at_its_question(desk: Desk) -> None:
    await desk.says(STAFF, "/problem")
    question = desk.newest(STAFF).text
    for words in ("할일", "현황판", "도움말"):
        assert await desk.says(STAFF, words) == await desk.says(STAFF, f"/{words}")
        assert words not in desk.newest(STAFF).text or words == "현황판"
    await desk.taps(STAFF, "이어서 입력")
    assert desk.newest(STAFF).text == question
