"""The web side: Telegram's webhook, and the pages by which a guard sees that the bot lives.

A webhook is answered 200 only once its update is committed; with the database out of reach it is
503, so that Telegram keeps the update. Nothing is parsed beyond its id. A bot that polls
imports this module, and the server behind it, only if it is told where to listen.
"""

import asyncio
import hmac
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import orjson
import structlog
import uvicorn
from prometheus_client import REGISTRY, generate_latest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from telegram.error import TelegramError

from bot.app import Office
from bot.intake import KINDS, is_update, keep
from bot.transport import Pause
from storage.database import OUT_OF_REACH, Database
from storage.queries.traffic import inbox
from storage.rules.clock import Clock

MOST_BYTES = 1_048_576  # Telegram's own updates stay under 512 KiB
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATH = "/webhook"
GRACE_SECONDS = 2
ANNOUNCE_PAUSE = 5.0

log = structlog.get_logger("web")


@dataclass(frozen=True)
class Web:
    """The pages around one database and one bot."""

    db: Database
    bot_id: Callable[[], int]
    secret: str
    clock: Clock
    late_ticks: Callable[[], Sequence[str]] = tuple

    async def webhook(self, request: Request) -> Response:
        """Takes one update in: 401 for a stranger, 413 for too much, 503 if it cannot be kept."""
        given = request.headers.get(SECRET_HEADER, "")
        if not (self.secret and hmac.compare_digest(given.encode(), self.secret.encode())):
            return Response(status_code=401)
        body = b""
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    return Response(status_code=413)
        except ClientDisconnect:
            return Response(status_code=400)
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError:
            update = None
        if not is_update(update):
            log.error("webhook body is no update", size=len(body))
            return Response(status_code=200)  # repeating it would never help
        try:
            await keep(self.db, self.bot_id(), [update], self.clock)
        except OUT_OF_REACH as error:
            log.error("update not kept", reason=type(error).__name__)
            return Response(status_code=503, headers={"Retry-After": "5"})
        return Response(status_code=200)

    async def healthz(self, _request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok")

    async def readyz(self, _request: Request) -> Response:
        """503 when the database does not answer or the clock has fallen silent.

        The body says how many updates wait, and which ticks are late.
        """
        late = list(self.late_ticks())
        try:
            async with self.db.read() as session:
                waiting = await inbox.waiting(session)
        except OUT_OF_REACH as error:
            return JSONResponse({"database": type(error).__name__, "late": late}, 503)
        said = {"database": "ok", "waiting": waiting, "late": late}
        return JSONResponse(said, 503 if late else 200)

    async def metrics(self, _request: Request) -> Response:
        """Figures of the process in Prometheus' text form."""
        return Response(generate_latest(REGISTRY), media_type="text/plain; version=0.0.4")

    def application(self) -> Starlette:
        """All pages."""
        return Starlette(
            routes=[
                Route(PATH, self.webhook, methods=["POST"]),
                Route("/healthz", self.healthz),
                Route("/readyz", self.readyz),
                Route("/metrics", self.metrics),
            ]
        )


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


class Pages:
    """The pages for a process to which nothing is posted: whoever tries is a stranger."""

    secret = ""

    def __init__(self, office: Office) -> None:
        """Takes the place to listen; raises OSError when it is taken or is not ours."""
        self._office = office
        self._place = listener(office.settings.listen)

    async def run(self) -> None:
        """Serves until cancelled."""
        office = self._office
        late = office.clockwork.late
        web = Web(office.db, lambda: office.bot.id, self.secret, office.clock, late)
        async with serving(web.application(), self._place):
            await self._announce()
            await asyncio.Event().wait()

    def close(self) -> None:
        """Gives the place back."""
        self._place.close()

    async def _announce(self) -> None:
        """Nobody need be told."""


class Webhook(Pages):
    """Updates are posted to us: serves the address, and tells Telegram so."""

    def __init__(self, office: Office) -> None:
        """As of any pages."""
        super().__init__(office)
        self.secret = office.settings.webhook_secret.get_secret_value()

    async def _announce(self) -> None:
        fields = {
            "url": f"{self._office.settings.webhook_url}{PATH}",
            "secret_token": self.secret,
            "allowed_updates": KINDS,
        }
        while True:
            try:
                await self._office.caller.call("setWebhook", fields)
            except TelegramError as error:
                log.error("webhook not set", reason=error.message)
                asked = error.seconds if isinstance(error, Pause) else 0.0
                await asyncio.sleep(max(asked, ANNOUNCE_PAUSE))
            else:
                return
