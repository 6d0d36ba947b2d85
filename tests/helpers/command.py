"""`python3 -m bot COMMAND` at a terminal, on the database of a test."""

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app

TOKEN = "2:canary-token"


def commanded(patch: pytest.MonkeyPatch, url: str, *words: str) -> Result:
    """Runs the command with these words and the database at `url`."""
    patch.setenv("BOT_TOKEN", TOKEN)
    patch.setenv("DATABASE_URL", url)
    return CliRunner().invoke(app, list(words))
