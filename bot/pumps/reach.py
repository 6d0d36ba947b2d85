"""Whether the database is in reach, told when that changes and not at every vain try."""

from dataclasses import dataclass

import structlog

from storage import ailments
from storage.rules.clock import Steady, steady

AGAIN_SECONDS = 60.0

log = structlog.get_logger("reach")


@dataclass
class Reach:
    """Shared by the pumps of one process."""

    passed: Steady = steady
    times: int = 0
    _since: float | None = None
    _told: float = 0.0

    def away(self, error: BaseException) -> None:
        """It was not to be had just now."""
        now = self.passed()
        if self._since is None:
            self._since = now
            self.times += 1
        elif now - self._told < AGAIN_SECONDS:
            return
        self._told = now
        reason = ailments.of_error(error).value
        log.error(
            "database out of reach",
            reason=reason,
            kind=type(error).__name__,
            seconds=round(now - self._since),
        )

    def back(self) -> None:
        """It was used."""
        if self._since is not None:
            log.warning("database is back", seconds=round(self.passed() - self._since))
            self._since = None
