"""A scripted bot beside a real simulator, in a thread of its own: Selenium blocks its thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Self

import aiohttp

from bot.simulator.server import Simulator, serve

Json = dict[str, Any]
Answer = Callable[["Peer", Json], Awaitable[None]]
PATIENCE = 20.0


class Peer:
    """A simulator and a bot that gives every update to the function `answer`."""

    def __init__(self) -> None:
        self.updates: list[Json] = []
        self.answer: Answer | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._polling: asyncio.Task[None] | None = None
        self.port = 0

    def __enter__(self) -> Self:
        """Start both."""
        self._thread.start()
        self.run(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        """Stop both and the thread."""
        self.run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine in the bot's thread and return its result."""
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(PATIENCE)

    async def _start(self) -> None:
        self.simulator: Simulator = await serve(self.port)
        self.port = self.simulator.port
        self.url = self.simulator.url
        self._http = aiohttp.ClientSession()
        self._polling = asyncio.create_task(self._poll())

    async def _stop(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.gather(self._polling, return_exceptions=True)
        await self._http.close()
        await self.simulator.close()

    def stop(self) -> None:
        """Let the server vanish; its port stays reserved for `restart`."""
        self.run(self._stop())

    def restart(self) -> None:
        """Bring an empty server back on the same port."""
        self.run(self._start())

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.ask("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                self.updates.append(update)
                if self.answer is not None:
                    await self.answer(self, update)

    async def ask(self, method: str, **parameters: Any) -> Any:
        """Call the Bot API and return the result; raises AssertionError on a refusal."""
        url = f"{self.simulator.base_url}{self.simulator.token}/{method}"
        async with self._http.post(url, json=parameters) as response:
            body = await response.json()
        assert body["ok"], body
        return body["result"]

    def bot(self, method: str, **parameters: Any) -> Any:
        """The same call from the test's thread."""
        return self.run(self.ask(method, **parameters))

    async def _act(self, path: str, body: Json) -> Any:
        async with self._http.post(f"{self.url}/phone/{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    def person(self, user: int, name: str, note: str = "") -> int:
        """Add a person; returns the id."""
        self.run(self._act("people", {"id": user, "first_name": name, "note": note}))
        return user

    def says(self, user: int, text: str) -> int:
        """A person writes to the bot by another device; returns the message id."""
        sent: Json = self.run(self._act(f"{user}/send", {"chat": user, "text": text}))
        return int(sent["message_id"])

    def group(self, title: str, members: list[int]) -> int:
        """Found a group with the bot in it; returns the chat id."""
        chat: Json = self.run(self._act("groups", {"title": title, "members": members}))
        return int(chat["id"])

    def says_in(self, chat: int, user: int, text: str) -> None:
        """A person writes into a group."""
        self.run(self._act(f"{user}/send", {"chat": chat, "text": text}))

    def sends(self, user: int, act: str, *files: bytes, **words: object) -> None:
        """A person does one of the acts of the phone; files go with a photo or a document."""
        body = {"chat": user, **words}
        self.run(self._send(user, act, files) if files else self._act(f"{user}/{act}", body))

    async def _send(self, user: int, act: str, files: tuple[bytes, ...]) -> None:
        form = aiohttp.FormData({"chat": str(user)})
        for content in files:
            form.add_field("file", content, filename="page.pdf", content_type="image/jpeg")
        async with self._http.post(f"{self.url}/phone/{user}/{act}", data=form) as response:
            assert response.status == 200, await response.text()
