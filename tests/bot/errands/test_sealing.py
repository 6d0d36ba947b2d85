"""Whoever looks over it all is told whether the kept bytes of evidence are as they were kept."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.errands.sealing import Sealing
from storage.database import Database
from storage.models.traffic import Outbox
from storage.records import evidence, evidence_files
from storage.rules.terms import RecordKind
from storage.safekeeping.vault import Vault
from tests.helpers.offices import NOW
from tests.helpers.traced import traced


async def told(db: Database) -> Sequence[str]:
    async with db.read() as session:
        rows = (await session.exec(select(Outbox).order_by(col(Outbox.id)))).all()
    return [row.payload["text"] for row in rows if row.kind == "message"]


@pytest.mark.long
async def test_each_file_is_named_with_its_whole_hash_and_what_became_of_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Mutant: the hash of the row is shown, and no byte is read."""
    db = Database(sqlite_url)
    was = await traced(db, tmp_path / "data")
    vault = Vault(was.folder)
    errand = Sealing(vault, lambda: NOW)
    given = {"kind": "event", "record": 1, "officer": was.office.viewer.id, "chat": 7}
    await errand(db, given)
    async with db.read() as session:
        held = await evidence.held_by(session, RecordKind.EVENT, 1)
        known = await evidence_files.by_ids(session, [one.file_unique_id for one in held])
    (said,) = await told(db)
    assert said.count("보관한 그대로입니다.") == len(held) == 2
    assert all(one.sha256 in said for one in known.values())
    place = vault.place(known["photo"].sha256)
    place.write_bytes(place.read_bytes()[::-1])
    await errand(db, given)
    assert (await told(db))[-1].count("내용이 달라졌습니다") == 1
    before = await told(db)
    await errand(db, given | {"officer": was.office.other.id})  # who may not ask is told nothing
    assert await told(db) == before
    await db.close()
