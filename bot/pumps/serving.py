"""The server under the pages: nobody holds a connection without asking something.

A request has to be whole a few seconds after its first letter, and a head has its size. Where
connections run short, those go first that have waited longest and said least: Telegram's own say
what they want as soon as they stand.
"""

import asyncio
import resource
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from storage.rules.clock import steady

REQUEST_SECONDS = 10.0  # from its first letter, or from the connection, to its last
MOST_CONNECTIONS = 128  # Telegram makes up to 100, a proxy a few
MOST_OF_DESCRIPTORS = 4  # the database, Telegram and the files need the rest
HEAD_BYTES = 64 << 10
GRACE_SECONDS = 2
TOLD_EVERY = 60.0  # seconds

log = structlog.get_logger("web")


def most_connections() -> int:
    """How many may stand at once: no more than a share of what the system lets us open."""
    allowed, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(1, min(MOST_CONNECTIONS, allowed // MOST_OF_DESCRIPTORS))


class Turned:
    """How many connections were closed, and why: one line a minute, however many they are."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._told_at: float | None = None

    def away(self, why: str) -> None:
        """Counts one, and tells of all since the last line."""
        self._counts[why] = self._counts.get(why, 0) + 1
        if self._told_at is None or steady() - self._told_at >= TOLD_EVERY:
            log.warning("connections closed", **self._counts)
            self._counts.clear()
            self._told_at = steady()


class Patient(HttpToolsProtocol):
    """One connection, which has to say what it wants in time.

    uvicorn itself waits for ever for the end of a request.
    """

    since: float | None = None  # since when a request is waited for or under way
    turned: Turned
    _timer: asyncio.TimerHandle | None = None
    _taken = 0  # bytes since then

    def connection_made(self, transport: Any) -> None:
        """Arms the timer; one too many lets the one go that has waited longest."""
        super().connection_made(transport)
        self.turned = self.app_state.setdefault("turned", Turned())
        self._begin()
        if len(self.connections) > most_connections():
            self._longest_waiting().leave("too_many")

    def data_received(self, data: bytes) -> None:
        """A part of a request; its last one ends the wait."""
        if self.since is None:
            self._begin()
        self._taken += len(data)
        super().data_received(data)
        if self._asked():
            if not self.cycle.more_body:
                self._end()
        elif self._taken > HEAD_BYTES:
            self.leave("too_large")

    def on_response_complete(self) -> None:
        """The next request begins with its first letter; until then uvicorn waits a while."""
        self._end()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._end()
        super().connection_lost(exc)

    def leave(self, why: str) -> None:
        """Closes the connection at once."""
        self.turned.away(why)
        self._end()
        self.transport.abort()

    def _longest_waiting(self) -> "Patient":
        """Of the connections that have not said what they want; this one, if all others have."""
        waiting = [one for one in self.connections if isinstance(one, Patient) and one.since]
        return min(waiting, key=lambda one: one.since or 0.0, default=self)

    def _asked(self) -> bool:
        """Whether the head of a request has come that was not answered yet."""
        return self.cycle is not None and not self.cycle.response_complete

    def _begin(self) -> None:
        self.since, self._taken = steady(), 0
        self._timer = self.loop.call_later(REQUEST_SECONDS, self.leave, "too_slow")

    def _end(self) -> None:
        self.since = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def listener(listen: str) -> socket.socket:
    """The socket for `host:port`; raises OSError when that place is taken or is not ours."""
    host, _, port = listen.rpartition(":")
    return socket.create_server((host, int(port)))


@asynccontextmanager
async def serving(pages: Starlette, place: socket.socket) -> AsyncIterator[None]:
    """The pages are served inside; at the end requests on their way get a moment to finish.

    uvicorn's own `serve` would take the signals away from the run of the bot.
    """
    config = uvicorn.Config(
        pages,
        http=Patient,
        ws="none",
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[place])
    try:
        yield
    finally:
        await server.shutdown(sockets=[place])
