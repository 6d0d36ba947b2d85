"""How SQLite is opened: what is asked of it at each connection, and when it begins to read."""

from functools import partial
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage import inline_sqlite

BLOCK_SECONDS = 0.05  # of SQLite's own wait for a lock, which stands in the event loop
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)


def made(address: URL, busy_seconds: float, **usual: Any) -> AsyncEngine:
    """The engine for that file, with what is usual for ours on any database."""
    path = address.database or ""
    if path in ("", ":memory:"):
        raise ValueError("a memory database keeps nothing; name a file")
    engine = create_async_engine(
        address,
        creator=partial(inline_sqlite.connect, path, busy_seconds=busy_seconds),
        poolclass=AsyncAdaptedQueuePool,
        **usual,
        execution_options={"compiled_cache": inline_sqlite.COMPILED},
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.execute(f"PRAGMA busy_timeout={int(BLOCK_SECONDS * 1000)}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("reads"):
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN")
