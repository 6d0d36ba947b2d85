"""In: every update is stored and committed before Telegram is told that it arrived.

The next offset of a poll (or HTTP 200 of a webhook) is the acknowledgement, so an update is
either still at Telegram or in `inbox`. Nothing is parsed here: no update can stop the way in.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.transport import AiohttpRequest
from storage.database import Database
from storage.queries import inbox
from storage.rules.clock import Clock

POLL_SECONDS = 25
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "inline_query",
)
PAUSE_FIRST, PAUSE_MOST = 0.5, 30.0

log = structlog.get_logger("intake")


async def keep(db: Database, bot_id: int, updates: Sequence[dict[str, Any]], clock: Clock) -> None:
    """Stores raw updates and returns once they are durable."""
    rows = [
        (update["update_id"], inbox.lane_of(update), orjson.dumps(update).decode())
        for update in updates
    ]
    async with db.begin() as session:
        await inbox.store(session, bot_id, rows, clock())


class Poller:
    """Fetches updates by long polling; one runs for a bot."""

    def __init__(self, address: str, bot_id: int, db: Database, clock: Clock) -> None:
        self._address = f"{address}/getUpdates"
        self._bot_id = bot_id
        self._db = db
        self._clock = clock
        self._request = AiohttpRequest(connections=1)

    async def run(self) -> None:
        """Polls until cancelled; errors of the network slow it down, never end it."""
        await self._request.initialize()
        offset: int | None = None
        pause = PAUSE_FIRST
        try:
            while True:
                try:
                    updates = await self._fetch(offset)
                    if updates:
                        await keep(self._db, self._bot_id, updates, self._clock)
                        offset = updates[-1]["update_id"] + 1
                    pause = PAUSE_FIRST
                except TelegramError as error:
                    await asyncio.sleep(self._pause_after(error, pause))
                    pause = min(pause * 2, PAUSE_MOST)
        finally:
            await self._request.shutdown()

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        wanted = {
            "offset": offset,
            "limit": 100,
            "timeout": POLL_SECONDS,
            "allowed_updates": KINDS,
        }
        result = await self._request.call(self._address, wanted, seconds=POLL_SECONDS + 10)
        return list(result)

    @staticmethod
    def _pause_after(error: TelegramError, pause: float) -> float:
        if isinstance(error, RetryAfter):
            after = error.retry_after
            return float(after if isinstance(after, int) else after.total_seconds())
        if isinstance(error, Conflict | InvalidToken):
            log.error("poll refused", reason=error.message)
            return PAUSE_MOST
        log.warning("poll failed", reason=error.message)
        return pause
