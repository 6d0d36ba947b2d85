"""How often something is tried again, and after how long."""

from collections import Counter
from dataclasses import dataclass, field

from bot.api import verdicts
from storage.traffic import leases

PAUSE_MOST = 60.0
MOST_ATTEMPTS: dict[type[verdicts.Verdict], int] = {
    verdicts.Broken: 3,  # the same bytes would fail the same way
    verdicts.Ambiguous: 8,  # each may be a repeat on somebody's screen
    verdicts.Ill: 60,  # an hour, at one a minute
}


@dataclass
class Patience:
    """What went wrong in each chat since something last arrived there."""

    _failures: Counter[int] = field(default_factory=Counter)

    def arrived(self, chat: int) -> None:
        """Something did."""
        self._failures.pop(chat, None)

    def over(self, parcel: leases.Parcel, verdict: verdicts.Verdict) -> bool:
        """Whether to give up; a lost answer counts only where it was lost.

        A process that dies leaves the attempts of rows that it never came to.
        """
        most = MOST_ATTEMPTS.get(type(verdict))
        lost = self._failures[parcel.chat_id] + 1
        tries = lost if isinstance(verdict, verdicts.Ambiguous) else parcel.attempts
        return most is not None and min(tries, parcel.attempts) >= most

    def pause(self, parcel: leases.Parcel, verdict: verdicts.Verdict) -> float:
        """Seconds until the next try: as long as Telegram asks, else twice the last, to 60."""
        if isinstance(verdict, verdicts.Wait):
            return verdict.seconds
        failures = self._failures[parcel.chat_id]
        self._failures[parcel.chat_id] += 1
        return min(2.0 ** min(failures, 6), PAUSE_MOST)
