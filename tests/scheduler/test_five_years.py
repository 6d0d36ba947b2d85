"""An office of many departments over years: no message amiss, no obligation forgotten."""

import random
from datetime import date, timedelta

import pytest
from sqlmodel import select

from storage.models.plan import Plan
from storage.models.round import CollectionRound
from tests.helpers.holiday_table import is_open
from tests.helpers.sizes import some
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


async def _hold(lives: Lives, rounds: int, last: date) -> None:
    """What must be true of any office at the end of its years."""
    assert lives.wrong == []
    assert [what for what, times in lives.again.items() if times > 1] == []
    async with lives.town.db.read() as session:
        opened = select(CollectionRound).where(CollectionRound.state != "planned")
        ran = {one.half: one for one in (await session.exec(opened)).all()}
        plans = (await session.exec(select(Plan))).all()
    assert len(ran) == rounds
    silent = {one.id for one in lives.town.departments[::SILENT]}
    asked = {
        (plan.half, plan.department_id): lives.told_of.get(("plan_due", "plan", plan.id), [])
        for plan in plans
        if plan.half in ran and plan.department_id in silent
    }
    assert len(asked) == rounds * len(silent)
    for (half, _), days in asked.items():
        due = ran[half].due_on
        late = _late(due, min(ran[half].final_on, last))
        assert [one for one in days if one >= late[0]] == late
        assert len(days) > len(late)
    assert lives.escalations > 0
    await lives.town.db.close()


def _late(due: date, until: date) -> list[date]:
    """When a department that never answers is told behind the due day: on three working days,
    then, a week later, with the first working day of each week."""
    days = [due + timedelta(days=ahead) for ahead in range((until - due).days + 1)]
    _, *later = [one for one in days if is_open(one)]
    found = later[:3]
    for one in later[3:]:
        monday = one - timedelta(days=one.weekday())
        if max(found[2] + timedelta(days=6), found[-1]) < monday:
            found.append(one)
    return found


@pytest.mark.long
async def test_half_a_year_of_nine_departments_is_told_right(url: str) -> None:
    last = date(2026, 8, 5)
    lives = await _live(url, 9, date(2026, 4, 1), last, seed=3)
    await _hold(lives, 1, last)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("years", "size"), some([(2, 9), (5, 40)], of=1))
async def test_years_of_many_departments_are_told_right(
    sqlite_url: str, years: int, size: int
) -> None:
    """0 messages on days off or in quiet hours, every obligation told, none twice."""
    last = FIRST.replace(year=FIRST.year + years - 1, month=12, day=31)
    lives = await _live(sqlite_url, size, FIRST, last, seed=1)
    await _hold(lives, 2 * years, last)
    assert lives.messages > 15 * years * size
