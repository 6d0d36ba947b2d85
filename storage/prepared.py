"""Statements of what every update and every saved record touches, compiled once in a process.

SQLAlchemy's way from a statement to the driver costs ten times what SQLite needs to run it. So on
SQLite the text and the conversions of values are worked out at the first use and kept; on
PostgreSQL the statement goes the usual way. Everything else is a plain query. Figures and reasons:
docs/decisions/0020-prepared-statements-where-every-update-passes.md.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from sqlalchemy import JSON, Dialect, bindparam, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import DIRECT, execute

Convert = Callable[[Any], Any]


def dialect_of(session: AsyncSession) -> str:
    """Which database the session speaks to: `sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def insert_into(table: Any, dialect: str) -> Any:
    """An INSERT in the words of that database, which know ON CONFLICT; loads no other's."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def listed(dialect: str, name: str, kind: type[TypeEngine[Any]]) -> Any:
    """What a column is compared with to be `in_` the values given as `name`: one text for any
    number of them, where SQLite would need one for each."""
    if dialect == "sqlite":
        return select(func.json_each(bindparam(name, type_=JSON)).table_valued("value").c.value)
    return bindparam(name, type_=kind, expanding=True)


def days_for(dialect: str, days: Collection[date]) -> list[Any]:
    """Days as a list of that dialect holds them."""
    return [day.isoformat() for day in days] if dialect == "sqlite" else list(days)


def _as_it_is(value: Any) -> Any:
    return value


class Prepared:
    """A Core statement without lists among its values; `columns` are those an insert fills."""

    def __init__(self, statement: Any, columns: Sequence[str] = ()) -> None:
        self._statement: Any = statement
        self._columns = list(columns) or None
        self._text = ""
        self._given: list[tuple[str, Any, Convert]] = []
        self._found: list[tuple[int, Convert]] = []

    async def rows(
        self,
        session: AsyncSession,
        given: Mapping[str, Any],
        spoiled: Callable[[Any, Exception], None] | None = None,
    ) -> list[tuple[Any, ...]]:
        """Runs it in the session's transaction and returns all rows, if it is one that has any.

        It knows nothing of rows that the session has yet to write: flush where there may be some.
        A row that SQLite keeps but nobody can read (it takes any text for a date or for JSON) is
        left out and given to `spoiled`, by its first column; without that it raises.
        """
        direct: Connection | None = session.info.get(DIRECT)
        if direct is None:
            result = await execute(session, self._statement, given)
            return [tuple(row) for row in result] if result.returns_rows else []
        if not self._text:
            self._compile(direct.dialect)
        driver: Any = direct.connection.driver_connection
        rows: list[tuple[Any, ...]] = driver.execute(self._text, self._values(given)).fetchall()
        return self._read(rows, spoiled) if self._found and rows else rows

    async def each(self, session: AsyncSession, given: Sequence[Mapping[str, Any]]) -> int:
        """Runs it once for each of `given`; returns how many rows were written."""
        direct: Connection | None = session.info.get(DIRECT)
        if direct is None:
            return (await execute(session, self._statement, given)).rowcount
        if not self._text:
            self._compile(direct.dialect)
        driver: Any = direct.connection.driver_connection
        written: int = driver.executemany(self._text, map(self._values, given)).rowcount
        return written

    def _read(
        self,
        rows: list[tuple[Any, ...]],
        spoiled: Callable[[Any, Exception], None] | None = None,
    ) -> list[tuple[Any, ...]]:
        """Column by column, since most columns are as the driver gives them."""
        made: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, convert in self._found:
            made[place] = map(convert, made[place])
        try:
            return list(zip(*made, strict=True))
        except Exception:  # whatever a spoiled value raises; told below, row by row
            if spoiled is None:
                raise
        return self._read_each(rows, spoiled)

    def _read_each(
        self, rows: list[tuple[Any, ...]], spoiled: Callable[[Any, Exception], None]
    ) -> list[tuple[Any, ...]]:
        sound = []
        for row in rows:
            try:
                sound += self._read([row])
            except Exception as error:
                spoiled(row[0], error)
        return sound

    def _values(self, given: Mapping[str, Any]) -> list[Any]:
        return [convert(given.get(name, usual)) for name, usual, convert in self._given]

    def _compile(self, dialect: Dialect) -> None:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._columns)
        for name in compiled.positiontup:
            bind = compiled.binds[name]
            convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
            self._given.append((bind.key, bind.value, convert or _as_it_is))
        for place, column in enumerate(compiled.statement.exported_columns):
            convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if convert is not None:
                self._found.append((place, convert))
        self._text = compiled.string
