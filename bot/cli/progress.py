"""How far long work in the terminal has come: one line on standard error, and none without one.

Where standard error is no terminal, a service's log say, nothing is written at all.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from storage.rules.clock import steady

SLOW_SECONDS = 0.5  # what is done sooner shows no line
EVERY_SECONDS = 0.1
WIDTH = 24
DONE, OPEN = "█", "░"
WIPE = "\r\x1b[2K"


class Progress:
    """One line, redrawn in place from a thread of its own: the work itself is never held up."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._done, self._all = 0, 0
        self._began = steady()
        self._out = sys.stderr

    def told(self, done: int, of_all: int) -> None:
        """So much is done, of so much; without it the line says how long it has taken."""
        self._done, self._all = done, of_all

    def part(self, label: str) -> Callable[[int, int], None]:
        """The next part of the work begins; what is returned is told how far it has come."""
        self._label, self._done, self._all = label, 0, 0
        return self.told

    def line(self) -> str:
        """The line as it stands."""
        seconds = f"{steady() - self._began:.0f}초"
        if not self._all:
            return f"{self._label} … {seconds}"
        share = min(self._done / self._all, 1.0)
        full = int(share * WIDTH)
        bar = DONE * full + OPEN * (WIDTH - full)
        return f"{self._label} {bar} {share:4.0%} · {seconds}"

    def draw(self, ended: Event) -> None:
        """Until the work has ended; then the line is gone, and what is said next begins there."""
        if ended.wait(SLOW_SECONDS):
            return
        while True:
            self._out.write(f"{WIPE}{self.line()}")
            self._out.flush()
            if ended.wait(EVERY_SECONDS):
                break
        self._out.write(WIPE)
        self._out.flush()


@contextmanager
def shown(label: str) -> Iterator[Progress]:
    """Shows the work inside as a line; it ends with the work, however that ends."""
    progress, ended = Progress(label), Event()
    if not sys.stderr.isatty():
        yield progress
        return
    drawing = Thread(target=progress.draw, args=(ended,), daemon=True)
    drawing.start()
    try:
        yield progress
    finally:
        ended.set()
        drawing.join()
