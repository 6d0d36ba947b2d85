"""What a test orders behind the scenes over HTTP: faults, latency, time, the log of calls."""

from __future__ import annotations

from typing import Any

import aiohttp
import orjson

Json = dict[str, Any]


class Backstage:
    """Controls of a simulator, in this process or another one."""

    def __init__(self, base_url: str):
        self._base = base_url

    async def _call(self, verb: str, path: str, body: Json | None = None) -> Any:
        async with (
            aiohttp.ClientSession(self._base) as session,
            session.request(verb, path, json=body) as answer,
        ):
            content = orjson.loads(await answer.read())
        if answer.status != 200:
            raise ValueError(content["description"])
        return content

    async def fault(self, kind: str, *, times: int = 1, **more: Any) -> None:
        """Order a fault; `more` holds method, chat, retry_after, delay_ms, migrate_to, update."""
        await self._call("POST", "/faults", {"kind": kind, "times": times, **more})

    async def calm(self) -> None:
        """Forget all faults and the latency."""
        await self._call("DELETE", "/faults")

    async def latency(self, milliseconds: float) -> None:
        """Set the latency of all Bot API answers."""
        await self._call("POST", "/faults/latency", {"ms": milliseconds})

    async def advance(self, seconds: float) -> None:
        """Move the simulator's clock forward."""
        await self._call("POST", "/clock/advance", {"seconds": seconds})

    async def calls(self, method: str = "", after: int = 0) -> list[Json]:
        """Accepted Bot API calls after number `after`, of one method or of all."""
        log: list[Json] = await self._call("GET", f"/log?after={after}")
        return [entry for entry in log if method.lower() in {"", entry["method"]}]

    async def group(self, title: str, members: list[int], **more: Any) -> Json:
        """Found a group of people with the bot in it; returns its chat."""
        body = {"title": title, "members": members, **more}
        chat: Json = await self._call("POST", "/phone/groups", body)
        return chat

    async def upgrade(self, chat: int) -> Json:
        """Upgrade a group to a supergroup; returns the new chat."""
        new: Json = await self._call("POST", f"/phone/groups/{chat}/upgrade")
        return new
