"""What is wrong with a database, told from its error and its version: a cause, not a class."""

import re
import sqlite3
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from storage import schema
from storage.database import async_url


class Ailment(StrEnum):
    """Why the data cannot be read or written now."""

    MISSING = "missing"  # nobody has made it yet
    OLDER = "older"
    NEWER = "newer"
    SHAPE = "shape"  # tables that are not as this release wants them
    DAMAGED = "damaged"
    FOREIGN = "foreign"  # a file that is no database
    CLOSED = "closed"  # a file that cannot be opened
    READ_ONLY = "read-only"
    FULL = "full"
    DISK = "disk"
    BUSY = "busy"
    AWAY = "away"
    STARTING = "starting"
    CROWDED = "crowded"
    REFUSED = "refused"
    NO_DATABASE = "no database"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"


SQLITE: Mapping[int, Ailment] = {
    sqlite3.SQLITE_ERROR: Ailment.SHAPE,
    sqlite3.SQLITE_CORRUPT: Ailment.DAMAGED,
    sqlite3.SQLITE_NOTADB: Ailment.FOREIGN,
    sqlite3.SQLITE_CANTOPEN: Ailment.CLOSED,
    sqlite3.SQLITE_PERM: Ailment.CLOSED,
    sqlite3.SQLITE_READONLY: Ailment.READ_ONLY,
    sqlite3.SQLITE_FULL: Ailment.FULL,
    sqlite3.SQLITE_IOERR: Ailment.DISK,
    sqlite3.SQLITE_BUSY: Ailment.BUSY,
    sqlite3.SQLITE_LOCKED: Ailment.BUSY,
}
POSTGRES: Mapping[str, Ailment] = {  # by state, or by its first two letters
    "42P01": Ailment.SHAPE,
    "42703": Ailment.SHAPE,
    "42501": Ailment.FORBIDDEN,
    "25006": Ailment.READ_ONLY,
    "53100": Ailment.FULL,
    "53300": Ailment.CROWDED,
    "55P03": Ailment.BUSY,
    "57P03": Ailment.STARTING,
    "3D000": Ailment.NO_DATABASE,
    "28": Ailment.REFUSED,
    "XX": Ailment.DAMAGED,
}
SAID: tuple[tuple[re.Pattern[str], Ailment], ...] = tuple(
    (re.compile(words, re.IGNORECASE), cause)
    for words, cause in (
        (r"starting up|shutting down|recovery mode", Ailment.STARTING),
        (r"too many (clients|connections)|connection slots", Ailment.CROWDED),
        (r"database .* does not exist", Ailment.NO_DATABASE),
        (r"authentication|pg_hba|role .* does not exist|no password", Ailment.REFUSED),
        (r"refused|timeout|timed out|resolve|translate|reachable|no such file", Ailment.AWAY),
        (r"name or service|no route|server closed|nodename", Ailment.AWAY),
        (r"FATAL|[^\x00-\x7f]", Ailment.REFUSED),  # a server that answers in its own language
        (r"connection failed", Ailment.AWAY),
    )
)
"""What a server says before there is a connection, and with it a state; the first that fits."""


def of_error(error: BaseException) -> Ailment:
    """What an error of the database, as it came or wrapped, says of its state."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", -1) & 0xFF
        return SQLITE.get(code, Ailment.UNKNOWN)
    if hasattr(cause, "sqlstate"):  # psycopg's, which a start on SQLite need not load
        state = cause.sqlstate or ""
        found = POSTGRES.get(state) or POSTGRES.get(state[:2])
        return found or _said(str(cause)) or Ailment.UNKNOWN
    if isinstance(cause, PermissionError):
        return Ailment.CLOSED
    if isinstance(cause, ConnectionError | TimeoutError):
        return Ailment.AWAY
    return Ailment.UNKNOWN


def _said(words: str) -> Ailment | None:
    return next((cause for pattern, cause in SAID if pattern.search(words)), None)


def of_version(found: str | None) -> Ailment | None:
    """Whether data of this version are too old or too new for this release."""
    if found is None:
        return Ailment.MISSING
    if found == schema.known():
        return None
    return Ailment.OLDER if found < schema.known() else Ailment.NEWER


def place(url: str) -> str:
    """Where the data lie: a file, or a server and its database; never who may enter there."""
    address = async_url(url)
    if address.get_backend_name() == "sqlite":
        return str(Path(address.database or "").absolute())
    return f"{address.host or 'localhost'}:{address.port or 5432}/{address.database}"
