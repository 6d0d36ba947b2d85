"""A bot spoiled on purpose: it acknowledges updates before they are in the database.

This is what an in-memory queue does. The test of the kills must find it out.
"""

import asyncio

from bot.pumps.intake import POLL_SECONDS, Poller, is_update, keep

SLOW_DISK_SECONDS = 0.05


async def _careless(self: Poller, offset: int | None) -> int | None:
    updates = [one for one in await self._fetch(offset) if is_update(one)]
    if not updates:
        return None
    after = max(int(one["update_id"]) for one in updates) + 1
    acknowledged = {"offset": after, "limit": 1, "timeout": 0}
    await self._call("getUpdates", acknowledged, seconds=POLL_SECONDS)
    await asyncio.sleep(SLOW_DISK_SECONDS)
    await keep(self._db, self._bot_id, updates, self._clock)
    return after


def spoil() -> None:
    """Puts the careless poll in the place of the careful one."""
    Poller._once = _careless  # type: ignore[method-assign]  # the point of this module
