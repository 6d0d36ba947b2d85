"""What was sent as evidence is brought here whole, once, whatever dies, is away, or is refused."""

import asyncio
import hashlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.api.files import Files
from bot.api.transport import AiohttpRequest
from bot.pumps.keeper import Keeper
from bot.simulator.server import Simulator, serve
from storage.act import Act
from storage.database import Database
from storage.models.evidence import EvidenceFile
from storage.models.traffic import Outbox
from storage.records import evidence, evidence_bags, evidence_files, records
from storage.rules import retention
from storage.rules.terms import RecordKind
from storage.safekeeping.vault import PART, Vault
from tests.helpers.facts import bus, fair
from tests.helpers.offices import NOW, Office, seat
from tests.helpers.photographs import CANARY, photograph

EVENT = RecordKind.EVENT
DAY = "2021:07:15 09:00:00"


@dataclass
class House:
    """A simulator with its files, a database with two events, and a keeper between them."""

    simulator: Simulator
    db: Database
    url: str
    office: Office
    request: AiohttpRequest
    folder: Path
    now: datetime = NOW
    numbers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.vault = Vault(self.folder)
        files = Files(self.simulator.url, self.simulator.token, self.request)
        self.keeper = Keeper(files, self.vault, self.db, lambda: self.now)

    def act(self, session: Any) -> Act:
        return Act(session, self.office.staff, self.now)

    async def attach(self, body: bytes, name: str = "원본.jpg", at: int = 0) -> str:
        """An officer puts a document under a record; returns Telegram's mark of it."""
        stored = self.simulator.world.shelf.add_document(body, name, "image/jpeg")
        file = {**stored.face, "media": "document", "size": stored.face["file_size"]}
        async with self.db.begin() as session:
            await evidence.attach(self.act(session), EVENT, self.numbers[at], file)
        return stored.unique_id

    async def row(self, mark: str) -> EvidenceFile:
        async with self.db.read() as session:
            return (await evidence_files.by_ids(session, [mark]))[mark]

    async def told(self) -> list[str]:
        async with self.db.read() as session:
            return [one.payload["text"] for one in (await session.exec(select(Outbox))).all()]

    async def dies(self, where: str) -> None:
        """A keeper of its own process does the same work and is killed there."""
        given = {
            "url": self.url,
            "api": self.simulator.url,
            "token": self.simulator.token,
            "folder": str(self.folder),
            "now": self.now.isoformat(),
        }
        command = (sys.executable, "-m", "tests.helpers.dying_keeper", where, json.dumps(given))
        child = await asyncio.create_subprocess_exec(*command)
        assert await child.wait() == -signal.SIGKILL


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    db, request = Database(sqlite_url), AiohttpRequest()
    await request.initialize()
    async with await serve() as simulator:
        async with db.begin() as session:
            office = await seat(session)
            act = Act(session, office.staff, NOW)
            numbers = [(await records.add(act, facts)).id for facts in (fair(), bus())]
        folder = tmp_path / "data"
        yield House(simulator, db, sqlite_url, office, request, folder, numbers=numbers)
    await request.shutdown()
    await db.close()


