"""Nothing that fell due while the bot was down is lost, and nothing is told twice."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scheduler.ticks.deadlines import keep_rounds
from scheduler.ticks.reminders import remind
from storage.act import Act
from storage.facts.shapes import EventFacts, MouFacts
from storage.records import records
from storage.rounds import rounds
from storage.rules.clock import kst_date, system_clock
from storage.rules.date_grammar import read_period
from storage.rules.terms import EventKind, EventStatus
from tests.helpers import stock_clock
from tests.helpers.waiting import until
from tests.scheduler.town import Town, at, kinds

pytestmark = pytest.mark.long

EVE = date(2026, 6, 18)  # the day before the rung of one working day
JUMPS = {
    "10 s": timedelta(seconds=10),
    "1 h": timedelta(hours=1),
    "3 d": timedelta(days=3),
    "40 d": timedelta(days=40),
    "200 d": timedelta(days=200),
}


async def _fill(town: Town) -> None:
    """An agreement that ends, and an event without a result, both inside every longer outage."""
    mou = MouFacts(
        title="업무협약",
        parties=("고양시", "가나상사"),
        period=read_period("2026.1.5.", EVE),
        expires=date(2026, 6, 19),
    )
    fair = EventFacts(
        kind=EventKind.JOB_FAIR,
        period=read_period("2026.6.18.", EVE),
        title="채용박람회",
        status=EventStatus.PLANNED,
    )
    async with town.db.begin() as session:
        for facts in (mou, fair):
            await records.add(Act(session, town.person(2), at(date(2026, 3, 2))), facts)
        await rounds.ensure_rounds(session, date(2026, 3, 2), at(date(2026, 3, 2)))


async def _ticks(town: Town, now: datetime) -> None:
    """The timetable's own ticks: each minute at first, then every two hours for four days."""
    for minutes in (*range(5), *range(120, 96 * 60, 120)):
        moment = now + timedelta(minutes=minutes)
        await keep_rounds(town.db, lambda moment=moment: moment)  # type: ignore[misc]  # a clock that stands still
        await remind(town.db, lambda moment=moment: moment)  # type: ignore[misc]  # the same


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS.keys())
async def test_each_obligation_is_told_once_after_the_clock_jumped(
    town: Town, jump: timedelta
) -> None:
    """P5; mutants: APScheduler's job store (drops what it missed), a chain sent whole."""
    await _fill(town)
    await town.days(date(2026, 6, 1), EVE)
    before = len(await town.outbox())
    start = at(EVE) + timedelta(hours=23, minutes=59, seconds=50) + jump  # 09:29:50 and the jump
    await _ticks(town, start)
    sent = (await town.outbox())[before:]
    digests = [row for row in sent if not (row.dedupe_key or "").startswith("request:")]
    people = [(row.chat_id, kst_date(row.created_at)) for row in digests]
    assert len(set(people)) == len(people)
    asked = [row for row in sent if row not in digests]  # each a message of its own
    assert len({row.chat_id for row in asked}) == len(asked)
    first: dict[int, str] = {}
    for row in digests:
        first.setdefault(row.chat_id, row.payload["text"])
    mine = first[town.person(2).telegram_id or 0]
    assert mine.count("‘채용박람회") == 1
    assert mine.count("업무협약") == 1
    long = jump >= timedelta(days=3)
    assert ("[지연]" in mine) is long
    if jump <= timedelta(days=40):
        assert mine.count("추진계획") == 1
    else:  # its round is over; the next one is asked for, its older rungs are not
        requests = [row.payload["text"] for row in asked]
        assert requests
        assert all("2027년 상반기 추진계획" in one for one in requests)


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS.keys())
async def test_the_mutant_on_a_job_store_of_its_own_loses_what_it_missed(
    tmp_path: Path, jump: timedelta
) -> None:
    """P5's mutant: of twenty stored reminders none is told after the process was down."""
    url = f"sqlite:///{tmp_path / 'jobs.db'}"
    dues = {f"reminder {number}": system_clock() - jump for number in range(20)}
    await stock_clock.keep(url, dues)
    with stock_clock.clock(url) as scheduler:
        await until(lambda: _empty(scheduler), "the store has let go of every job")
    assert stock_clock.came == []


async def _empty(scheduler: Any) -> bool:
    return not scheduler.get_jobs()


async def test_ticks_all_through_a_week_tell_no_more_than_one_a_day(town: Town) -> None:
    await _fill(town)
    for number in range(7 * 9):
        now = at(date(2026, 6, 22)) + timedelta(minutes=160 * number)
        await town.tick(kst_date(now), (now + timedelta(hours=9)).time())
    told = [(one.officer_id, kst_date(one.at), one.apart) for one in town.told]
    assert len(set(told)) == len(told)
    assert set(kinds(town.told)) >= {"plan_due", "escalation", "event_result", "mou_expiry"}
