"""The quick way of the hot tables says the same as the usual one, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Date, String, bindparam, insert, select, update

from storage.database import Database, execute
from storage.models.round import HolidayOverride
from storage.models.traffic import DUE, Outbox
from storage.prepared import Prepared, days_for, dialect_of, listed
from tests.helpers.offices import NOW

TABLE = Outbox.__table__
ROW = {
    "chat_id": 1 << 40,
    "kind": "message",
    "payload": {"text": "안녕하십니까?", "rows": [1, None]},
    "card": None,
    "state": DUE,
    "attempts": 0,
    "urgency": 1,
    "holds": False,
    "owner": "",
    "due_at": NOW,
    "error": "",
    "secret": False,
    "created_at": NOW,
}
NAMES = ("chat_id", "kind", "payload", "card", "due_at")


async def test_what_is_written_the_quick_way_reads_the_same_both_ways(db: Database) -> None:
    columns = [TABLE.c[name] for name in NAMES]
    asked = select(*columns).where(TABLE.c.kind == bindparam("kind"))
    quick_write, quick_read = Prepared(insert(TABLE), tuple(ROW)), Prepared(asked)

    async with db.begin() as session:
        await quick_write.rows(session, ROW)
        await execute(session, insert(TABLE), ROW)
        quick = await quick_read.rows(session, {"kind": "message"})
        usual = [tuple(row) for row in await execute(session, asked, {"kind": "message"})]

    expected = tuple(ROW[name] for name in NAMES)
    assert quick == usual == [expected, expected]


async def test_a_statement_with_values_of_its_own_needs_no_others(db: Database) -> None:
    none_found = Prepared(select(TABLE.c.id).where(TABLE.c.state == "nowhere"))
    async with db.begin() as session:
        assert await none_found.rows(session, {}) == []


async def test_a_returning_insert_tells_what_the_database_made(db: Database) -> None:
    adding = Prepared(insert(TABLE).returning(TABLE.c.id, TABLE.c.payload), tuple(ROW))
    async with db.begin() as session:
        rows = await adding.rows(session, ROW)
    assert rows == [(1, ROW["payload"])]


async def test_many_rows_are_written_at_once(db: Database) -> None:
    adding = Prepared(insert(TABLE), tuple(ROW))
    moving = Prepared(update(TABLE).where(TABLE.c.id == bindparam("row")).values(state="moved"))
    async with db.begin() as session:
        await adding.each(session, [ROW | {"chat_id": chat} for chat in (1, 2, 3)])
        await moving.each(session, [{"row": 1}, {"row": 3}, {"row": 4}])
        rows = await execute(session, select(TABLE.c.chat_id).where(TABLE.c.state == "moved"))
        assert sorted(rows.scalars()) == [1, 3]


@pytest.mark.parametrize("count", [0, 1, 40])
async def test_one_statement_asks_for_any_number_of_values(db: Database, count: int) -> None:
    """Twice each, since the text of the first time serves the second."""
    table = HolidayOverride.__table__
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(50)]
    async with db.begin() as session:
        dialect = dialect_of(session)
        adding = Prepared(insert(table), ("day", "works", "name"))
        await adding.each(session, [{"day": d, "works": True, "name": str(d)} for d in days])
        by_day = Prepared(select(table.c.day).where(table.c.day.in_(listed(dialect, "d", Date))))
        of_name = table.c.name.in_(listed(dialect, "n", String))
        by_name = Prepared(select(table.c.works, table.c.day).where(of_name))
        for wanted in (days[:count], days[count:]):
            found = await by_day.rows(session, {"d": days_for(dialect, wanted)})
            assert sorted(found) == [(day,) for day in wanted]
            found = await by_name.rows(session, {"n": [str(day) for day in wanted]})
            assert sorted(found) == [(True, day) for day in wanted]
