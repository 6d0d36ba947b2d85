"""Events for one person's phone: a bounded list with a long poll."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

KEPT = 2000


class Mailbox:
    """What one person's phone has been told, newest last; `seq` grows over the whole world."""

    def __init__(self) -> None:
        self._events: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._waiting: set[asyncio.Future[None]] = set()

    def put(self, event: dict[str, Any]) -> None:
        """Add an event and wake the long polls."""
        self._events.append(event)
        if self._waiting:
            self.wake()

    def wake(self) -> None:
        """End all long polls now."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    def after(self, seq: int) -> list[dict[str, Any]]:
        """Events newer than `seq`, oldest first."""
        found: list[dict[str, Any]] = []
        for event in reversed(self._events):
            if event["seq"] <= seq:
                break
            found.append(event)
        found.reverse()
        return found

    async def wait(self, seconds: float) -> None:
        """Wait for the next event, at most `seconds`."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return
        finally:
            self._waiting.discard(future)
