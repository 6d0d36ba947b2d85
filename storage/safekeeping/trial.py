"""Whether a backup can be put back: it is, into a database of its own that is thrown away.

Of an older backup of PostgreSQL, which that server alone can make tables of, every byte is read.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import audit, migrate
from storage.database import opened
from storage.records import evidence_files
from storage.safekeeping import archive, postgres_dump, restoring, sqlite_file
from storage.safekeeping.archive import Archive, Contents
from storage.safekeeping.reasons import NotKept
from storage.safekeeping.telling import Told, untold


@dataclass(frozen=True)
class Tried:
    """A backup that can be put back, and what was found in it."""

    contents: Contents | None = None  # of an archive
    seq: int | None = None  # the last line of its trail; None where no database was made of it
    broken: int | None = None  # the first line of the trail that does not follow from the last
    lacking: int = 0  # files of evidence that its rows name and it does not hold


def of(path: Path, url: str, told: Told = untold) -> Tried:
    """Tries it. `url` is where it would go. NotKept, MigrationFault, OSError where it cannot."""
    if not path.is_file():
        raise NotKept("missing")
    with path.open("rb") as file:
        begins = file.read(len(sqlite_file.BEGINS))
    with TemporaryDirectory(dir=path.parent) as room:
        made = Path(room) / "office.db"
        if begins.startswith(archive.BEGINS):
            backed = archive.opened(path)
            backed.check(told)
            restoring.rebuild(f"sqlite:///{made}", backed)
            return asyncio.run(_looked_at(made, backed))
        if begins.startswith(sqlite_file.BEGINS):
            sqlite_file.check(path)
            sqlite_file.copy_in(path, made)
            migrate.upgrade(f"sqlite:///{made}")
            return asyncio.run(_looked_at(made, None))
        if begins.startswith(postgres_dump.BEGINS):
            postgres_dump.check(url, path)
            return Tried()
    raise NotKept("foreign")


async def _looked_at(made: Path, backed: Archive | None) -> Tried:
    async with opened(f"sqlite:///{made}") as db, db.read() as session:
        broken = await audit.verify(session)
        seq, _hash = await audit.head(session)
        named = await evidence_files.kept(session)
    if backed is None:
        return Tried(None, seq, broken)
    lacking = 0 if backed.contents.files is None else len(named - backed.kept())
    return Tried(backed.contents, seq, broken, lacking)
