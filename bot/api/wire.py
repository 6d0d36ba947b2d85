"""One POST of JSON after another over connections that stay open: what each tap takes two of.

A library for any use of HTTP costs five times what this does. Uploads, downloads and whatever has
to pass a proxy go through that one (`bot/api/transport.py`); HTTP itself is read by httptools.
"""

import asyncio
import socket
import ssl
from collections import deque
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlsplit

import httptools
from aiohappyeyeballs import start_connection

IDLE_SECONDS = 60.0  # an older connection may be half closed by something on the way
FINAL = 200  # a lower status only says that an answer will come
SECOND_ADDRESS = 0.25  # seconds until the next address of a name is tried beside the first


class NoConnection(OSError):
    """Nothing was sent: it may be repeated at once."""


class Broken(OSError):
    """It was sent, and may have arrived."""


@lru_cache
def _secure() -> ssl.SSLContext:
    return ssl.create_default_context()


class Connection(asyncio.Protocol):
    """One connection: a request, its answer, and then the next."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._wire: asyncio.Transport | None = None
        self.open = True  # for one more request
        self.used = 0.0  # when its last answer came

    def send(self, request: bytes) -> asyncio.Future[tuple[int, bytes]]:
        """Sends a request; the answer is its status and body. Raises NoConnection."""
        if not self.open or self._wire is None:
            raise NoConnection("closed meanwhile")
        loop = asyncio.get_running_loop()
        self._answer = loop.create_future()
        self._wire.write(request)
        return self._answer

    def end(self, error: BaseException | None = None) -> None:
        """Gives it up: what still waits for an answer has none."""
        self.open = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or Broken("given up"))
        if self._wire is not None:
            self._wire.abort()

    # -- asyncio ---------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._wire = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self.end(Broken(type(error).__name__))

    def eof_received(self) -> None:
        self.open = False

    def connection_lost(self, exc: Exception | None) -> None:
        self.end(Broken(type(exc).__name__ if exc else "closed without an answer"))

    # -- httptools -------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self._body.clear()

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status < FINAL:
            return
        self.open = self.open and bool(self._parser.should_keep_alive())
        self.used = asyncio.get_running_loop().time()
        if self._answer is None or self._answer.done():  # nobody asked: it is none of ours
            self.end()
        else:
            self._answer.set_result((status, b"".join(self._body)))


class Wire:
    """At most so many connections; each address has its own."""

    def __init__(self, connections: int, connect_seconds: float) -> None:
        self._room = asyncio.Semaphore(connections)
        self._connect_seconds = connect_seconds
        self._idle: dict[str, deque[Connection]] = {}
        self._all: set[Connection] = set()

    async def post(self, url: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        """Status and body of the answer.

        Raises NoConnection, Broken, and TimeoutError when `seconds` pass without an answer.
        """
        origin, head = _request(url)
        async with self._room:
            connection = self._rested(origin) or await self._connected(origin)
            try:
                answer = connection.send(b"%b%d\r\n\r\n%b" % (head, len(body), body))
                timer = asyncio.get_running_loop().call_later(
                    seconds, connection.end, TimeoutError()
                )
                try:
                    found = await answer
                finally:
                    timer.cancel()
            except BaseException:  # an answer that comes too late is not taken for the next one's
                self._drop(connection)
                raise
            self._rest(origin, connection)
            return found

    @property
    def rests(self) -> bool:
        """Whether a connection is good for one more request."""
        return any(one.open for idle in self._idle.values() for one in idle)

    def close(self) -> None:
        """Ends all connections."""
        for connection in list(self._all):
            connection.end()
        self._all.clear()
        self._idle.clear()

    def _rested(self, origin: str) -> Connection | None:
        """The connection that was used last, if one is still good."""
        idle = self._idle.get(origin)
        now = asyncio.get_running_loop().time()
        while idle:
            connection = idle.pop()
            if connection.open and now - connection.used < IDLE_SECONDS:
                return connection
            self._drop(connection)
        return None

    def _rest(self, origin: str, connection: Connection) -> None:
        if not connection.open:
            self._drop(connection)
            return
        idle = self._idle.setdefault(origin, deque())
        idle.append(connection)
        while idle and connection.used - idle[0].used >= IDLE_SECONDS:
            self._drop(idle.popleft())

    def _drop(self, connection: Connection) -> None:
        connection.end()
        self._all.discard(connection)

    async def _connected(self, origin: str) -> Connection:
        try:
            async with asyncio.timeout(self._connect_seconds):
                connection = await _connect(origin)
        except (OSError, TimeoutError) as error:
            raise NoConnection(type(error).__name__) from error
        self._all.add(connection)
        return connection


async def _connect(origin: str) -> Connection:
    parts = urlsplit(origin)
    host, secure = parts.hostname or "", parts.scheme == "https"
    loop = asyncio.get_running_loop()
    port = parts.port or (443 if secure else 80)
    known = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    reached = await start_connection(
        cast(Any, known), happy_eyeballs_delay=SECOND_ADDRESS, interleave=1
    )
    try:
        _transport, connection = await loop.create_connection(
            Connection,
            sock=reached,
            ssl=_secure() if secure else None,
            server_hostname=host if secure else None,
        )
    except BaseException:
        reached.close()
        raise
    return connection


@lru_cache
def _request(url: str) -> tuple[str, bytes]:
    """The address of the server, and what stands before the length of the body."""
    parts = urlsplit(url)
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    )
    return f"{parts.scheme}://{parts.netloc}", head.encode()
