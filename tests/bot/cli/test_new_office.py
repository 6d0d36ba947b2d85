"""The first day: one command gives the first administrator a link, or says in words why not."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import running
from bot.cli.__main__ import app
from bot.cli.new_office import lay_out
from tests.helpers.scripted_bot import Peer


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer() as made:
        yield made


def begun(monkeypatch: pytest.MonkeyPatch, folder: Path, api: str, token: str) -> Result:
    monkeypatch.chdir(folder)
    for name, value in {"BOT_TOKEN": token, "BOT_API_URL": api, "DATA_DIR": "data"}.items():
        monkeypatch.setenv(name, value)
    return CliRunner().invoke(app, ["init"])


def test_the_link_names_this_bot(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, peer: Peer
) -> None:
    result = begun(monkeypatch, tmp_path, peer.url, peer.simulator.token)
    assert result.exit_code == 0, result.output
    assert f"https://t.me/{peer.simulator.world.bot['username']}?start=" in result.output


@pytest.mark.long
def test_a_wrong_token_is_said_without_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, peer: Peer
) -> None:
    result = begun(monkeypatch, tmp_path, peer.url, "2:canary-token")
    assert result.exit_code == running.BAD_CONFIGURATION
    assert result.output == ("설정이 맞지 않습니다: Telegram이 BOT_TOKEN을 받아들이지 않습니다.\n")


def test_an_api_out_of_reach_is_said_without_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    result = begun(monkeypatch, tmp_path, "http://127.0.0.1:1", "2:canary-token")
    assert result.exit_code == running.UNAVAILABLE
    assert result.output.startswith("Bot API 서버에 닿지 못했습니다: ")
    assert "canary" not in result.output


TICKING = """
import asyncio, sys
from bot.app import Office
from scheduler.timetable import TICKS
from storage.database import Database
from storage.rules.clock import system_clock

async def tick():
    db = Database(sys.argv[1])
    for one in TICKS:
        await one.run(db, system_clock)
    await db.close()

asyncio.run(tick())
print([one for one in sys.argv[2:] if one in sys.modules])
"""
NOT_A_BOTS = (
    *("holidays", "sqlalchemy.dialects.postgresql", "psycopg", "alembic"),
    *("typst", "PIL", "docx", "hwpx", "dochan", "xlsxwriter", "python_calamine", "segno"),
    *("defusedxml", "bot.simulator", "bot.demo", "typer"),
)
"""What only another process needs: the tables of holidays, a database that is not this one's, what
papers and pictures are made with, the commands, the simulator."""


@pytest.mark.long
def test_a_running_bot_carries_nothing_that_only_another_process_needs(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'office.db'}"
    lay_out(url)
    run = subprocess.run(
        [sys.executable, "-c", TICKING, url, *NOT_A_BOTS],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "[]\n"
