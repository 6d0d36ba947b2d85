"""A PostgreSQL office is put back whole or not at all, and under nobody's hands."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from bot.cli.exits import UNAVAILABLE
from storage import migrate
from storage.safekeeping import restoring, tools
from tests.helpers.databases import Server
from tests.helpers.offices import NOW
from tests.helpers.restoring import (
    ADMIN,
    backed_up,
    backed_up_as_before,
    commanding,
    due,
    furnished,
    lock_of,
    people,
)

pytestmark = [pytest.mark.long, pytest.mark.postgres]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    return made


def test_nothing_is_restored_under_somebody_who_uses_the_database(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path
) -> None:
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    path = backed_up(run, tmp_path)
    with psycopg.connect(tools.address(postgres_url)):
        result = run("restore", path)
    assert result.exit_code == UNAVAILABLE
    assert "다른 연결이 1개" in result.output
    assert lock_of(postgres_url) is None


def test_two_restores_within_one_second_keep_what_was_before_each(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path
) -> None:
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    path = backed_up(run, tmp_path)
    kept = [
        restoring.restore(
            restoring.Place(postgres_url, folder, NOW + timedelta(milliseconds=at)), path
        ).before
        for at in range(2)
    ]
    assert len(set(kept)) == 2
    assert all(one is not None and one.is_file() for one in kept)


@pytest.mark.parametrize(
    ("older", "view"), [(True, "SELECT 1 AS one"), (False, "SELECT id FROM officer")]
)
def test_what_cannot_be_put_back_whole_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    postgres_url: str,
    tmp_path: Path,
    folder: Path,
    older: bool,
    view: str,
) -> None:
    """A dump brings a view that stands there; a table that a view reads cannot be replaced."""
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    with psycopg.connect(tools.address(postgres_url), autocommit=True) as connection:
        connection.execute(f"CREATE VIEW anothers AS {view}".encode())
    path = backed_up_as_before(postgres_url, tmp_path) if older else backed_up(run, tmp_path)
    result = run("restore", path)
    assert result.exit_code == UNAVAILABLE, result.output
    assert "anothers" in result.output
    assert people(postgres_url)[ADMIN] == ("admin", "active")
    assert lock_of(postgres_url) is None


def test_without_the_programs_of_the_server_it_is_copied_and_put_back(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path
) -> None:
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    monkeypatch.setattr(tools, "PACKAGED", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("restore", backed_up(run, tmp_path))
    assert result.exit_code == 0, result.output
    assert lock_of(postgres_url) is not None


def test_the_way_back_from_a_newer_release_is_its_backup(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path
) -> None:
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    path = backed_up(run, tmp_path)
    with psycopg.connect(tools.address(postgres_url), autocommit=True) as connection:
        connection.execute("CREATE TABLE later (officer_id INTEGER REFERENCES officer (id))")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    result = run("restore", path)
    assert result.exit_code == 0, result.output
    assert migrate.drift(postgres_url) == []
    assert people(postgres_url)[ADMIN] == ("admin", "active")


@pytest.mark.parametrize("older", [True, False])
def test_there_is_no_moment_in_which_the_office_is_back_and_open(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path, older: bool
) -> None:
    """What a replica sees that starts when the data are back, before anything else was done."""
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    path = backed_up_as_before(postgres_url, tmp_path) if older else backed_up(run, tmp_path)
    run("lockdown", "--revoke", str(ADMIN))
    run("lockdown", "--off")
    died = RuntimeError("in the moment after the data are back")

    async def dies(*_given: object, **_named: object) -> int:
        raise died

    with monkeypatch.context() as dying:
        dying.setattr(restoring, "settled", dies)
        assert run("restore", path).exception is died
    assert lock_of(postgres_url) is not None
    assert people(postgres_url)[ADMIN] == ("admin", "removed")
    assert due(postgres_url) == []


def test_an_office_that_lost_its_server_comes_back_on_an_empty_one(
    monkeypatch: pytest.MonkeyPatch,
    postgres: Server,
    postgres_url: str,
    tmp_path: Path,
    folder: Path,
) -> None:
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    path = backed_up(run, tmp_path)
    elsewhere = postgres.new_database()
    result = commanding(monkeypatch, elsewhere, folder)("restore", path)
    assert result.exit_code == 0, result.output
    assert f"  {ADMIN} · 홍○○ · 일자리정책과 · 관리자" in result.output
    assert lock_of(elsewhere) is not None
    assert due(elsewhere) == []
    postgres.drop(elsewhere)


@pytest.mark.parametrize("body", [b"not a dump" * 99, b""])
def test_what_is_no_dump_leaves_the_office_untouched(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path, body: bytes
) -> None:
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    (tmp_path / "copy").write_bytes(body)
    result = run("restore", tmp_path / "copy")
    assert result.exit_code == UNAVAILABLE
    assert "이 봇의 자료가 아닙니다" in result.output
    assert lock_of(postgres_url) is None
    assert list(folder.iterdir()) == []
