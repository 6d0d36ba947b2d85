"""A database that is copied: one snapshot of it, read beside whoever works on it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from storage import migrate
from storage.database import async_url
from storage.safekeeping import rows, tools
from storage.safekeeping.reasons import NotKept
from storage.safekeeping.rows import Rows

SNAPSHOT = psycopg.IsolationLevel.REPEATABLE_READ  # one moment for all tables


@dataclass(frozen=True)
class Source:
    """What is read in one snapshot."""

    rows: Rows
    version: str
    database: str  # sqlite | postgresql


@contextmanager
def snapshot(url: str, *, whole: bool = True) -> Iterator[Source]:
    """The database as it is at this moment, however long it is read.

    A SQLite file is looked through first where the `whole` of it is wanted. Raises NotKept:
    missing, foreign, damaged, failed or out of reach.
    """
    if is_sqlite(url):
        with _of_sqlite(file_of(url), whole) as source:
            yield source
    else:
        with _of_postgres(url) as source:
            yield source


def version(url: str) -> str:
    """The version of the tables. Raises as `snapshot`, and holds up nobody."""
    with snapshot(url, whole=False) as source:
        return source.version


def size(url: str) -> int:
    """The bytes that the database takes on its disk. Raises as `snapshot`."""
    if is_sqlite(url):
        files = (file_of(url), Path(f"{file_of(url)}-wal"))
        return sum(file.stat().st_size for file in files if file.is_file())
    with snapshot(url) as source:
        assert isinstance(source.rows, rows.PostgresRows)
        return source.rows.size()


def is_sqlite(url: str) -> bool:
    """Whether it is a file of ours rather than a server's database."""
    return async_url(url).get_backend_name() == "sqlite"


def file_of(url: str) -> Path:
    """Where the file of a SQLite database lies."""
    return Path(async_url(url).database or "")


def reading(path: Path) -> sqlite3.Connection:
    """A SQLite file, only to be read."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


@contextmanager
def _of_sqlite(path: Path, whole: bool) -> Iterator[Source]:
    if not path.is_file():
        raise NotKept("missing")
    try:
        with closing(reading(path)) as one:
            one.execute("BEGIN")
            version = _version(one)
            if whole and one.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise NotKept("damaged")
            yield Source(rows.SqliteRows(one), version, "sqlite")
    except sqlite3.OperationalError as error:  # a full disk, a lock that is not given up
        raise NotKept("failed", str(error)) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise NotKept("damaged") from error


def _version(one: sqlite3.Connection) -> str:
    try:
        row = one.execute(f"SELECT version_num FROM {migrate.VERSION_TABLE}").fetchone()
    except sqlite3.OperationalError as error:
        raise NotKept("foreign") from error
    if row is None:
        raise NotKept("foreign")
    return str(row[0])


@contextmanager
def _of_postgres(url: str) -> Iterator[Source]:
    try:
        with psycopg.connect(tools.address(url)) as one:
            one.isolation_level = SNAPSHOT
            one.read_only = True
            try:
                row = one.execute(f"SELECT version_num FROM {migrate.VERSION_TABLE}").fetchone()
            except psycopg.errors.UndefinedTable as error:
                raise NotKept("foreign") from error
            if row is None:
                raise NotKept("foreign")
            yield Source(rows.PostgresRows(one), str(row[0]), "postgresql")
    except psycopg.OperationalError as error:
        raise NotKept("out of reach") from error
    except psycopg.Error as error:
        raise NotKept("failed", str(error).splitlines()[0]) from error
