"""SQLite without a thread hop: the driver calls run at once, inside the coroutine that asks.

The stock async driver sends every statement to a thread and back, which costs about as much as
the statement itself; one writer and short transactions need no thread. Only long reads would
block the loop, and none of ours take more than milliseconds. Measured by `tests/bench`; the
reasons stand in docs/decisions/0002-sqlite-in-the-loop.md.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any


class InlineCursor:
    """A cursor with the awaitable face that SQLAlchemy's aiosqlite dialect expects."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    async def __aenter__(self) -> "InlineCursor":
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    @property
    def arraysize(self) -> int:
        return self._cursor.arraysize

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "InlineCursor":
        self._cursor.execute(statement, parameters)
        return self

    async def executemany(
        self, statement: str, parameters: Sequence[Sequence[Any]]
    ) -> "InlineCursor":
        self._cursor.executemany(statement, parameters)
        return self

    async def fetchone(self) -> Any:
        return self._cursor.fetchone()

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        return self._cursor.fetchmany(size or self._cursor.arraysize)

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()


class InlineConnection:
    """A connection with the awaitable face that SQLAlchemy's aiosqlite dialect expects."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.ProgrammingError("connection closed")
        return self._connection

    @property
    def isolation_level(self) -> str | None:
        return self._open.isolation_level

    @property
    def in_transaction(self) -> bool:
        return self._open.in_transaction

    def cursor(self) -> InlineCursor:
        return InlineCursor(self._open.cursor())

    async def create_function(self, *args: Any, **kwargs: Any) -> None:
        self._open.create_function(*args, **kwargs)

    async def commit(self) -> None:
        self._open.commit()

    async def rollback(self) -> None:
        self._open.rollback()

    async def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def stop(self) -> None:
        """Ends the connection at once; the pool calls it when it cannot wait."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


async def connect(path: str, *, busy_seconds: float) -> InlineConnection:
    """Opens `path` for explicit transactions (no statement opens one by itself)."""
    return InlineConnection(
        sqlite3.connect(
            path,
            timeout=busy_seconds,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
    )
