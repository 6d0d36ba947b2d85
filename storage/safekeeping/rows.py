"""The rows of a table as lines of JSON, the same to the letter from SQLite and from PostgreSQL.

A line is the row's values in the order of `Table.columns`. A time is in UTC with its microseconds,
a flag 0 or 1, JSON the text that stands in the database, bytes in hexadecimal letters. What a
SQLite file holds against the type of its column goes in and out as it stands.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import orjson
import psycopg

from storage.safekeeping.shapes import Column, Table

AT_ONCE = 2_000  # rows that PostgreSQL hands over at a time
TIME = 27  # letters of 2021-11-30T09:00:00.000000Z
Row = list[Any]


class Rows(Protocol):
    """A database in a transaction of its caller's, by rows."""

    def lines(self, table: Table) -> Iterator[bytes]:
        """Every row, ordered by the table's key."""
        ...

    def load(self, table: Table, rows: Iterable[Row]) -> None:
        """Adds rows to a table."""
        ...

    def following(self, table: Table) -> int | None:
        """The number that the next row gets; None where the highest one alone decides."""
        ...

    def follow(self, table: Table, number: int | None) -> None:
        """The next row gets this number, or one above the highest that is there."""
        ...


_OF_SQLITE = {
    "time": (
        "CASE length({0}) WHEN 26 THEN substr({0}, 1, 10) || 'T' || substr({0}, 12) || 'Z'"
        " WHEN 19 THEN substr({0}, 1, 10) || 'T' || substr({0}, 12) || '.000000Z'"
        " ELSE {0} END"
    ),
    "json": "CAST({0} AS TEXT)",  # SQLite would keep the JSON 5 as a number
    "bytes": "CASE WHEN {0} IS NULL THEN NULL ELSE lower(hex({0})) END",
}


class SqliteRows:
    """Of SQLite, by its own driver."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._one = connection

    def lines(self, table: Table) -> Iterator[bytes]:
        """As `Rows`."""
        read = _read(table, _OF_SQLITE)
        ordered = ", ".join(f'"{c.name}"' for c in table.key)
        asked = self._one.cursor()
        asked.row_factory = None
        for row in asked.execute(f'SELECT {read} FROM "{table.name}" ORDER BY {ordered}'):
            yield orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)

    def load(self, table: Table, rows: Iterable[Row]) -> None:
        """As `Rows`."""
        marks = ", ".join("?" * len(table.columns))
        added = f'INSERT INTO "{table.name}" ({_names(table)}) VALUES ({marks})'
        self._one.executemany(
            added, _as_kept(table, rows, {"time": _time, "bytes": bytes.fromhex})
        )

    def following(self, _table: Table) -> int | None:
        """None: the highest number there is decides."""
        return None

    def follow(self, _table: Table, _number: int | None) -> None:
        """Nothing to do."""


_OF_POSTGRES = {
    "time": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "date": "to_char({0}, 'YYYY-MM-DD')",
    "flag": "{0}::int",
    "json": "{0}::text",
    "bytes": "encode({0}, 'hex')",
}


class PostgresRows:
    """Of PostgreSQL, by psycopg."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._one = connection

    def lines(self, table: Table) -> Iterator[bytes]:
        """As `Rows`."""
        read = _read(table, _OF_POSTGRES)
        ordered = ", ".join(map(self._ordered, table.key))
        asked = f'SELECT {read} FROM "{table.name}" ORDER BY {ordered}'
        with self._one.cursor(name="rows", row_factory=psycopg.rows.tuple_row) as cursor:
            cursor.itersize = AT_ONCE
            for row in cursor.execute(asked.encode()):
                yield orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)

    @staticmethod
    def _ordered(column: Column) -> str:
        return f'"{column.name}"' + (' COLLATE "C"' if column.kind == "text" else "")

    def load(self, table: Table, rows: Iterable[Row]) -> None:
        """As `Rows`."""
        words = f'COPY "{table.name}" ({_names(table)}) FROM STDIN'
        with self._one.cursor() as cursor, cursor.copy(words.encode()) as copy:
            for row in _as_kept(table, rows, {"bytes": lambda said: f"\\x{said}"}):
                copy.write_row(row)

    def following(self, table: Table) -> int | None:
        """As `Rows`."""
        counter = self._counter(table)
        if counter is None:
            return None
        last, called = self._asked(f"SELECT last_value, is_called FROM {counter}")
        return int(last) + bool(called)

    def follow(self, table: Table, number: int | None) -> None:
        """As `Rows`."""
        counter = self._counter(table)
        if counter is not None:
            (highest,) = self._asked(f'SELECT max("{table.number}") FROM "{table.name}"')
            self._asked(
                f"SELECT setval('{counter}', {max(number or 1, (highest or 0) + 1)}, false)"
            )

    def size(self) -> int:
        """The bytes that the database takes on its disk."""
        return int(self._asked("SELECT pg_database_size(current_database())")[0])

    def _counter(self, table: Table) -> str | None:
        if table.number is None:
            return None
        found = self._asked(f"SELECT pg_get_serial_sequence('\"{table.name}\"', '{table.number}')")
        return str(found[0]) if found[0] else None

    def _asked(self, words: str) -> tuple[Any, ...]:
        with self._one.cursor(row_factory=psycopg.rows.tuple_row) as cursor:
            row: tuple[Any, ...] | None = cursor.execute(words.encode()).fetchone()
        return row or (None, None)


def of(driver: Any) -> Rows:
    """The rows behind a connection of either driver."""
    return SqliteRows(driver) if isinstance(driver, sqlite3.Connection) else PostgresRows(driver)


def _read(table: Table, ways: dict[str, str]) -> str:
    return ", ".join(ways.get(one.kind, "{0}").format(f'"{one.name}"') for one in table.columns)


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _as_kept(table: Table, rows: Iterable[Row], ways: dict[str, Any]) -> Iterator[Row]:
    """Rows of an archive as the database takes them."""
    changed = [(at, ways[c.kind]) for at, c in enumerate(table.columns) if c.kind in ways]
    for row in rows:
        for at, way in changed:
            if row[at] is not None:
                row[at] = way(row[at])
        yield row


def _time(said: Any) -> Any:
    """A time as SQLAlchemy keeps it in a SQLite file; anything else as it stands."""
    if isinstance(said, str) and len(said) == TIME and said[10] == "T":
        return f"{said[:10]} {said[11:-1]}"
    return said
