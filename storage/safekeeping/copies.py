"""Backup and restore: whole, checked, and never over what is there.

A running SQLite database is copied by SQLite's own backup call, since a plain copy of the file
would be short; PostgreSQL by its own tools. What a restore may not undo is decided in one place
for both (`rules/standing.py`, `queries/office/restored.py`).
"""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit, migrate
from storage.database import async_url, opened
from storage.office import restored
from storage.rules.clock import kst
from storage.rules.standing import Returned, returned
from storage.safekeeping import heads, postgres_dump, sqlite_file
from storage.safekeeping.heads import Head
from storage.safekeeping.reasons import NotKept, Standing

FEW = 3
"""How many copies made before a change of the tables are kept; the oldest go first."""


@dataclass(frozen=True)
class Restored:
    """What a restore put back, and what it did not."""

    before: Path | None  # where the data of until now are
    withdrawn: int
    returned: Returned
    known: bool  # whether anything could be read of the data of until now


def backup(url: str, path: Path) -> int:
    """Copies the database to a new file that only its owner may read; returns its bytes.

    May be done while the bot runs. Raises NotKept, and OSError when the file cannot be made.
    """
    with _new(path):
        if is_sqlite(url):
            sqlite_file.copy_out(_file(url), path)
        else:
            postgres_dump.copy_out(url, path)
    return path.stat().st_size


def before_change(url: str, folder: Path, now: datetime) -> Path | None:
    """A copy of a database whose tables are about to change; None where there is nothing to keep.

    It stands beside a SQLite file, else in `folder`, named with the version and the time in
    Korea; of the older ones the newest `FEW` stay. Raises as `backup`.
    """
    found = migrate.current(url)
    if found is None or found >= migrate.head():
        return None
    place = _file(url) if is_sqlite(url) else folder / "office.dump"
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place.with_name(f"{place.name}.schema-{found}.{_moment(now)}")
    backup(url, path)
    for old in sorted(place.parent.glob(f"{place.name}.schema-*"), key=_age)[:-FEW]:
        old.unlink()
    return path


def restore(
    url: str, path: Path, folder: Path, now: datetime, *, keep_present: bool = True
) -> Restored:
    """Puts a backup in the place of the database, locked, and without what was lost since.

    The data of until now are kept: a SQLite file under another name, PostgreSQL as a dump in
    `folder` (without `keep_present` not at all). Nobody may use the database meanwhile; for
    SQLite that is the caller's to see to. Raises NotKept, MigrationFault, and OSError.
    """
    if not path.is_file():
        raise NotKept("missing")
    if is_sqlite(url):
        return _restore_sqlite(_file(url), path, folder, now)
    return _restore_postgres(url, path, folder, now, keep_present=keep_present)


def settle(url: str, folder: Path, now: datetime) -> int:
    """What a restore has to do where the data were put back by hand already.

    Returns how many messages that waited were withdrawn.
    """
    migrate.upgrade(url)
    return asyncio.run(_settle(url, now, _Before(folder)))


async def settle_if_moved(url: str, folder: Path, now: datetime) -> int | None:
    """As `settle`, where the rows came from elsewhere by hand; None where they are at home."""
    before = _Before(folder)
    async with opened(url) as db, db.begin() as session:
        withdrawn = await restored.settle_if_moved(session, now, before.left())
        if withdrawn is not None:
            await before.note(session, now)
    return withdrawn


def is_sqlite(url: str) -> bool:
    """Whether it is a file of ours rather than a server's database."""
    return async_url(url).get_backend_name() == "sqlite"


def _restore_sqlite(target: Path, path: Path, folder: Path, now: datetime) -> Restored:
    """The copy is made ready beside the database, and only then takes its place."""
    sqlite_file.check(path)
    present = sqlite_file.standing(target)
    backed = sqlite_file.standing(path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = target.with_name(f"{target.name}.restoring")
    sqlite_file.copy_in(path, made)
    url = f"sqlite:///{made}"
    migrate.upgrade(url)
    back = returned(present.posts if present else None, backed.posts if backed else {})
    withdrawn = asyncio.run(_settle(url, now, _Before(folder, present), back))
    before = sqlite_file.put_in_place(made, target)
    return Restored(before, withdrawn, back, present is not None)


def _restore_postgres(
    url: str, path: Path, folder: Path, now: datetime, *, keep_present: bool
) -> Restored:
    """One transaction puts the dump back withdrawn, lowered and locked; the rest is the trail."""
    dump = postgres_dump.opened(url, path)
    present = postgres_dump.standing(url)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    before = None
    if keep_present and present is not None:
        before = folder / f"office.dump.before-{_moment(now)}"
        backup(url, before)
    back = returned(present.posts if present else None, dump.posts)
    dump.put_back(back, folder)
    migrate.upgrade(url)
    asyncio.run(_settle(url, now, _Before(folder, present), back))
    return Restored(before, dump.waiting, back, present is not None)


@dataclass(frozen=True)
class _Before:
    """What was there before a restore: of the trail's end the file of heads knows, too."""

    folder: Path
    present: Standing | None = None

    @property
    def locked_since(self) -> datetime | None:
        return self.present.locked_since if self.present else None

    def left(self) -> tuple[int, str] | None:
        """The end of the trail until now, as near as anybody knows it."""
        if self.present is not None:
            return self.present.end
        known = heads.read(heads.place(self.folder)).heads
        return (known[-1].seq, known[-1].hash) if known else None

    async def note(self, session: AsyncSession, now: datetime) -> None:
        """Tells the file of heads that the trail went back; before the commit, so that no restore
        is ever unknown to it. A line too many for one that failed is harmless."""
        left = self.left()
        if left is not None:
            head = Head(*await audit.head(session))
            heads.append(self.folder, heads.RESTORED, head, now, Head(*left))


async def _settle(url: str, now: datetime, before: _Before, back: Returned | None = None) -> int:
    async with opened(url) as db, db.begin() as session:
        withdrawn = await restored.settle(
            session, now, back, locked_since=before.locked_since, left=before.left()
        )
        await before.note(session, now)
    return withdrawn


@contextmanager
def _new(path: Path) -> Iterator[None]:
    """A file that was not there before, its owner's alone; gone again unless it was filled."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _file(url: str) -> Path:
    return Path(async_url(url).database or "")


def _moment(now: datetime) -> str:
    """A moment in a file's name, fine enough that two in one second are two files."""
    return f"{kst(now):%Y%m%d-%H%M%S-%f}"


def _age(path: Path) -> str:
    return path.name.rpartition(".")[2]
