"""PostgreSQL's driver called without a detour, and several statements in one trip.

SQLAlchemy's async connection starts a greenlet for each statement and waits for each answer, which
costs several times what the statement does. Here a statement that gives back no rows waits until
something is asked, SQLAlchemy runs a statement of its own, a savepoint ends or the transaction
does; then all of them travel together, in their order (libpq's pipeline), each prepared once a
connection. So an error may be told later than its statement was given, but never outside of its
savepoint. Errors are SQLAlchemy's, so that whoever waits for a database that is away knows them.
"""

from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.util.concurrency import await_
from sqlmodel.ext.asyncio.session import AsyncSession

WIRE = "wire"  # key of a session's and a connection's info: PostgreSQL's connection itself
TO_READ, TO_WRITE = 1, 2  # what the driver's generators wait for, and are told

Rows = list[tuple[Any, ...]]


class Wire:
    """One connection; what is said `later` travels with what is asked next."""

    def __init__(self, driver: Any, dialect: Any) -> None:
        self._driver = driver
        self._pgconn = driver.pgconn
        self._dialect = dialect
        self._psycopg = psycopg = dialect.loaded_dbapi.psycopg
        self._values = psycopg.adapt.Transformer(driver)
        self._names: dict[str, bytes] = {}  # of statements that the server knows
        self._connection: AsyncConnection | None = None
        self.waiting: list[tuple[str, Sequence[Any] | None]] = []
        self._depth = 0

    def used_by(self, connection: AsyncConnection) -> None:
        """A new transaction begins: what another one left unsaid is forgotten."""
        self._connection = connection
        self.waiting.clear()
        self._depth = 0

    def later(self, text: str, values: Sequence[Any]) -> None:
        """Runs a statement, whose marks are `$1` and so on, before whatever is asked next."""
        self.waiting.append((text, self._dumped(values)))

    async def rows(self, text: str, values: Sequence[Any]) -> Rows:
        """Runs a statement and returns its rows."""
        self.later(text, values)
        found = (await self._travel())[-1]
        self._values.set_pgresult(found)
        rows: Rows = self._values.load_rows(0, found.ntuples, tuple)
        return rows

    async def run(self) -> None:
        """Runs what waits."""
        if self.waiting:
            await self._travel()

    async def commit(self) -> bool:
        """Runs what waits and commits; False when the database has rolled back instead."""
        if not self.waiting and self._is_idle():
            return True
        self._say("COMMIT")
        return bool((await self._travel())[-1].command_status == b"COMMIT")

    def savepoint(self) -> None:
        """What follows can be taken back."""
        self._depth += 1
        self._say(f"SAVEPOINT step_{self._depth}")

    async def release(self) -> None:
        """What followed the last savepoint stays, and has gone well."""
        mark = f"SAVEPOINT step_{self._depth}"
        if self.waiting and self.waiting[-1][0] == mark:  # nothing followed
            self.waiting.pop()
        else:
            said = any(values is not None for _text, values in self.waiting)
            self._say(f"RELEASE {mark}")
            if said:
                await self._travel()
        self._depth -= 1

    async def back(self) -> None:
        """Takes back what followed the last savepoint."""
        mark = f"SAVEPOINT step_{self._depth}"
        self._depth -= 1
        texts = [text for text, _values in self.waiting]
        if mark in texts:
            del self.waiting[texts.index(mark) :]
            return
        self.waiting.clear()
        self._say(f"ROLLBACK TO {mark}")
        self._say(f"RELEASE {mark}")
        await self._travel()

    def _say(self, command: str) -> None:
        self.waiting.append((command, None))

    def _is_idle(self) -> bool:
        return bool(self._pgconn.transaction_status == self._psycopg.pq.TransactionStatus.IDLE)

    def _dumped(self, values: Sequence[Any]) -> Sequence[Any]:
        formats = [self._psycopg.adapt.PyFormat.TEXT] * len(values)
        try:
            dumped: Sequence[Any] = self._values.dump_sequence(values, formats)
        except self._psycopg.Error as error:
            raise self._as_told("", error) from error
        return dumped

    async def _travel(self) -> list[Any]:
        """Sends all that waits and returns what was answered, to the last of it last."""
        waiting, self.waiting = self.waiting, []
        if self._is_idle():
            waiting.insert(0, (self._beginning(), None))
        asked: list[str] = []
        try:
            found: list[Any] = await self._driver.wait(self._trip(waiting, asked))
        except self._psycopg.Error as error:
            raise await self._told("", error) from error
        for text, result in zip(asked, found, strict=True):
            if result.status == self._psycopg.pq.ExecStatus.FATAL_ERROR:
                fault = self._psycopg.errors.error_from_result(result, self._driver.info.encoding)
                raise await self._told(text, fault) from fault
        return found

    def _beginning(self) -> str:
        level = self._driver.isolation_level
        return f"BEGIN ISOLATION LEVEL {level.name.replace('_', ' ')}" if level else "BEGIN"

    def _trip(
        self, waiting: Sequence[tuple[str, Sequence[Any] | None]], asked: list[str]
    ) -> Generator[int, int, list[Any]]:
        """As the driver's own generators: yields what it waits for, and is told what is ready.

        Fills `asked` with the text to each answer; one that is new is prepared before it is run.
        """
        pgconn, names = self._pgconn, dict(self._names)
        fresh: dict[int, str] = {}
        pgconn.enter_pipeline_mode()
        for text, values in waiting:
            if values is None:
                pgconn.send_query_params(text.encode(), None)
            else:
                if text not in names:
                    names[text] = f"own_{len(names)}".encode()
                    pgconn.send_prepare(names[text], text.encode())
                    fresh[len(asked)] = text
                    asked.append(text)
                pgconn.send_query_prepared(names[text], values)
            asked.append(text)
        pgconn.pipeline_sync()
        found = yield from self._answers()
        pgconn.exit_pipeline_mode()
        for at, text in fresh.items():
            if found[at].status == self._psycopg.pq.ExecStatus.COMMAND_OK:
                self._names[text] = names[text]
        return found

    def _answers(self) -> Generator[int, int, list[Any]]:
        pgconn = self._pgconn
        found: list[Any] = []
        while pgconn.flush():
            if (yield TO_READ | TO_WRITE) & TO_READ:
                pgconn.consume_input()
        while True:
            while pgconn.is_busy():
                while not (yield TO_READ):
                    continue
                pgconn.consume_input()
            result = pgconn.get_result()
            if result is None:
                if pgconn.status == self._psycopg.pq.ConnStatus.BAD:
                    raise self._psycopg.OperationalError("the connection is lost")
            elif result.status == self._psycopg.pq.ExecStatus.PIPELINE_SYNC:
                return found
            else:
                found.append(result)

    def _as_told(self, text: str, error: Exception, *, lost: bool = False) -> BaseException:
        return DBAPIError.instance(
            text,
            None,
            error,
            self._psycopg.Error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=self._dialect,
        )

    async def _told(self, text: str, error: Exception) -> BaseException:
        """The driver's error as SQLAlchemy tells it; a lost connection is not used again."""
        lost = bool(self._driver.closed or self._driver.broken)
        if lost and self._connection is not None:
            await self._connection.invalidate(error)
        return self._as_told(text, error, lost=lost)


