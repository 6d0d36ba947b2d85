"""Pictures and papers are made, and strangers' files read, in a process of its own for each job.

The libraries of six formats would cost every running bot some 40 MB and a slower start, and a
library that hangs, dies or fills the memory must not take the bot along.
"""

import asyncio
import json
import os
import signal
import sys
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

from bot.documents.confined import MISSING, OUT_OF_MEMORY
from storage.rules.errors import Refusal

SECONDS = 60.0  # the longest a job may take; the longest report known takes about 2
READ_SECONDS = 5.0  # of work; a last report is read in about one
PATIENCE = 15.0  # of waiting for a reader: its work takes longer on a machine that is busy
LONG_PATIENCE = 45.0  # the second time
AT_ONCE = asyncio.Semaphore(2)
HOME = Path(__file__).parents[2]
NOWHERE = "/"  # where a child stands: in no folder of ours

_noted: set[str] = set()

log = structlog.get_logger("press")


class PressFault(Exception):
    """The job was not done: it failed, or took too long. Holds the child's last words."""


class Busy(PressFault):
    """The machine had no time for the job; that says nothing about what was given."""


class TooComplex(PressFault):
    """What was given takes more work than a job may do, on any machine."""


class TooLarge(PressFault):
    """What was given takes more memory than a job may have."""


async def made(job: str, given: Mapping[str, Any], *, seconds: float = SECONDS) -> bytes:
    """What `bot/documents/__main__.py` makes of the job. Raises PressFault."""
    words = json.dumps(given, ensure_ascii=True).encode()
    async with AT_ONCE:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-X", "utf8", "-m", "bot.documents", job),
            cwd=NOWHERE,
            env=environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(seconds):
                body, said = await child.communicate(words)
        except TimeoutError as error:
            raise Busy(f"{job}: not done after {seconds:.0f} s") from error
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    if child.returncode or not body:
        raise _fault(job, child.returncode or 0, said)
    _note(said)
    return body


def _fault(job: str, code: int, said: bytes) -> PressFault:
    """Why a child ended without an answer. Nobody but the kernel kills one: it lacked memory."""
    if code == OUT_OF_MEMORY:
        return TooLarge(f"{job}: MemoryError")
    last = (said.decode(errors="replace").strip().splitlines() or [""])[-1][:300]
    kind = PressFault
    if code == -signal.SIGXCPU or last.startswith("RecursionError"):
        kind = TooComplex
    elif code == -signal.SIGKILL:
        kind = Busy
    return kind(f"{job}: ended with {code}: {last}")


def environment() -> dict[str, str]:
    """All that a child knows of ours: where the packages are.

    Few pools of memory for its threads make its limit mean the same on a machine of any size.
    """
    places = [HOME, *(Path(place).absolute() for place in sys.path if place)]
    return {"PYTHONPATH": os.pathsep.join(map(str, places)), "MALLOC_ARENA_MAX": "2"}


def _note(said: bytes) -> None:
    """What this machine's kernel does not keep from a child is logged once in a run."""
    for line in said.decode(errors="replace").splitlines():
        if line.startswith(MISSING) and line not in _noted:
            _noted.add(line)
            log.warning("a child is less confined than it might be", missing=line)


async def read(
    job: str,
    name: str,
    body: bytes,
    *,
    seconds: float = READ_SECONDS,
    patience: float | None = None,
    more: Mapping[str, Any] | None = None,
) -> Any:
    """What the job reads from a file, as JSON values; the child's memory and work are limited.

    The work of `seconds` decides what is too complex; how long that takes, the machine. `more` is
    what else it reads by, by name. Raises Refusal with the child's sentence for a file that is not
    as it should be, Busy after so much patience, and another PressFault for a file that broke the
    reader.
    """
    given = {"name": name, "body": b64encode(body).decode(), "seconds": seconds}
    given |= {"more": more} if more else {}
    wait = PATIENCE if patience is None else patience
    told: dict[str, Any] = json.loads(await made(job, given, seconds=wait))
    if "refused" in told:
        raise Refusal(told["refused"])
    return told["read"]


async def read_patiently(job: str, name: str, body: bytes) -> Any:
    """The same; where the machine was busy, once more."""
    try:
        return await read(job, name, body)
    except Busy:
        return await read(job, name, body, patience=LONG_PATIENCE)