async def test_a_photo_is_kept_without_its_place_under_the_hash_of_what_is_kept(
    house: House,
) -> None:
    body = photograph(taken=DAY)
    mark = await house.attach(body)
    assert await house.keeper.once() == 1
    row = await house.row(mark)
    kept = house.vault.get(row.sha256)
    assert kept is not None
    assert CANARY.encode() not in kept
    assert row.came_sha256 == hashlib.sha256(body).hexdigest() != row.sha256
    assert (row.state, row.stripped, str(row.taken_on)) == ("kept", "clean", "2021-07-15")
    assert row.size == len(kept)
    for path in (house.vault.folder, *house.vault.folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0
    assert await house.keeper.once() == 0


@pytest.mark.long
@pytest.mark.parametrize("where", ["half", "whole", "kept"])
async def test_a_process_killed_between_download_and_commit_loses_nothing(
    house: House, where: str
) -> None:
    mark = await house.attach(photograph())
    await house.dies(where)
    row = await house.row(mark)
    assert (row.state, row.sha256) == ("wanted", "")
    lying = list(house.vault.all())
    assert len(lying) == (where == "kept")
    assert all(house.vault.get(one) is not None for one in lying)
    assert await house.keeper.once() == 0, "somebody else may be at it"
    house.now += evidence_files.LEASE
    assert await house.keeper.once() == 1
    row = await house.row(mark)
    assert row.state == "kept"
    assert list(house.vault.all()) == [row.sha256]
    for path in house.vault.folder.glob("??/*"):
        os.utime(path, (0, 0))
    await house.keeper.sweep()
    assert [path.name for path in house.vault.folder.glob("??/*")] == [row.sha256]


async def test_a_file_that_telegram_has_no_more_is_tried_again_and_then_told_once(
    house: House,
) -> None:
    mark = await house.attach(b"%PDF", "결과보고 <1>.pdf")
    house.simulator.world.shelf.burn()
    for pause in (*evidence_files.PAUSES, timedelta(0)):
        assert (await house.row(mark)).state == "wanted"
        assert await house.keeper.once() == 1
        house.now += pause
    row = await house.row(mark)
    assert (row.state, row.why) == ("lost", "gone")
    (said,) = await house.told()
    assert said.startswith("증빙 ‘결과보고 &lt;1&gt;.pdf’를 텔레그램에서 받아 오지 못해")
    assert "다시 올려 주십시오." in said
    mark = await house.attach(b"%PDF", "결과보고 <1>.pdf")
    await house.keeper.once()
    assert (await house.row(mark)).state == "kept"


async def test_a_file_that_is_too_large_is_said_at_once_and_fetched_never(house: House) -> None:
    mark = await house.attach(bytes((20 << 20) + 1), "영상.mp4")
    assert await house.keeper.once() == 0
    assert (await house.row(mark)).why == "large"
    (said,) = await house.told()
    assert "20MB보다 커서" in said


async def test_while_telegram_is_away_the_order_stands(house: House) -> None:
    mark = await house.attach(photograph())
    await house.simulator.close()
    for _ in range(6):
        assert await house.keeper.once() == 1
        house.now += timedelta(minutes=1)
    row = await house.row(mark)
    assert (row.state, row.tries) == ("wanted", 0)
    assert await house.told() == []


@pytest.mark.long
async def test_the_same_photo_under_two_records_is_kept_once_and_known_for_it(
    house: House,
) -> None:
    body = photograph()
    first, second = await house.attach(body), await house.attach(body, at=1)
    assert first != second
    await house.keeper.once()
    assert len(list(house.vault.all())) == 1
    async with house.db.read() as session:
        twins = await evidence_files.twins(session, [first])
    assert [one.record_id for one in twins[first]] == house.numbers


@pytest.mark.long
async def test_what_lies_there_no_more_is_fetched_again(house: House) -> None:
    mark = await house.attach(photograph())
    await house.keeper.once()
    kept = (await house.row(mark)).sha256
    house.vault.place(kept).unlink()
    await house.keeper.sweep()
    await house.keeper.once()
    assert house.vault.get(kept) is not None


@pytest.mark.long
async def test_bytes_stay_while_something_may_still_need_them(house: House) -> None:
    mark = await house.attach(photograph())
    bag = {"file_id": "x", "file_unique_id": "bag"}
    async with house.db.begin() as session:
        await evidence_bags.put(house.act(session), bag, chat_id=1, card="c")
        (file,) = await evidence.held_by(session, EVENT, house.numbers[0])
    await house.keeper.once()
    kept = (await house.row(mark)).sha256
    async with house.db.begin() as session:
        await records.remove(house.act(session), EVENT, house.numbers[0])
    house.now += timedelta(days=400)
    await house.keeper.sweep()
    assert house.vault.has(kept), "a removed record may be brought back"
    async with house.db.begin() as session:
        await records.restore(house.act(session), EVENT, house.numbers[0])
        await evidence.remove(house.act(session), file.id)
    house.now += retention.TAKEN_OFF - timedelta(minutes=1)
    await house.keeper.sweep()
    assert house.vault.has(kept)
    house.now += timedelta(minutes=2)
    await house.keeper.sweep()
    assert not house.vault.has(kept)
    async with house.db.read() as session:
        assert await evidence_files.by_ids(session, [mark]) == {}


def test_bytes_that_changed_on_the_disk_are_as_good_as_none_and_mended(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    kept = vault.put(b"abc")
    vault.place(kept).write_bytes(b"abd")
    assert vault.get(kept) is None
    assert vault.put(b"abc") == kept
    assert vault.get(kept) == b"abc"
    assert not list(tmp_path.rglob(f"*{PART}"))