def of(connection: AsyncConnection) -> Wire:
    """The wire of a connection that a transaction begins on."""
    sync: Any = connection.sync_connection
    known = sync.info
    wire: Wire | None = known.get(WIRE)
    if wire is None:
        wire = known[WIRE] = Wire(sync.connection.driver_connection, connection.dialect)
    wire.used_by(connection)
    return wire


@asynccontextmanager
async def savepoint(session: AsyncSession) -> AsyncIterator[None]:
    """What happens inside is kept whole or, on any error, not at all; rows are forgotten then."""
    wire: Wire | None = session.info.get(WIRE)
    if wire is None:
        async with session.begin_nested():
            yield
        return
    await flush(session)
    wire.savepoint()
    try:
        yield
        await flush(session)
        await wire.release()
    except BaseException:
        session.sync_session.expunge_all()
        await wire.back()
        raise


async def flush(session: AsyncSession) -> None:
    """Writes the rows that the session has yet to write."""
    if session.new or session.dirty or session.deleted:
        await session.flush()


def before(connection: Connection, *_said: Any) -> None:
    """SQLAlchemy is about to run a statement, or to commit: what waits goes first."""
    wire: Wire | None = connection.info.get(WIRE)
    if wire is not None and wire.waiting:
        await_(wire.run())
