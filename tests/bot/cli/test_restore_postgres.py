"""A PostgreSQL office is put back whole or not at all, and under nobody's hands."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.cli.exits import UNAVAILABLE
from storage import migrate
from storage.rules.standing import returned
from storage.safekeeping import copies, postgres_dump
from tests.helpers.databases import Server
from tests.helpers.offices import NOW
from tests.helpers.restoring import ADMIN, backed_up, commanding, due, furnished, lock_of, people

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
    dsn = make_url(postgres_url).set(drivername="postgresql").render_as_string(False)
    with psycopg.connect(dsn):
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
        copies.restore(postgres_url, path, folder, NOW + timedelta(milliseconds=at)).before
        for at in range(2)
    ]
    assert len(set(kept)) == 2
    assert all(one is not None and one.is_file() for one in kept)


def test_a_dump_that_cannot_be_put_back_whole_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path
) -> None:
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    dsn = make_url(postgres_url).set(drivername="postgresql").render_as_string(False)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE VIEW anothers AS SELECT 1 AS one")
    path = backed_up(run, tmp_path)
    result = run("restore", path)  # the dump brings the view, which stands there already
    assert result.exit_code == UNAVAILABLE, result.output
    assert "anothers" in result.output
    assert people(postgres_url)[ADMIN] == ("admin", "active")
    assert lock_of(postgres_url) is None


def test_the_way_back_from_a_newer_release_is_its_backup(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path
) -> None:
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    path = backed_up(run, tmp_path)
    dsn = make_url(postgres_url).set(drivername="postgresql").render_as_string(False)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE later (officer_id INTEGER REFERENCES officer (id))")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    result = run("restore", path)
    assert result.exit_code == 0, result.output
    assert migrate.drift(postgres_url) == []
    assert people(postgres_url)[ADMIN] == ("admin", "active")


def test_there_is_no_moment_in_which_the_office_is_back_and_open(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path, folder: Path
) -> None:
    """What a replica sees that starts when the data are back, before anything else was done."""
    run = commanding(monkeypatch, postgres_url, folder)
    furnished(postgres_url)
    path = backed_up(run, tmp_path)
    run("lockdown", "--revoke", str(ADMIN))
    run("lockdown", "--off")
    dump = postgres_dump.opened(postgres_url, path)
    present = postgres_dump.standing(postgres_url)
    assert present is not None
    dump.put_back(returned(present.posts, dump.posts), folder)
    assert lock_of(postgres_url) is not None
    assert people(postgres_url)[ADMIN] == ("admin", "removed")
    assert due(postgres_url) == []
    assert list(folder.iterdir()) == []


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
