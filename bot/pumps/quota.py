"""Whose updates are looked at before they are taken in: nobody's, until they come very fast."""

from collections.abc import Iterable

from storage.rules.clock import Steady, steady

FREE = 200  # updates of one person in a window that are taken in without a look
WINDOW = 60.0  # seconds


class Quota:
    """What each person may still send without a look; kept by the process, for a minute."""

    def __init__(self, passed: Steady = steady) -> None:
        self._passed = passed
        self._left: dict[int, int] = {}
        self._until = 0.0

    def spent(self, lanes: Iterable[int]) -> set[int]:
        """Counts an update of each; those that have sent more than is free."""
        now, over = self._passed(), set()
        if now >= self._until:
            self._left, self._until = {}, now + WINDOW
        for lane in lanes:
            self._left[lane] = self._left.get(lane, FREE) - 1
            if self._left[lane] < 0 < lane:
                over.add(lane)
        return over

    def grant(self, lane: int, more: int) -> None:
        """After a look: so many more are taken in without another one."""
        self._left[lane] = more
