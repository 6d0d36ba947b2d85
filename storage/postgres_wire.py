"""PostgreSQL's driver called without a detour, for what every update and every round asks.

SQLAlchemy's async connection starts a greenlet for each statement and builds a result around its
rows, which costs several times what the driver needs for all of it. What is called here runs in
the session's own transaction, on its connection; its errors are SQLAlchemy's, so that whoever
waits for a database that is away knows them.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

WIRE = "wire"  # session.info key: PostgreSQL's connection, to be called without a detour


async def rows(
    connection: AsyncConnection, text: str, given: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Runs one statement and returns its rows, if it is one that has any."""
    try:
        cursor = await _driver(connection).execute(text, given)
        return await cursor.fetchall() if cursor.description else []
    except _errors(connection) as error:
        raise await _told(connection, text, error) from error


async def each(connection: AsyncConnection, text: str, given: Sequence[Mapping[str, Any]]) -> int:
    """Runs one statement for each of `given`; returns how many rows were written."""
    try:
        async with _driver(connection).cursor() as cursor:
            await cursor.executemany(text, given)
            written: int = cursor.rowcount
            return written
    except _errors(connection) as error:
        raise await _told(connection, text, error) from error


@asynccontextmanager
async def savepoint(session: AsyncSession) -> AsyncIterator[None]:
    """What happens inside is kept whole or, on any error, not at all; rows are forgotten then."""
    wire: AsyncConnection | None = session.info.get(WIRE)
    if wire is None:
        async with session.begin_nested():
            yield
        return
    await _flush(session)
    await rows(wire, "SAVEPOINT step")
    try:
        yield
        await _flush(session)
        await rows(wire, "RELEASE SAVEPOINT step")
    except BaseException:
        session.sync_session.expunge_all()
        await rows(wire, "ROLLBACK TO SAVEPOINT step")
        await rows(wire, "RELEASE SAVEPOINT step")
        raise


async def _flush(session: AsyncSession) -> None:
    if session.new or session.dirty or session.deleted:
        await session.flush()


def _driver(connection: AsyncConnection) -> Any:
    sync: Any = connection.sync_connection
    return sync.connection.driver_connection


def _errors(connection: AsyncConnection) -> type[Exception]:
    errors: type[Exception] = connection.dialect.loaded_dbapi.Error
    return errors


async def _told(connection: AsyncConnection, text: str, error: Exception) -> BaseException:
    """The driver's error as SQLAlchemy tells it; a connection that is gone is not used again."""
    driver = _driver(connection)
    lost = bool(driver.closed or driver.broken)
    told = DBAPIError.instance(
        text,
        None,
        error,
        _errors(connection),
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=connection.dialect,
    )
    if lost:
        await connection.invalidate(error)
    return told
