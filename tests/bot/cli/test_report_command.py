"""`python3 -m bot report`: files of the draft on disk, or one sentence why there are none."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.__main__ import app
from bot.cli.exits import BAD_CONFIGURATION, BAD_REQUEST, UNAVAILABLE
from storage.act import Act
from storage.records import records
from tests.helpers.command import commanded
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, seated

pytestmark = pytest.mark.long


@pytest.fixture
async def filled(sqlite_url: str) -> str:
    """An office with one result of 2021 하반기."""
    async with seated(sqlite_url) as (session, office):
        await records.add(Act(session, office.staff, NOW), fair())
    return sqlite_url


def test_every_format_is_written_under_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, filled: str
) -> None:
    out = tmp_path / "보고서"
    result = commanded(monkeypatch, filled, "report", "--half", "2021-2", "--out", str(out))
    assert result.exit_code == 0, result.output
    names = [f"2021-2_고용할당제_초안.{ending}" for ending in ("hwpx", "pdf", "docx", "xlsx")]
    assert result.output.splitlines() == [str(out / name) for name in names]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)


def test_one_format_is_written_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, filled: str
) -> None:
    words = ("--half", "2021 하반기", "--format", "docx", "--out", str(tmp_path / "out"))
    assert commanded(monkeypatch, filled, "report", *words).exit_code == 0
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".docx"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--half", "작년"),
            "‘작년’은 반기로 읽지 못했습니다. 반기를 적어 주십시오. 예: 2021 하반기",
        ),
        (
            ("--format", "hwp"),
            "없는 형식입니다: ‘hwp’. 쓸 수 있는 형식: hwpx, pdf, docx, xlsx, all",
        ),
    ],
)
def test_a_word_that_cannot_be_read_is_said_with_what_is_wanted(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, words: tuple[str, ...], said: str
) -> None:
    result = commanded(monkeypatch, sqlite_url, "report", *words)
    assert (result.exit_code, result.output) == (BAD_REQUEST, f"{said}\n")


def test_a_folder_that_cannot_be_made_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, filled: str
) -> None:
    (tmp_path / "file").touch()
    words = ("--format", "docx", "--out", str(tmp_path / "file"))
    result = commanded(monkeypatch, filled, "report", *words)
    assert result.exit_code == UNAVAILABLE
    assert result.output.startswith("파일을 쓰지 못했습니다: ")


def test_without_any_data_the_first_step_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    result = commanded(monkeypatch, f"sqlite:///{tmp_path / 'none.db'}", "report")
    assert result.exit_code == UNAVAILABLE
    assert "python3 -m bot init" in result.output


def test_with_wrong_settings_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "no token")
    result = CliRunner().invoke(app, ["report"])
    assert result.exit_code == BAD_CONFIGURATION
    assert result.output.startswith("설정이 맞지 않습니다: BOT_TOKEN: wanted")
