"""Sums kept beside the ledger: what the rows make at every moment, and the same answer sooner."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import literal
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import Database, execute
from storage.figures import asking_sums, kept_sums, sums
from storage.figures.asking import PEOPLE, TABLE, Asked
from storage.figures.sums import By
from storage.plans import department_merge, plan_quota
from storage.records import records
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.helpers.facts import bus, fair, when
from tests.helpers.offices import NOW, Office
from tests.helpers.random_lives import HALVES, Life
from tests.helpers.sizes import some

ALONE = (*Counted,)
KINDS: tuple[tuple[EventKind, ...], ...] = ((), (EventKind.JOB_BUS,), (EventKind.JOB_FAIR,))


async def differing(session: AsyncSession) -> list[str]:
    """Sums that are not what the rows make."""
    await session.flush()
    connection = await session.connection()
    return await connection.run_sync(kept_sums.differing)


def asked_by(dice: random.Random, office: Office) -> Asked:
    """Any question: of a half or of some, of days, of a department, of a kind."""
    first, last = sorted(dice.choices(HALVES, k=2))
    since = date(2021, 1, 1) + timedelta(days=dice.randrange(400))
    return Asked(
        measures=dice.choice([*((one,) for one in ALONE), PEOPLE, PEOPLE]),
        first=dice.choice([None, first]),
        last=dice.choice([None, last]),
        since=dice.choice([None, None, since]),
        until=dice.choice([None, None, since + timedelta(days=dice.randrange(200))]),
        aim=dice.choice([*Aim]),
        residents=dice.random() < 0.3,
        records=dice.choice([(), (RecordKind.EVENT,), (RecordKind.PROMISE,)]),
        kinds=dice.choice(KINDS),
        department=dice.choice([None, None, office.home]),
    )


@pytest.mark.parametrize("seed", some(range(8), of=2))
async def test_after_any_acts_the_sums_are_those_of_the_rows_and_answer_as_they_do(
    db: Database, office: Office, seed: int
) -> None:
    async with db.begin() as session:
        life, dice = Life(session, office, seed), random.Random(seed)
        by_sums = 0
        for _ in range(6):
            await life.lives(10)
            assert await differing(session) == []
            for _ in range(25):
                asked = asked_by(dice, office)
                what = dice.choice([None, By.HALF, By.DEPARTMENT, By.KIND])
                by_sums += await asking_sums.knows(session, asked, what)
                key = TABLE.c[what] if what else literal(0)
                rows = await sums.added_up(session, asked, key)
                if what is None:
                    assert await sums.total(session, asked) == rows.get(0, sums.NOTHING)
                else:
                    assert await sums.by(session, asked, what) == rows
        assert by_sums > 40


@pytest.mark.parametrize("seed", some(range(6), of=2))
async def test_the_hires_of_a_half_are_those_of_its_table(
    db: Database, office: Office, seed: int
) -> None:
    async with db.begin() as session:
        await Life(session, office, seed).lives(60)
        for half in HALVES:
            table = (await plan_quota.table(session, half)).totals
            found = await plan_quota.totals(session, half)
            for name in ("workers", "residents", "planned_workers", "planned_residents"):
                assert getattr(found, name) == getattr(table, name)


async def test_a_merge_of_departments_moves_their_sums(db: Database, office: Office) -> None:
    async with db.begin() as session:
        for facts in (fair(counts={Measure.HIRED: 3}), bus("2021.8.3.", 1, 9)):
            await records.add(Act(session, office.staff, NOW), facts)
        other = next(one for one in office.departments if one.id != office.home)
        await department_merge.merge(Act(session, office.admin, NOW), office.home, other.id)
        assert await differing(session) == []
        asked = Asked(measures=(Counted.HIRED,))
        found = await sums.by(session, asked, By.DEPARTMENT)
        assert {number: one.value for number, one in found.items()} == {other.id: 3}


async def test_a_row_that_changes_behind_them_is_found_and_named(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), fair(counts={Measure.HIRED: 3}))
        await execute(session, TABLE.update().where(TABLE.c.value == 3).values(value=4))
        assert any("hired achieved" in one for one in await differing(session))
        connection = await session.connection()
        await connection.run_sync(kept_sums.fill)
        assert await differing(session) == []
        found = await sums.total(session, Asked(measures=(Counted.HIRED,)))
        assert found.value == 4


async def test_whether_figures_can_be_placed_before_a_day_is_known_from_the_sums(
    db: Database, office: Office
) -> None:
    half = HalfYear(2021, 2)
    async with db.begin() as session:
        asked = Asked(measures=(Counted.EVENTS,), first=half, last=half)
        await records.add(Act(session, office.staff, NOW), fair(period=when("2021.7.5.~7.9.")))
        for day, placed in ((date(2021, 7, 7), False), (date(2021, 7, 9), True)):
            assert await sums.is_placed(session, asked, day) is placed
