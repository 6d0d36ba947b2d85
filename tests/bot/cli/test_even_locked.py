"""What is done by habit at the server is asked about while the office is locked."""

import asyncio
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.exits import LOCKED, UNAVAILABLE
from storage.database import Database
from storage.office import lockdowns
from tests.helpers.command import TOKEN, commanded
from tests.helpers.imported import SEED
from tests.helpers.offices import NOW, seat

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
COMMANDS = [
    ("import", "{report}", "--yes"),
    ("export", "--half", "2022-1", "--out", "{out}"),
    ("report", "--half", "2021-2", "--format", "docx", "--out", "{out}"),
    ("restore", "{copy}"),
    ("init", "--recover"),
]


@pytest.fixture
def locked(url: str) -> str:
    """An office that its server has locked."""

    async def lock() -> None:
        db = Database(url)
        async with db.begin() as session:
            await seat(session)
            await lockdowns.begin(session, NOW)
        await db.close()

    asyncio.run(lock())
    return url


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    report = tmp_path / "보고서.txt"
    report.write_bytes(SEED)
    return {"report": report, "out": tmp_path / "out", "copy": tmp_path / "copy"}


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_where_nobody_can_be_asked_nothing_is_done_without_the_word(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    locked: str,
    places: dict[str, Path],
    words: tuple[str, ...],
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    named = [word.format(**places) for word in words]
    commanded(monkeypatch, locked, "backup", str(places["copy"]))
    refused = commanded(monkeypatch, locked, *named)
    assert refused.exit_code == LOCKED, refused.output
    assert "2021. 8. 4. 10:00부터 비상 잠금 중이라 하지 않았습니다." in refused.output
    assert "--even-locked" in refused.output
    assert not places["out"].exists()
    done = commanded(monkeypatch, locked, *named, "--even-locked")
    reached = UNAVAILABLE if words[0] == "init" else 0  # there is no Bot API at that address
    assert done.exit_code == reached, done.output


@pytest.mark.parametrize(("word", "code"), [("아니오", LOCKED), ("", LOCKED), ("예", 0)])
def test_at_a_terminal_a_plain_yes_goes_on(
    tmp_path: Path, locked: str, word: str, code: int
) -> None:
    out = tmp_path / "out"
    environment = {**os.environ, "BOT_TOKEN": TOKEN, "DATABASE_URL": locked}
    environment["DATA_DIR"] = str(tmp_path / "data")
    person, terminal = pty.openpty()
    words = ["export", "--half", "2022-1", "--out", str(out)]
    child = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", *words],
        cwd=ROOT,
        env=environment,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        umask=0o022,
    )
    os.close(terminal)
    os.write(person, f"{word}\n".encode())
    _, said = child.communicate(timeout=50)
    os.close(person)
    assert child.returncode == code, said.decode()
    assert "비상 잠금 중입니다. 그래도 내보내시겠습니까? (예/아니오)" in said.decode()
    assert out.exists() is (code == 0)
    if code == 0:  # what a command makes is its owner's alone, whatever the shell's umask
        assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
        assert out.stat().st_mode & 0o777 == 0o700


def test_to_look_at_a_report_without_saving_it_is_no_change(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, locked: str, places: dict[str, Path]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    shown = commanded(monkeypatch, locked, "import", str(places["report"]))
    assert shown.exit_code == 0, shown.output
