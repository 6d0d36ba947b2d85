"""Databases of before the first release: whatever their number, nothing of people's rows is lost.

The migrations of then, which only the tests still have, say what would have become of each.
"""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, make_url

from bot.demo import office as furniture
from bot.demo.running import MORNING
from storage import letter_pairs, migrate
from storage.database import Database
from tests.helpers import older
from tests.helpers.databases import Server
from tests.helpers.offices import seated
from tests.helpers.plain_sql import look

pytestmark = pytest.mark.long

TIME = datetime(2021, 8, 4, 1, 0, tzinfo=UTC)
SAMPLES: dict[type[sa.types.TypeEngine[Any]], Any] = {
    sa.Boolean: True,
    sa.Integer: 1,
    sa.String: "가",
    sa.DateTime: TIME,
    sa.Date: date(2021, 8, 4),
    sa.JSON: {"나": [1]},
    sa.LargeBinary: b"\x00PK",
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "outbox": [
        {"dedupe_key": "1", "state": "due", "payload": {"text": "https://t.me/a?start=b"}},
        {"dedupe_key": "2", "state": "sent", "payload": {"text": "https://t.me/a?start=b"}},
        {"dedupe_key": "3", "state": "due", "chat_id": 0},
        {"dedupe_key": "4", "state": "leased"},
        {"dedupe_key": "5", "state": "due", "kind": "errand", "payload": {"errand": "board"}},
    ],
    "evidence": [
        {"record_kind": "waiting", "file_unique_id": "1"},
        {"record_kind": "waiting", "file_unique_id": "2", "record_id": 2},
        {"record_kind": "event", "file_unique_id": "1"},
    ],
    "report_version": [{"half": "2021-2", "stage": "confirmed"}],
    "plan_outcome": [{"plan_item_id": 1}, {"plan_item_id": 2}],
}
"""Where rows like any other would not show what is done with them."""


def _more(number: str) -> list[pytest.MarkDecorator]:
    """All numbers are tried on SQLite; on PostgreSQL a few, and the others in full size."""
    return [] if number in ("0006", "0012", older.LAST) else [pytest.mark.more]


@pytest.mark.parametrize(
    ("url", "number"),
    [
        *(("sqlite", one) for one in older.numbers()),
        *(
            pytest.param("postgres", one, marks=[pytest.mark.postgres, *_more(one)])
            for one in older.numbers()
        ),
    ],
    indirect=["url"],
)
async def test_whatever_its_number_it_gets_the_rows_and_tables_that_all_migrations_would_give(
    url: str, number: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    await _furnish(url)
    older.taken_back(url, number)
    if url.startswith("sqlite"):
        twin = f"sqlite:///{tmp_path / 'twin.db'}"
        shutil.copyfile(make_url(url).database or "", tmp_path / "twin.db")
    else:
        server: Server = request.getfixturevalue("postgres")
        twin = server.new_database(make_url(url).database or "")
    older.brought_up_as_then(twin)
    migrate.upgrade(twin)
    migrate.upgrade(url)
    assert migrate.current(url) == migrate.head()
    assert migrate.drift(url) == []
    with migrate._transaction(url) as ours, migrate._transaction(twin) as theirs:
        assert _shape(ours) == _shape(theirs)
        assert _rows(ours) == _rows(theirs)


async def test_a_database_that_was_bent_by_hand_is_refused_and_left_as_it_is(url: str) -> None:
    async with seated(url):
        pass
    older.taken_back(url, "0010")
    look(url, "ALTER TABLE officer RENAME COLUMN name TO called")
    with migrate._transaction(url) as connection:
        shape = _shape(connection)
    with pytest.raises(Exception, match=r"(?i)null"):
        migrate.upgrade(url)
    assert migrate.current(url) == "0010"
    with migrate._transaction(url) as connection:
        assert _shape(connection) == shape


async def test_an_index_that_somebody_made_by_hand_stays(url: str) -> None:
    older.taken_back(url, "0018")
    look(url, "CREATE INDEX own ON event (title)")
    migrate.upgrade(url)
    with migrate._transaction(url) as connection:
        assert "own" in {one["name"] for one in sa.inspect(connection).get_indexes("event")}


@pytest.mark.postgres
def test_a_column_that_became_another_by_hand_is_refused_by_its_name(postgres_url: str) -> None:
    older.taken_back(postgres_url, "0018")
    look(postgres_url, "ALTER TABLE officer ALTER COLUMN name DROP NOT NULL")
    with pytest.raises(migrate.MigrationFault, match=r"lacks.*'officer', 'name'"):
        migrate.upgrade(postgres_url)
    assert migrate.current(postgres_url) == "0018"


async def _furnish(url: str) -> None:
    """The demo's office, and a row at least in every table that it leaves empty."""
    db = Database(url)
    async with db.begin() as session:
        await furniture.settle(session, MORNING)
        await furniture.furnish(session, MORNING)
        await (await session.connection()).run_sync(_fill)
    await db.close()


def _fill(connection: Connection) -> None:
    for table in _tables(connection):
        if not connection.scalar(sa.select(sa.func.count()).select_from(table)):
            usual = {column.name: _sample(column) for column in table.columns}
            for row in ROWS.get(table.name, [{}]):
                made = usual | row
                if len(ROWS.get(table.name, ())) > 1:
                    del made["id"]
                connection.execute(sa.insert(table).values(made))


def _sample(column: sa.Column[Any]) -> Any:
    if column.name in ("half", "tenure"):
        return "2021-1"
    return next(SAMPLES[kind] for kind in type(column.type).__mro__ if kind in SAMPLES)


def _shape(connection: Connection) -> dict[str, object]:
    """Columns in any order, keys, references and indexes; and what a new row holds by itself."""
    there = sa.inspect(connection)
    shape: dict[str, object] = {
        name: (
            sorted(str(sorted(one.items())) for one in columns),
            there.get_pk_constraint(name)["constrained_columns"],
            sorted(str(sorted(one.items())) for one in there.get_foreign_keys(name)),
            sorted(str(one["column_names"]) for one in there.get_unique_constraints(name)),
        )
        for name in there.get_table_names()
        if (columns := there.get_columns(name))
    }
    asked = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index'",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }[connection.dialect.name]
    return shape | {"indexes": sorted(map(str, connection.execute(sa.text(asked)).all()))}


def _rows(connection: Connection) -> dict[str, list[str]]:
    """Every row of every table but the number of the migration."""
    return {
        table.name: sorted(str(tuple(row)) for row in connection.execute(_all_of(table)))
        for table in _tables(connection)
    }


def _all_of(table: sa.Table) -> sa.Select[Any]:
    """Every row, its columns by their names: a table keeps those last that came last."""
    return sa.select(*sorted(table.columns, key=lambda column: column.name))


def _tables(connection: Connection) -> list[sa.Table]:
    """The tables as they stand there, without the number of the migration and the index."""
    there = sa.MetaData()
    there.reflect(connection, only=lambda name, _there: not letter_pairs.own(name))
    return [table for table in there.sorted_tables if table.name != "alembic_version"]
