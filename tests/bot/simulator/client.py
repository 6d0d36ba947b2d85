"""A bot's plain HTTP client, for looking at codes and texts."""

from typing import Any

import aiohttp

Json = dict[str, Any]


class Client:
    """The Bot API as bare HTTP, for looking at codes and texts."""

    def __init__(self, session: aiohttp.ClientSession, token: str):
        self.session = session
        self.token = token

    async def raw(self, method: str, **params: Any) -> Json:
        """The whole answer with its HTTP status under `status`."""
        path = f"/bot{self.token}/{method}"
        async with self.session.post(path, json=params) as answer:
            return {**(await answer.json()), "status": answer.status}

    async def call(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        answer = await self.raw(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        """The description of a call that must be refused."""
        answer = await self.raw(method, **params)
        assert not answer["ok"], answer
        assert answer["status"] == answer["error_code"]
        return str(answer["description"])
