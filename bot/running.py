"""A run of the bot from start to signal, and what its exit code says.

0 stopped by a signal · 1 a pump died · 69 the database's data or a place to listen are not to be
had · 73 no data folder · 75 another process runs here · 78 wrong settings, or a token that was
revoked. A Bot API or a PostgreSQL server that is away at the start is waited for, and said to be.
"""

import asyncio
import faulthandler
import fcntl
import gc
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
import uvloop
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from bot.api.transport import Pause
from bot.app import Office, polling
from bot.config import Settings, without_ours
from bot.pumps.intake import Intake
from bot.supervisor import Supervisor
from storage import ailments, schema
from storage.database import OUT_OF_REACH, async_url
from storage.file_place import Replaced, share
from storage.rules.clock import system_clock
from storage.safekeeping import settling

COLLECTED_AT = 10_000
"""New objects, less those that are gone, at which the collector looks at the young ones; Python's
own 700 has it look at all there are every thousand updates, up to 0.2 s each time."""
SWITCH_SECONDS = 0.0005  # a thread that reads for long (storage/long_reading.py) gives way
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before what was away is tried again
CRASHED = 1
UNAVAILABLE = 69
CANNOT_CREATE = 73
ALREADY_RUNS = 75
BAD_CONFIGURATION = 78

ROOT = str(Path(__file__).resolve().parents[1])
MIGRATE = (  # with our own folder, wherever the bot was started from
    f"import sys; sys.path.insert(0, {ROOT!r}); "
    "from bot.cli.backups import bring_up_for_parent; bring_up_for_parent()"
)

WayIn = Callable[[Office], Intake]

log = structlog.get_logger("run")


class AlreadyRuns(Exception):
    """Another process works on this SQLite file."""


def run(settings: Settings, way_in: WayIn = polling, watched: WayIn | None = None) -> int:
    """Runs until SIGTERM or Ctrl-C; returns the exit code. `watched` serves pages for a guard."""
    faulthandler.enable()  # a supervisor that ends a stuck run (SIGABRT) leaves where it stood
    gc.freeze()  # what the imports made stays for good: no collection need look at it again
    gc.set_threshold(COLLECTED_AT)
    gc.enable()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with alone(settings):
            if not uvloop.run(_answering(settings.database)):
                return 0
            wrong = _in_shape(settings)
            if wrong:
                return wrong
            uvloop.run(_at_home(settings))
            return uvloop.run(_until_signal(settings, way_in, watched))
    except AlreadyRuns:
        log.error("another process of the bot already runs on this SQLite file")
        return ALREADY_RUNS
    except PermissionError as error:
        log.error("data folder cannot be written", reason=error.strerror)
        return CANNOT_CREATE
    except FileExistsError as error:
        log.error("data folder is a file", reason=error.strerror)
        return CANNOT_CREATE
    except OUT_OF_REACH as error:
        log.error("the database cannot be used", reason=ailments.of_error(error).value)
        return UNAVAILABLE


def _in_shape(settings: Settings) -> int:
    """Brings the tables to this release if they are not; the exit code of a change that failed.

    In a process of its own: Alembic's memory and import time are not the running bot's. It knows
    where the data are and nothing else of ours.
    """
    if uvloop.run(schema.stored(settings.database)) == schema.known():
        return 0
    place = {"database": settings.database, "data_dir": str(settings.data_dir.absolute())}
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE],
        input=json.dumps(place),
        stdout=subprocess.PIPE,
        text=True,
        env=without_ours(),
        check=False,
    )
    for line in done.stdout.splitlines():
        log.info("tables", told=line)
    return done.returncode


async def _at_home(settings: Settings) -> None:
    """Data that were put back by hand start as after `restore`: withdrawn and locked."""
    folder = settings.data_dir
    withdrawn = await settling.settle_if_moved(settings.database, folder, system_clock())
    if withdrawn is not None:
        log.warning(
            "the data came from a copy: what waited was withdrawn, and the office is locked;"
            " see python3 -m bot lockdown",
            withdrawn=withdrawn,
        )


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Holds a file beside the SQLite database, so that a second process is refused.

    The system frees the lock when the process ends, however it ends. On PostgreSQL several
    processes share the work by the database's own locks.
    """
    file = async_url(settings.database).database
    if not settings.database.startswith("sqlite") or file is None:
        yield
        return
    held = os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise AlreadyRuns from error
    finally:
        os.close(held)


def _signalled() -> "asyncio.Future[Any]":
    """Is done as soon as this process is told to end."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    return asyncio.ensure_future(stopped.wait())


