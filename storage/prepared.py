"""Statements of what every update and every saved record touches, compiled once in a process.

SQLAlchemy's way from a statement to the driver costs ten times what SQLite needs to run it, and
several times what PostgreSQL's driver does. So the text and the conversions of values are worked
out at the first use and kept. Everything else is a plain query. Figures and reasons:
docs/decisions/0020-prepared-statements-where-every-update-passes.md.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from sqlalchemy import ARRAY, JSON, Dialect, bindparam, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import DIRECT, execute
from storage.postgres_wire import WIRE, Wire

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
    return select(func.unnest(bindparam(name, type_=ARRAY(kind))))


def days_for(dialect: str, days: Collection[date]) -> list[Any]:
    """Days as a list of that dialect holds them."""
    return [day.isoformat() for day in days] if dialect == "sqlite" else list(days)


_MARK = re.compile(r"%\((\w+)\)s")


def _numbered(text: str) -> tuple[str, list[str]]:
    """PostgreSQL's own marks, `$1`, instead of the driver's `%(name)s`; and their names."""
    names = list(dict.fromkeys(_MARK.findall(text)))
    told = _MARK.sub(lambda mark: f"${names.index(mark[1]) + 1}", text)
    return told.replace("%%", "%"), names


@dataclass(frozen=True)
class _Made:
    """A statement in the words of one database, with the conversions of its values."""

    text: str
    fixed: list[Any]  # what stands for each mark; None where it is given
    given: Sequence[tuple[int, str, Convert | None]]
    found: Sequence[tuple[int, Convert]]
    has_rows: bool

    @staticmethod
    def of(statement: Any, columns: Sequence[str] | None, dialect: Dialect) -> "_Made":
        """Works it out."""
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        text, names = compiled.string, compiled.positiontup
        if names is None:
            text, names = _numbered(text)
        fixed: list[Any] = []
        given = []
        for place, name in enumerate(names):
            bind = compiled.binds[name]
            convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if bind.required:
                given.append((place, bind.key, convert))
                fixed.append(None)
            else:
                fixed.append(convert(bind.value) if convert else bind.value)
        found = []
        for place, column in enumerate(compiled.statement.exported_columns):
            convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if convert is not None:
                found.append((place, convert))
        return _Made(text, fixed, given, found, bool(compiled.statement.exported_columns))

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """What stands for each of its marks, in their order."""
        made = self.fixed.copy()
        for place, name, convert in self.given:
            made[place] = given[name] if convert is None else convert(given[name])
        return made

    def read(
        self,
        rows: list[tuple[Any, ...]],
        spoiled: Callable[[Any, Exception], None] | None = None,
    ) -> list[tuple[Any, ...]]:
        """Column by column, since most columns are as the driver gives them."""
        if not self.found or not rows:
            return rows
        made: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, convert in self.found:
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
                sound += self.read([row])
            except Exception as error:
                spoiled(row[0], error)
        return sound


class Prepared:
    """A Core statement without lists among its values; `columns` are those an insert fills."""

    def __init__(self, statement: Any, columns: Sequence[str] = ()) -> None:
        self._statement: Any = statement
        self._columns = list(columns) or None
        self._made: dict[str, _Made] = {}

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
        if direct is not None:
            made = self._for(direct.dialect)
            driver: Any = direct.connection.driver_connection
            return made.read(driver.execute(made.text, made.values(given)).fetchall(), spoiled)
        wire: Wire | None = session.info.get(WIRE)
        if wire is not None:
            made = self._for(session.get_bind().dialect)
            if not made.has_rows:
                wire.later(made.text, made.values(given))
                return []
            return made.read(await wire.rows(made.text, made.values(given)))
        result = await execute(session, self._statement, given)
        return [tuple(row) for row in result] if result.returns_rows else []

    async def each(self, session: AsyncSession, given: Sequence[Mapping[str, Any]]) -> None:
        """Runs it once for each of `given`."""
        direct: Connection | None = session.info.get(DIRECT)
        wire: Wire | None = session.info.get(WIRE)
        if direct is not None:
            made = self._for(direct.dialect)
            driver: Any = direct.connection.driver_connection
            driver.executemany(made.text, map(made.values, given))
        elif wire is not None:
            made = self._for(session.get_bind().dialect)
            for one in given:
                wire.later(made.text, made.values(one))
        else:
            await execute(session, self._statement, given)

    def _for(self, dialect: Dialect) -> _Made:
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = _Made.of(self._statement, self._columns, dialect)
        return made
