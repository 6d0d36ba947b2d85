"""`backup` and `restore`: a running office is copied whole, and comes back as it was."""

import asyncio
import json
import shutil
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import UNAVAILABLE
from bot.config import load
from bot.running import ALREADY_RUNS, alone
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import Facts
from storage.records import record_lookup, records
from storage.rules.terms import RecordKind
from storage.safekeeping import archive
from storage.traffic import leases, outbox
from storage.traffic.messages import Message
from tests.helpers.facts import bus, fair
from tests.helpers.offices import NOW, Office, seat
from tests.helpers.restoring import backed_up_as_before

pytestmark = pytest.mark.long


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def asked(patch: pytest.MonkeyPatch, url: str, *words: str) -> Result:
    patch.setenv("BOT_TOKEN", "2:canary-token")
    patch.setenv("DATABASE_URL", url)
    patch.setenv("DATA_DIR", str(file_of(url).parent))
    return CliRunner().invoke(app, list(words))


async def titles(url: str) -> list[str]:
    db = Database(url)
    async with db.read() as session:
        found = [row.title for row in await record_lookup.all_living(session, RecordKind.EVENT)]
    await db.close()
    return sorted(found)


async def write(url: str, facts: Facts, office: Office | None = None) -> None:
    db = Database(url)
    async with db.begin() as session:
        actor = (office or await seat(session)).staff
        await records.add(Act(session, actor, NOW), facts)
    await db.close()


def test_a_backup_is_for_its_owner_alone_and_never_over_another_file(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert asked(monkeypatch, sqlite_url, "backup", str(copy)).exit_code == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    before = copy.read_bytes()
    result = asked(monkeypatch, sqlite_url, "backup", str(copy))
    assert result.exit_code == UNAVAILABLE
    assert copy.read_bytes() == before


def test_what_is_restored_is_the_office_of_that_day_and_the_other_stands_beside_it(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    asyncio.run(write(sqlite_url, bus()))
    copy = tmp_path / "copy.db"
    asked(monkeypatch, sqlite_url, "backup", str(copy))
    day = asyncio.run(titles(sqlite_url))

    async def later() -> None:
        db = Database(sqlite_url)
        async with db.begin() as session:
            (row,) = await record_lookup.all_living(session, RecordKind.EVENT)
            row.title = "나중에 바뀐 이름"
            session.add(row)
        await db.close()

    asyncio.run(later())
    result = asked(monkeypatch, sqlite_url, "restore", str(copy))
    assert result.exit_code == 0, result.output
    assert asyncio.run(titles(sqlite_url)) == day
    aside = f"{sqlite_url}.before-1"
    assert asyncio.run(titles(aside)) == ["나중에 바뀐 이름"]


def test_a_message_that_waited_in_the_backup_is_not_sent_again(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    """O10: it may have been sent after the backup was made."""

    async def waits() -> None:
        db = Database(sqlite_url)
        async with db.begin() as session:
            await outbox.put(session, 5, Message("알림"), now=NOW)
        await db.close()

    async def due() -> int:
        db = Database(sqlite_url)
        async with db.begin() as session:
            parcels = await leases.claim(session, NOW, most=10)
        await db.close()
        return len(parcels)

    asyncio.run(waits())
    copy = tmp_path / "copy.db"
    asked(monkeypatch, sqlite_url, "backup", str(copy))
    result = asked(monkeypatch, sqlite_url, "restore", str(copy))
    assert "1건" in result.output
    assert asyncio.run(due()) == 0


def test_nothing_is_restored_under_a_running_bot(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    asked(monkeypatch, sqlite_url, "backup", str(copy))
    with alone(load(_env_file=None)):
        result = asked(monkeypatch, sqlite_url, "restore", str(copy))
    assert result.exit_code == ALREADY_RUNS
    assert not file_of(f"{sqlite_url}.before-1").exists()


@pytest.mark.parametrize(
    ("body", "said"),
    [(None, "그런 파일이 없습니다"), (b"not a database" * 100, "이 봇의 자료가 아닙니다")],
)
def test_what_is_no_backup_leaves_the_office_untouched(
    monkeypatch: pytest.MonkeyPatch,
    sqlite_url: str,
    tmp_path: Path,
    body: bytes | None,
    said: str,
) -> None:
    asyncio.run(write(sqlite_url, fair()))
    copy = tmp_path / "copy.db"
    if body is not None:
        copy.write_bytes(body)
    result = asked(monkeypatch, sqlite_url, "restore", str(copy))
    assert result.exit_code == UNAVAILABLE
    assert said in result.output
    assert len(asyncio.run(titles(sqlite_url))) == 1


@pytest.mark.parametrize("older", [True, False])
def test_a_damaged_or_a_newer_backup_is_refused(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path, older: bool
) -> None:
    newer = tmp_path / "newer"
    if older:
        copy = backed_up_as_before(sqlite_url, tmp_path)
        shutil.copyfile(copy, newer)
        with closing(sqlite3.connect(newer)) as one, one:
            one.execute("UPDATE alembic_version SET version_num = '9999'")
    else:
        copy = tmp_path / "copy"
        asked(monkeypatch, sqlite_url, "backup", str(copy))
        retold(copy, newer, version="9999")
    assert "새로운 버전" in asked(monkeypatch, sqlite_url, "restore", str(newer)).output
    body = bytearray(copy.read_bytes())
    body[len(body) // 2 : len(body) // 2 + 4096] = b"\xff" * 4096
    copy.write_bytes(body)
    assert asked(monkeypatch, sqlite_url, "restore", str(copy)).exit_code == UNAVAILABLE


def retold(path: Path, other: Path, **said: object) -> None:
    """An archive that says otherwise of itself."""
    with zipfile.ZipFile(path) as kept, zipfile.ZipFile(other, "w") as made:
        for name in kept.namelist():
            body = kept.read(name)
            if name == archive.MANIFEST:
                body = json.dumps({**json.loads(body), **said}).encode()
            made.writestr(name, body)


def test_whether_it_can_be_restored_is_tried_and_told(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    """Mutant: a backup whose trail has a line of somebody's own, whose sums are right again."""
    asyncio.run(write(sqlite_url, bus()))
    assert "아직 없습니다" in asked(monkeypatch, sqlite_url, "restore", "--check").output
    night = tmp_path / "backups" / "office-20260303.zip"
    night.parent.mkdir()
    assert asked(monkeypatch, sqlite_url, "backup", str(night)).exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    found = asked(monkeypatch, sqlite_url, "restore", "--check")
    assert found.exit_code == 0, found.output
    for words in (f"되살릴 수 있습니다: {night}", "한 글자까지 같음", "줄이 이어집니다", "SQLite"):
        assert words in found.output
    now = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert now == before
    for older in (backed_up_as_before(sqlite_url, tmp_path),):
        assert asked(monkeypatch, sqlite_url, "restore", "--check", str(older)).exit_code == 0
    with closing(sqlite3.connect(file_of(sqlite_url))) as one, one:
        one.execute("UPDATE audit_entry SET hash = replace(hash, 'a', 'b') WHERE seq = 1")
    asked(monkeypatch, sqlite_url, "backup", str(tmp_path / "tampered"))
    found = asked(monkeypatch, sqlite_url, "restore", "--check", str(tmp_path / "tampered"))
    assert found.exit_code == UNAVAILABLE
    assert "이어지지 않습니다" in found.output
    night.write_bytes(night.read_bytes()[:-5])
    found = asked(monkeypatch, sqlite_url, "restore", "--check")
    assert found.exit_code == UNAVAILABLE
    assert "손상되었습니다" in found.output
