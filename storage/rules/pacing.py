"""How fast the bot may speak: the bucket that paces every call that leaves for Telegram, pure.

Telegram lets one bot send about thirty messages a second, one of them to a person and twenty a
minute to a group, and answers more with 429. What a person waits for may leave at once as long as
the window has room and it is not all of it theirs. Notices leave one by one in even steps, so that
there is nearly always room for the next answer. Times are seconds of one clock.
"""

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MOST = RATED = 30
"""Calls that may leave within any WINDOW, whatever they are."""
WINDOW = 1.03
"""Seconds: longer than Telegram's own one, since the first of these calls may be slower on its way
than the last. With a smaller number in the same second, what left in a bunch would have none."""
BULK_RATE = MOST / WINDOW
"""Notices a second when nobody waits for anything."""
BEHIND = 0.2
"""Seconds that bulk may make up for, after the loop or the database was slow."""
YIELD = 0.15
"""Seconds for which bulk steps back at a 429: what left too close together comes apart again."""
SOON = 1.5
"""Seconds within which a second chat that is told to wait means that it is the bot who must."""
NEAR = 0.03
"""Seconds by which two clocks' words for one moment may differ."""
MOMENT = 0.001
"""Seconds too few to wait for."""
SLOWER, SLOWEST = 0.85, 0.5
"""The part of its pace that bulk keeps after a 429 for the whole bot, and at least keeps."""
QUICKER = 0.005
"""The part of its pace that bulk takes back in a second."""
PERSON_SECONDS = 1.02
"""Between two messages to one person, on the average; longer than Telegram's own, since the second
may be quicker on its way."""
SHARE = 6
"""Of what may leave at once this part is for answers to one person; at 0 they are not counted."""
GROUP_MOST, GROUP_WINDOW = 20, 60.5
"""Messages that a group takes in so many seconds."""
ASIDE = ":aside"
"""After the name of a chat: what ends its spinners, which are no messages of it."""


def person_step() -> float:
    """Seconds between two messages to one person, on the average; fewer where MOST is larger."""
    return PERSON_SECONDS * RATED / MOST


@contextmanager
def no_shares() -> Iterator[None]:
    """Inside, answers to one person are not counted: phones that a machine plays are quick."""
    global SHARE
    usual, SHARE = SHARE, 0
    try:
        yield
    finally:
        SHARE = usual


