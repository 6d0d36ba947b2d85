"""The web side: Telegram's webhook.

It is answered 200 only once its update is committed; with the database out of reach it is 503, so
that Telegram keeps the update. Nothing is parsed beyond its id. A bot that polls never imports
this module.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import structlog
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import TelegramError

from bot.api import methods
from bot.api.transport import Pause, loaded
from bot.app import Office
from bot.pumps import hooks
from bot.pumps.hooks import PATH
from bot.pumps.intake import KINDS, is_update, keep
from bot.pumps.quota import Quota
from bot.pumps.serving import listener, serving
from storage.database import OUT_OF_REACH, Database
from storage.office import wording_trouble
from storage.rules.clock import Clock, kst_date

MOST_BYTES = 1_048_576  # Telegram's own updates stay under 512 KiB
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANNOUNCE_PAUSE = 5.0
LOOK_SECONDS = 60.0
VAIN_LOOKS = 2
"""Looks in a row at which Telegram had tried in vain and nothing had come to us."""

log = structlog.get_logger("web")


@dataclass(frozen=True)
class Web:
    """The way in to one database, for one bot."""

    db: Database
    bot_id: Callable[[], int]
    secret: str
    clock: Clock
    heard: Callable[[], None] = lambda: None
    quota: Quota | None = None

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
            update = loaded(body)
        except ValueError:
            update = None
        if not is_update(update):
            log.error("webhook body is no update", size=len(body))
            return Response(status_code=200)  # repeating it would never help
        try:
            await keep(self.db, self.bot_id(), [update], self.clock, self.quota)
        except OUT_OF_REACH as error:
            log.error("update not kept", reason=type(error).__name__)
            return Response(status_code=503, headers={"Retry-After": "5"})
        self.heard()
        return Response(status_code=200)

    def application(self) -> Starlette:
        """The one address to which updates are posted."""
        return Starlette(routes=[Route(PATH, self.webhook, methods=["POST"])])


class Webhook:
    """Updates are posted to us: serves the address, tells Telegram so, and looks that it stays."""

    def __init__(self, office: Office) -> None:
        """Takes the place to listen; raises OSError when it is taken or is not ours."""
        self._office = office
        self._place = listener(office.settings.listen)
        self._pause = ANNOUNCE_PAUSE
        self.secret = office.settings.webhook_secret.get_secret_value()
        self.posted = 0  # updates that came and were kept
        self._url = f"{office.settings.webhook_url}{PATH}"
        self._failed_at = 0  # Telegram's time of the last vain try that was looked at
        self._seen = 0  # updates that had come at the last look
        self._vain = 0  # looks in a row that saw a new one, and nothing came meanwhile

    async def run(self) -> None:
        """Serves until cancelled."""
        office = self._office
        web = Web(
            office.db, lambda: office.bot.id, self.secret, office.clock, self._posted, office.quota
        )
        async with serving(web.application(), self._place):
            await self._go_on()

    def close(self) -> None:
        """Gives the place back."""
        self._place.close()

    def _posted(self) -> None:
        """Telegram has posted an update that was kept."""
        self.posted += 1
        self._office.pulse.heard()

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
