"""Telegram's hard limits, and its flood control as a switchable model.

Figures: Bot API manual and the source of the Bot API server; flood control follows the FAQ
guidance (about 1 message a second per chat, 30 a second in all, 20 a minute per group).
"""

from __future__ import annotations

import math

from bot.simulator.world.clock import Clock
from bot.simulator.world.refusal import too_many

TEXT = 4096
CAPTION = 1024
RAW_TEXT_BYTES = 1 << 15
ENTITIES = 100
CALLBACK_DATA_BYTES = 64
BUTTONS = 100
BUTTONS_IN_ROW = 8
COPY_TEXT = 256
ANSWER_TEXT = 200
ALBUM = (2, 10)
DOWNLOAD_BYTES = 20 << 20
UPLOAD_BYTES = 50 << 20
PHOTO_BYTES = 10 << 20
PHOTO_SIDES = 10_000
FILE_LINK_SECONDS = 3600
DELETE_SECONDS = 48 * 3600
MESSAGE_UPDATE_SECONDS = 24 * 3600
TAP_SECONDS = 150
IDS_AT_ONCE = 100
COMMANDS = 100
COMMAND_DESCRIPTION = 256
NAME = 64
TOPIC_NAME = 128
DESCRIPTION = 512
SHORT_DESCRIPTION = 120
POLL_SECONDS = 50
POLL_UPDATES = 100


def utf16(text: str) -> int:
    """Length of `text` in UTF-16 units, in which Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for letter in text if letter > "\uffff")


class Bucket:
    """A token bucket: `rate` tokens a second, `size` at most."""

    __slots__ = ("at", "rate", "size", "tokens")

    def __init__(self, rate: float, size: float, now: float):
        self.rate = rate
        self.size = size
        self.tokens = size
        self.at = now

    def wait(self, now: float) -> float:
        """Seconds until a token is there; 0 when there is one."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


class Flood:
    """Flood control over all sending and editing calls; off unless `active`."""

    def __init__(self, clock: Clock, *, active: bool):
        self.active = active
        self._clock = clock
        self._overall = Bucket(30, 30, clock.now())
        self._chats: dict[int, Bucket] = {}

    def check(self, chat_id: int) -> None:
        """Take a token for one message to `chat_id` or raise 429 with retry_after."""
        now = self._clock.now()
        bucket = self._chats.get(chat_id)
        if bucket is None:
            bucket = Bucket(20 / 60, 20, now) if chat_id < 0 else Bucket(1, 5, now)
            self._chats[chat_id] = bucket
        wait = max(self._overall.wait(now), bucket.wait(now))
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        self._overall.tokens -= 1
        bucket.tokens -= 1
