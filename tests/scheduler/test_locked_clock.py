"""The clock of a locked office rests: nobody is asked for what they cannot give."""

from datetime import date, datetime, time, timedelta
from functools import partial

from scheduler.clockwork import Clockwork
from scheduler.reminders.texts import LATE
from scheduler.ticks.deadlines import settle_grants
from scheduler.timetable import TICKS
from storage.act import Act
from storage.office import lockdowns, officers, role_grants, wording_lockdown
from storage.rules.clock import steady_of
from storage.rules.terms import Role
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
    clockwork = Clockwork(town.db, clock, passed=steady_of(clock))
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
    sent = [one for one in (await town.outbox())[before + 2 :]]
    digests = [one.payload["text"] for one in sent if one.chat_id != town.office.telegram_id]
    assert len(digests) == len(town.departments)
    assert all(LATE in words for words in digests)


def test_only_house_keeping_goes_on() -> None:
    assert [tick.name for tick in TICKS if not tick.rests] == ["traffic"]


async def test_the_end_of_a_request_is_told_in_the_hours_of_the_office(town: Town) -> None:
    """Mutant: a tick that settles at midnight, when the last day is over."""
    now = at(date(2026, 6, 1))
    async with town.db.begin() as session:
        await officers.change_role(Act(session, town.office, now), town.office.id, Role.ADMIN)
        who = town.person(0)
        await role_grants.ask(Act(session, town.office, now), who, Role.OFFICE)
    for day, clock, ended in (
        (date(2026, 6, 5), time(17, 59), False),
        (date(2026, 6, 6), time(10), False),
        (date(2026, 6, 8), time(0, 10), False),
        (date(2026, 6, 8), time(9, 30), True),
    ):
        await settle_grants(town.db, partial(at, day, clock))
        async with town.db.read() as session:
            assert (await role_grants.pending(session) == []) is ended
