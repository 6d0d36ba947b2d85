"""Backup and restore of the SQLite file: whole, checked, and never over what is there.

A running database is copied by SQLite's own backup call; a plain copy of the file would be short.
A PostgreSQL database is kept by its own tools.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from storage import migrate
from storage.database import async_url
from storage.models.traffic import DUE, LEASED, SUPERSEDED

Why = Literal["not sqlite", "missing", "foreign", "damaged", "newer", "crowded"]


class NotKept(Exception):
    """Why nothing was copied, in one of the words that the command line knows a sentence for."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why)


def backup(url: str, path: Path) -> int:
    """Copies the database to a new file that only its owner may read; returns its bytes.

    May be done while the bot runs. Raises NotKept, and OSError when the file cannot be made.
    """
    source = _file(url)
    if not source.is_file():
        raise NotKept("missing")
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _copy(source, path)
        _check(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path.stat().st_size


def restore(url: str, path: Path) -> tuple[Path | None, int]:
    """Puts a backup in the place of the database, which is kept beside it under another name.

    Nobody may use the database meanwhile; that is the caller's to see to. Returns where the old
    one is now, and how many messages that waited in the backup were withdrawn: they may have been
    sent since. Raises NotKept, and OSError when a file cannot be made.
    """
    target = _file(url)
    if not path.is_file():
        raise NotKept("missing")
    _check(path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = target.with_name(f"{target.name}.restoring")
    made.unlink(missing_ok=True)
    os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    _copy(path, made)
    withdrawn = _withdraw(made)
    before = _put_aside(target)
    made.replace(target)
    return before, withdrawn


def _file(url: str) -> Path:
    address = async_url(url)
    if address.get_backend_name() != "sqlite" or address.database is None:
        raise NotKept("not sqlite")
    return Path(address.database)


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as one,
        closing(sqlite3.connect(target)) as other,
    ):
        one.backup(other)


def _check(path: Path) -> None:
    """Raises NotKept unless the file is a whole database of this release or an older one."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as one:
            (said,) = one.execute("PRAGMA integrity_check").fetchone()
            found = [row[0] for row in one.execute("SELECT version_num FROM alembic_version")]
    except sqlite3.DatabaseError as error:
        raise NotKept("foreign") from error
    if said != "ok":
        raise NotKept("damaged")
    if not found or found[0] > migrate.head():
        raise NotKept("newer")


def _withdraw(path: Path) -> int:
    """What waited to be sent when the backup was made may have been sent since."""
    with closing(sqlite3.connect(path)) as one, one:
        done = one.execute(
            "UPDATE outbox SET state = ?, leased_until = NULL WHERE state IN (?, ?)",
            (SUPERSEDED, DUE, LEASED),
        )
        return done.rowcount


def _put_aside(target: Path) -> Path | None:
    """The file that is there, with what its log still holds, under a name that is free."""
    if not target.is_file():
        return None
    for number in range(1, 1000):
        aside = target.with_name(f"{target.name}.before-{number}")
        if not aside.exists():
            with closing(sqlite3.connect(target)) as one:
                one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            target.rename(aside)
            for ending in ("-wal", "-shm"):
                target.with_name(f"{target.name}{ending}").unlink(missing_ok=True)
            return aside
    raise NotKept("crowded")
