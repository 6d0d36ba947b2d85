"""A bot spoiled on purpose: it freezes in the transaction in which it has taken rows to send."""

import os
import signal
from typing import Any

from storage.traffic import leases

_claim = leases.claim


async def _freezing(session: Any, *given: Any, **asked: Any) -> list[leases.Parcel]:
    parcels = await _claim(session, *given, **asked)
    if parcels:
        os.kill(os.getpid(), signal.SIGSTOP)
    return parcels


def spoil() -> None:
    """Puts the freezing claim in the place of the usual one."""
    leases.claim = _freezing
