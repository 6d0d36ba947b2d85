"""Pictures and papers are made in a process of their own, one job each.

The libraries of six formats would cost every running bot some 40 MB and a slower start, and a
renderer that hangs, dies or fills the memory must not take the bot along.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SECONDS = 60.0  # the longest a job may take; the longest report known takes about 2
AT_ONCE = asyncio.Semaphore(2)
HOME = Path(__file__).parents[1]


class PressFault(Exception):
    """The job was not done: it failed, or took too long. Holds the child's last words."""


async def made(job: str, given: Mapping[str, Any], *, seconds: float = SECONDS) -> bytes:
    """What `bot/documents/__main__.py` makes of the job. Raises PressFault."""
    words = json.dumps(given, ensure_ascii=True).encode()
    async with AT_ONCE:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.documents", job),
            cwd=HOME,
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
    return body
