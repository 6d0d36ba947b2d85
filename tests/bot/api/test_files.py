"""Files are fetched from the configured server alone, and never more of them than is taken."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.api.files import Files, Unfetchable
from bot.api.transport import AiohttpRequest

MOST = 1000
TOKEN = "1:x"


class Server:
    """A Bot API server that answers getFile as a test wants, and counts what was asked of it."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}
        self.asked: list[str] = []
        self.url = ""

    async def get_file(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": {"file_id": "f", **self.told}})

    async def file(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if request.path.endswith("moved"):
            raise web.HTTPFound(f"{self.url}/file/bot{TOKEN}/elsewhere")
        if request.path.endswith("gone"):
            raise web.HTTPNotFound
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(b"x" * (MOST * 3 if request.path.endswith("large") else MOST))
        return answer


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    application = web.Application()
    application.router.add_post(f"/bot{TOKEN}/getFile", made.get_file)
    application.router.add_get("/{path:.*}", made.file)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
async def fetch(server: Server) -> AsyncIterator[Files]:
    request = AiohttpRequest()
    await request.initialize()
    yield Files(server.url, TOKEN, request)
    await request.shutdown()


async def test_a_file_comes_whole(server: Server, fetch: Files) -> None:
    server.told = {"file_path": "documents/plain", "file_size": MOST}
    assert await fetch.get("f", MOST) == b"x" * MOST


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../secret",
        "documents/../../secret",
        "http://127.0.0.1:1/x",
        "documents\\..\\x",
        "documents/x?other=1",
        "documents/x#y",
        "",
    ],
)
async def test_a_place_outside_the_servers_folder_is_never_asked_for(
    server: Server, fetch: Files, path: str
) -> None:
    """I15"""
    server.told = {"file_path": path, "file_size": 1}
    with pytest.raises(Unfetchable):
        await fetch.get("f", MOST)
    assert server.asked == []


async def test_a_redirect_is_not_followed(server: Server, fetch: Files) -> None:
    """I15"""
    server.told = {"file_path": "documents/moved", "file_size": 1}
    with pytest.raises(Unfetchable):
        await fetch.get("f", MOST)
    assert len(server.asked) == 1


@pytest.mark.parametrize("told", [{}, {"file_size": 1}, {"file_size": MOST + 1}])
async def test_a_file_over_the_limit_is_refused_whatever_was_announced(
    server: Server, fetch: Files, told: dict[str, Any]
) -> None:
    """I06"""
    server.told = {"file_path": "documents/large", **told}
    with pytest.raises(Unfetchable):
        await fetch.get("f", MOST)


async def test_a_file_that_is_gone_cannot_be_had(server: Server, fetch: Files) -> None:
    server.told = {"file_path": "documents/gone"}
    with pytest.raises(Unfetchable):
        await fetch.get("f", MOST)
