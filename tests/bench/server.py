"""A light Bot API server: bare asyncio, so that a bot, never the server, is what is measured.

The product's simulator checks everything and would itself be the bottleneck at a thousand
updates a second; every peer of a run talks to this server. Each call is accepted, and answered,
`latency` seconds after it arrived, as over a real network.
"""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

Json = dict[str, Any]
TOKEN = "1:bench"
BOT = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
POLL_SECONDS = 20.0
SHOWS = ("sendMessage", "editMessageText", "sendPhoto", "sendDocument")
CHAT = re.compile(rb'name="chat_id"[^0-9]*([0-9]+)')
"""The chat of an upload: all that is read of one."""

Shown = Callable[[int, int, Json], None]


class Server:
    """Keeps the updates that wait, and tells `shown` what each chat has just been shown."""

    def __init__(self, shown: Shown) -> None:
        self.latency = 0.0
        self.calls = 0
        self._shown = shown
        self._waiting: list[Json] = []
        self._pushed: dict[int, float] = {}
        self._ways: dict[int, float] = {}
        self._poll: asyncio.Future[None] | None = None
        self._listener: asyncio.Server | None = None
        self._message = 0

    async def start(self) -> str:
        """Listens on the loopback; returns the address for a bot."""
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(lambda: Wire(self), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Stops listening."""
        if self._listener is not None:
            self._listener.close()

    def forget(self) -> None:
        """Makes ready for the next bot."""
        for kept in (self._waiting, self._pushed, self._ways):
            kept.clear()
        self.calls = 0

    def push(self, update: Json) -> None:
        """An update for the bot."""
        self._waiting.append(update)
        self._pushed[update["update_id"]] = time.perf_counter()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def handed(self, updates: list[Json], asked: float) -> None:
        """Notes how long each waited for no more than the way of the poll that asked for it."""
        for update in updates:
            pushed = self._pushed.pop(update["update_id"], None)
            if pushed is not None:
                left = asked + self.latency
                self._ways[update["update_id"]] = max(left - max(pushed, asked), 0.0)

    def ways(self, update: int) -> float:
        """Seconds that an update and the call that answered it took over the network."""
        return self._ways.pop(update, 0.0) + self.latency

    def next_message(self) -> int:
        """A message id never used before."""
        self._message += 1
        return self._message

    async def answer(self, method: str, given: Json) -> Any:
        """The result of a call that needs waiting: getUpdates."""
        offset = int(given.get("offset") or 0)
        self._waiting = [one for one in self._waiting if one["update_id"] >= offset]
        if not self._waiting:
            self._poll = asyncio.get_running_loop().create_future()
            try:
                seconds = min(float(given.get("timeout") or 0), POLL_SECONDS)
                await asyncio.wait_for(self._poll, seconds)
            except TimeoutError:
                return []
        return self._waiting[: int(given.get("limit") or 100)]

    def refuses(self, method: str, given: Json) -> int:
        """Seconds to wait before this call is taken; 0 when it is taken now."""
        return 0

    def accept(self, method: str, given: Json) -> Any:
        """The result of any other call."""
        self.calls += 1
        if method == "getMe":
            return BOT
        if method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        if method not in SHOWS:
            return True
        chat = int(given["chat_id"])
        message = int(given.get("message_id") or 0) or self.next_message()
        markup = given.get("reply_markup") or {}
        if isinstance(markup, str):
            markup = orjson.loads(markup)
        self._shown(chat, message, markup)
        return {
            "message_id": message,
            "date": 1_600_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "사람"},
            "from": BOT,
            "text": given.get("text", ""),
            "reply_markup": markup or None,
        }


class Wire(asyncio.Protocol):
    """One connection: just enough HTTP/1.1 for the clients of bots."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while True:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            length = _length(head)
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            self._take(head, rest[:length])

    def _take(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1].decode()
        method = path.rpartition("/")[2]
        is_json = b"application/json" in head
        if b"multipart/" in head:
            found = CHAT.search(body)
            given: Json = {"chat_id": found[1].decode(), "text": ""} if found else {}
        else:
            given = orjson.loads(body) if is_json and body else dict(parse_qsl(body.decode()))
        loop = asyncio.get_running_loop()
        if method == "getUpdates":
            task = loop.create_task(self._poll(given))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif self._server.latency:
            loop.call_later(self._server.latency, self._accept, method, given)
        else:
            self._accept(method, given)

    async def _poll(self, given: Json) -> None:
        asked = time.perf_counter()
        await asyncio.sleep(self._server.latency)
        found = await self._server.answer("getUpdates", given)
        self._server.handed(found, asked)
        self._write({"result": found})

    def _accept(self, method: str, given: Json) -> None:
        seconds = self._server.refuses(method, given)
        if seconds:
            told = {"description": f"Too Many Requests: retry after {seconds}"}
            self._write(told | {"parameters": {"retry_after": seconds}}, "429 Too Many Requests")
        else:
            self._write({"result": self._server.accept(method, given)})

    def _write(self, told: Json, status: str = "200 OK") -> None:
        if self._transport is None:
            return
        body = orjson.dumps({"ok": "result" in told, **told})
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)


def _length(head: bytes) -> int:
    low = head.lower()
    at = low.find(b"content-length:")
    return int(low[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
