"""`/holidays` and the ladder of a round: changed by chat, counted at once."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from handlers.holiday.commands import read_named_day
from handlers.round.rungs import read_rungs
from storage.office import holidays
from storage.rounds import rounds
from storage.rules.errors import NotAllowed, Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.terms import RoundState
from tests.handlers import round_office
from tests.handlers.round_office import ADMIN, OFFICE, STAFF
from tests.helpers.desk import Desk

TODAY = date(2021, 7, 5)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await round_office.opened(sqlite_url)
    yield made
    await made.close()


async def works_on(desk: Desk, day: date) -> bool:
    async with desk.db.read() as session:
        return (await holidays.calendar(session)).is_workday(day)


async def test_a_temporary_holiday_counts_at_once_and_the_others_hear_of_it(desk: Desk) -> None:
    """R06"""
    day = date(2021, 12, 6)
    assert await works_on(desk, day)
    heard = await desk.says(OFFICE, "/holidays")
    assert "정한 날이 없습니다" in heard[-1]
    await desk.taps(OFFICE, "쉬는 날 추가")
    heard = await desk.replies(OFFICE, "2021. 12. 6. 임시공휴일")
    assert "2021. 12. 6.(월) 임시공휴일: 쉽니다." in heard[-1]
    assert not await works_on(desk, day)
    assert "달력을 바꾸었습니다" in desk.heard(ADMIN)[-1]
    assert "임시공휴일" in desk.heard(ADMIN)[-1]
    heard = await desk.taps(OFFICE, "1번 빼기")
    assert "보통 달력을 따릅니다" in heard[-1]
    assert await works_on(desk, day)


async def test_a_public_holiday_can_be_worked(desk: Desk) -> None:
    day = date(2021, 10, 11)  # the substitute of 한글날
    assert not await works_on(desk, day)
    await desk.says(OFFICE, "/holidays")
    await desk.taps(OFFICE, "일하는 날 추가")
    await desk.replies(OFFICE, "2021.10.11. 대체공휴일 근무")
    assert await works_on(desk, day)


async def test_a_due_day_that_moves_is_said(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    async with desk.db.begin() as session:
        await rounds.ensure_rounds(session, desk.now.date(), desk.now)
        row = await rounds.of_half(session, HalfYear(2022, 1))
        assert row is not None
        row.state, row.due_on = RoundState.OPEN, date(2021, 12, 6)
        session.add(row)
    await desk.says(OFFICE, "/holidays")
    await desk.taps(OFFICE, "쉬는 날 추가")
    heard = await desk.replies(OFFICE, "12/6 개청기념일")
    assert "2022년 상반기 추진계획의 제출 기한은 2021. 12. 7.(화)에 받습니다." in heard[-1]


@pytest.mark.parametrize("words", ["임시공휴일", "2021.12.6.", "12월", "", "내일"])
def test_what_has_no_day_or_no_name_is_read_back_with_an_example(words: str) -> None:
    with pytest.raises(Unreadable, match="예: 2022"):
        read_named_day(words, TODAY)


@pytest.mark.parametrize(
    ("words", "day", "name"),
    [
        ("2021. 12. 6. 임시공휴일", date(2021, 12, 6), "임시공휴일"),
        ("12/6 개청 기념일", date(2021, 12, 6), "개청 기념일"),
        ("12월 6일 임시 공휴일", date(2021, 12, 6), "임시 공휴일"),
    ],
)
def test_a_day_is_read_as_officers_write_it(words: str, day: date, name: str) -> None:
    assert read_named_day(words, TODAY) == (day, name)


async def test_only_the_office_changes_the_calendar(desk: Desk) -> None:
    assert await desk.says(STAFF, "/holidays") == [NotAllowed.default]


# -- the ladder ----------------------------------------------------------------------------------


async def test_the_ladder_of_a_round_is_changed_by_a_reply_and_shown(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    heard = await desk.taps(OFFICE, "일정·알림")
    assert "알림: 14일 전, 7일 전, 3일 전, 1일 전, 당일, 그 뒤 사흘, 이후 매주" in heard[-1]
    await desk.taps(OFFICE, "알림 간격")
    heard = await desk.replies(OFFICE, "10, 5, 당일")
    assert "알림 간격을 바꾸었습니다." in heard[-1]
    assert "알림: 10일 전, 5일 전, 당일, 그 뒤 사흘, 이후 매주" in heard[-1]


@pytest.mark.parametrize(
    ("words", "offsets"),
    [
        ("14, 7, 3, 1, 당일", [-14, -7, -3, -1, 0]),
        ("D-10 D-2 당일", [-10, -2, 0]),
        ("7일 전, 1일 전", [-7, -1]),
        ("5", [-5]),
    ],
)
def test_days_before_are_read_as_officers_write_them(words: str, offsets: list[int]) -> None:
    assert list(read_rungs(words, TODAY)) == offsets


@pytest.mark.parametrize("words", ["", "매일", "-3", "세 번", "1000"])
def test_what_is_no_ladder_is_read_back_with_an_example(words: str) -> None:
    with pytest.raises(Unreadable, match="당일"):
        read_rungs(words, TODAY)


async def test_a_ladder_out_of_reach_changes_nothing(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "일정·알림")
    await desk.taps(OFFICE, "알림 간격")
    await desk.replies(OFFICE, "99, 당일")
    await desk.says(OFFICE, "/round")
    heard = await desk.taps(OFFICE, "일정·알림")
    assert "14일 전" in heard[-1]
