"""What a restore may not undo, on both databases: a lock, who was let go, what was sent."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot import running
from bot.config import load
from storage import audit, migrate
from storage.act import Act
from storage.office import invites, lockdowns, officers, restored
from storage.records import record_lookup
from storage.rules.clock import system_clock
from storage.rules.errors import Refusal
from storage.rules.terms import RecordKind, Role
from storage.safekeeping import tools
from tests.helpers import older
from tests.helpers.offices import NOW
from tests.helpers.restoring import (
    ADMIN,
    LATER,
    OFFICE,
    STAFF,
    Run,
    backed_up,
    backed_up_as_before,
    commanding,
    does,
    due,
    furnished,
    lock_of,
    people,
)

pytestmark = pytest.mark.long


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, url: str, folder: Path) -> Run:
    """A command on the database of the test."""
    return commanding(monkeypatch, url, folder)


@pytest.mark.parametrize("older", [False, True], ids=["archive", "older"])
def test_a_restored_office_is_that_of_the_backup_and_starts_locked(
    run: Run, url: str, tmp_path: Path, folder: Path, older: bool
) -> None:
    furnished(url)
    path = backed_up_as_before(url, tmp_path) if older else backed_up(run, tmp_path)

    async def later(session: Any) -> None:
        (row,) = await record_lookup.all_living(session, RecordKind.EVENT)
        row.title = "나중에 바뀐 이름"

    does(url, later)
    result = run("restore", path)
    assert result.exit_code == 0, result.output
    titles = does(url, lambda session: record_lookup.all_living(session, RecordKind.EVENT))
    assert [row.title for row in titles] != ["나중에 바뀐 이름"]
    assert lock_of(url) is not None
    assert "python3 -m bot lockdown --off" in result.output
    assert "보내려던 글 1건" in result.output
    assert due(url) == []
    assert does(url, audit.verify) is None
    assert migrate.drift(url) == []
    (before,) = [line for line in result.output.splitlines() if line.startswith("앞의 자료: ")]
    kept = Path(before.partition(": ")[2])
    assert kept.stat().st_mode & 0o777 == 0o600
    again = run("restore", kept, "--even-locked")
    assert again.exit_code == 0, again.output  # what was there is not lost
    titles = does(url, lambda session: record_lookup.all_living(session, RecordKind.EVENT))
    assert [row.title for row in titles] == ["나중에 바뀐 이름"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} <= {0o600}
    assert (
        list(tmp_path.glob("backup?*")) + list(tmp_path.glob("older?*")) == []
    )  # a backup is one file, looked into or not


def test_a_lock_and_who_was_let_go_or_lowered_outlive_it(
    run: Run, url: str, tmp_path: Path
) -> None:
    furnished(url)
    path = backed_up(run, tmp_path)
    result = run("lockdown", "--revoke", ADMIN)
    assert result.exit_code == 0, result.output
    since = lock_of(url)

    async def changed(session: Any) -> None:
        office = await officers.by_telegram(session, OFFICE)
        staff = await officers.by_telegram(session, STAFF)
        assert office is not None
        assert staff is not None
        office.role, staff.role = Role.VIEWER, Role.SENIOR
        await officers.add(
            Act(session, None, NOW),
            telegram_id=LATER,
            name="나중○○",
            role=Role.ADMIN,
            department_id=None,
        )

    does(url, changed)
    assert run("restore", path).exit_code == 77  # locked, and nobody can be asked
    assert people(url)[ADMIN] == ("admin", "removed")
    result = run("restore", path, "--even-locked")
    assert result.exit_code == 0, result.output
    assert lock_of(url) == since
    found = people(url)
    assert found[ADMIN] == ("admin", "removed")
    assert found[OFFICE] == ("viewer", "active")
    assert found[STAFF] == ("staff", "active")  # more than the backup knew is not held against it
    assert LATER not in found
    assert f"  {ADMIN} · 홍○○ · 관리자 → 등록 해제" in result.output
    assert f"  {OFFICE} · 홍○○ · 총괄 → 열람" in result.output
    assert f"  {LATER} · 나중○○ · 관리자" in result.output
    assert "관리자가 없습니다. python3 -m bot init" in result.output
    assert does(url, audit.verify) is None


def test_an_invite_that_was_open_then_lets_nobody_in_now(
    run: Run, url: str, tmp_path: Path
) -> None:
    """Whether it was used or voided since, nobody can know for sure."""
    furnished(url)

    async def invited(session: Any) -> str:
        return await invites.create(
            Act(session, None, system_clock()), Role.ADMIN, None, "", 3_650, needs_approval=False
        )

    token = does(url, invited)
    path = backed_up(run, tmp_path)
    assert run("restore", path).exit_code == 0

    async def tried(session: Any) -> None:
        with pytest.raises(Refusal, match="기한"):
            await invites.use(session, token, LATER, "낯선이", system_clock())

    does(url, tried)


def test_who_has_power_again_without_having_had_it_is_named(
    run: Run, url: str, tmp_path: Path
) -> None:
    furnished(url)
    path = backed_up(run, tmp_path)

    async def forgotten(session: Any) -> None:
        connection = await session.connection()
        await connection.execute(text("DELETE FROM figure"))
        await connection.execute(text("DELETE FROM record_company"))
        await connection.execute(text("DELETE FROM event"))
        await connection.execute(text(f"DELETE FROM officer WHERE telegram_id <> {OFFICE}"))

    does(url, forgotten)
    result = run("restore", path)
    assert result.exit_code == 0, result.output
    risen = result.output.partition("lockdown --revoke 번호 로 등록을 해제하십시오:")[2]
    assert f"  {ADMIN} · 홍○○ · 관리자" in risen
    assert people(url)[ADMIN] == ("admin", "active")


def test_an_older_backup_is_brought_to_this_release_and_is_locked_too(
    run: Run, url: str, tmp_path: Path
) -> None:
    """A release that knew neither a lock nor second consent."""
    furnished(url)
    older.taken_back(url, "0009")
    path = backed_up(run, tmp_path)
    assert run("restore", path).exit_code == 0
    assert lock_of(url) is not None
    assert due(url) == []
    assert migrate.current(url) == migrate.head()
    assert migrate.drift(url) == []


def test_what_was_put_back_by_hand_is_withdrawn_and_locked_by_one_command(
    run: Run, url: str
) -> None:
    furnished(url)
    result = run("restore", "--after-pg-restore")
    assert result.exit_code == 0, result.output
    assert "보내려던 글 1건" in result.output
    assert f"  {ADMIN} · 홍○○" in result.output
    assert lock_of(url) is not None
    assert due(url) == []


def by_hand(url: str, path: Path) -> None:
    """As somebody does it who knows the database and not this product."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).write_bytes(path.read_bytes())
        return
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    words = ("--no-owner", f"--dbname={make_url(url).database}", path)
    tools.at(url)._run("pg_restore", *words)


