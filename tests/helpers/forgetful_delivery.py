"""A bot spoiled on purpose: it writes a message down as sent before it sends it.

The test of the kills must find what it loses.
"""

from typing import Any

from storage.queries.traffic import outbox
from tests.helpers import hasty_delivery

_claim = outbox.claim


async def _forgetful(session: Any, *given: Any, **asked: Any) -> list[outbox.Parcel]:
    parcels = await _claim(session, *given, **asked)
    await outbox.sent(session, [(one.id, None) for one in parcels], asked.get("owner", ""))
    return parcels


def spoil() -> None:
    """Puts the forgetful claim in the place of the careful one."""
    hasty_delivery.spoil()
    outbox.claim = _forgetful
