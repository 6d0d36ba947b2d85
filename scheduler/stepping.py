"""The clock on the wall against the one that only goes forward.

The wall clock says which day it is, and somebody may set it: a time server, a machine that was
asleep, a wrong hand. The steady one says how long something took. When they part by more than a
minute between two looks, the wall clock has stepped. What it says then is not believed at once:
what cannot be undone waits until it has stood for a while.
"""

from dataclasses import dataclass, field

from storage.rules.clock import Clock, Steady

STEP_SECONDS = 60.0
"""A difference between two looks that is no time server's patient correction any more."""
SECOND_LOOK_SECONDS = 180.0
"""So long a clock that stepped has to stand before it is believed."""


@dataclass
class Stepping:
    """Looks at both clocks; `doubted` while a step is too young to be believed."""

    clock: Clock
    steady: Steady
    _ahead: float = field(init=False)  # the wall clock less the steady one, in seconds
    _believed: float = field(init=False)
    _stepped_at: float | None = None

    def __post_init__(self) -> None:
        """The clock that is found at the start is believed: there is nothing to compare with."""
        self._ahead = self._believed = self._apart()

    def look(self) -> float:
        """Seconds by which the wall clock has stepped since the last look; 0.0 for none.

        Negative when it stepped back. A step that is taken back ends the doubt at once.
        """
        before, self._ahead = self._ahead, self._apart()
        step = self._ahead - before
        if abs(step) <= STEP_SECONDS:
            if self._stepped_at is None:
                self._believed = self._ahead  # it may be drawn slowly, for ever
            return 0.0
        back = abs(self._ahead - self._believed) <= STEP_SECONDS
        self._stepped_at = None if back else self.steady()
        return step

    @property
    def doubted(self) -> bool:
        """Whether the wall clock has stepped so lately that it may be set right again."""
        if self._stepped_at is None:
            return False
        if self.steady() - self._stepped_at < SECOND_LOOK_SECONDS:
            return True
        self._stepped_at, self._believed = None, self._ahead
        return False

    def _apart(self) -> float:
        return self.clock().timestamp() - self.steady()
