"""The way to the database: one writer, readers beside it, a call before and after each commit.

SQLite: WAL, `synchronous=FULL`, foreign keys, `secure_delete`, and `BEGIN IMMEDIATE` for every
writer, since the driver's own transactions lose updates without an error. PostgreSQL: psycopg 3
with the same queries.
"""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import CursorResult, Executable, func, select
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import inline_sqlite, postgres_engine, postgres_wire, sqlite_engine
from storage.file_place import FilePlace
from storage.postgres_wire import WIRE
from storage.rules.clock import Clock, steady
from storage.rules.spent import Spent

BUSY_SECONDS = 5.0
RETRY_SECONDS = 0.02
TOPICS = "topics"  # session.info key: what this transaction touched, for those who wait
AHEAD = "ahead"  # session.info key: rows read before they are asked for
DIRECT = "direct"  # session.info key: SQLite's connection, to be called without a detour


Follower = Callable[[AsyncSession], Awaitable[None]]
"""What follows from a transaction, whatever it was about, and is written with it."""


def dumps(value: Any) -> str:
    """JSON as it is kept in the database."""
    return orjson.dumps(value).decode()


USUAL: Any = {
    "json_serializer": dumps,
    "json_deserializer": orjson.loads,
    "hide_parameters": True,  # an error names no words of a person
}
"""Of an engine for either database."""


def touch(session: AsyncSession, topic: str) -> None:
    """Notes that the transaction concerns `topic`; waiters are woken by its commit."""
    session.info.setdefault(TOPICS, set()).add(topic)


def ahead(session: AsyncSession) -> dict[Any, Any]:
    """What was read ahead for this transaction; forgotten with the rows when a step fails."""
    found: dict[Any, Any] = session.info.setdefault(AHEAD, {})
    return found


async def execute(
    session: AsyncSession,
    statement: Executable,
    parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
) -> CursorResult[*tuple[Any, ...]]:
    """Runs a Core statement in the session's transaction, the quick way where there is one.

    For the tables that every update touches. SQLAlchemy's async session starts a greenlet for
    each statement, which costs as much as a small statement does; SQLite here needs none.
    """
    direct: Connection | None = session.info.get(DIRECT)
    if direct is not None:
        return direct.execute(statement, parameters)
    connection = await session.connection()
    return await connection.execute(statement, parameters)


def only_reads(session: AsyncSession) -> bool:
    """Whether the session is one of `Database.read`: it sees committed rows and writes none."""
    bind: Any = session.get_bind()
    return bool(bind.get_execution_options().get("reads"))


async def time_of(session: AsyncSession, clock: Clock) -> datetime:
    """The time that decides leases and holds: the database's, since all processes share it.

    SQLite has none of its own: it is the one process that asks.
    """
    if session.get_bind().dialect.name == "sqlite":
        return clock()
    told: datetime = (await execute(session, select(func.clock_timestamp()))).scalar_one()
    return told


class Abandoned(OSError):
    """The database gave up the transaction itself: all of it has to be done again."""


OUT_OF_REACH = (SQLAlchemyError, sqlite3.Error, OSError)
"""What a database that is away, full or locked raises; whoever waits for it catches these."""

ROWS_FAULTS = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH}
"""What SQLite says when a statement and a row do not fit; the rest is the disk or a lock."""


def is_lost(error: BaseException) -> bool:
    """Whether the database itself gave up (away, full, locked), and not one row of it."""
    if isinstance(error, Abandoned) or getattr(error, "connection_invalidated", False) is True:
        return True
    cause = getattr(error, "orig", error)
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return code & 0xFF not in ROWS_FAULTS
    return isinstance(error, OperationalError)


@asynccontextmanager
async def savepoint(session: AsyncSession) -> AsyncIterator[None]:
    """What happens inside is kept whole or, on any error, not at all; rows are forgotten then.

    On SQLite without SQLAlchemy's bookkeeping for nested transactions, which costs more than a
    step's own statements. Raises Abandoned when the database has rolled back everything.
    """
    direct: Connection | None = session.info.get(DIRECT)
    if direct is None:
        try:
            async with postgres_wire.savepoint(session):
                yield
        except BaseException:
            session.info.pop(AHEAD, None)
            raise
        return
    driver: Any = direct.connection.driver_connection
    rows = session.sync_session
    rows.flush()
    driver.execute("SAVEPOINT step")
    try:
        yield
        rows.flush()
        driver.execute("RELEASE step")
    except BaseException as error:
        rows.expunge_all()
        session.info.pop(AHEAD, None)
        if not driver.in_transaction:
            raise Abandoned("the transaction is gone") from error
        driver.execute("ROLLBACK TO step")
        driver.execute("RELEASE step")
        raise


def async_url(url: str) -> URL:
    """`url` with the driver that the bot uses for that database."""
    made = make_url(url)
    driver = {"sqlite": inline_sqlite.DRIVER, "postgresql": "postgresql+psycopg"}
    return made.set(drivername=driver[made.get_backend_name()])


