"""What can happen to a database under a bot that lives: restarted, locked, or on a full disk."""

import asyncio
import resource
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.helpers.databases import locked
from tests.helpers.nursery import Child
from tests.promises.killing import Siege

Outage = Callable[[Siege, Child], Awaitable[None]]


def restart_at_once(url: str) -> None:
    """Ends the PostgreSQL server of this address without a word to anybody, and starts it again.

    It must be one of this machine, as the suite starts it itself.
    """
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        asked = connection.execute("SELECT current_setting('data_directory')").fetchone()
    assert asked is not None
    data = Path(asked[0])
    pid = (data / "postmaster.pid").read_text("utf-8").split()[0]
    control = Path(f"/proc/{pid}/exe").resolve().with_name("pg_ctl")
    subprocess.run(
        [control, "-D", data, "-m", "immediate", "-w", "-t", "60", "restart"],
        check=True,
        user=data.stat().st_uid,
        cwd=data,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=90,
    )


async def restarted(siege: Siege, _child: Child) -> None:
    """PostgreSQL is stopped in the middle of everything, and is back a moment later."""
    await asyncio.to_thread(partial(restart_at_once, siege.trial.url))


def held(seconds: float) -> Outage:
    """Another process has SQLite's one place to write for so long."""

    async def outage(siege: Siege, _child: Child) -> None:
        with locked(siege.trial.url):
            await asyncio.sleep(seconds)

    return outage


def full(seconds: float) -> Outage:
    """No file of the bot can grow for so long: the disk is full."""

    async def outage(siege: Siege, child: Child) -> None:
        async with _limited(child.pid, _size(siege.trial.url)):
            await asyncio.sleep(seconds)

    return outage


def _size(url: str) -> int:
    """Of what SQLite has written and not yet put in its place, in bytes."""
    return Path(url.removeprefix("sqlite:///") + "-wal").stat().st_size


@asynccontextmanager
async def _limited(pid: int, size: int) -> AsyncIterator[None]:
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
