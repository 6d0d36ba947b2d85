"""In: every update is stored and committed before Telegram is told that it arrived.

The next offset of a poll (or HTTP 200 of a webhook) is the acknowledgement, so an update is
either still at Telegram or in `inbox`. Nothing is parsed here: no update can stop the way in.
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

import orjson
import structlog
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.api import methods
from bot.api.transport import AiohttpRequest, Pause
from bot.pumps import hooks
from bot.pumps.pulse import Pulse
from bot.pumps.quota import Quota
from storage.database import OUT_OF_REACH, Database
from storage.models.traffic import DONE
from storage.office import wording_trouble
from storage.rules.clock import Clock, steady
from storage.traffic import floods, inbox

POLL_SECONDS = 25
DEEPEST = 50  # Telegram's own updates are some ten deep, with replies and their keyboards
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "inline_query",
)
PAUSE_FIRST, PAUSE_MOST = 0.5, 30.0
RIVAL_TIMES, RIVAL_SECONDS = 3, 300.0
"""So many conflicts in so long: another process polls, and it is not one that ends just now."""
REFUSED_SECONDS = 600.0

log = structlog.get_logger("intake")


async def keep(
    db: Database,
    bot_id: int,
    updates: Sequence[dict[str, Any]],
    clock: Clock,
    quota: Quota | None = None,
) -> None:
    """Stores raw updates and returns once they are durable.

    Whoever has too much waiting for an answer is told so; of what they send then only the number
    is kept, against a repetition.
    """
    lanes = [inbox.lane_of(update) for update in updates]
    over = quota.spent(lanes) if quota is not None else set()
    taken, shed = [], []
    async with db.begin() as session:
        room = {lane: await floods.room(session, lane) for lane in over}
        for update, lane in zip(updates, lanes, strict=True):
            if room.get(lane, 1):
                taken.append((update["update_id"], lane, as_kept(update)))
            else:
                shed.append((update["update_id"], lane, ""))
            if room.get(lane):
                room[lane] -= 1
        await inbox.store(session, bot_id, taken, clock())
        await inbox.store(session, bot_id, shed, clock(), DONE)
        for lane in {lane for _number, lane, _raw in shed}:
            await floods.tell(session, lane, clock())
    for lane, left in room.items():
        if quota is not None:
            quota.grant(lane, left // 2)
    if shed:
        log.warning("updates shed", count=len(shed), people=len(over))


def as_kept(update: dict[str, Any]) -> str:
    """The update as JSON; what no column could hold is left out of it, so that none stops the way.

    That is what lies deeper than any message of Telegram's, half a sign, a number without end.
    """
    try:
        return orjson.dumps(update).decode()
    except TypeError:
        return orjson.dumps(_holdable(update, DEEPEST)).decode()


def _holdable(value: Any, left: int) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int):
        return value if abs(value) < inbox.LARGEST else None
    if not isinstance(value, dict | list) or not left:
        return None if isinstance(value, dict | list) else value
    if isinstance(value, list):
        return [_holdable(one, left - 1) for one in value]
    return {_holdable(name, 0): _holdable(one, left - 1) for name, one in value.items()}


def is_update(given: Any) -> bool:
    """Whether this JSON can be kept: an object with an `update_id`, whatever else it holds."""
    return isinstance(given, dict) and inbox.fits(given.get("update_id"))


class Intake(Protocol):
    """How updates come in: asked for (`Poller`), or posted to us (`bot.pumps.web.Webhook`)."""

    async def run(self) -> None:
        """Takes in until cancelled."""

    def close(self) -> None:
        """Gives back what was taken to come into being."""


class Poller:
    """Fetches updates by long polling; one runs for a bot.

    A webhook keeps all updates from a bot that polls. One that this bot has set itself, `own` or
    an earlier one, is removed at the start and whenever Telegram names it; another's is named to
    the administrators and stays, since somebody has put it there.
    """

    def __init__(
        self,
        address: str,
        bot_id: int,
        db: Database,
        clock: Clock,
        pulse: Pulse | None = None,
        own: str = "",
        quota: Quota | None = None,
    ) -> None:
        self._quota = quota
        self._address = address
        self._bot_id = bot_id
        self._db = db
        self._clock = clock
        self._pulse = pulse or Pulse(db, clock)
        self._own = own
        self._free = False  # no webhook stands in the way, as far as is known
        self._rivals: list[float] = []  # when another poller was in the way
        self._refused: float | None = None  # since when the token is refused
        self._request = AiohttpRequest(connections=1)

    async def run(self) -> None:
        """Polls until cancelled; a network or database out of reach slows it, never ends it.

        Raises InvalidToken when Telegram has refused the token for `REFUSED_SECONDS`: nothing
        but another token helps then, and nobody can be told in chat.
        """
        await self._request.initialize()
        self._pulse.listens()
        offset: int | None = None
        pause = PAUSE_FIRST
        try:
            while True:
                try:
                    self._free = self._free or await self._cleared()
                    if self._free:
                        offset = await self._once(offset)
                        pause = PAUSE_FIRST
                        self._went_well()
                except (TelegramError, *OUT_OF_REACH) as error:
                    await asyncio.sleep(self._pause_after(error, pause))
                    pause = min(pause * 2, PAUSE_MOST)
                await self._pulse.tell()
                if not self._free:
                    await asyncio.sleep(PAUSE_MOST)
        finally:
            await self._request.shutdown()

    def close(self) -> None:
        """Nothing is held that `run` does not give back itself."""

    async def _cleared(self) -> bool:
        """Looks what webhook stands there, and removes our own; False while another's does."""
        hook = hooks.read(await self._call(methods.WEBHOOK_INFO, {}))
        if hook.address and not await hooks.is_ours(self._db, hook, self._own):
            self._pulse.fault(
                "webhook",
                f"another's stands at Telegram: {hook.host}",
                partial(wording_trouble.foreign, hook.host),
            )
            return False
        if hook.address:
            await self._call(methods.DELETE_WEBHOOK, {})
            log.warning("own webhook removed", host=hook.host)
        self._pulse.well("webhook")
        return True

    def _went_well(self) -> None:
        self._refused = None
        self._pulse.heard()
        if self._rivals and steady() - self._rivals[-1] > RIVAL_SECONDS:
            self._rivals.clear()
            self._pulse.well("rival")

    def _conflict(self, error: Conflict) -> None:
        """A webhook was set, or another process polls; one that ends just now is no rival."""
        if "webhook" in error.message.lower():
            self._free = False
            return
        now = steady()
        self._rivals = [at for at in self._rivals if now - at <= RIVAL_SECONDS] + [now]
        if len(self._rivals) >= RIVAL_TIMES:
            words = "another process polls with this token"
            self._pulse.fault("rival", words, lambda: wording_trouble.RIVAL)

    async def _once(self, offset: int | None) -> int | None:
        """Fetches and keeps one batch; returns the offset that acknowledges it.

        An empty batch has acknowledged all, so the next poll names no offset: after a quiet week
        Telegram numbers anew, perhaps from below.
        """
        fetched = await self._fetch(offset)
        updates = [one for one in fetched if is_update(one)]
        if len(updates) < len(fetched):
            log.error("what came is no update", count=len(fetched) - len(updates))
        if not updates:
            return None
        await keep(self._db, self._bot_id, updates, self._clock, self._quota)
        return max(int(one["update_id"]) for one in updates) + 1

    async def _fetch(self, offset: int | None) -> list[Any]:
        wanted = {
            "offset": offset,
            "limit": 100,
            "timeout": POLL_SECONDS,
            "allowed_updates": KINDS,
        }
        result = await self._call(methods.GET_UPDATES, wanted, seconds=POLL_SECONDS + 10)
        if not isinstance(result, list):
            raise TelegramError("Invalid server response")
        return result

    async def _call(self, method: str, given: Any, *, seconds: float | None = None) -> Any:
        return await self._request.call(f"{self._address}/{method}", given, seconds=seconds)

    def _pause_after(self, error: Exception, pause: float) -> float:
        if isinstance(error, Pause):
            return error.seconds
        if isinstance(error, InvalidToken):
            log.error("poll refused", reason="the token is refused")
            self._refused = steady() if self._refused is None else self._refused
            if steady() - self._refused > REFUSED_SECONDS:
                raise error
            return PAUSE_MOST
        if isinstance(error, Conflict):
            log.error("poll refused", reason=error.message)
            self._conflict(error)
            return PAUSE_MOST if self._free else PAUSE_FIRST
        if isinstance(error, TelegramError):
            log.warning("poll failed", reason=error.message)
        else:
            log.error("updates not kept", reason=type(error).__name__)
        return pause
