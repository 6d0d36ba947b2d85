"""An office of forty departments over years: no message amiss, no obligation forgotten."""

import random
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from storage.models.plan import Plan
from storage.models.round import CollectionRound
from tests.scheduler.lives import SILENT, Lives
from tests.scheduler.town import at, build

FIRST = date(2025, 1, 2)


async def _live(url: str, size: int, first: date, last: date, seed: int) -> Lives:
    town = await build(url, size, at(first))
    lives = Lives(town, random.Random(seed))
    await lives.begin(first)
    for number in range((last - first).days + 1):
        await lives.live(first + timedelta(days=number))
    return lives


async def _hold(lives: Lives, rounds: int) -> None:
    """What must be true of any office at the end of its years."""
    assert lives.wrong == []
    assert [what for what, times in lives.again.items() if times > 1] == []
    async with lives.town.db.read() as session:
        opened = select(col(CollectionRound.half)).where(CollectionRound.state != "planned")
        halves = (await session.exec(opened)).all()
        plans = (await session.exec(select(Plan))).all()
    assert len(halves) == rounds
    silent = {one.id for one in lives.town.departments[::SILENT]}
    asked = {
        (plan.half, plan.department_id): lives.told_of.get(("plan_due", "plan", plan.id), [])
        for plan in plans
        if plan.half in halves and plan.department_id in silent
    }
    assert len(asked) == rounds * len(silent)
    assert min(map(len, asked.values())) >= 10
    assert lives.escalations > 0
    await lives.town.db.close()


@pytest.mark.long
async def test_half_a_year_of_nine_departments_is_told_right(url: str) -> None:
    lives = await _live(url, 9, date(2026, 4, 1), date(2026, 8, 5), seed=3)
    await _hold(lives, rounds=1)


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_five_years_of_forty_departments_are_told_right(sqlite_url: str) -> None:
    """0 messages on days off or in quiet hours, every obligation told, none twice."""
    lives = await _live(sqlite_url, 40, FIRST, date(2029, 12, 31), seed=1)
    await _hold(lives, rounds=10)
    assert lives.messages > 3000
