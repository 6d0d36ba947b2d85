"""The product itself, as in production but for the pace at which Telegram lets a bot speak."""

import sys
import tempfile
from pathlib import Path

from bot import logs, running
from bot.config import load
from storage.rules import pacing

UNPACED = 1_000_000


def run(address: str, token: str, place: str, paced: str = "") -> int:
    """Runs the product until a signal; returns its exit code. `place` is a file or an address."""
    if not paced:  # the bot is measured here, not the patience of Telegram
        pacing.MOST = UNPACED
    with tempfile.TemporaryDirectory() as folder:
        of_file = "://" not in place
        settings = load(
            bot_token=token,
            bot_api_url=address,
            data_dir=Path(place).parent if of_file else Path(folder),
            database_url=f"sqlite:///{place}" if of_file else place,
        )
        logs.set_up("json")  # as bot/deploy has it
        return running.run(settings)


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
