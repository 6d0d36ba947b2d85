"""What systemd is told of a run: that it stands, what it waits for, and that it still turns.

The protocol is sd_notify: one datagram a message. Where nobody asked, nothing is said; where
nobody listens any more, nobody is told. Never raises.
"""

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass, field

from bot.config import watched_by

WORDS_IN_TIME = 3
"""So many words fall into the time that the supervisor bears without one."""


@dataclass(frozen=True)
class Supervisor:
    """Whoever started this process and wants to hear of it."""

    place: str = field(default_factory=lambda: watched_by()[0])
    patience: float = field(default_factory=lambda: watched_by()[1])

    def ready(self) -> None:
        """The start is over: taps are taken from now on."""
        self._tell("READY=1\nSTATUS=running")

    def waiting(self, what: str) -> None:
        """Why it has not started yet, in one line."""
        self._tell(f"STATUS=waiting for {what}".replace("\n", " "))

    def stopping(self) -> None:
        """It ends because it was told to."""
        self._tell("STOPPING=1\nSTATUS=stopping")

    async def reassure(self) -> None:
        """Says again and again that the loop turns, until cancelled; a stuck loop falls silent."""
        while self.place and self.patience:
            self._tell("WATCHDOG=1")
            await asyncio.sleep(self.patience / WORDS_IN_TIME)

    def _tell(self, words: str) -> None:
        if not self.place:
            return
        address = "\0" + self.place[1:] if self.place.startswith("@") else self.place
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
            way.setblocking(False)
            way.sendto(words.encode(), address)
