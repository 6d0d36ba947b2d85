"""The data are for their owner alone: an open folder is refused, files are closed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.__main__ import app
from bot.cli.exits import BAD_CONFIGURATION

ROOT = Path(__file__).parents[2]
COMMANDS = [
    ["run"],
    ["migrate"],
    ["init"],
    ["report"],
    ["export"],
    ["import", "보고서.txt"],
    ["lockdown"],
    ["rehearse"],
    ["backup", "copy"],
    ["restore", "copy"],
]


@pytest.fixture
def folder(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As an older release, or a careless hand, may have left it."""
    made = tmp_path / "an office"
    made.mkdir()
    made.chmod(0o755)
    shutil.copyfile(migrated_file, made / "office.db")
    (made / "office.db").chmod(0o644)
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "BOT_TOKEN": "2:canary-token",
        "DATA_DIR": str(made),
        "DATABASE_URL": "",
        "BOT_API_URL": "http://127.0.0.1:1",
    }.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_no_command_works_in_a_folder_that_others_can_open(folder: Path, words: list[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    result = CliRunner().invoke(app, words)
    assert result.exit_code == BAD_CONFIGURATION
    assert f"chmod 700 '{folder}'" in result.output
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_it_is_told_what_to_type_and_that_helps(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    result = CliRunner().invoke(app, ["lockdown", "--off"])
    assert f"지금 {mode:o}" in result.output
    typed = result.output.splitlines()[-1].strip()
    subprocess.run(["sh", "-c", typed], check=True)
    assert "chmod 700" not in CliRunner().invoke(app, ["lockdown", "--off"]).output


def test_files_that_were_left_open_are_closed_by_the_next_command(folder: Path) -> None:
    folder.chmod(0o700)
    with closing(sqlite3.connect(folder / "office.db")) as one:
        one.execute("PRAGMA journal_mode=WAL")
        one.execute("CREATE TABLE noise (n INTEGER)")
        (folder / "office.db.lock").touch()
        for path in folder.iterdir():
            path.chmod(0o644)
        assert CliRunner().invoke(app, ["lockdown", "--off"]).exit_code == 0
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert modes == {
        "office.db": 0o600,
        "office.db-wal": 0o600,
        "office.db-shm": 0o600,
        "office.db.lock": 0o600,
    }


@pytest.mark.long
def test_whatever_the_shell_allows_others_a_command_allows_them_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "deep" / "data"
    copy = tmp_path / "copy"
    environment = {**os.environ, "BOT_TOKEN": "2:canary", "DATA_DIR": str(made)}
    environment["DATABASE_URL"] = ""
    for words in (["migrate"], ["lockdown"], ["backup", str(copy)], ["restore", str(copy)]):
        if words[0] == "restore":
            words.append("--even-locked")
        subprocess.run(
            [sys.executable, "-m", "bot.cli", *words],
            cwd=ROOT,
            env=environment,
            umask=0,
            check=True,
            capture_output=True,
        )
    assert {path.stat().st_mode & 0o777 for path in (made.parent, made)} == {0o700}
    files = [copy, *made.iterdir()]
    assert {path.name: path.stat().st_mode & 0o777 for path in files} == {
        path.name: 0o600 for path in files
    }
    assert len(files) >= 4