@dataclass
class Bucket:
    """What has left lately, and until when Telegram wants to be left alone.

    All of it is JSON, since on PostgreSQL it is a row.
    """

    left: list[float] = field(default_factory=list)  # when each of the last calls left, in order
    people: dict[str, float] = field(default_factory=dict)  # until when a chat lacks some room
    groups: dict[str, list[float]] = field(default_factory=dict)  # when each was told something
    bulk_at: float = 0.0  # when the next notice may leave
    refused_chat: int | None = None  # the last chat that was told to wait, and when
    refused_at: float = 0.0
    paused_at: float = 0.0  # when the whole bot was last told to wait
    pace: float = 1.0  # of BULK_RATE, when bulk was last told to rest
    bulk_from: float = 0.0  # bulk rests until then
    all_from: float = 0.0  # answers rest until then, too

    def __post_init__(self) -> None:
        self.left.sort()

    def room(self, now: float) -> int:
        """Calls that may leave now for people who wait."""
        self._forget(now)
        return 0 if now < self.all_from else max(MOST - len(self._lately(now)), 0)

    def bulk_room(self, now: float) -> int:
        """Notices that may leave now, were there no answers to go before them."""
        self._forget(now)
        if now < max(self.bulk_from, self.all_from, self.bulk_at):
            return 0
        even = 1 + int((now - max(self.bulk_at, now - BEHIND)) * BULK_RATE * self._pace(now))
        return max(min(even, self._bulk_most(now) - len(self._lately(now))), 0)

    def take(self, now: float, calls: int, bulk: int = 0) -> None:
        """Notes that so many calls leave then, `bulk` of them notices."""
        after = bisect_right(self.left, now)
        self.left[after:after] = [now] * calls
        if bulk:
            step = 1 / BULK_RATE / self._pace(now)
            self.bulk_at = max(self.bulk_at, now - BEHIND) + bulk * step

    def late(self, at: float, arrived: float) -> None:
        """What was to leave `at` that time came later, so the window is full for longer."""
        after = bisect_left(self.left, at)
        beside = range(max(after - 1, 0), min(after + 1, len(self.left)))
        nearest = min(beside, key=lambda one: abs(self.left[one] - at), default=None)
        if nearest is not None and abs(self.left[nearest] - at) < NEAR:
            del self.left[nearest]
        insort(self.left, arrived)

    def may_tell(self, now: float, chat: str, *, waits: bool) -> bool:
        """Whether the chat has room for one more message; a notice leaves room for answers."""
        if chat.startswith("-"):
            return len(self._group(now, chat)) < GROUP_MOST
        return self._until_room(now, chat, waits=waits) <= 0.0

    def told(self, now: float, chat: str, messages: int = 1, *, waits: bool = False) -> None:
        """Notes that a chat is told so many messages."""
        if chat.startswith("-"):
            self.groups[chat] = [*self._group(now, chat), *[now] * messages]
        elif SHARE or not waits:
            self.people[chat] = max(self.people.get(chat, now), now) + messages * person_step()

    def full(self, now: float, *, waits: bool) -> list[str]:
        """The chats that may not be told more now."""
        self._forget(now)
        known = (*self.people, *self.groups)
        return [chat for chat in known if not self.may_tell(now, chat, waits=waits)]

    def next_chat(self, now: float) -> float | None:
        """Seconds until a person who was answered too much may be answered again; None: nobody."""
        waits = (self._until_room(now, chat, waits=True) for chat in self.people)
        return min((seconds for seconds in waits if seconds > 0.0), default=None)

    def next_room(self, now: float) -> float:
        """Seconds until one more answer may leave, 0 when it may now."""
        self._forget(now)
        return max(self._free(now, MOST), self.all_from, now) - now

    def next_bulk(self, now: float) -> float:
        """Seconds until one more notice may leave, 0 when it may now."""
        free = self._free(now, self._bulk_most(now))
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
        if not paused:
            self.pace = max(self._pace(now) * SLOWER, SLOWEST)
        self.paused_at = now
        self.bulk_from = max(now + seconds, self.bulk_from)
        return True

    def _pace(self, now: float) -> float:
        """The part of its pace at which bulk goes: after a rest it finds its way back slowly."""
        return min(self.pace + max(now - self.bulk_from, 0.0) * QUICKER, 1.0)

    def _bulk_most(self, now: float) -> int:
        return max(int(MOST * self._pace(now)), 1)

    def _until_room(self, now: float, chat: str, *, waits: bool) -> float:
        at_once = max(MOST // SHARE, 1) if SHARE else math.inf
        spared = (at_once - 1) * person_step() if waits else 0.0
        seconds = self.people.get(chat, now) - now - spared
        return seconds if seconds > MOMENT else 0.0

    def _group(self, now: float, chat: str) -> list[float]:
        return [at for at in self.groups.get(chat, ()) if now - GROUP_WINDOW < at <= now]

    def _free(self, now: float, most: int) -> float:
        """When there are fewer than `most` in the window."""
        lately = self._lately(now)
        full = len(lately) - most
        return lately[full] + WINDOW if full >= 0 else now

    def _lately(self, now: float) -> list[float]:
        """What counts now; some of it may only be about to leave."""
        return self.left[bisect_right(self.left, now - WINDOW) :]

    def _forget(self, now: float) -> None:
        """What is over; and what a clock that was set back makes lie ahead."""
        del self.left[bisect_right(self.left, now + WINDOW) :]
        del self.left[: bisect_right(self.left, now - 2 * WINDOW)]
        self.bulk_at = min(self.bulk_at, now + MOST / BULK_RATE)
        longest = MOST * person_step()
        self.people = {c: min(t, now + longest) for c, t in self.people.items() if t > now}
        self.groups = {c: told for c in self.groups if (told := self._group(now, c))}
        if self.paused_at > now:
            self.paused_at = self.bulk_from = self.all_from = 0.0
        if self.refused_at > now:
            self.refused_chat = None
