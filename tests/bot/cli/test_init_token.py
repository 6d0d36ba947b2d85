"""`python3 -m bot init` where nobody has told the token: asked, checked with Telegram, kept."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import BAD_CONFIGURATION, UNAVAILABLE
from tests.helpers.scripted_bot import Peer

ENV = Path(".env")
Run = Callable[[str], Result]


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer() as made:
        yield made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str, peer: Peer) -> Run:
    """The command in a folder of its own, with what is typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    monkeypatch.setenv("BOT_API_URL", peer.url)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DATA_DIR", sqlite_url.removeprefix("sqlite:///").rpartition("/")[0])
    return lambda typed: CliRunner().invoke(app, ["init"], input=typed)


def test_the_token_is_asked_for_checked_and_kept_for_its_owner_alone(run: Run, peer: Peer) -> None:
    """Mutant: the file is opened as any other, so that everybody may read it."""
    result = run(f" {peer.simulator.token} \n")
    assert result.exit_code == 0, result.output
    assert "Telegram에 물어 확인했습니다: @" in result.output
    assert peer.simulator.token not in result.output
    assert stat.S_IMODE(ENV.stat().st_mode) == 0o600
    assert ENV.read_text() == f"BOT_TOKEN={peer.simulator.token}\n"
    assert "?start=" in result.output
    assert "python3 -m bot run" in result.output
    assert run("").exit_code == 0  # asked once only
    assert ENV.read_text() == f"BOT_TOKEN={peer.simulator.token}\n"


def test_a_wrong_token_is_asked_for_again(run: Run, peer: Peer) -> None:
    result = run(f"열쇠\n1:wrong\n{peer.simulator.token}\n")
    assert result.exit_code == 0, result.output
    assert "토큰이 아닙니다" in result.output
    assert "받아들이지 않습니다" in result.output


@pytest.mark.parametrize("typed", ["", "1:wrong\n" * 3])
def test_without_a_token_that_telegram_knows_nothing_is_written(run: Run, typed: str) -> None:
    result = run(typed)
    assert result.exit_code == BAD_CONFIGURATION
    assert not ENV.exists()
    assert "?start=" not in result.output


def test_where_telegram_is_away_nothing_is_written(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    result = run("123456:abc\n")
    assert result.exit_code == UNAVAILABLE
    assert not ENV.exists()


def test_a_file_that_is_there_stays_as_it_is(run: Run) -> None:
    ENV.write_text("LOG_FORMAT=json\nBOT_TOKEN=\n")
    result = run("123456:abc\n")
    assert result.exit_code == BAD_CONFIGURATION
    assert "그 파일은 고치지 않았습니다" in result.output
    assert ENV.read_text() == "LOG_FORMAT=json\nBOT_TOKEN=\n"
