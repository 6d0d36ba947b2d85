"""A bot spoiled on purpose: it writes a message down as sent before it sends it.

The test of the kills must find what it loses.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from storage.queries.traffic import outbox

_claim = outbox.claim


async def _forgetful(
    session: Any, now: datetime, *, most: int, busy: Sequence[int] = ()
) -> list[outbox.Parcel]:
    parcels = await _claim(session, now, most=most, busy=busy)
    await outbox.sent(session, [(one.id, None) for one in parcels])
    return parcels


def spoil() -> None:
    """Puts the forgetful claim in the place of the careful one."""
    outbox.claim = _forgetful
