"""The clock of a locked office rests: nobody is asked for what they cannot give."""

from datetime import date, datetime, timedelta

from scheduler.clockwork import Clockwork
from scheduler.timetable import TICKS
from storage.queries import lockdowns
from storage.reports import wording_lockdown
from storage.reports.wording_reminder import LATE
from tests.scheduler.town import Town, at

BEFORE, LOCKED, OPEN = date(2026, 6, 1), date(2026, 6, 19), date(2026, 6, 22)
"""Of the round due on 2026-06-22: some day, the rung of one working day, and the due day."""


async def test_a_locked_office_is_reminded_of_nothing_and_then_of_what_waited(
    town: Town,
) -> None:
    """Mutant: a tick that asks nobody whether the office is locked."""
    await town.days(BEFORE, LOCKED - timedelta(days=1))
    before = len(await town.outbox())
    now = at(LOCKED)

    def clock() -> datetime:
        return now

    async with town.db.begin() as session:
        await lockdowns.begin(session, now)
    clockwork = Clockwork(town.db, clock)
    for tick in TICKS:
        await clockwork.do(tick)
    (word,) = (await town.outbox())[before:]
    assert word.payload["text"] == wording_lockdown.BEGUN
    assert set(clockwork.last) == {tick.name for tick in TICKS}  # the health page stays green
    now = at(OPEN)
    async with town.db.begin() as session:
        await lockdowns.end(session, now)
    for tick in TICKS:
        await clockwork.do(tick)
    digests = [one.payload["text"] for one in (await town.outbox())[before + 2 :]]
    assert len(digests) == len(town.departments)
    assert all(LATE in words for words in digests)


def test_only_house_keeping_goes_on() -> None:
    assert [tick.name for tick in TICKS if not tick.rests] == ["traffic"]
