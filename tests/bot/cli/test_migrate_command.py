"""Tables are changed only after a copy of them was made, and the operator is told where it is."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import running
from bot.cli.__main__ import app
from bot.cli.exits import UNAVAILABLE
from bot.config import load
from storage import migrate
from storage.database import Database
from storage.safekeeping import copies, tools
from tests.helpers import older
from tests.helpers.offices import seat

pytestmark = pytest.mark.long

OLDER = "0010"


def of_older(url: str) -> None:
    """Makes the database that of an office of an older release."""

    async def fill() -> None:
        db = Database(url)
        async with db.begin() as session:
            await seat(session)
        await db.close()

    asyncio.run(fill())
    older.taken_back(url, OLDER)


@pytest.fixture(scope="module")
def older_file(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """Such a database of SQLite, to copy."""
    path = tmp_path_factory.mktemp("older") / "office.db"
    shutil.copyfile(migrated_file, path)
    of_older(f"sqlite:///{path}")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, older_file: Path) -> Path:
    """The data folder of an office whose tables are of an older release."""
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    monkeypatch.setenv("BOT_TOKEN", "2:canary-token")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATA_DIR", str(made))

    if url.startswith("sqlite"):
        shutil.copyfile(older_file, url.removeprefix("sqlite:///"))
    else:
        of_older(url)
    return made


def asked(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def copies_in(url: str, folder: Path) -> list[Path]:
    """Beside a SQLite file, else in the data folder."""
    place = Path(url.removeprefix("sqlite:///")).parent if "sqlite" in url else folder
    return sorted(place.glob(f"office.*.schema-{OLDER}.*"))


def without_tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tools, "PACKAGED", ())
    monkeypatch.setenv("PATH", str(tmp_path))


def test_migrate_keeps_a_copy_says_where_and_does_so_once(folder: Path, url: str) -> None:
    result = asked("migrate")
    assert result.exit_code == 0, result.output
    (copy,) = copies_in(url, folder)
    assert f"바꾸기 전의 자료: {copy}" in result.output
    assert copy.stat().st_mode & 0o777 == 0o600
    assert migrate.current(url) == migrate.head()
    again = asked("migrate")
    assert "바꾸기 전의 자료" not in again.output
    assert copies_in(url, folder) == [copy]
    assert asked("restore", str(copy)).exit_code == 0


def test_a_start_that_changes_tables_keeps_a_copy_and_logs_where(folder: Path, url: str) -> None:
    settings = load(_env_file=None)
    start = "from bot import running, config; raise SystemExit(running._in_shape(config.load()))"
    root = str(Path(running.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, text=True, check=False, cwd=root
    )
    assert done.returncode == 0, done.stderr
    (copy,) = copies_in(url, folder)
    assert copy.name in done.stdout + done.stderr
    assert migrate.current(settings.database) == migrate.head()


def test_of_the_copies_few_are_kept(folder: Path, url: str) -> None:
    place = Path(url.removeprefix("sqlite:///")) if "sqlite" in url else folder / "office.dump"
    old = [f"{place.name}.schema-0009.2021080{day}-090000" for day in range(1, 6)]
    for name in old:
        (place.parent / name).write_text("")
    assert asked("migrate").exit_code == 0
    left = [path.name for path in place.parent.glob("*.schema-*")]
    assert len(left) == copies.FEW
    assert set(old[-2:]) < set(left)


@pytest.mark.postgres
def test_without_pg_dump_nothing_is_changed_unless_so_said(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path
) -> None:
    older.taken_back(postgres_url, OLDER)
    monkeypatch.setenv("BOT_TOKEN", "2:canary-token")
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    without_tools(monkeypatch, tmp_path)
    refused = asked("migrate")
    assert refused.exit_code == UNAVAILABLE
    for said in ("pg_dump", "postgresql-client", "migrate --without-backup"):
        assert said in refused.output
    assert migrate.current(postgres_url) == OLDER
    assert asked("backup", str(tmp_path / "copy")).exit_code == UNAVAILABLE
    assert not (tmp_path / "copy").exists()
    done = asked("migrate", "--without-backup")
    assert done.exit_code == 0, done.output
    assert migrate.current(postgres_url) == migrate.head()


def test_a_disk_without_room_for_the_copy_leaves_the_tables_as_they_are(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    older.taken_back(sqlite_url, OLDER)
    monkeypatch.setenv("BOT_TOKEN", "2:canary-token")
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    words = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536));"
    words += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    words += "sys.argv[1:] = ['migrate']; from bot.cli.__main__ import main; main()"
    root = str(Path(running.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=False, cwd=root
    )
    assert done.returncode == UNAVAILABLE, done.stderr
    assert "자료의 틀을 바꾸지 않았습니다" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.glob("*.schema-*")) == []
    assert migrate.current(sqlite_url) == OLDER


def test_the_child_that_changes_tables_knows_no_token(
    folder: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It stands in for the interpreter that a start calls, and writes down what it was given."""
    seen = tmp_path / "seen"
    spy = tmp_path / "python"
    spy.write_text(
        f"#!{sys.executable}\nimport json, os\n"
        f"open({str(seen)!r}, 'w').write(json.dumps(dict(os.environ)))\n"
    )
    spy.chmod(0o700)
    monkeypatch.setenv("WEBHOOK_SECRET", "canary-secret")
    monkeypatch.setattr(sys, "executable", str(spy))
    assert running._in_shape(load(_env_file=None)) == 0
    told = json.loads(seen.read_text())
    assert "canary" not in json.dumps(told)
    assert "DATABASE_URL" not in told
    assert "DATA_DIR" not in told
    assert told["PATH"] == os.environ["PATH"]


@pytest.mark.postgres
def test_tools_that_no_package_brought_are_found_in_the_path(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    found = tools.at(postgres_url).folder
    monkeypatch.setattr(tools, "PACKAGED", ())
    monkeypatch.setenv("PATH", str(found))
    assert tools.at(postgres_url).folder == found
