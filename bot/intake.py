"""In: every update is stored and committed before Telegram is told that it arrived.

The next offset of a poll (or HTTP 200 of a webhook) is the acknowledgement, so an update is
either still at Telegram or in `inbox`. Nothing is parsed here: no update can stop the way in.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

import orjson
import structlog
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.transport import AiohttpRequest, Pause
from storage.database import OUT_OF_REACH, Database
from storage.queries.traffic import inbox
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


def is_update(given: Any) -> bool:
    """Whether this JSON can be kept: an object with an `update_id`, whatever else it holds."""
    return isinstance(given, dict) and inbox.fits(given.get("update_id"))


class Intake(Protocol):
    """How updates come in: asked for (`Poller`), or posted to us (`bot.web.Webhook`)."""

    async def run(self) -> None:
        """Takes in until cancelled."""

    def close(self) -> None:
        """Gives back what was taken to come into being."""


class Poller:
    """Fetches updates by long polling; one runs for a bot."""

    def __init__(self, address: str, bot_id: int, db: Database, clock: Clock) -> None:
        self._address = f"{address}/getUpdates"
        self._bot_id = bot_id
        self._db = db
        self._clock = clock
        self._request = AiohttpRequest(connections=1)

    async def run(self) -> None:
        """Polls until cancelled; a network or database out of reach slows it, never ends it."""
        await self._request.initialize()
        offset: int | None = None
        pause = PAUSE_FIRST
        try:
            while True:
                try:
                    offset = await self._once(offset)
                    pause = PAUSE_FIRST
                except (TelegramError, *OUT_OF_REACH) as error:
                    await asyncio.sleep(self._pause_after(error, pause))
                    pause = min(pause * 2, PAUSE_MOST)
        finally:
            await self._request.shutdown()

    def close(self) -> None:
        """Nothing is held that `run` does not give back itself."""

    async def _once(self, offset: int | None) -> int | None:
        """Fetches and keeps one batch; returns the offset that acknowledges it.

        An empty batch has acknowledged all, so the next poll names no offset: after a quiet week
        Telegram numbers anew, perhaps from below.
        """
        fetched = await self._fetch(offset)
        updates = [one for one in fetched if is_update(one)]
        if len(updates) < len(fetched):
            log.error("what came is no update", count=len(fetched) - len(updates))
        if not updates:
            return None
        await keep(self._db, self._bot_id, updates, self._clock)
        return max(int(one["update_id"]) for one in updates) + 1

    async def _fetch(self, offset: int | None) -> list[Any]:
        wanted = {
            "offset": offset,
            "limit": 100,
            "timeout": POLL_SECONDS,
            "allowed_updates": KINDS,
        }
        result = await self._request.call(self._address, wanted, seconds=POLL_SECONDS + 10)
        if not isinstance(result, list):
            raise TelegramError("Invalid server response")
        return result

    @staticmethod
    def _pause_after(error: Exception, pause: float) -> float:
        if isinstance(error, Pause):
            return error.seconds
        if isinstance(error, Conflict | InvalidToken):
            log.error("poll refused", reason=error.message)
            return PAUSE_MOST
        if isinstance(error, TelegramError):
            log.warning("poll failed", reason=error.message)
        else:
            log.error("updates not kept", reason=type(error).__name__)
        return pause
