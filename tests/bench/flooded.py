"""The product as it is, for a flood: in the roles and at the scale that are named."""

import sys
from pathlib import Path

from bot import logs, running
from bot.config import load
from storage.rules import pacing


def run(address: str, token: str, url: str, folder: str, roles: str, scale: str) -> int:
    """Runs until a signal; at a scale of 4 it speaks four times as fast as it may."""
    pacing.MOST *= int(scale)
    pacing.BULK_RATE *= int(scale)
    settings = load(
        bot_token=token,
        bot_api_url=address,
        data_dir=Path(folder),
        database_url=url,
        roles=roles,
    )
    logs.set_up(settings.log_format)
    return running.run(settings)


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
