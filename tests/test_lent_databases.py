"""A database that went through a test is as good as new for the next one, or is not lent again."""

from collections.abc import Iterator

import psycopg
import pytest

from storage.safekeeping import tools
from tests.helpers.databases import Server
from tests.helpers.offices import seated
from tests.helpers.plain_sql import look

pytestmark = pytest.mark.postgres

CHANGED = (
    "ALTER TABLE officer RENAME COLUMN name TO called",
    "ALTER TABLE officer DISABLE TRIGGER ALL",
    "ALTER TABLE event DROP COLUMN title",
    "CREATE INDEX own ON event (title)",
    "CREATE TABLE kept (words text)",
    "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ANALYZE officer",
    "VACUUM officer",
)
EVERYTHING = "SELECT query_to_xml('SELECT * FROM ' || quote_ident(relname), true, true, '')::text"


@pytest.fixture
def server(postgres: Server) -> Iterator[Server]:
    """The server of the run, with nothing to lend yet."""
    kept, postgres.spare = postgres.spare, []
    yield postgres
    for one in postgres.spare:
        postgres.drop(one)
    postgres.spare = kept


def rows(url: str) -> list[tuple[object, ...]]:
    """Every row of every table, and where each number stands."""
    tables = f"{EVERYTHING}, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 2200"
    numbers = "SELECT schemaname, sequencename, last_value::text FROM pg_sequences"
    return sorted(map(tuple, [*look(url, tables), *look(url, numbers)]))


async def test_whoever_borrows_next_finds_no_row_and_the_first_numbers(server: Server) -> None:
    url = server.lend()
    new = rows(url)
    async with seated(url):
        pass
    look(url, "UPDATE pace SET id = 7")
    assert rows(url) != new
    server.take_back(url)
    assert server.lend() == url
    assert rows(url) == new
    server.drop(url)


@pytest.mark.parametrize("statement", CHANGED)
async def test_what_was_changed_is_not_lent_again(server: Server, statement: str) -> None:
    url = server.lend()
    async with seated(url):
        pass
    with psycopg.connect(tools.address(url), autocommit=True) as one:
        one.execute(statement.encode())
    server.take_back(url)
    assert server.spare == []


async def test_what_somebody_still_uses_is_not_lent_again(server: Server) -> None:
    url = server.lend()
    with psycopg.connect(tools.address(url)):
        server.take_back(url)
    assert server.spare == []


async def test_what_grew_is_not_lent_again(server: Server) -> None:
    url = server.lend()
    look(
        url,
        "INSERT INTO pace SELECT n, to_jsonb(repeat('가', 500)) FROM generate_series(9, 9999) n",
    )
    server.take_back(url)
    assert server.spare == []
