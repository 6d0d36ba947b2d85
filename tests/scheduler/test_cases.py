"""The reminders' catalogue of bad clocks, calendars and people: where each case is held.

Paths are below tests/ or tests/storage/; a name without a folder stands beside this file.

R01, R02  the day in Korea decides the half         rules/test_clock.py
R03       deadlines on days off move on             rules/test_ladder.py, test_workday.py
R04, R05  2026-05-01, 2026-07-17, substitutes       rules/test_holiday_years.py, test_ladder.py
R06       a temporary holiday                       queries/test_rounds.py, and here
R07       the package's days change on upgrade      queries/test_holiday_changes.py
R08       29 February, 31 August                    rules/test_period.py, and here
R09       the clock steps back                      test_reminders.py (planning_and_claiming_twice)
R10       the clock jumps ahead and is corrected    here
R11       other zones of the server                 tests/promises/test_p17_zones.py, rules/…
R12       no cron with a day of the week            here
R13       120 departments in the same minute        bot/test_delivery.py (hundred_and_twenty)
R14       done while its reminder waits             test_reminders.py (done_between_planning_…)
R15       quiet hours and days off                  test_reminders.py, test_five_years.py
R16       left, blocked, never came                 test_reminders.py (cannot_be_reached, who_left)
R17       an agreement's day corrected              test_followups.py, test_reminders.py
R18       two replicas at midnight                  queries/test_rounds.py, and here
R19       a loop that is blocked                    test_clockwork.py; drawing: bot/test_press.py
R20       years without a holiday table             rules/test_workday.py
"""

import asyncio
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from scheduler.reminders import run
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import MouFacts
from storage.office import holidays
from storage.plans import plans
from storage.records import records
from storage.rounds import rounds
from storage.rules.date_grammar import read_period
from storage.rules.half_year import HalfYear
from tests.scheduler.town import Town, at, build, kinds

REQUEST, DUE = date(2026, 6, 1), date(2026, 6, 22)
ROOT = Path(__file__).parents[2]


async def test_a_temporary_holiday_moves_what_would_have_been_said_on_it(town: Town) -> None:
    """R06."""
    await town.tick(REQUEST)
    off, after = date(2026, 6, 11), date(2026, 6, 12)
    async with town.db.begin() as session:
        await holidays.put(
            Act(session, town.office, at(REQUEST, time(15))), off, "임시공휴일", works=False
        )
    told = await town.days(date(2026, 6, 2), after)
    mine = [one for one in told if one.officer_id == town.person(1).id]
    assert [one.at for one in mine] == [at(date(2026, 6, 10))]  # 7 working days before the due day
    assert "근무일로 7일" in mine[0].text


async def test_a_contact_half_a_year_after_the_31st_falls_on_the_last_of_the_month(
    town: Town,
) -> None:
    """R08."""
    facts = MouFacts(
        title="업무협약",
        parties=("고양시", "가나상사"),
        period=read_period("2026.8.31.", date(2026, 8, 31)),
        cadence_months=6,
    )
    async with town.db.begin() as session:
        await records.add(Act(session, town.person(1), at(date(2026, 8, 31))), facts)
    told = await town.days(date(2027, 2, 16), date(2027, 3, 2))
    days = [one.at for one in told if "mou_contact" in kinds([one])]
    assert days[-1] == at(date(2027, 3, 2))  # 28 February is a Sunday, 1 March a holiday
    assert next(key[4] for one in told for key, _ in one.reminders if key[0] == "mou_contact") == (
        date(2027, 2, 28)
    )


@pytest.mark.long
async def test_a_clock_that_was_a_day_ahead_tells_nothing_twice(town: Town) -> None:
    """R10: ahead by a day over the due day, then set right; nothing stays marked as overdue.

    Mutant: the rungs told before are not looked at when the next one is planned.
    """
    await town.days(REQUEST, DUE - timedelta(days=1))
    early = await town.tick(DUE + timedelta(days=1))
    assert any("근무일로 1일 경과하였습니다" in one.text for one in early)
    again = await town.tick(DUE)
    assert {one.officer_id for one in again}.isdisjoint({one.officer_id for one in early})
    next_day = await town.tick(DUE + timedelta(days=1), time(10))
    assert next_day == []
    keys = [(key, rung) for one in town.told for key, rung in one.reminders]
    assert len(keys) == len(set(keys))
    later = await town.tick(DUE + timedelta(days=2))
    mine = next(one for one in later if one.officer_id == town.person(1).id)
    assert "근무일로 2일 경과하였습니다" in mine.text


def test_nothing_is_timed_by_a_day_of_the_week() -> None:
    """R12: APScheduler's `day_of_week=1` means Tuesday."""
    for path in (ROOT / "scheduler").glob("*.py"):
        words = path.read_text("utf-8")
        assert "CronTrigger" not in words, path.name
        assert "day_of_week" not in words, path.name


async def test_two_replicas_that_look_at_the_same_moment_tell_once(url: str) -> None:
    """R18. Three things keep it single: the lock, the unique rung and the digest's unique key.

    Each alone is enough. Mutant: without all three, PostgreSQL tells twice; SQLite has one writer
    and needs none of them here. The round is there before, for its own lock would line all up.
    """
    first = await build(url, 4, at(date(2026, 1, 5)))
    second = Database(url)
    async with first.db.begin() as session:
        await rounds.ensure_rounds(session, REQUEST, at(REQUEST))
        await plans.begin(session, [one.id or 0 for one in first.departments], HalfYear(2026, 2))

    async def look(db: Database) -> int:
        async with db.begin() as session:
            return len(await run.remind(session, at(REQUEST)))

    counts = await asyncio.gather(*(look(db) for db in (first.db, second) * 3))
    assert sorted(counts) == [0, 0, 0, 0, 0, 5]
    assert len(await first.outbox()) == 5
    await second.close()
    await first.db.close()
