"""Any office's register goes out, in and out again without losing or adding a letter."""

import asyncio
import random
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storage.act import Act
from storage.database import Database, savepoint
from storage.facts.registers.wording_registers import HELD, KEY, REGISTERS
from storage.facts.registers.wording_scopes import Scope
from storage.records import records
from storage.records.returned_rows import Choice
from storage.registers.listing import Listed
from storage.registers.shapes import Decided
from storage.rules.errors import Refusal
from storage.rules.terms import RecordKind
from tests.helpers import register_lives
from tests.helpers.offices import NOW, Office, seat
from tests.storage.registers.through_files import cells, exported, file_of, imported, listed

SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))]


async def filled(db: Database, kind: RecordKind, seed: int) -> Office:
    """An office with some records of a kind, of two departments."""
    dice = random.Random(seed)
    async with db.begin() as session:
        office = await seat(session)
        for _ in range(12):
            act = Act(session, dice.choice([office.staff, office.other]), NOW)
            with suppress(Refusal):
                async with savepoint(session):
                    await records.add(act, register_lives.facts(kind, dice))
    return office


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", REGISTERS)
def test_out_in_and_out_again_is_the_same_file(
    migrated_file: Path, kind: RecordKind, seed: int, form: str
) -> None:
    async def there_and_back(url: str) -> None:
        db = Database(url)
        office = await filled(db, kind, seed)
        out = await exported(db, Scope(kind), form)
        found, taken = await imported(db, out, office.office)
        assert (found.faults, found.edits, found.likely, found.gone) == ([], [], [], [])
        assert found.unchanged == len((await listed(db, Scope(kind))).rows)
        assert taken.done == []
        assert await exported(db, Scope(kind), form) == out
        await db.close()

    with TemporaryDirectory() as folder:
        path = Path(folder) / "office.db"
        shutil.copyfile(migrated_file, path)
        asyncio.run(there_and_back(f"sqlite:///{path}"))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", REGISTERS)
def test_an_empty_office_takes_the_whole_register_over(
    migrated_file: Path, kind: RecordKind, seed: int
) -> None:
    """Every fact that a register holds comes back out of its cells alone."""

    async def carried(first: str, second: str) -> None:
        old, new = Database(first), Database(second)
        await filled(old, kind, seed)
        async with new.begin() as session:
            office = await seat(session)
        before = await listed(old, Scope(kind))
        at = before.headings.index(KEY)
        bare = tuple((*row[:at], "") for row in before.rows)
        body = file_of(before.__class__(Scope(kind), before.headings, bare, before.offered))
        found, _ = await imported(new, body, office.office)
        assert found.faults == []
        news = Decided({one.line: Choice.NEW for one in found.likely})
        _, taken = await imported(new, body, office.office, news)
        assert taken.refused == []
        after = await listed(new, Scope(kind))

        def sorted_rows(register: Listed) -> list[list[tuple[str, str]]]:
            return sorted(sorted(row.items()) for row in cells(register, KEY, HELD, "연번"))

        assert sorted_rows(after) == sorted_rows(before)
        await old.close()
        await new.close()

    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("old.db", "new.db")]
        for path in paths:
            shutil.copyfile(migrated_file, path)
        asyncio.run(carried(*(f"sqlite:///{path}" for path in paths)))
