"""`wheelhouse`: what is asked of it is checked first, and of half a folder nothing stays.

That the folder installs and runs without a network is tried by `tests/bot/test_bare_machine.py`.
"""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import BAD_REQUEST, CANNOT_CREATE, UNAVAILABLE


def asked(*words: str) -> Result:
    return CliRunner().invoke(app, ["wheelhouse", *words])


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--python", "2.7"], "2.7"),
        (["--python", "3.10"], "3.10"),
        (["--python", "three"], "three"),
        (["--machine", "armv7l"], "armv7l"),
    ],
)
def test_a_machine_it_cannot_be_made_for_is_named(
    words: list[str], named: str, tmp_path: Path
) -> None:
    told = asked(str(tmp_path / "out"), *words)
    assert (told.exit_code, f"‘{named}’" in told.output) == (BAD_REQUEST, True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", "utf-8")
    told = asked(str(tmp_path))
    assert (told.exit_code, str(tmp_path) in told.output) == (CANNOT_CREATE, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.long
def test_where_packages_cannot_be_had_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    told = asked(str(tmp_path / "sub" / "out"))
    assert (told.exit_code, "내려받지 못했습니다" in told.output) == (UNAVAILABLE, True)
    assert list((tmp_path / "sub").iterdir()) == []
