"""Pictures and papers are made, and strangers' files read, in a process of its own for each job.

The libraries of six formats would cost every running bot some 40 MB and a slower start, and a
library that hangs, dies or fills the memory must not take the bot along.
"""

import asyncio
import json
import os
import sys
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

from bot.documents.confined import MISSING
from storage.rules.errors import Refusal

SECONDS = 60.0  # the longest a job may take; the longest report known takes about 2
READ_SECONDS = 5.0  # an officer waits for the answer; a last report is read in about one
AT_ONCE = asyncio.Semaphore(2)
HOME = Path(__file__).parents[2]
NOWHERE = "/"  # where a child stands: in no folder of ours

_noted: set[str] = set()

log = structlog.get_logger("press")


class PressFault(Exception):
    """The job was not done: it failed, or took too long. Holds the child's last words."""


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
            raise PressFault(f"{job}: not done after {seconds:.0f} s") from error
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    if child.returncode or not body:
        lines = said.decode(errors="replace").strip().splitlines() or [""]
        raise PressFault(f"{job}: ended with {child.returncode}: {lines[-1][:300]}")
    _note(said)
    return body


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
    more: Mapping[str, Any] | None = None,
) -> Any:
    """What the job reads from a file, as JSON values; the child's memory and time are limited.

    `more` is what else it reads by, by name.

    Raises Refusal with the child's sentence for a file that is not as it should be, and PressFault
    for one that broke the reader.
    """
    given = {"name": name, "body": b64encode(body).decode(), "seconds": seconds}
    given |= {"more": more} if more else {}
    told: dict[str, Any] = json.loads(await made(job, given, seconds=seconds))
    if "refused" in told:
        raise Refusal(told["refused"])
    return told["read"]
