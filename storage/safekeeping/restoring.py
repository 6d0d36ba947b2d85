"""Restore: whole, checked, into either database, and never over what is there.

What a restore may not undo is decided in one place for both databases and for every kind of
backup (`rules/standing.py`, `office/restored.py`).
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from storage import migrate
from storage.rules.standing import Post, Returned, returned
from storage.safekeeping import (
    archive,
    copies,
    postgres_dump,
    postgres_now,
    rows,
    sqlite_file,
)
from storage.safekeeping.archive import Archive
from storage.safekeeping.reasons import NotKept, Standing
from storage.safekeeping.settling import Before, settled
from storage.safekeeping.sources import file_of, is_sqlite
from storage.safekeeping.telling import Told, untold
from storage.safekeeping.vault import Vault


@dataclass(frozen=True)
class Restored:
    """What a restore put back, and what it did not."""

    before: Path | None  # where the data of until now are
    withdrawn: int
    returned: Returned
    known: bool  # whether anything could be read of the data of until now
    files: int = 0  # of evidence that were added


@dataclass(frozen=True)
class Place:
    """Where a backup is put back, and how what stands there now is kept."""

    url: str
    folder: Path
    now: datetime
    keep_present: bool = True

    def standing(self) -> Standing | None:
        """Who is who there now, as far as it tells."""
        if is_sqlite(self.url):
            return sqlite_file.standing(file_of(self.url))
        return postgres_now.standing(self.url)


def restore(place: Place, path: Path, told: Told = untold) -> Restored:
    """Puts a backup in the place of the database, locked, and without what was lost since.

    The data of until now are kept: a SQLite file under another name, PostgreSQL as an archive in
    the folder (without `keep_present` not at all). Nobody may use the database meanwhile; for
    SQLite that is the caller's to see to. Raises NotKept, MigrationFault, and OSError.
    """
    if not path.is_file():
        raise NotKept("missing")
    place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not is_sqlite(place.url):
        postgres_now.refuse_others(place.url)
    with path.open("rb") as file:
        begins = file.read(16)
    if begins.startswith(archive.BEGINS):
        return _from_archive(place, archive.opened(path), told)
    if begins.startswith(sqlite_file.BEGINS):
        return _from_file(place, path, told)
    if begins.startswith(postgres_dump.BEGINS):
        return _from_dump(place, path)
    raise NotKept("foreign")


def settle(url: str, folder: Path, now: datetime) -> int:
    """What a restore has to do where the data were put back by hand already.

    Returns how many messages that waited were withdrawn.
    """
    migrate.upgrade(url)
    return asyncio.run(settled(url, now, Before(folder)))


def rebuild(
    url: str, backed: Archive, tables: Iterable[str] = (), last: Iterable[str] = ()
) -> None:
    """Makes the database anew from an archive, brought to this release; or changes nothing."""

    def fill(connection: Connection) -> None:
        backed.fill(rows.of(connection.connection.driver_connection))

    try:
        migrate.rebuild(url, backed.contents.version, tables, fill, last)
    except (sqlite3.Error, psycopg.Error) as error:
        raise NotKept("failed", _line(error)) from error
    except DBAPIError as error:
        raise NotKept("failed", _line(error.orig or error)) from error


def _from_archive(place: Place, backed: Archive, told: Told) -> Restored:
    """All of it is read before anything is changed; evidence comes before rows that name it."""
    backed.check(told)
    files = backed.unpack(Vault(place.folder), told)
    if is_sqlite(place.url):
        done = _beside(place, backed.posts(), lambda made: rebuild(f"sqlite:///{made}", backed))
        return replace(done, files=files)
    present, back = _compared(place, backed.posts())
    before = _kept(place, present)
    tables = postgres_now.tables(place.url, backed.contents.tables)
    rebuild(place.url, backed, tables, (*postgres_now.CLOSED, *postgres_now.lowered(back.held)))
    asyncio.run(settled(place.url, place.now, Before(place.folder, present), back))
    return Restored(before, backed.waiting(), back, present is not None, files)


def _from_file(place: Place, path: Path, told: Told) -> Restored:
    """A SQLite database, as earlier releases made their backups."""
    sqlite_file.check(path)
    if not is_sqlite(place.url):
        with TemporaryDirectory(dir=place.folder) as room:
            return _from_archive(place, _turned(path, Path(room), place.now), told)
    backed = sqlite_file.standing(path)

    def fill(made: Path) -> None:
        sqlite_file.copy_in(path, made)
        migrate.upgrade(f"sqlite:///{made}")

    return _beside(place, backed.posts if backed else {}, fill)


def _turned(path: Path, room: Path, now: datetime) -> Archive:
    """An archive of a SQLite file, for the other database."""
    copy, made = room / "office.db", room / "archive"
    sqlite_file.copy_in(path, copy)
    migrate.upgrade(f"sqlite:///{copy}")
    archive.write(f"sqlite:///{copy}", made, now)
    return archive.opened(made)


def _from_dump(place: Place, path: Path) -> Restored:
    """A dump of PostgreSQL, as earlier releases made their backups."""
    if is_sqlite(place.url):
        raise NotKept("other database")
    dump = postgres_dump.opened(place.url, path)
    present, back = _compared(place, dump.posts)
    before = _kept(place, present)
    dump.put_back(back, place.folder)
    migrate.upgrade(place.url)
    asyncio.run(settled(place.url, place.now, Before(place.folder, present), back))
    return Restored(before, dump.waiting, back, present is not None)


def _beside(place: Place, backed: Mapping[int, Post], fill: Callable[[Path], None]) -> Restored:
    """A SQLite database is made ready beside the one there, and only then takes its place."""
    target = file_of(place.url)
    present, back = _compared(place, backed)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with sqlite_file.made_beside(target) as made:
        fill(made)
        before = Before(place.folder, present)
        withdrawn = asyncio.run(settled(f"sqlite:///{made}", place.now, before, back))
        aside = sqlite_file.put_in_place(made, target)
    return Restored(aside, withdrawn, back, present is not None)


def _compared(place: Place, backed: Mapping[int, Post]) -> tuple[Standing | None, Returned]:
    present = place.standing()
    return present, returned(present.posts if present else None, backed)


def _kept(place: Place, present: Standing | None) -> Path | None:
    if present is None or not place.keep_present:
        return None
    before = place.folder / f"office.archive.before-{copies.moment(place.now)}"
    copies.backup(place.url, before, place.now)
    return before


def _line(error: BaseException) -> str:
    """Why, in the database's own words; PostgreSQL's second line names what stands in the way."""
    detail = error.diag.message_detail if isinstance(error, psycopg.Error) else None
    return ((detail or str(error)).splitlines() or [type(error).__name__])[0]
