"""An hour and weekdays of one's own: chosen in /todo, kept to, and never a second message."""

from datetime import time, timedelta

import pytest

from scheduler.reminders import run
from storage.act import Act
from storage.office import deputies
from storage.rules import hours
from storage.rules.clock import kst, kst_date
from storage.rules.hours import Hours
from tests.handlers.round_office import ASKED, ROADS, SENIOR, STAFF
from tests.helpers.desk import Desk

TICK = timedelta(minutes=30)
"""As often as an hour of one's own may begin."""


async def _heard(desk: Desk, user: int, days: int) -> list[tuple[str, str]]:
    """Day and hour of each notice that somebody gets, with ticks from nine to six."""
    told = []
    for day in range(days):
        desk.now = ASKED + timedelta(days=day, hours=-1)  # nine o'clock
        for _ in range(9 * 2):
            before = len(desk.heard(user))
            await desk.ticks(run.remind)
            here = kst(desk.now)
            told += [(f"{here:%m-%d}", f"{here:%H:%M}")] * (len(desk.heard(user)) - before)
            desk.now += TICK
    return told


async def test_the_hour_is_chosen_in_todo_and_kept_to(desk: Desk) -> None:
    """The request of the 15th, the first reminder of the 16th."""
    await desk.says(ROADS, "/todo")
    await desk.taps(ROADS, "알림 시각 바꾸기")
    assert "지금: 근무일마다 09:30" in desk.newest(ROADS).text
    await desk.taps(ROADS, "14시")
    assert "지금: 근무일마다 14시" in desk.newest(ROADS).text
    assert await _heard(desk, ROADS, 2) == [("11-15", "14:00"), ("11-16", "14:00")]
    assert "내일 14시에 다시" in desk.labels(ROADS)
    await desk.taps_code(ROADS, "v1:hours:usual")
    officer = await desk.officer(ROADS)
    assert officer is not None
    assert hours.read(officer.settings) == Hours()


@pytest.mark.long
async def test_what_was_put_off_comes_again_at_the_same_hour(desk: Desk) -> None:
    await desk.taps_code(ROADS, "v1:hours:at:6")  # 15시
    await _heard(desk, ROADS, 2)
    heard = await desk.taps(ROADS, "내일 15시에 다시")
    assert heard == ["2021. 11. 17.(수) 15시에 다시 알려 드리겠습니다."]
    again = [one for one in await _heard(desk, ROADS, 4) if one[0] >= "11-17"]
    assert again == [("11-17", "15:00")]


@pytest.mark.long
async def test_weekdays_of_ones_own_never_pass_a_due_day(desk: Desk) -> None:
    """Wednesdays alone: the 16th is told on the 17th, 3 working days before the due day as well,
    and what is due on Monday, 12.6., before it."""
    for day in (1, 2, 4, 5):
        await desk.taps_code(ROADS, f"v1:hours:day:{day}")
    assert "지금: 수 09:30" in desk.newest(ROADS).text
    told = [day for day, _ in await _heard(desk, ROADS, 23)]
    assert told == ["11-15", "11-17", "12-01", "12-03", "12-06"]
    assert not any("[지연]" in one for one in desk.heard(ROADS)[:3])


async def test_who_stands_in_is_told_at_their_own_hour(desk: Desk) -> None:
    await desk.taps_code(SENIOR, "v1:hours:at:8")  # 17시
    me, other = await desk.officer(STAFF), await desk.officer(SENIOR)
    assert me is not None
    assert other is not None
    async with desk.db.begin() as session:
        day = kst_date(desk.now)
        await deputies.appoint(Act(session, me, desk.now), me.id, other.id, day, day)
    assert await _heard(desk, SENIOR, 1) == [("11-15", "17:00")]
    assert desk.heard(STAFF) == []


@pytest.mark.parametrize(
    "kept",
    [None, 7, {"at": "12:30"}, {"at": "23:00", "days": "all"}, {"days": [0, 6, 7]}, {"at": 9}],
)
def test_what_nobody_may_choose_is_the_usual(kept: object) -> None:
    assert hours.read({hours.SETTING: kept}) == Hours()


def test_what_was_chosen_is_read_back() -> None:
    for at in hours.CHOICES:
        one = Hours(at, (1, 3))
        assert hours.read({hours.SETTING: one.stored()}) == one
    assert all(not time(12) <= at < time(13) for at in hours.CHOICES)
