"""Backups: one archive for both databases, made by hand, and before tables are changed.

What this release knows no shape of, the tables of before the first release or of a newer one, is
copied as it stands by the database's own means.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import migrate
from storage.rules.clock import kst
from storage.safekeeping import archive, postgres_dump, sources, sqlite_file
from storage.safekeeping.archive import Contents
from storage.safekeeping.reasons import NotKept
from storage.safekeeping.sources import file_of, is_sqlite
from storage.safekeeping.telling import Told, untold
from storage.safekeeping.vault import Vault

FEW = 3
"""How many copies made before a change of the tables are kept; the oldest go first."""


@dataclass(frozen=True)
class Backup:
    """A file that was made; `contents` is None of a plain copy of tables without a known shape."""

    size: int  # bytes
    contents: Contents | None


def backup(
    url: str, path: Path, now: datetime, *, vault: Vault | None = None, told: Told = untold
) -> Backup:
    """Copies the database, and what the vault keeps, to a new file that only its owner may read.

    May be done while the bot runs. Raises NotKept, and OSError when the file cannot be made.
    """
    if migrate.first() <= sources.version(url) <= migrate.head():
        contents = archive.write(url, path, now, vault=vault, told=told)
        return Backup(path.stat().st_size, contents)
    with archive.new_file(path):
        if is_sqlite(url):
            sqlite_file.copy_out(file_of(url), path)
        else:
            postgres_dump.copy_out(url, path)
    return Backup(path.stat().st_size, None)


def before_change(url: str, folder: Path, now: datetime) -> Path | None:
    """A copy of a database whose tables are about to change; None where there is nothing to keep.

    It stands beside a SQLite file, else in `folder`, named with the version and the time in
    Korea; of the older ones the newest `FEW` stay. Raises as `backup`.
    """
    found = migrate.current(url)
    if found is None or found >= migrate.head():
        return None
    place = file_of(url) if is_sqlite(url) else folder / "office.archive"
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place.with_name(f"{place.name}.schema-{found}.{moment(now)}")
    try:
        refuse_full(place.parent, 2 * sources.size(url))  # the copy, and tables that are made anew
        backup(url, path, now)
    except OSError as error:
        raise NotKept("failed", error.strerror or type(error).__name__) from error
    named = f"{place.name if is_sqlite(url) else 'office.*'}.schema-*"
    for old in sorted(place.parent.glob(named), key=_age)[:-FEW]:
        old.unlink()
    return path


def refuse_full(folder: Path, wanted: int) -> None:
    """NotKept where the disk has not so many bytes left."""
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise NotKept("no room", f"{wanted / 1e6:,.0f}MB / {free / 1e6:,.0f}MB")


def moment(now: datetime) -> str:
    """A moment in a file's name, fine enough that two in one second are two files."""
    return f"{kst(now):%Y%m%d-%H%M%S-%f}"


def _age(path: Path) -> str:
    return path.name.rpartition(".")[2]
