"""Words that cannot be read: one Korean sentence, where to read on, and code 64."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.__main__ import app
from bot.cli.exits import BAD_REQUEST
from bot.demo import show

ROOT = Path(__file__).parents[3]
CASES = {
    "repot": "없는 명령입니다: repot (혹시 report, export)",
    "xyzzy": "없는 명령입니다: xyzzy",
    "audit shw": "없는 명령입니다: shw (혹시 show)",
    "report --hafl 2022-1": "없는 선택 사항입니다: --hafl (혹시 --half, --help)",
    "report --half": "--half 뒤에 값을 적어 주십시오.",
    "backup": "적지 않은 것이 있습니다: FILE (새로 만들 파일)",
    "backup a b c": "남는 말이 있습니다: b c",
    "demo --port 99999": "--port에 적은 값을 읽지 못했습니다. 65535 이하로 적어 주십시오.",
    "demo --port -1": "--port에 적은 값을 읽지 못했습니다. 0 이상으로 적어 주십시오.",
    "lockdown --revoke me": "--revoke에 적은 값을 읽지 못했습니다. 정수를 적어 주십시오.",
}


@pytest.mark.parametrize("words", CASES)
def test_what_cannot_be_read_is_told_in_one_sentence(words: str) -> None:
    told = CliRunner().invoke(app, words.split())
    first, second, *more = told.output.splitlines()
    assert (told.exit_code, first, more) == (BAD_REQUEST, CASES[words], [])
    assert re.fullmatch(r"쓰는 법: .* --help", second)


@pytest.mark.parametrize("command", ["", "report", "audit show"])
def test_both_ways_to_ask_for_help_are_one(command: str) -> None:
    short, long = (CliRunner().invoke(app, [*command.split(), one]) for one in ("-h", "--help"))
    assert (short.exit_code, short.output) == (0, long.output)


@pytest.mark.parametrize("command", ["migrate", "rehearse", "audit verify"])
def test_what_never_speaks_with_telegram_asks_for_no_token(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    told = CliRunner().invoke(app, command.split())
    assert "BOT_TOKEN" not in told.output
    assert told.exit_code != 78


@pytest.mark.parametrize("letters", ["ascii", "latin-1", "euc-kr"])
@pytest.mark.long
def test_a_terminal_of_other_letters_gets_words_and_no_traceback(letters: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "repot"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": letters, "PYTHONUTF8": "0"},
        capture_output=True,
    )
    read = "euc-kr" if letters == "euc-kr" else "utf-8"
    assert done.stderr.decode(read).startswith("없는 명령입니다: repot")
    assert done.returncode == BAD_REQUEST


def test_a_place_that_is_not_ours_to_open_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert show.stay(0, "192.0.2.1") == show.UNAVAILABLE  # of no machine (RFC 5737)
    assert "192.0.2.1:0에 열지 못했습니다" in capsys.readouterr().err
