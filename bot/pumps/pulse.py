"""When Telegram was last heard and last spoken to, what is wrong now, and who was told of it.

A process that runs is not yet one that hears. The health page asks here; the administrators are
told in chat as soon as that works, since the way out often works while the way in does not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from storage.database import OUT_OF_REACH, Database
from storage.office import setting_aside, wording_trouble
from storage.rules.clock import Clock, Steady, kst_date, steady

UNHEARD_SECONDS = 150.0
"""Telegram keeps a tap for so long: whoever heard nothing for longer has lost some."""
STUCK_SECONDS = 120.0
"""So long something may wait to be sent while nothing goes out."""

log = structlog.get_logger("pulse")


@dataclass
class Pulse:
    """The ways in and out of one process."""

    db: Database
    clock: Clock
    passed: Steady = steady
    wrong: dict[str, str] = field(default_factory=dict)
    """What is wrong now, by its short name, in a few words for the health page."""
    _heard: float | None = None  # None in a process that takes nothing in
    _said: float = field(init=False)
    _untold: dict[str, str] = field(default_factory=dict)  # words for administrators, by occasion
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """A process that has just begun has missed nothing yet."""
        self._said = self.passed()

    def listens(self) -> None:
        """From now on silence is a fault."""
        self._heard = self.passed()

    def heard(self) -> None:
        """Telegram has answered where updates come in; a long silence before it will be told."""
        before, self._heard = self._heard, self.passed()
        silent = 0.0 if before is None else self._heard - before
        if silent >= UNHEARD_SECONDS:
            now = self.clock()
            since = now - timedelta(seconds=silent)
            log.error("heard nothing", seconds=round(silent))
            self.owe(f"deaf:{since.isoformat()}", wording_trouble.deaf(since, now))

    def said(self) -> None:
        """Telegram has taken something from us."""
        self._said = self.passed()

    def fault(self, name: str, words: str, notice: Callable[[], str]) -> None:
        """Something is wrong from now on; the administrators hear of it once a day at most."""
        if self.wrong.get(name) != words:
            log.error("telegram", fault=name, reason=words)
        self.wrong[name] = words
        self.owe(f"{name}:{words}:{kst_date(self.clock()).isoformat()}", notice())

    def well(self, name: str) -> None:
        """It is right again."""
        if self.wrong.pop(name, None) is not None:
            log.warning("telegram is well again", fault=name)

    def owe(self, occasion: str, words: str) -> None:
        """To be told to the administrators at the next chance; an occasion is told once."""
        if occasion not in self._told:
            self._untold[occasion] = words

    async def tell(self) -> None:
        """Writes what is owed; what cannot be written now is kept for the next time."""
        if not self._untold:
            return
        try:
            async with self.db.begin() as session:
                for occasion, words in self._untold.items():
                    await setting_aside.tell(session, words, self.clock(), occasion)
        except OUT_OF_REACH as error:
            log.error("administrators not told", reason=type(error).__name__)
            return
        self._told.update(self._untold)
        self._untold.clear()

    def silent(self) -> float:
        """Seconds since Telegram was last heard; 0 in a process that takes nothing in."""
        return 0.0 if self._heard is None else self.passed() - self._heard

    def unsaid(self) -> float:
        """Seconds since Telegram last took something."""
        return self.passed() - self._said
