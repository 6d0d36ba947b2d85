"""SQLite without a thread hop: the driver is called at once, inside the coroutine that asks.

The stock async driver sends every statement to a thread and back, which costs more than the
statement itself; one writer and short transactions need no thread. Only the commit, which waits
for the disk, has one. Long reads would block the loop, and none of ours take more than
milliseconds. Measured by `tests/bench`; the reasons stand in
docs/decisions/0002-sqlite-in-the-loop.md.
"""

import asyncio
import sqlite3
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from sqlalchemy.util.concurrency import await_, in_greenlet

DRIVER = "sqlite+inline"
_DISK = ThreadPoolExecutor(1, thread_name_prefix="commit")
COMPILED: LRUCache[Any, Any] = LRUCache(1_000)
"""Statements as SQLite's text, for all engines of the process: a long reading opens one of its own
and would else compile again whatever it asks, which costs more than to run it."""


class _Done:
    """An awaitable that never waits."""

    def __await__(self) -> Generator[None, None, None]:
        return
        yield  # what makes the method a generator


_DONE = _Done()


class InlineCursor(sqlite3.Cursor):
    """A cursor that SQLAlchemy may also close from a coroutine."""

    async def _async_soft_close(self) -> None:
        """Nothing is held that could not be fetched later."""


class InlineConnection(sqlite3.Connection):
    """A connection whose cursors are of that kind; `kept` counts the changes of its commits."""

    kept = 0

    def cursor(self, factory: Any = InlineCursor) -> Any:
        return super().cursor(factory)


class InlineDialect(SQLiteDialect_pysqlite):
    """The plain `sqlite3` module under SQLAlchemy's async engine."""

    driver = "inline"
    is_async = True
    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        """Whether the other writes and reads the same statements alike, so they are shared."""
        return isinstance(other, InlineDialect) and self._json() == other._json()

    def __hash__(self) -> int:
        return hash(self._json())

    def _json(self) -> tuple[Any, Any]:
        return self._json_serializer, self._json_deserializer

    def do_commit(self, dbapi_connection: Any) -> None:
        if in_greenlet():
            await_(committed(dbapi_connection.driver_connection))
        else:
            dbapi_connection.driver_connection.commit()

    def do_execute(
        self, cursor: Any, statement: str, parameters: Any, context: Any = None
    ) -> None:
        cursor.execute(statement, parameters)
        _come_up()

    def do_executemany(
        self, cursor: Any, statement: str, parameters: Any, context: Any = None
    ) -> None:
        cursor.executemany(statement, parameters)
        _come_up()

    def do_execute_no_params(self, cursor: Any, statement: str, context: Any = None) -> None:
        cursor.execute(statement)
        _come_up()


async def committed(connection: InlineConnection) -> None:
    """Commits beside the loop, which goes on while the disk makes the transaction safe.

    A commit under way cannot be taken back: whoever is cancelled in it still waits for its end.
    """
    changes = connection.total_changes
    if changes == connection.kept:  # nothing was written, so there is no disk to wait for
        connection.commit()
        return
    connection.kept = changes
    ending = asyncio.get_running_loop().run_in_executor(_DISK, connection.commit)
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await asyncio.wait([ending])
        raise


def _come_up() -> None:
    """SQLAlchemy takes a statement that awaited nothing for a mistake, so one awaits nothing."""
    if in_greenlet():
        await_(_DONE)


def connect(path: str, *, busy_seconds: float) -> sqlite3.Connection:
    """Opens `path` for explicit transactions (no statement opens one by itself)."""
    return sqlite3.connect(
        path,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
        factory=InlineConnection,
    )


registry.register("sqlite.inline", __name__, InlineDialect.__name__)
