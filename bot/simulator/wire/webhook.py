"""Webhook delivery: serial per queue, parallel over queues, with the secret and retries."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.simulator.world.refusal import Refused, bad
from bot.simulator.world.updates import HOOKED, Update, UpdateQueue

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RESPONSE_SECONDS = 60
LONGEST_PAUSE = 60
LONGEST_RETRY_AFTER = 3600


class Webhook:
    """The address to which updates are posted now, with its workers."""

    def __init__(self, queue: UpdateQueue):
        self._queue = queue
        self.url = ""
        self.secret = ""
        self.connections = 40
        self.error: tuple[int, str] | None = None
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._gate = asyncio.Semaphore(self.connections)

    # Setting ---------------------------------------------------------------------------

    async def set(self, url: str, secret: str, connections: int) -> None:
        """Begin delivery to `url`; an empty one only ends it. Raises 400 for a wrong setting."""
        if url:
            _check(url, secret)
        if (url, secret, connections) == (self.url, self.secret, self.connections) and url:
            return
        await self.stop()
        self.url, self.secret, self.connections = url, secret, connections
        self.error = None
        if url:
            self._queue.terminate(HOOKED)
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=RESPONSE_SECONDS)
            )
            self._gate = asyncio.Semaphore(connections)
            self._queue.on_put = self._add
            for update in list(self._queue.pending.values()):
                self._add(update)

    async def stop(self) -> None:
        """End delivery; what was not acknowledged stays in the queue."""
        self._queue.on_put = None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None
        self.url = ""

    def info(self) -> dict[str, Any]:
        """The WebhookInfo object."""
        self._queue.drop_expired()
        found: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending),
        }
        if self.url:
            found |= {"max_connections": self.connections, "ip_address": "127.0.0.1"}
        if self.error is not None:
            found["last_error_date"], found["last_error_message"] = self.error
        if self._queue.listed:
            found["allowed_updates"] = self._queue.listed
        return found

    # Delivery --------------------------------------------------------------------------

    def _add(self, update: Update) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._serve(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, key: int) -> None:
        lane = self._lanes[key]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[key]

    async def _deliver(self, update: Update) -> None:
        pause = 0.0
        clock = self._queue.clock
        while update.expires > clock.now():
            async with self._gate:
                asked = await self._post(update)
            if asked is None:
                break
            # The first retry comes at once, then the pause doubles.
            await clock.wait(max(pause, min(asked, LONGEST_RETRY_AFTER)))
            pause = min(LONGEST_PAUSE, pause * 2 or 1.0)
        self._queue.pending.pop(update.number, None)

    async def _post(self, update: Update) -> float | None:
        """None when taken; else the seconds that the receiver wants us to wait."""
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        try:
            async with self._session.post(self.url, data=update.body, headers=headers) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return 0.0
        if 200 <= answer.status < 300:
            return None
        self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        asked = answer.headers.get("Retry-After", "")
        return float(asked) if asked.isdigit() else 0.0

    def _failed(self, message: str) -> None:
        self.error = (int(self._queue.clock.now()), message)


def _check(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad("invalid webhook URL specified")
    if parts.hostname not in LOOPBACK:
        raise Refused(400, "Bad Request: simulator: a webhook must be on the loopback")
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
