"""The web side: Telegram's webhook, and the pages by which a guard sees that the bot lives.

A webhook is answered 200 only once its update is committed; with the database out of reach it is
503, so that Telegram keeps the update. Nothing is parsed beyond its id.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

import orjson
import structlog
from prometheus_client import REGISTRY, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.intake import keep
from storage.database import Database
from storage.queries import inbox
from storage.rules.clock import Clock

MOST_BYTES = 1_048_576  # Telegram's own updates stay under 512 KiB
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATH = "/webhook"

log = structlog.get_logger("web")


@dataclass(frozen=True)
class Web:
    """The pages around one database and one bot."""

    db: Database
    bot_id: Callable[[], int]
    secret: str
    clock: Clock

    async def webhook(self, request: Request) -> Response:
        """Takes one update in: 401 for a stranger, 413 for too much, 503 if it cannot be kept."""
        given = request.headers.get(SECRET_HEADER, "")
        if not (self.secret and hmac.compare_digest(given.encode(), self.secret.encode())):
            return Response(status_code=401)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return Response(status_code=413)
        try:
            update = orjson.loads(body)
            int(update["update_id"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            log.error("webhook body is no update", size=len(body))
            return Response(status_code=200)  # repeating it would never help
        try:
            await keep(self.db, self.bot_id(), [update], self.clock)
        except (SQLAlchemyError, OSError) as error:
            log.error("update not kept", reason=type(error).__name__)
            return Response(status_code=503, headers={"Retry-After": "5"})
        return Response(status_code=200)

    async def healthz(self, _request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok")

    async def readyz(self, _request: Request) -> Response:
        """The database answers; the body says how many updates wait."""
        try:
            async with self.db.read() as session:
                waiting = await inbox.waiting(session)
        except (SQLAlchemyError, OSError) as error:
            return JSONResponse({"database": type(error).__name__}, status_code=503)
        return JSONResponse({"database": "ok", "waiting": waiting})

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
