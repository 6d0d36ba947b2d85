"""P16: archives made under clerks who never stop writing all come back, with what was said saved.

Each is put back into a database of its own: whole, its trail unbroken, and every line in it that
stood on a phone as saved before the copy began.
"""

import asyncio
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.simulator.server import Simulator
from storage import audit, migrate
from storage.database import opened
from storage.rules.clock import system_clock
from storage.safekeeping import archive, copies, restoring, shapes
from storage.safekeeping.reasons import NotKept
from storage.safekeeping.sources import file_of, is_sqlite
from tests.helpers.nursery import Child, Nursery
from tests.promises.clerks import seat
from tests.promises.killing import LONG, PEOPLE, Siege
from tests.promises.promise import Trial, tries

EVERY_SECONDS = 0.1
SLOW_SECONDS = 1.0  # in which somebody's line comes, whatever the machine does besides


@dataclass
class Backups:
    """What was copied, with the lines that were saved before each copy began."""

    folder: Path
    made: list[tuple[Path, set[str]]] = field(default_factory=list)
    unmade: int = 0

    async def under(self, siege: Siege) -> Child:
        """Copies the database as often as the trial is large."""
        child = await siege.start()
        for number in range(siege.trial.size):
            await siege.until_saved(1)
            saved = {line for clerk in siege.clerks for line in clerk.acknowledged()}
            path = self.folder / f"copy-{number}"
            try:
                await asyncio.to_thread(self.copy, siege.trial.url, path)
            except NotKept:
                self.unmade += 1
            else:
                self.made.append((path, saved))
            await asyncio.sleep(EVERY_SECONDS)
        return child

    def copy(self, url: str, path: Path) -> None:
        """As the command does it."""
        copies.backup(url, path, system_clock())

    def back(self, path: Path, made: Path) -> None:
        """Puts one back."""
        restoring.rebuild(f"sqlite:///{made}", archive.opened(path))


@dataclass
class Plain(Backups):
    """The careless way: the file as it lies there, as `cp` takes it."""

    def copy(self, url: str, path: Path) -> None:
        shutil.copyfile(file_of(url), path)

    def back(self, path: Path, made: Path) -> None:
        shutil.copyfile(path, made)


class Slow(Backups):
    """Takes its time between the lines of the trail and the note of the last one."""

    def copy(self, url: str, path: Path) -> None:
        names = [table.name for table in shapes.of_version(migrate.head())]
        lines = names.index("audit_entry") + 1

        def told(done: int, _of_all: int) -> None:
            if done == lines:
                time.sleep(SLOW_SECONDS)

        copies.backup(url, path, system_clock(), told=told)


async def besieged(
    trial: Trial, simulator: Simulator, nursery: Nursery, backups: Backups
) -> dict[str, int]:
    """How many came back whole, and how many lines they lack."""
    await seat(trial, simulator, PEOPLE)
    await Siege(trial, simulator, nursery).run(PEOPLE, backups.under, LONG)
    found = {
        "copies": len(backups.made),
        "unmade": backups.unmade,
        "unsound": 0,
        "lines_lacking": 0,
    }
    for number, (path, saved) in enumerate(backups.made):
        made = backups.folder / f"back-{number}.db"
        try:
            backups.back(path, made)
            kept, broken = await looked_at(made)
        except (NotKept, sqlite3.DatabaseError):
            found["unsound"] += 1
            continue
        found["unsound"] += broken
        found["lines_lacking"] += len(saved - kept)
    trial.count(**found, lines_saved=len(backups.made[-1][1]) if backups.made else 0)
    return found


async def looked_at(path: Path) -> tuple[set[str], bool]:
    """The lines in a database, and whether it or its trail is broken."""
    with closing(sqlite3.connect(path)) as one:
        whole = one.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = {title for (title,) in one.execute("SELECT title FROM problem")}
    async with opened(f"sqlite:///{path}") as db, db.read() as session:
        return kept, not whole or await audit.verify(session) is not None


@tries("P16", of="copies", sqlite=(4, 100), postgres=(3, 100), seconds=300)
async def test_every_copy_made_under_load_comes_back_with_what_was_saved(
    trial: Trial, simulator: Simulator, nursery: Nursery, tmp_path: Path
) -> None:
    found = await besieged(trial, simulator, nursery, Backups(tmp_path))
    assert found == {"copies": trial.size, "unmade": 0, "unsound": 0, "lines_lacking": 0}


@tries("P16", of="copies", sqlite=(3, 30), mutant="copies the file as it lies there")
async def test_a_plain_copy_of_the_file_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery, tmp_path: Path
) -> None:
    assert is_sqlite(trial.url)
    found = await besieged(trial, simulator, nursery, Plain(tmp_path))
    assert found["unsound"] + found["lines_lacking"] > 0


@tries(
    "P16",
    of="copies",
    postgres=(2, 20),
    mutant="reads each table at a moment of its own",
)
async def test_a_copy_of_several_moments_is_found_out(
    trial: Trial,
    simulator: Simulator,
    nursery: Nursery,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    levels: Any = psycopg.IsolationLevel
    monkeypatch.setattr("storage.safekeeping.sources.SNAPSHOT", levels.READ_COMMITTED)
    found = await besieged(trial, simulator, nursery, Slow(tmp_path))
    assert found["unsound"] + found["unmade"] > 0
