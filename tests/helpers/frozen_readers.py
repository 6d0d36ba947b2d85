"""A machine that gives readers no time: each one that begins is stopped by its number."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

KEEPING = "stripped"
"""A file that came is also kept as evidence meanwhile; that child reads nothing for anybody."""


def children() -> set[int]:
    """The processes that this one has started and that still run."""
    found: set[int] = set()
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            found |= {int(one) for one in (task / "children").read_text().split()}
    return found


def _job(process: int) -> str:
    """What a child was begun for; empty before it has begun."""
    with suppress(FileNotFoundError, ProcessLookupError):
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        if b"bot.documents" in words:
            return words[words.index(b"bot.documents") + 1].decode()
    return ""


async def frozen(before: set[int]) -> AsyncIterator[int]:
    """Each reader that begins from now on, stopped as by a machine without time."""
    while True:
        for new in children() - before:
            job = _job(new)
            if not job:
                continue  # not begun yet
            before.add(new)
            if job == KEEPING:
                continue
            with suppress(ProcessLookupError):
                os.kill(new, signal.SIGSTOP)
                yield new
        await asyncio.sleep(0)
