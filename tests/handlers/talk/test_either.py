"""A line that asks and tells at once is asked by two buttons; neither is done unasked."""

from collections.abc import AsyncIterator

import pytest

from handlers.chat import wording_home as texts
from storage.rules.terms import Role
from tests.handlers.round_office import STAFF, opened
from tests.helpers.desk import Desk

HEAD = 41
BOTH = {
    "10월 박람회": ("채용박람회", "2021.10."),
    "올해 간담회": ("간담회", "2021"),
    "버스 어제?": ("일자리버스", "11. 14"),
    "11월 10일 버스 25명?": ("일자리버스", "25명"),
    "쿠팡 채용행사 지원 몇 명 12명": ("채용행사", "12"),
}
QUESTIONS = ("11월 청년 행사 몇 건", "쿠팡 채용행사 지원 몇 명", "올해 버스 몇 회")
RECORDS = ("어제 버스", "10월 박람회 30명", "화정역 버스 상담 25명 11/10", "테마특강 12/9 예정")


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await opened(sqlite_url)
    yield made
    await made.close()


@pytest.mark.parametrize("words", BOTH)
async def test_a_line_that_is_both_is_asked(desk: Desk, words: str) -> None:
    (heard,) = await desk.says(STAFF, words)
    assert heard.startswith(f"‘{words}’")
    assert desk.labels(STAFF) == [texts.ASK, texts.MAKE]
    assert len((await desk.rows())["draft"]) == 0
    kind, told = BOTH[words]
    answer = (await desk.taps(STAFF, texts.ASK))[-1]
    assert answer
    assert "알아듣지 못했습니다" not in answer
    assert len((await desk.rows())["draft"]) == 0
    await desk.says(STAFF, words)
    await desk.taps(STAFF, texts.MAKE)
    card = desk.newest(STAFF).text
    assert kind in card
    assert told in card
    assert len((await desk.rows())["draft"]) == 1


@pytest.mark.parametrize("words", QUESTIONS)
async def test_what_is_plainly_a_question_is_answered(desk: Desk, words: str) -> None:
    await desk.says(STAFF, words)
    assert texts.MAKE not in desk.labels(STAFF)
    assert len((await desk.rows())["draft"]) == 0


@pytest.mark.parametrize("words", RECORDS)
async def test_what_is_plainly_a_record_is_its_card(desk: Desk, words: str) -> None:
    await desk.says(STAFF, words)
    assert texts.ASK not in desk.labels(STAFF)
    assert len((await desk.rows())["draft"]) == 1


async def test_for_who_may_not_record_it_is_the_question(desk: Desk) -> None:
    await desk.hire(HEAD, Role.VIEWER, None, name="열○○")
    said = await desk.says(HEAD, "10월 박람회")
    assert said == await desk.says(HEAD, "/status 10월 박람회")
