"""The simulator's own clock: real time plus what a test has advanced."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """Seconds since 1970 that a test may push forward; waiters wake at once when it does."""

    def __init__(self) -> None:
        self._shift = 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """The present moment in Unix seconds."""
        return time.time() + self._shift

    def advance(self, seconds: float) -> None:
        """Move the clock `seconds` forward and wake all waiters."""
        self._shift += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Wait until `seconds` have passed on this clock."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            try:
                await asyncio.wait_for(self._moved.wait(), left)
            except TimeoutError:
                continue