def _pauses() -> Iterator[float]:
    """Longer and longer, as long as it takes."""
    yield from (FIRST_PAUSE * 2**step for step in range(5))
    yield from itertools.repeat(LONGEST_PAUSE)


async def _answering(database: str) -> bool:
    """Waits until the database's server answers, and says so; False when told to end before."""
    signalled, supervisor = _signalled(), Supervisor()
    for pause in _pauses():
        if signalled.done() or await asyncio.to_thread(schema.answers, database):
            break
        log.warning("waiting for the database", again_in=pause)
        supervisor.waiting("the database")
        await asyncio.wait({signalled}, timeout=pause)
    told = signalled.done()
    signalled.cancel()
    return not told


async def _until_signal(settings: Settings, way_in: WayIn, watched: WayIn | None) -> int:
    for name in settings.open_places:
        log.warning(
            "other machines can connect here: let a proxy or a firewall stand between",
            setting=name,
        )
    if async_url(settings.database).get_backend_name() == "sqlite":
        kind = share(settings.data_dir)
        if kind:
            log.warning("SQLite does not hold on a network share: move DATA_DIR", kind=kind)
    office = Office(settings, way_in=way_in, watched=watched)
    signalled, supervisor = _signalled(), Supervisor()
    alive: asyncio.Future[Any] = asyncio.ensure_future(supervisor.reassure())
    try:
        code = await _started(office, signalled, supervisor)
        if code is not None:
            return code
        supervisor.ready()
        return await _crashed(office, signalled)
    finally:
        supervisor.stopping()
        signalled.cancel()
        await office.stop()
        alive.cancel()


async def _patiently(office: Office, supervisor: Supervisor) -> None:
    """Starts the office; a Bot API that is away is waited for. Raises what waiting cannot mend."""
    for usual in _pauses():
        try:
            await office.start()
            return
        except (BadRequest, InvalidToken):
            raise
        except (NetworkError, Pause) as error:
            pause = error.seconds if isinstance(error, Pause) else usual
            log.warning("waiting for the Bot API", reason=error.message, again_in=pause)
            supervisor.waiting(f"the Bot API: {error.message}")
        await asyncio.sleep(pause)


async def _started(
    office: Office, signalled: asyncio.Future[Any], supervisor: Supervisor
) -> int | None:
    """Starts the office; returns an exit code when it did not start, or was told to end."""
    starting: asyncio.Future[Any] = asyncio.ensure_future(_patiently(office, supervisor))
    await asyncio.wait({starting, signalled}, return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        await asyncio.wait({starting})
        return 0
    try:
        starting.result()
    except InvalidToken:
        log.error("the bot token was refused")
        return BAD_CONFIGURATION
    except TelegramError as error:
        log.error("the Bot API does not speak as it should", reason=error.message)
        return UNAVAILABLE
    except OUT_OF_REACH as error:
        log.error("database, LISTEN or STATUS_LISTEN out of reach", reason=str(error))
        return UNAVAILABLE
    return None


async def _crashed(office: Office, signalled: asyncio.Future[Any]) -> int:
    """Waits for a signal (0) or for a pump that ends by itself (1; 78 for a refused token)."""
    died: asyncio.Future[Any] = asyncio.ensure_future(office.wait())
    await asyncio.wait({died, signalled}, return_when=asyncio.FIRST_COMPLETED)
    crashed = died.done() and not signalled.done()
    died.cancel()
    await asyncio.wait({died})
    if crashed and isinstance(office.cause(), InvalidToken):
        log.error("the bot token is refused")
        return BAD_CONFIGURATION
    if crashed and isinstance(office.cause(), Replaced):
        log.error("the database file was deleted or replaced", reason=str(office.cause()))
    return CRASHED if crashed else 0
