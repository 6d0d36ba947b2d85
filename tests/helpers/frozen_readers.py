"""A machine that gives readers no time: each one that begins is stopped by its number."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path


def children() -> set[int]:
    """The processes that this one has started and that still run."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return {int(one) for task in tasks for one in (task / "children").read_text().split()}


async def frozen(before: set[int]) -> AsyncIterator[int]:
    """Each reader that begins from now on, stopped as by a machine without time."""
    while True:
        for new in children() - before:
            before.add(new)
            with suppress(ProcessLookupError):
                os.kill(new, signal.SIGSTOP)
                yield new
        await asyncio.sleep(0)
