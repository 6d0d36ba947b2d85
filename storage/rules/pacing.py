"""How fast the bot may speak: the bucket that paces every call that leaves for Telegram, pure.

Telegram lets one bot send about thirty messages a second and answers more with 429. What a person
waits for may leave at once as long as the window has room. Notices leave one by one in even steps,
so that there is nearly always room for the next answer. Times are seconds of one clock.
"""

from dataclasses import dataclass, field

MOST = 30
"""Calls that may leave within any WINDOW, whatever they are."""
SPARE = 1
"""Calls of these that bulk leaves to people."""
WINDOW = 1.005
"""Seconds; longer than Telegram's own, since two calls may come closer together on their way."""
BULK_RATE = 29.0
"""Notices a second when nobody waits for anything."""
BEHIND = 0.2
"""Seconds that bulk may make up for, after the loop or the database was slow."""
YIELD = 0.15
"""Seconds for which bulk steps back at a 429: what left too close together comes apart again."""
SOON = 1.5
"""Seconds within which a second chat that is told to wait means that it is the bot who must."""


@dataclass
class Bucket:
    """What has left lately, and until when Telegram wants to be left alone."""

    left: list[float] = field(default_factory=list)  # when each of the last calls left
    bulk_at: float = 0.0  # when the next notice may leave
    refused_chat: int | None = None  # the last chat that was told to wait, and when
    refused_at: float = 0.0
    paused_at: float = 0.0  # when the whole bot was last told to wait
    bulk_from: float = 0.0  # bulk rests until then
    all_from: float = 0.0  # answers rest until then, too

    def room(self, now: float) -> int:
        """Calls that may leave now for people who wait."""
        self._forget(now)
        return 0 if now < self.all_from else max(MOST - len(self._lately(now)), 0)

    def bulk_room(self, now: float) -> int:
        """Notices that may leave now, were there no answers to go before them."""
        self._forget(now)
        if now < max(self.bulk_from, self.all_from, self.bulk_at):
            return 0
        even = 1 + int((now - max(self.bulk_at, now - BEHIND)) * BULK_RATE)
        return max(min(even, MOST - SPARE - len(self._lately(now))), 0)

    def take(self, now: float, calls: int, bulk: int = 0) -> None:
        """Notes that so many calls leave then, `bulk` of them notices."""
        self.left += [now] * calls
        if bulk:
            self.bulk_at = max(self.bulk_at, now - BEHIND) + bulk / BULK_RATE

    def next_room(self, now: float) -> float:
        """Seconds until one more answer may leave, 0 when it may now."""
        self._forget(now)
        return max(self._free(now, MOST), self.all_from, now) - now

    def next_bulk(self, now: float) -> float:
        """Seconds until one more notice may leave, 0 when it may now."""
        free = self._free(now, MOST - SPARE)
        return max(free, self.bulk_at, self.bulk_from, self.all_from, now) - now

    def refused(
        self, now: float, chat: int, seconds: float, *, waits: bool, ago: float = 0.0
    ) -> bool:
        """Notes a 429 to what left so long `ago`; returns whether the whole bot must wait.

        One chat may be full by itself. Where what left after that for another one is refused as
        well, it is the bot: bulk rests, once for all. A person who `waits` is still given a try
        meanwhile; when that is refused too, everything rests.
        """
        self._forget(now)
        paused = now < self.bulk_from
        known = self.refused_chat not in (None, chat) and now - self.refused_at < SOON
        other = known and now - ago > self.refused_at
        if not known or other:
            self.refused_chat, self.refused_at = chat, now
            self.bulk_at = max(self.bulk_at, now + YIELD)
        if not (paused or other):
            return False
        if paused and waits:
            self.all_from = max(now + seconds, self.all_from)
        self.paused_at = now
        self.bulk_from = max(now + seconds, self.bulk_from)
        return True

    def _free(self, now: float, most: int) -> float:
        """When there are fewer than `most` in the window."""
        lately = self._lately(now)
        full = len(lately) - most
        return lately[full] + WINDOW if full >= 0 else now

    def _lately(self, now: float) -> list[float]:
        """What counts now; some of it may only be about to leave."""
        return sorted(at for at in self.left if at > now - WINDOW)

    def _forget(self, now: float) -> None:
        """What is over; and what a clock that was set back makes lie ahead."""
        self.left = [at for at in self.left if now - 2 * WINDOW < at <= now + WINDOW]
        self.bulk_at = min(self.bulk_at, now + MOST / BULK_RATE)
        if self.paused_at > now:
            self.paused_at = self.bulk_from = self.all_from = 0.0
        if self.refused_at > now:
            self.refused_chat = None
