"""The server: Bot API, people's side, faults and the phone page on one loopback port."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from bot.simulator.controls import Controls
from bot.simulator.people.requests import People
from bot.simulator.wire.gateway import REAL_TOKEN, Gateway
from bot.simulator.wire.methods import Waiting
from bot.simulator.wire.webhook import Webhook
from bot.simulator.world.chats import TOKEN, World

HOST = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
PAGE = Path(__file__).parent / "page"
_GRACE = 2.0


class Simulator:
    """A running server; use `async with await serve() as simulator`."""

    def __init__(self, world: World):
        self.world = world
        self.webhook = Webhook(world.updates)
        self.gateway = Gateway(world, Waiting(self.webhook), self._cut)
        self._web = _web(world, self.gateway)
        self._server: uvicorn.Server | None = None
        self._socket: socket.socket | None = None
        self.host, self.port = HOST, 0

    @property
    def url(self) -> str:
        """The address of the server, such as `http://127.0.0.1:8081`."""
        return f"http://{self.host}:{self.port}"

    @property
    def token(self) -> str:
        """The only token that the server takes."""
        return self.world.token

    @property
    def base_url(self) -> str:
        """python-telegram-bot's `base_url`: the token is appended to it."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """python-telegram-bot's `base_file_url`."""
        return f"{self.url}/file/bot"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""
        if scope["type"] != "http":
            return
        if scope["path"].startswith(("/bot", "/file/bot")):
            await self.gateway(scope, receive, send)
        else:
            await self._web(scope, receive, send)

    def _cut(self, scope: Scope) -> None:
        """Abort the connection of a request without an answer."""
        assert self._server is not None
        for connection in list(self._server.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None and transport.get_extra_info("peername") == scope["client"]:
                transport.abort()

    async def start(self, port: int = 0, host: str = HOST) -> None:
        """Listen, on the loopback as a rule; port 0 takes a free one. OSError for a taken one."""
        self._socket = _listener(host, port)
        self.host = HOST if host == EVERYWHERE else host
        self.port = self._socket.getsockname()[1]
        config = uvicorn.Config(
            self,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_keep_alive=60,
            proxy_headers=False,
            server_header=False,
            date_header=False,
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup(sockets=[self._socket])

    async def close(self) -> None:
        """Stop listening, end the long polls, drop all connections."""
        await self.webhook.stop()
        if self._server is None or self._socket is None:
            return
        for listener in self._server.servers:
            listener.close()
        self._socket.close()
        self.world.updates.wake()
        for mailbox in self.world.mail.values():
            mailbox.wake()
        state = self._server.server_state
        if state.tasks:
            await asyncio.wait(list(state.tasks), timeout=_GRACE)
        for connection in list(state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None:
                transport.abort()
        await asyncio.sleep(0)
        self._server = None

    async def __aenter__(self) -> Simulator:
        """Nothing to do: `serve` has started it."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the server."""
        await self.close()


def _listener(host: str, port: int) -> socket.socket:
    # asyncio switches Nagle's delay off only where the protocol is named, and each answer of
    # head and body would otherwise wait 40 ms for the client's acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


async def serve(
    port: int = 0,
    *,
    host: str = HOST,
    token: str = TOKEN,
    strict: bool = True,
    flood: bool = False,
) -> Simulator:
    """Start a simulator inside the running loop.

    `strict` refuses parameters that the Bot API does not know; `flood` switches flood control
    on. Raises ValueError for a token that looks like a real bot's.
    """
    if REAL_TOKEN.fullmatch(token) or not token.partition(":")[0].isdigit():
        raise ValueError("a simulator's token looks like '1:simulator', never like a real one")
    simulator = Simulator(World(token=token, strict=strict, flood=flood))
    await simulator.start(port, host)
    return simulator


async def _index(_: Request) -> Response:
    page = PAGE / "index.html"
    return FileResponse(page) if page.is_file() else Response("simulator", 404)


def _web(world: World, gateway: Gateway) -> Starlette:
    return Starlette(
        routes=[
            *People(world).routes(),
            *Controls(world, gateway).routes(),
            Route("/", _index),
            Mount("/", StaticFiles(directory=PAGE, check_dir=False)),
        ]
    )
