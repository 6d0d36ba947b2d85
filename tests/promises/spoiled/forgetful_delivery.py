"""A bot spoiled on purpose: it writes a message down as sent before it sends it.

The test of the kills must find what it loses.
"""

import asyncio
from typing import Any

from bot.api.calls import Caller, File
from storage.traffic import leases, outbox
from storage.traffic.messages import Outgoing
from tests.promises.spoiled import hasty_delivery

SLOW_WAY_SECONDS = 0.05  # few are under way at once, so each is so for long enough to be met
_claim = leases.claim
_send = Caller.send


async def _forgetful(session: Any, *given: Any, **asked: Any) -> list[leases.Parcel]:
    parcels = await _claim(session, *given, **asked)
    await outbox.sent(session, [(one.id, None) for one in parcels], asked.get("owner", ""))
    return parcels


async def _slowly(
    self: Caller,
    chat_id: int,
    what: Outgoing,
    card_message: int | None = None,
    file: File | None = None,
) -> int | None:
    await asyncio.sleep(SLOW_WAY_SECONDS)
    return await _send(self, chat_id, what, card_message, file)


def spoil() -> None:
    """Puts the forgetful claim in the place of the careful one."""
    hasty_delivery.spoil()
    leases.claim = _forgetful
    Caller.send = _slowly  # type: ignore[method-assign]  # this is what spoils it