def test_a_restore_by_hand_is_noticed_at_the_next_start(
    run: Run, url: str, tmp_path: Path
) -> None:
    furnished(url)
    settings = load(_env_file=None)
    asyncio.run(running._at_home(settings))
    assert lock_of(url) is None  # an office that stayed where it was goes on as before
    path = backed_up_as_before(url, tmp_path)
    by_hand(url, path)
    asyncio.run(running._at_home(settings))
    assert lock_of(url) is not None
    assert due(url) == []

    async def opened(session: Any) -> None:
        await lockdowns.end(session, NOW + timedelta(days=1))
        assert await restored.settle_if_moved(session, NOW) is None  # once is enough

    does(url, opened)


@pytest.mark.parametrize("left", [b"\xff" * 8192, b"", None], ids=["damaged", "empty", "gone"])
def test_an_office_that_tells_nothing_any_more_is_replaced_by_a_locked_one_and_kept(
    monkeypatch: pytest.MonkeyPatch,
    sqlite_url: str,
    tmp_path: Path,
    folder: Path,
    left: bytes | None,
) -> None:
    run = commanding(monkeypatch, sqlite_url, folder)
    furnished(sqlite_url)
    path = backed_up(run, tmp_path)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    file.unlink()
    if left is not None:
        file.write_bytes(left)
    result = run("restore", path)
    assert result.exit_code == 0, result.output
    assert "사람을 읽지 못해" in result.output
    assert f"  {ADMIN} · 홍○○ · 일자리정책과 · 관리자" in result.output
    assert lock_of(sqlite_url) is not None
    if left:
        assert file.with_name("office.db.before-1").read_bytes() == left


def test_a_copy_that_stands_for_itself_is_still_a_whole_database(
    sqlite_url: str, tmp_path: Path
) -> None:
    furnished(sqlite_url)
    path = backed_up_as_before(sqlite_url, tmp_path)
    with closing(sqlite3.connect(path)) as one:
        assert one.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert one.execute("SELECT mark FROM origin").fetchone() == ("copy",)
