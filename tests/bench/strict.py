"""A Bot API server as strict as Telegram is said to be, which counts what it refuses.

Thirty calls in any second, all in all; one message a second to a person after a few at once;
twenty in any minute to a group. Whoever goes beyond the first is refused everything for a while.
"""

import math
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from typing import Any

from tests.bench.server import Json, Server, Shown

MOST, WINDOW = 30, 1.0
PERSON_AT_ONCE, PERSON_SECONDS = 5, 1.0
GROUP_MOST, GROUP_WINDOW = 20, 60.0
PENALTY = 3.0
"""Seconds for which the whole bot is refused once it was too fast."""
FREE = ("getMe", "getUpdates", "getWebhookInfo")
SAYS = ("send", "edit", "copy", "forward")
SILENT = ("sendChatAction",)


class Strict(Server):
    """Refuses with 429 what comes above its limits, and counts what it took and refused.

    Every call counts but those that ask: sends, edits, menus, the ends of spinners. In a chat
    messages and their edits count.
    """

    def __init__(
        self,
        shown: Shown,
        scale: int = 1,
        ticking: Callable[[], float] = time.perf_counter,
    ) -> None:
        """At a scale of 4 it takes four times as much, but of a group."""
        super().__init__(shown)
        self.taken: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()  # by whose limit it was: bot, person, group
        self.told: Counter[int] = Counter()
        self._scale = scale
        self._ticking = ticking
        self._lately: deque[float] = deque()
        self._shut_until = -math.inf
        self._people: dict[int, float] = {}  # by chat, until when it has less than all its room
        self._groups: dict[int, deque[float]] = defaultdict(deque)

    def refuses(self, method: str, given: Json) -> int:
        if method in FREE:
            return 0
        now = self._ticking()
        while self._lately and now - self._lately[0] >= WINDOW:
            self._lately.popleft()
        if now >= self._shut_until and len(self._lately) >= MOST * self._scale:
            self._shut_until = now + PENALTY
        if now < self._shut_until:
            return self._refused("bot", self._shut_until - now)
        wait = self._chat_waits(method, given, now)
        if wait:
            return self._refused("group" if int(given["chat_id"]) < 0 else "person", wait)
        self._lately.append(now)
        return 0

    def _refused(self, whose: str, seconds: float) -> int:
        self.refused[whose] += 1
        return math.ceil(seconds)

    def _chat_waits(self, method: str, given: Json, now: float) -> float:
        """Seconds until the chat may be told this, 0 when it may now and is told."""
        if not method.startswith(SAYS) or method in SILENT or "chat_id" not in given:
            return 0.0
        chat = int(given["chat_id"])
        if chat < 0:
            return self._group_waits(chat, now)
        step = PERSON_SECONDS / self._scale
        full = max(self._people.get(chat, now), now)
        wait = full - (now + (PERSON_AT_ONCE * self._scale - 1) * step)
        if wait > 1e-9:
            return wait
        self._people[chat] = full + step
        return 0.0

    def _group_waits(self, chat: int, now: float) -> float:
        lately = self._groups[chat]
        while lately and now - lately[0] >= GROUP_WINDOW:
            lately.popleft()
        if len(lately) >= GROUP_MOST:
            return lately[0] + GROUP_WINDOW - now
        lately.append(now)
        return 0.0

    def accept(self, method: str, given: Json) -> Any:
        self.taken[method] += method not in FREE
        if method == "sendMessage":
            self.told[int(given["chat_id"])] += 1
        return super().accept(method, given)
