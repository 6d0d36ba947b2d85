"""R07 over real HTTP: a release with other holidays asks the office, and shifts nothing."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

import pytest

from bot.demo.texts import PEOPLE
from bot.simulator.people.transcript import words
from storage.office import holidays
from tests.helpers.older_calendar import left_behind
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

OFFICE, STAFF, ADMIN = PEOPLE[2][0], PEOPLE[0][0], PEOPLE[4][0]
ELECTION = date(2022, 3, 9)  # a Wednesday that the older release did not know
ARBOR = date(2022, 4, 5)  # a Tuesday that it had as a holiday
LINES = (
    "2022. 3. 9.(수) 대통령 선거일: 새로 쉬는 날",
    "2022. 4. 5.(화) 옛 공휴일: 더는 쉬지 않는 날",
)


async def works_on(town: Town, *days: date) -> list[bool]:
    async with town.office.db.read() as session:
        calendar = await holidays.calendar(session)
    return [calendar.is_workday(day) for day in days]


async def asked(hand: Hand) -> list[int]:
    """The messages that ask, once all that was said before an answer to /help has arrived."""
    await hand.says("/help", "고용할당제 도우미")
    found = [one for one in hand.phone.messages() if "공휴일표가 바뀌었습니다" in words(one)]
    return [int(one["message_id"]) for one in found]


async def updated(town: Town) -> Sequence[Hand]:
    """총괄, 관리자 and 담당 on the morning after an update that came in the evening."""
    await left_behind(town.office.db, 2021, without=[ELECTION], more=[ARBOR])
    people = [await town.hand(one) for one in (OFFICE, ADMIN, STAFF)]
    for hand in people:
        await hand.says("/help")
    town.advance(hours=12)
    await town.restart()
    await town.ticks()
    return people


async def test_who_runs_the_round_is_asked_in_the_morning_and_accepts(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        office, admin, staff = await updated(town)
        shown = await office.says("/holidays", "새 공휴일표가 다르게 적은 날")
        assert all(line in shown for line in LINES)
        assert await asked(office) == []  # it is half past nine in the evening

        town.advance(hours=12, minutes=10)
        await town.ticks()
        for hand in (office, admin):
            heard = await hand.reads("공휴일표가 바뀌었습니다")
            assert all(line in heard for line in LINES)
        first = [await asked(one) for one in (office, admin, staff)]
        assert [len(some) for some in first] == [1, 1, 0]
        town.advance(hours=1)
        await town.ticks()
        assert [await asked(one) for one in (office, admin, staff)] == first
        assert await works_on(town, ELECTION, ARBOR) == [True, False]

        old = admin.code("반영")
        await office.taps("반영", "새 공휴일표를 반영했습니다.")
        assert await works_on(town, ELECTION, ARBOR) == [False, True]
        await admin.reads("달력을 바꾸었습니다")
        said = [words(one) for one in admin.phone.messages()]
        assert any("님이 새 공휴일표를 반영했습니다." in each for each in said)
        assert await asked(admin) == []  # its card tells what became of it, without buttons
        assert "이미 정했거나" in await admin.phone.tap_old(*old)
        assert await works_on(town, ELECTION, ARBOR) == [False, True]
        trail = await town.ask("SELECT officer_id FROM audit_entry WHERE action = 'accept'")
        assert (len(trail), len(set(trail))) == (2, 1)


async def test_the_office_keeps_its_calendar_and_comes_back_to_it(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        office, admin, _ = await updated(town)
        town.advance(hours=12, minutes=10)
        await town.ticks()
        await office.reads("공휴일표가 바뀌었습니다")
        await office.taps("그대로 두기", "달력을 그대로 두기로 했습니다")
        assert await asked(office) == []
        await admin.reads("달력을 그대로 두기로 했습니다")

        for _ in range(2):
            town.advance(days=1)
            await town.restart()
            await town.ticks()
        assert [await asked(one) for one in (office, admin)] == [[], []]
        assert await works_on(town, ELECTION, ARBOR) == [True, False]

        shown = await office.says("/holidays", "그대로 두기로 한 날")
        assert all(line in shown for line in LINES)
        assert ["그대로 두기"] not in office.labels()
        await office.taps("반영", "새 공휴일표를 반영했습니다.")
        assert await works_on(town, ELECTION, ARBOR) == [False, True]
        shown = await office.says("/holidays", "다가오는 공휴일")
        assert "그대로 두기로" not in shown
