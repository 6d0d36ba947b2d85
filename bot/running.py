"""A run of the bot from start to signal."""

import asyncio
import signal

import structlog
import uvloop
from telegram.error import InvalidToken, TelegramError

from bot.app import Office
from bot.config import Settings
from storage import migrate

BAD_CONFIGURATION = 78
UNAVAILABLE = 69
CANNOT_CREATE = 73

log = structlog.get_logger("run")


def run(settings: Settings) -> int:
    """Runs until SIGTERM or Ctrl-C; returns the exit code."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        log.error("data folder cannot be made", reason=error.strerror)
        return CANNOT_CREATE
    migrate.upgrade(settings.database)
    return uvloop.run(_until_signal(settings))


async def _until_signal(settings: Settings) -> int:
    office = Office(settings)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    try:
        await office.start()
    except InvalidToken:
        log.error("the bot token was refused")
        return BAD_CONFIGURATION
    except TelegramError as error:
        log.error("the Bot API cannot be reached", reason=error.message)
        return UNAVAILABLE
    died = asyncio.ensure_future(office.wait())
    signalled = asyncio.ensure_future(stopped.wait())
    await asyncio.wait({died, signalled}, return_when=asyncio.FIRST_COMPLETED)
    crashed = died.done()
    signalled.cancel()
    died.cancel()
    await office.stop()
    return 1 if crashed else 0
