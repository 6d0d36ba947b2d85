"""Which tables an office has at a version, and what stands in their columns.

Of this release they are those of the models; of an older one those that its migrations make, read
from an empty database that is thrown away. Nobody else's table in the database is one of ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from storage import letter_pairs, migrate
from storage.models.all_tables import METADATA

Kind = Literal["whole", "time", "date", "flag", "json", "bytes", "text"]
KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (sa.Boolean, "flag"),
    (sa.DateTime, "time"),
    (sa.Date, "date"),
    (sa.JSON, "json"),
    (sa.LargeBinary, "bytes"),
    (sa.Integer, "whole"),
    (sa.String, "text"),
)
"""Every type that our tables use; another one is a fault of ours, and stops the first backup."""


@dataclass(frozen=True)
class Column:
    """A column by its name, and what stands in it."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class Table:
    """A table: its columns by name, and those by which its rows are ordered and told apart."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[Column, ...]

    @property
    def number(self) -> str | None:
        """The column that the database may count by itself."""
        return self.key[0].name if len(self.key) == 1 and self.key[0].kind == "whole" else None


def of_version(version: str) -> tuple[Table, ...]:
    """The tables, each after those that it refers to. MigrationFault for an unknown version."""
    if version == migrate.head():
        return _told(METADATA.sorted_tables)
    return _of_older(version)


@cache
def _of_older(version: str) -> tuple[Table, ...]:
    with TemporaryDirectory() as room:
        url = f"sqlite:///{Path(room) / 'empty.db'}"
        migrate.upgrade(url, version)
        engine, found = sa.create_engine(url, poolclass=NullPool), sa.MetaData()
        found.reflect(engine)
        engine.dispose()
    theirs = (one for one in found.sorted_tables if not letter_pairs.own(one.name))
    return _told(one for one in theirs if one.name != migrate.VERSION_TABLE)


def _told(tables: Iterable[sa.Table]) -> tuple[Table, ...]:
    return tuple(
        Table(
            str(table.name),  # SQLAlchemy has a class of its own for names
            tuple(sorted(map(_column, table.columns), key=lambda one: one.name)),
            tuple(map(_column, table.primary_key.columns)),
        )
        for table in tables
    )


def _column(column: "sa.Column[Any]") -> Column:
    plain = column.type
    while isinstance(plain, sa.TypeDecorator):
        plain = plain.impl_instance
    for known, kind in KINDS:
        if isinstance(plain, known):
            return Column(str(column.name), kind)
    raise TypeError(f"nobody knows how {column} is kept: {plain!r}")
