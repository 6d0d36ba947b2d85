"""Whoever says nothing holds no connection for long, and none that another one needs."""

import asyncio
import resource
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.pumps import serving
from bot.pumps.serving import HEAD_BYTES, listener

HALF = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
FLOOD = 500
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _size(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
async def port() -> AsyncIterator[int]:
    place = listener("127.0.0.1:0")
    app = Starlette(routes=[Route("/", _size, methods=["POST"])])
    async with serving.serving(app, place):
        yield place.getsockname()[1]


@asynccontextmanager
async def connected(port: int, said: bytes = b"") -> AsyncIterator[Streams]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(said)
        await writer.drain()
        yield reader, writer
    finally:
        writer.close()


async def answered(port: int) -> tuple[int, str]:
    """What a whole request gets, on a connection of its own."""
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as client,
        client.post(f"http://127.0.0.1:{port}/", data=b"x" * 9) as answer,
    ):
        return answer.status, await answer.text()


async def closed(streams: Streams) -> bytes:
    """What is still said until the server hangs up; TimeoutError if it does not."""
    async with asyncio.timeout(5):
        try:
            return await streams[0].read()
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize(
    "said", [b"", b"POST / HT", HALF, HALF + b"\r\n", HALF + b"\r\nhalf of a body"]
)
async def test_a_request_that_does_not_end_is_ended(
    port: int, said: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mutant: uvicorn alone, which waits for ever."""
    monkeypatch.setattr(serving, "REQUEST_SECONDS", 0.1)
    # Another test may have had this logger first, and a logger keeps the way that it first went.
    monkeypatch.setattr(serving, "log", structlog.get_logger("web"))
    async with connected(port, said) as streams:
        assert await closed(streams) == b""
    assert "connections closed" in capsys.readouterr().out


async def test_letter_by_letter_is_no_way_to_stay(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: each letter winds the clock up again."""
    monkeypatch.setattr(serving, "REQUEST_SECONDS", 0.3)
    async with connected(port, HALF) as streams, asyncio.timeout(5):
        hung_up = asyncio.create_task(closed(streams))
        while not hung_up.done():
            streams[1].write(b"X-A: 1\r\n")
            await asyncio.sleep(0.02)


async def test_a_head_without_end_is_cut_off(port: int) -> None:
    async with connected(port, HALF + b"X: " + b"x" * 2 * HEAD_BYTES) as streams:
        assert await closed(streams) == b""


async def test_one_connection_serves_many_requests(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time counts from the first letter of each, not from the connection."""
    monkeypatch.setattr(serving, "REQUEST_SECONDS", 0.3)
    async with aiohttp.ClientSession() as client:
        for _ in range(6):
            async with client.post(f"http://127.0.0.1:{port}/", data=b"x" * 9) as answer:
                assert await answer.text() == "9"
            await asyncio.sleep(0.1)


async def test_five_hundred_that_say_nothing_keep_nobody_out(port: int) -> None:
    """Mutants: no cap, or a cap that turns the newest away."""
    async with AsyncExitStack() as held:
        for said in (HALF, b"") * (FLOOD // 2):
            await held.enter_async_context(connected(port, said))
        for _ in range(3):
            assert await answered(port) == (200, "9")


async def test_few_descriptors_leave_room_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (256, 256))
    assert serving.most_connections() == 64
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (1 << 20, 1 << 20))
    assert serving.most_connections() == serving.MOST_CONNECTIONS
