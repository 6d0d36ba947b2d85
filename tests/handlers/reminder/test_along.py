"""The line above is told with a name and buttons, and may ask along."""

from datetime import timedelta

import pytest

from handlers.reminder import texts
from scheduler.reminders import run
from storage.rules.terms import Role
from tests.handlers.round_office import ASKED, OFFICE, ROADS, STAFF
from tests.helpers.desk import Desk

LEAD = 32
LATE = ASKED + timedelta(days=24)  # Thursday, 12.9.: three working days behind the due day


@pytest.fixture
async def late(desk: Desk) -> Desk:
    """도로건설과 has a 팀장, and its plan is late."""
    async with desk.db.read() as session:
        officer = await desk.officer(ROADS)
        assert officer is not None
        assert session is not None
    await desk.hire(LEAD, Role.LEAD, officer.department_id, name="박○○")
    await desk.ticks(run.remind)
    desk.now = LATE
    await desk.ticks(run.remind)
    return desk


async def test_the_line_above_is_told_whose_and_what_with_two_ways(late: Desk) -> None:
    told = late.heard(LEAD)[-1]
    both = "2022년 상반기 추진계획 제출, 2021년 하반기 추진실적 확인이 아직 남아 있습니다."
    assert f"협조 요청: 도로건설과 {both}" in told
    assert "  " not in told
    assert late.labels(LEAD) == ["추진계획 보기: 도로건설과", "함께 독려: 도로건설과"]
    await late.taps(LEAD, "추진계획 보기: 도로건설과")
    assert "도로건설과" in late.newest(LEAD).text


async def test_who_answers_hears_at_once_who_asks_along_once_a_day(late: Desk) -> None:
    before = len(late.heard(ROADS))
    assert await late.taps(LEAD, "함께 독려: 도로건설과") == ["도○○ 님께 전했습니다."]
    (told,) = late.heard(ROADS)[before:]
    assert "박○○ 님(팀장)이 함께 살펴봐 주시기를 바랍니다." in told
    assert "추진계획 작성" in late.labels(ROADS)
    assert await late.taps(LEAD, "함께 독려: 도로건설과") == [texts.ALONG_TODAY]
    assert len(late.heard(ROADS)) == before + 1


async def test_what_is_done_by_now_is_not_asked_for(late: Desk) -> None:
    await late.taps(ROADS, "추진계획 해당없음")
    assert await late.taps(LEAD, "함께 독려: 도로건설과") == [texts.ALONG_OVER]


async def test_nobody_asks_along_in_another_department_or_at_night(late: Desk) -> None:
    code = next(key.code for key in late.newest(LEAD).keys if "along" in key.code)
    assert "도○○ 님께 전했습니다." not in await late.taps_code(STAFF, code)
    late.now += timedelta(hours=10)
    assert await late.taps(LEAD, "함께 독려: 도로건설과") == [texts.ALONG_HOURS]
    assert await late.taps_code(OFFICE, code) == [texts.ALONG_HOURS]
