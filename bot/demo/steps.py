"""What the demo's start says as it goes: each step before it begins, and how long it lasted."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.demo.texts import LASTED


class Steps:
    """Steps of one start; nothing is written unless `aloud`."""

    def __init__(self, *, aloud: bool = False) -> None:
        self._aloud = aloud

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Says what begins, and once it is done how many seconds that took."""
        began = time.monotonic()
        self._write(f"  {words} … ")
        yield
        self._write(LASTED.format(seconds=time.monotonic() - began))

    def _write(self, words: str) -> None:
        if self._aloud:
            sys.stdout.write(words)
            sys.stdout.flush()
