"""A SQLite file copied out and in, and what it says of its people without our models.

Read by plain SQL: the file may be of any release, or damaged.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from storage.office.origin import COPY, ROW
from storage.rules.standing import posts
from storage.safekeeping.reasons import NotKept, Standing, refuse_version

BEGINS = b"SQLite format 3\0"
ENDINGS = ("-wal", "-shm")


def copy_out(source: Path, target: Path) -> None:
    """Copies a database, which may be in use, into a file that is there; marks it as a copy."""
    if not source.is_file():
        raise NotKept("missing")
    try:
        _copy(source, target)
        check(target)
        _mark(target)
    except sqlite3.OperationalError as error:  # a full disk, a lock that is not given up
        raise NotKept("failed", str(error)) from error
    except sqlite3.DatabaseError as error:
        raise NotKept("damaged") from error


def copy_in(path: Path, made: Path) -> None:
    """Copies a backup to where it is made ready."""
    _copy(path, made)


@contextmanager
def made_beside(target: Path) -> Iterator[Path]:
    """A new file in which a database is made ready; what was left of one there is thrown away."""
    made = target.with_name(f"{target.name}.restoring")
    _thrown_away(made)
    os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield made
    finally:
        _thrown_away(made)


def put_in_place(made: Path, target: Path) -> Path | None:
    """The one that was made ready becomes the database; returns where the one before is now."""
    with closing(sqlite3.connect(made)) as one:
        one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = _put_aside(target)
    made.replace(target)
    return before


def check(path: Path) -> None:
    """Raises NotKept unless the file is a whole database of this release or an older one."""
    try:
        with closing(_opened(path)) as one:
            (said,) = one.execute("PRAGMA integrity_check").fetchone()
            found = [row[0] for row in one.execute("SELECT version_num FROM alembic_version")]
    except sqlite3.DatabaseError as error:
        raise NotKept("foreign") from error
    if said != "ok":
        raise NotKept("damaged")
    refuse_version(found[0] if found else None)


def standing(path: Path) -> Standing | None:
    """Who is who in it; None where it is not there or tells nothing any more."""
    if not path.is_file():
        return None
    try:
        with closing(_opened(path)) as one:
            one.row_factory = sqlite3.Row
            found = one.execute("SELECT telegram_id, name, role, state FROM officer").fetchall()
            return Standing(posts(dict(row) for row in found), _locked_since(one), _end(one))
    except sqlite3.DatabaseError:
        return None


def _locked_since(one: sqlite3.Connection) -> datetime | None:
    try:
        row = one.execute("SELECT since FROM lockdown").fetchone()
    except sqlite3.OperationalError:  # a release that knew no lock
        return None
    return datetime.fromisoformat(row[0]).replace(tzinfo=UTC) if row else None


def _end(one: sqlite3.Connection) -> tuple[int, str] | None:
    row = one.execute("SELECT seq, hash FROM audit_head").fetchone()
    return (row[0], row[1]) if row else None


def _thrown_away(made: Path) -> None:
    for ending in ("", *ENDINGS):
        made.with_name(f"{made.name}{ending}").unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _copy(source: Path, target: Path) -> None:
    """The copy is one file: with a log of its own, whoever only looks into it would leave two."""
    with closing(_opened(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
        other.execute("PRAGMA journal_mode=DELETE")


def _mark(path: Path) -> None:
    """So that the next start knows it for a copy, should somebody put it back by hand."""
    with closing(sqlite3.connect(path)) as one, one, suppress(sqlite3.OperationalError):
        one.execute(
            "INSERT INTO origin (id, mark, since) VALUES (?, ?, CURRENT_TIMESTAMP)"
            " ON CONFLICT (id) DO UPDATE SET mark = excluded.mark",
            (ROW, COPY),
        )


def _put_aside(target: Path) -> Path | None:
    """The file that is there, with what its log still holds, under a name that is free."""
    if not target.is_file():
        return None
    for number in range(1, 1000):
        aside = target.with_name(f"{target.name}.before-{number}")
        if aside.exists():
            continue
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(target)) as one:
            one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for ending in ("", *ENDINGS):  # a damaged one keeps its log for who mends it
            part = target.with_name(f"{target.name}{ending}")
            if part.exists():
                part.rename(aside.with_name(f"{aside.name}{ending}"))
        aside.chmod(0o600)
        return aside
    raise NotKept("crowded")
