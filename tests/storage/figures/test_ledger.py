"""The ledger says what the living records say, whatever happens to them."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import migrate
from storage.act import Act
from storage.database import Database, execute
from storage.figures import filling, sums
from storage.figures.asking import PEOPLE, TABLE, Asked, of_half
from storage.figures.sums import By
from storage.records import records
from storage.report.status_figures import Shown, asked_of
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import Measure, RecordKind
from tests.helpers.facts import agreement, bus, fair, when
from tests.helpers.offices import NOW, Office, seated
from tests.helpers.plain_sql import look
from tests.helpers.random_lives import HALVES, Life
from tests.helpers.sizes import some

pytestmark = pytest.mark.long  # the quick suite stays quick

HALF = HalfYear(2021, 2)


async def differing(session: AsyncSession) -> list[tuple[RecordKind, int]]:
    """Records of which the ledger says something else than they do."""
    await session.flush()
    connection = await session.connection()
    return await connection.run_sync(filling.differing)


async def contents(session: AsyncSession) -> set[tuple[Any, ...]]:
    """All rows of the ledger but for their numbers."""
    columns = [one for one in TABLE.c if one.name != "id"]
    return {
        tuple(row) for row in await execute(session, TABLE.select().with_only_columns(*columns))
    }


@pytest.mark.parametrize("seed", some(range(4), of=2))
async def test_after_every_act_the_ledger_is_what_its_records_are(
    db: Database, office: Office, seed: int
) -> None:
    async with db.begin() as session:
        life = Life(session, office, seed)
        for _ in range(10):
            await life.lives(8)
            assert await differing(session) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", some(range(10, 18), of=2))
async def test_after_every_act_of_a_long_life_the_ledger_is_what_its_records_are(
    db: Database, office: Office, seed: int
) -> None:
    async with db.begin() as session:
        life = Life(session, office, seed)
        for _ in range(150):
            await life.step()
            assert await differing(session) == []


@pytest.mark.parametrize("seed", range(3))
async def test_taking_a_record_back_takes_exactly_what_it_added(
    db: Database, office: Office, seed: int
) -> None:
    async with db.begin() as session:
        life = Life(session, office, seed)
        await life.lives(40)
        before = await contents(session)
        for facts in (fair(counts={Measure.HIRED: 3}), bus(), bus("2021.8.3.", 1, 9), agreement()):
            row = await records.add(Act(session, office.office, NOW), facts)
            assert await contents(session) != before
            await records.undo(Act(session, office.office, NOW), row.kind, row.id)
            assert await contents(session) == before


async def test_a_row_beside_the_records_or_a_missing_one_is_found_and_named(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), fair(counts={Measure.HIRED: 3}))
        other = await records.add(Act(session, office.staff, NOW), bus())
        await execute(session, TABLE.update().where(TABLE.c.value == 3).values(value=4))
        assert await differing(session) == [(RecordKind.EVENT, row.id)]
        await execute(session, TABLE.delete().where(TABLE.c.record_id == other.id))
        stray = {**(await _row(session)), "record_id": 77}
        await execute(session, insert(TABLE), [stray])
        assert await differing(session) == [(RecordKind.EVENT, one) for one in (1, 2, 77)]
        await (await session.connection()).run_sync(filling.fill)
        assert await differing(session) == []


async def _row(session: AsyncSession) -> dict[str, Any]:
    found = (await execute(session, TABLE.select().limit(1))).one()
    return {name: value for name, value in found._mapping.items() if name != "id"}


async def test_a_sum_is_its_rows_and_says_of_how_many_records_it_is(
    db: Database, office: Office
) -> None:
    told = (
        fair(counts={Measure.VISITORS: 40, Measure.CONSULTATIONS: 5}),
        fair(title="둘째"),
        bus("2021.9.1.", 1, 25),
        bus("2021.10.", 2, 8),
    )
    async with db.begin() as session:
        for facts in told:
            await records.add(Act(session, office.staff, NOW), facts)
        asked = of_half(HALF, *PEOPLE)
        found = await sums.total(session, asked)
        rows = await sums.rows(session, asked)
        without = await sums.lacking(session, asked)
        months = await sums.by(session, asked, By.MONTH)
        page = await sums.rows(session, asked, limit=1, offset=1)
    assert (found.value, found.known, found.records, found.gap) == (78, 3, 4, (3, 4))
    assert [one.value for one in rows.rows] == [45, 25, 8]
    assert (page.count, [one.value for one in page.rows]) == (3, [25])
    assert [one.number for one in without.rows] == [2]
    assert {key: one.value for key, one in months.items()} == {
        (2021, 7): 45,
        (2021, 9): 25,
        (2021, 10): 8,
    }


@pytest.mark.parametrize("seed", range(3))
async def test_every_figure_of_status_its_records_and_those_that_lack_it_fit_together(
    db: Database, office: Office, seed: int
) -> None:
    async with db.begin() as session:
        await Life(session, office, seed).lives(80)
        for shown, half in product(Shown, HALVES):
            asked = asked_of(shown, half)
            found = await sums.total(session, asked)
            rows = await sums.rows(session, asked)
            without = await sums.lacking(session, asked)
            assert (found.value or 0) == sum(one.value for one in rows.rows)
            assert (found.value is None) == (rows.count == 0)
            assert (found.known, found.records) == (rows.count, rows.count + without.count)
            apart = await sums.by(session, asked, By.DEPARTMENT)
            assert (found.value or 0) == sum(one.value or 0 for one in apart.values())


async def test_what_a_total_lacks_is_counted_of_its_runs_and_the_total_is_named(
    db: Database, office: Office
) -> None:
    unsaid = bus()
    del unsaid.counts[Measure.RUNS]
    async with db.begin() as session:
        for facts in (unsaid, bus("2021.9.1.", 1, 25)):
            await records.add(Act(session, office.staff, NOW), facts)
        found = await sums.total(session, asked_of(Shown.RUNS, HALF))
        without = await sums.lacking(session, asked_of(Shown.RUNS, HALF))
    assert (found.value, found.gap) == (1, (1, 2))
    assert [one.number for one in without.rows] == [1]


async def test_up_to_a_day_a_total_that_has_not_ended_hides_none_of_its_runs(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        for facts in (bus(), bus("2021.7.3.", 1), bus("2021.9.3.", 1)):
            await records.add(Act(session, office.staff, NOW), facts)
        whole = of_half(HALF, Counted.RUNS)
        then = of_half(HALF, Counted.RUNS, until=when("2021.8.31.").start)
        assert (await sums.total(session, whole)).value == 39
        assert (await sums.total(session, then)).value == 1


async def test_a_total_stands_for_exactly_what_it_states_of_its_runs(
    db: Database, office: Office
) -> None:
    visited = bus("2021.9.1.", 1, 25)
    visited.counts[Measure.VISITORS] = 7
    async with db.begin() as session:
        for facts in (bus(people=100), visited):
            await records.add(Act(session, office.staff, NOW), facts)
        told = {
            one: (await sums.total(session, of_half(HALF, one))).value
            for one in (Counted.RUNS, Counted.CONSULTATIONS, Counted.VISITORS, Counted.BUSES)
        }
    assert list(told.values()) == [39, 100, 7, 1]


async def test_nothing_counted_is_no_zero_and_planned_is_no_result(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), fair())
        assert (await sums.total(session, of_half(HALF, Counted.HIRED))).value is None
        assert (await sums.total(session, of_half(HALF, Counted.EVENTS))).value == 1
        ahead = Asked(measures=(Counted.EVENTS,), aim=Aim.PLANNED)
        assert (await sums.total(session, ahead)).value is None


@pytest.mark.parametrize("seed", range(2))
async def test_the_way_down_and_up_again_fills_the_same_ledger_and_proves_it(
    url: str, seed: int
) -> None:
    async with seated(url) as (session, office):
        await Life(session, office, seed).lives(80)
    before = look(url, ROWS)
    migrate.downgrade(url, "0020")
    migrate.upgrade(url)
    assert look(url, ROWS) == before


@pytest.mark.parametrize(
    ("spoiled", "named"),
    [
        ("UPDATE event SET people = people + 1", "people achieved of 2021-2"),
        ("UPDATE event_count SET value = 4 WHERE value = 3", "event achieved hired of 2021-2"),
        ("UPDATE event SET facts = '{}'", "event 1"),
        ("INSERT INTO event_count VALUES (1, 'visitors', 9)", "event achieved visitors"),
    ],
)
async def test_sums_that_differ_stop_the_change_and_leave_everything(
    url: str, spoiled: str, named: str
) -> None:
    async with seated(url) as (session, office):
        facts = fair(counts={Measure.HIRED: 3, Measure.CONSULTATIONS: 7})
        await records.add(Act(session, office.staff, NOW), facts)
    migrate.downgrade(url, "0020")
    look(url, spoiled)
    with pytest.raises(migrate.MigrationFault, match=named):
        migrate.upgrade(url)
    assert migrate.current(url) == "0020"
    assert len(look(url, "SELECT * FROM event_count")) >= 2


ROWS = (
    "SELECT record_kind, record_id, event_kind, parent_id, half, starts_on, ends_on, "
    "department_id, company_id, target, measure, aim, residents, value, unit, instead_id "
    "FROM figure ORDER BY record_kind, record_id, measure, aim, residents"
)
