"""A Bot API server as strict as Telegram is said to be: thirty calls in any second, all in all."""

import math
import time
from collections import Counter, deque
from typing import Any

from tests.bench.server import Json, Server, Shown

MOST, WINDOW = 30, 1.0
FREE = ("getMe", "getUpdates", "getWebhookInfo")


class Strict(Server):
    """Refuses with 429 what comes above its limit, and counts what it took and refused.

    Every call counts but those that ask: sends, edits, menus, the ends of spinners.
    """

    def __init__(self, shown: Shown, most: int = MOST) -> None:
        super().__init__(shown)
        self.taken: Counter[str] = Counter()
        self.refused = 0
        self.told: Counter[int] = Counter()
        self._most = most
        self._lately: deque[float] = deque()

    def refuses(self, method: str) -> int:
        now = time.perf_counter()
        while self._lately and now - self._lately[0] >= WINDOW:
            self._lately.popleft()
        if method in FREE:
            return 0
        if len(self._lately) >= self._most:
            self.refused += 1
            return math.ceil(WINDOW)
        self._lately.append(now)
        return 0

    def accept(self, method: str, given: Json) -> Any:
        self.taken[method] += method not in FREE
        if method == "sendMessage":
            self.told[int(given["chat_id"])] += 1
        return super().accept(method, given)
