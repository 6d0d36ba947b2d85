"""Calls over connections that stay open: what comes back, and what is known when nothing does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.api import wire
from bot.api.wire import Broken, NoConnection, Wire
from tests.helpers.waiting import until

Said = Callable[[asyncio.StreamReader, asyncio.StreamWriter, int], Awaitable[bool]]
"""Answers the so-many-eth request of a connection; whether it listens for another."""


def told(body: bytes, head: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def request_of(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    return await reader.readexactly(length)


class Served:
    """A server that answers as it is told, and counts who came."""

    def __init__(self, say: Said) -> None:
        self.connections = 0
        self._say = say

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        at = 0
        try:
            while await self._say(reader, writer, at):
                at += 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def served(say: Said, connections: int = 4) -> AsyncIterator[tuple[Wire, str, Served]]:
    """A wire to such a server."""
    serving, opened = Served(say), Wire(connections, 1.0)
    server = await asyncio.start_server(serving, "127.0.0.1", 0)
    try:
        yield opened, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot1:x/m", serving
    finally:
        opened.close()
        server.close()
        await server.wait_closed()


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _at: int) -> bool:
    writer.write(told(await request_of(reader)))
    return True


async def test_one_connection_serves_one_request_after_another() -> None:
    async with served(echo) as (opened, url, server):
        for at in range(3):
            assert await opened.post(url, b"%d" % at, 1.0) == (200, b"%d" % at)
        assert server.connections == 1


async def test_requests_side_by_side_get_each_its_own_answer() -> None:
    async with served(echo, connections=3) as (opened, url, server):
        bodies = [b"%d" % at for at in range(20)]
        found = await asyncio.gather(*(opened.post(url, body, 1.0) for body in bodies))
        assert [body for _status, body in found] == bodies
        assert server.connections <= 3


async def test_an_answer_may_come_in_pieces_and_in_chunks() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int) -> bool:
        await request_of(reader)
        whole = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 502 Bad Gateway\r\n"
        whole += b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        for one in whole:
            writer.write(bytes([one]))
            await writer.drain()
            await asyncio.sleep(0)
        return True

    async with served(say) as (opened, url, server):
        for _ in range(2):
            assert await opened.post(url, b"{}", 1.0) == (502, b"abcde")
        assert server.connections == 1


@pytest.mark.parametrize("head", ["Connection: close\r\n", ""])
async def test_a_connection_that_the_server_ends_is_not_used_again(head: str) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int) -> bool:
        writer.write(told(await request_of(reader), head))
        return False

    async with served(say) as (opened, url, server):

        async def closed() -> bool:
            return not opened.rests

        for at in range(3):
            assert (await opened.post(url, b"%d" % at, 1.0))[1] == b"%d" % at
            await until(closed, "the connection's end")
        assert server.connections == 3


async def test_a_connection_that_rested_for_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(echo) as (opened, url, server):
        await opened.post(url, b"1", 1.0)
        monkeypatch.setattr(wire, "IDLE_SECONDS", 0.0)
        await opened.post(url, b"2", 1.0)
        assert server.connections == 2


async def test_what_was_sent_and_not_answered_may_have_arrived() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int) -> bool:
        await request_of(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
        return False

    async with served(say) as (opened, url, _server):
        with pytest.raises(Broken):
            await opened.post(url, b"{}", 1.0)


async def test_what_is_no_http_is_no_answer() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int) -> bool:
        await request_of(reader)
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        return True

    async with served(say) as (opened, url, _server):
        with pytest.raises(Broken):
            await opened.post(url, b"{}", 1.0)


async def test_nobody_listens_so_nothing_was_sent() -> None:
    async with served(echo) as (_opened, url, _server):
        pass
    with pytest.raises(NoConnection):
        await Wire(1, 1.0).post(url, b"{}", 1.0)


async def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_ones() -> None:
    late = asyncio.Event()

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int) -> bool:
        body = await request_of(reader)
        if body == b"first":
            await late.wait()
        writer.write(told(body))
        return True

    async with served(say) as (opened, url, _server):
        with pytest.raises(TimeoutError):
            await opened.post(url, b"first", 0.02)
        late.set()
        assert await opened.post(url, b"second", 1.0) == (200, b"second")


async def test_a_call_that_is_given_up_leaves_no_answer_behind() -> None:
    late = asyncio.Event()

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int) -> bool:
        body = await request_of(reader)
        if body == b"first":
            late.set()
            return True
        writer.write((told(b"first") if at > 1 else b"") + told(body))
        return True

    async with served(say, connections=1) as (opened, url, _server):
        await opened.post(url, b"before", 1.0)
        calling = asyncio.create_task(opened.post(url, b"first", 1.0))
        await late.wait()
        calling.cancel()
        assert (await asyncio.gather(calling, return_exceptions=True))[0]
        assert await opened.post(url, b"second", 1.0) == (200, b"second")


async def test_more_than_was_asked_for_ends_the_connection() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int) -> bool:
        body = await request_of(reader)
        writer.write(told(body) + told(b"stranger"))
        return True

    async with served(say) as (opened, url, _server):
        assert await opened.post(url, b"first", 1.0) == (200, b"first")
        assert await opened.post(url, b"second", 1.0) == (200, b"second")


async def test_a_server_without_a_known_certificate_hears_nothing() -> None:
    async with served(echo) as (opened, url, _server):
        with pytest.raises(NoConnection):
            await opened.post(url.replace("http:", "https:"), b"{}", 1.0)