class InlineSession(AsyncSession):
    """The session of SQLite: once it has its connection, nothing waits and no greenlet is due."""

    async def exec(self, statement: Any, **given: Any) -> Any:
        given["execution_options"] = {"prebuffer_rows": True, **given.get("execution_options", {})}
        return self.sync_session.exec(statement, **given)

    async def get(self, entity: Any, ident: Any, **given: Any) -> Any:
        return self.sync_session.get(entity, ident, **given)

    async def flush(self, objects: Any = None) -> None:
        self.sync_session.flush(objects)

    async def commit(self) -> None:
        """Writes what is left and waits for the disk, beside the loop."""
        self.sync_session.flush()
        await inline_sqlite.committed(self.info[DIRECT].connection.driver_connection)
        self.sync_session.commit()

    async def rollback(self) -> None:
        self.sync_session.rollback()

    async def __aexit__(self, *_error: object) -> None:
        self.sync_session.close()


class Database:
    """Sessions on one database; `begin` writes, `read` only looks."""

    def __init__(self, url: str) -> None:
        self.url = url
        address = async_url(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self._writer: asyncio.Lock | None = asyncio.Lock() if self.is_sqlite else None
        self.waits = Spent()  # for the turn to write
        self.writing = False  # whether this process has SQLite's one place to write just now
        self._waiters: dict[str, list[Callable[[], None]]] = defaultdict(list)
        self._followers: list[Follower] = []
        self._place = FilePlace(Path(address.database or "")) if self.is_sqlite else None
        self.engine = (
            sqlite_engine.made(address, BUSY_SECONDS, **USUAL)
            if self.is_sqlite
            else postgres_engine.made(address, pool_timeout=BUSY_SECONDS, **USUAL)
        )
        self._session = InlineSession if self.is_sqlite else AsyncSession
        self._writes: AsyncConnection | None = None  # SQLite's, from one writer to the next
        # PostgreSQL would else show each statement what was committed in between (SQLite never).
        snapshot = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reads = self.engine.execution_options(reads=True, **snapshot)

    def before_commit(self, follow: Follower) -> None:
        """`follow` is run at the end of each write transaction, and is part of it."""
        self._followers.append(follow)

    def on_commit(self, topic: str, call: Callable[[], None]) -> None:
        """`call` is run after each commit that touched `topic`."""
        self._waiters[topic].append(call)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A write transaction: commits at the end, rolls all of it back on any error.

        Raises Replaced when SQLite's file is not the one that was opened: the process has to end.
        """
        asked = steady()
        async with self._writer or nullcontext(), self._begun() as session:
            try:
                async with _whole(session):
                    await _take(session)
                    self.waits.add(steady() - asked)
                    if self._place is not None:
                        self._place.check()
                    self.writing = self.is_sqlite
                    yield session
                    for follow in self._followers:
                        await follow(session)
            finally:
                self.writing = False
            topics = session.info.pop(TOPICS, ())
        for topic in topics:
            for call in self._waiters[topic]:
                call()

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[AsyncSession]:
        """A session to write in; on SQLite all have one connection, one after the other."""
        place: AsyncEngine | AsyncConnection = self.engine
        if self.is_sqlite:
            place = self._writes = self._writes or await self.engine.connect()
        async with self._session(place, expire_on_commit=False) as session:
            await _connect(session)
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A reading transaction: one snapshot, never in the way of the writer."""
        async with self._session(self._reads, expire_on_commit=False) as session:
            await _connect(session)
            yield session

    async def close(self) -> None:
        """Closes every connection."""
        if self._writes is not None:
            await self._writes.close()
            self._writes = None
        await self.engine.dispose()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database at `url` for as long as it is used, as by a command or a thread of its own."""
    db = Database(url)
    try:
        yield db
    finally:
        await db.close()


async def _connect(session: AsyncSession) -> None:
    """Takes the connection while waiting for a free one is still possible."""
    if isinstance(session.bind, AsyncConnection):
        session.info[DIRECT] = session.sync_session.connection()
        return
    connection = await session.connection()
    if isinstance(session, InlineSession):
        session.info[DIRECT] = connection.sync_connection
    else:
        session.info[WIRE] = postgres_wire.of(connection)


@asynccontextmanager
async def _whole(session: AsyncSession) -> AsyncIterator[None]:
    """Commits at the end, or takes all of it back."""
    try:
        yield
        await _commit(session)
        await session.commit()
    except BaseException:
        await session.rollback()
        raise


async def _commit(session: AsyncSession) -> None:
    """On PostgreSQL what waits and the commit travel together. Raises Abandoned."""
    wire: postgres_wire.Wire | None = session.info.get(WIRE)
    if wire is None:
        return
    await postgres_wire.flush(session)
    if not await wire.commit():
        raise Abandoned("the transaction is gone")


async def _take(session: AsyncSession) -> None:
    """Begins to write. While another process does, it waits beside the loop and not in it."""
    direct: Connection | None = session.info.get(DIRECT)
    if direct is None:
        return
    driver: Any = direct.connection.driver_connection
    patience = steady() + BUSY_SECONDS
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or steady() > patience:
                raise
            await asyncio.sleep(RETRY_SECONDS)
        else:
            return
