"""The web side: Telegram's webhook, and the pages by which a guard sees that the bot lives.

A webhook is answered 200 only once its update is committed; with the database out of reach it is
503, so that Telegram keeps the update. Nothing is parsed beyond its id. A bot that polls
imports this module, and the server behind it, only if it is told where to listen.
"""

import asyncio
import hmac
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import orjson
import structlog
import uvicorn
from prometheus_client import REGISTRY, generate_latest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from telegram.error import TelegramError

from bot.api import methods
from bot.api.transport import Pause
from bot.app import Office
from bot.pumps import hooks
from bot.pumps.health import Health
from bot.pumps.hooks import PATH
from bot.pumps.intake import KINDS, is_update, keep
from storage.database import OUT_OF_REACH, Database
from storage.office import wording_trouble
from storage.rules.clock import Clock, kst_date

MOST_BYTES = 1_048_576  # Telegram's own updates stay under 512 KiB
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
GRACE_SECONDS = 2
ANNOUNCE_PAUSE = 5.0
LOOK_SECONDS = 60.0
VAIN_LOOKS = 2
"""Looks in a row at which Telegram had tried in vain and nothing had come to us."""

log = structlog.get_logger("web")


@dataclass(frozen=True)
class Web:
    """The pages around one database and one bot."""

    db: Database
    bot_id: Callable[[], int]
    secret: str
    clock: Clock
    health: Health
    heard: Callable[[], None] = lambda: None

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
        self.heard()
        return Response(status_code=200)

    async def healthz(self, _request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok")

    async def readyz(self, _request: Request) -> Response:
        """503 with its `reasons` when the bot does not hear, send, keep its time or write.

        The body also says how many updates wait, and which ticks are late.
        """
        well, said = await self.health.look()
        return JSONResponse(said, 200 if well else 503)

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
    posted = 0  # updates that came and were kept

    def __init__(self, office: Office) -> None:
        """Takes the place to listen; raises OSError when it is taken or is not ours."""
        self._office = office
        self._place = listener(office.settings.listen)
        self._pause = ANNOUNCE_PAUSE

    async def run(self) -> None:
        """Serves until cancelled."""
        office = self._office
        web = Web(
            office.db,
            lambda: office.bot.id,
            self.secret,
            office.clock,
            office.health,
            self._posted,
        )
        async with serving(web.application(), self._place):
            await self._go_on()

    def close(self) -> None:
        """Gives the place back."""
        self._place.close()

    async def _go_on(self) -> None:
        """Nobody need be told."""
        await asyncio.Event().wait()

    def _posted(self) -> None:
        """Telegram has posted an update that was kept."""
        self.posted += 1
        self._office.pulse.heard()


class Webhook(Pages):
    """Updates are posted to us: serves the address, tells Telegram so, and looks that it stays."""

    def __init__(self, office: Office) -> None:
        """As of any pages."""
        super().__init__(office)
        self.secret = office.settings.webhook_secret.get_secret_value()
        self._url = f"{office.settings.webhook_url}{PATH}"
        self._failed_at = 0  # Telegram's time of the last vain try that was looked at
        self._seen = 0  # updates that had come at the last look
        self._vain = 0  # looks in a row that saw a new one, and nothing came meanwhile

    async def _go_on(self) -> None:
        """Sets the webhook, then looks at it until cancelled."""
        pulse = self._office.pulse
        pulse.listens()
        act = self._announce
        while True:
            done = await self._try(act)
            if done:
                pulse.heard()
                act = self._look
            await pulse.tell()
            await asyncio.sleep(LOOK_SECONDS if done else self._pause)

    async def _try(self, act: Callable[[], Awaitable[None]]) -> bool:
        """Whether it was done; how long to wait before the next try stands in `_pause`."""
        self._pause = ANNOUNCE_PAUSE
        try:
            await act()
        except TelegramError as error:
            log.error("webhook not set or seen", reason=error.message)
            if isinstance(error, Pause):
                self._pause = max(error.seconds, ANNOUNCE_PAUSE)
        except OUT_OF_REACH as error:
            log.error("webhook not noted", reason=type(error).__name__)
        else:
            return True
        return False

    async def _announce(self) -> None:
        await hooks.remember(self._office.db, self._url, self._office.clock)
        fields = {"url": self._url, "secret_token": self.secret, "allowed_updates": KINDS}
        await self._office.caller.call(methods.SET_WEBHOOK, fields)

    async def _look(self) -> None:
        """Whether Telegram still posts to us, and what it says of its last vain try."""
        pulse = self._office.pulse
        hook = hooks.read(await self._office.caller.call(methods.WEBHOOK_INFO, {}))
        if hook.address != self._url:
            words = f"set to another's: {hook.host}" if hook.host else "removed"
            pulse.fault("webhook", words, partial(wording_trouble.taken, hook.host))
            await self._announce()
            log.warning("own webhook set again")
            return
        pulse.well("webhook")
        tried = hook.failed_at > self._failed_at and self.posted == self._seen
        self._failed_at, self._seen = max(hook.failed_at, self._failed_at), self.posted
        self._vain = self._vain + 1 if tried and hook.waiting else 0
        if self._vain >= VAIN_LOOKS:
            await self._announce()  # the secret may be another's: set again, it is ours
            log.error("telegram cannot post to us", reason=hook.failure, waiting=hook.waiting)
            day = kst_date(self._office.clock()).isoformat()
            pulse.owe(
                f"undelivered:{day}", wording_trouble.undelivered(hook.failure, hook.waiting)
            )
