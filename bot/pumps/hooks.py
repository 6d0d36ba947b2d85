"""The webhook that stands at Telegram: whose it is, and what went wrong with it last.

One address stands there for a bot, and whoever has the token may set it. An own one is set and
removed by the bot; another's is named and never removed without a word. Only the host of an
address is shown: the rest of it may be somebody's secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.api import methods
from bot.api.transport import AiohttpRequest
from bot.logs import redact
from storage.database import Database
from storage.rules.clock import Clock
from storage.traffic import hooks

PATH = "/webhook"


@dataclass(frozen=True)
class Hook:
    """What `getWebhookInfo` says."""

    address: str
    waiting: int = 0  # updates that Telegram still holds
    failed_at: int = 0  # Telegram's time of its last vain try, in seconds; 0 for none
    failure: str = ""

    @property
    def host(self) -> str:
        """Where it leads, without its path."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.hostname}" if parts.hostname else ""


def read(told: object) -> Hook:
    """Telegram's answer; its last error without secrets. A server that tells none has none."""
    info: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    return Hook(
        address=str(info.get("url", "")),
        waiting=int(info.get("pending_update_count", 0)),
        failed_at=int(info.get("last_error_date", 0)),
        failure=redact(str(info.get("last_error_message", ""))),
    )


async def is_ours(db: Database, hook: Hook, own: str = "") -> bool:
    """Whether this bot has set it, now or ever."""
    if hook.address == own:
        return True
    async with db.read() as session:
        return await hooks.is_ours(session, hook.address)


async def remember(db: Database, address: str, clock: Clock) -> None:
    """Before it is set: whatever happens then, it is known as ours."""
    async with db.begin() as session:
        await hooks.remember(session, address, clock())


async def ask(address: str) -> Hook:
    """What stands at Telegram for the bot of this address; raises TelegramError."""
    return read(await _call(f"{address}/{methods.WEBHOOK_INFO}"))


async def remove(address: str) -> None:
    """Removes it; what waits there stays. Raises TelegramError."""
    await _call(f"{address}/{methods.DELETE_WEBHOOK}")


async def _call(method: str) -> Any:
    request = AiohttpRequest(connections=1)
    await request.initialize()
    try:
        return await request.call(method, {})
    finally:
        await request.shutdown()
