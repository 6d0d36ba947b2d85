"""A bot spoiled on purpose: an update that is delivered again is a new one to it."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rules.clock import system_clock
from storage.traffic import inbox

_store = inbox.store
_numbers = count(int(system_clock().timestamp() * 1_000_000))  # other ones in each life


async def _forgetful(
    session: AsyncSession, bot_id: int, updates: Sequence[tuple[int, int, str]], *more: Any
) -> None:
    new = [(next(_numbers), lane, raw) for _, lane, raw in updates]
    await _store(session, bot_id, new, *more)


def spoil() -> None:
    """Puts the forgetful way in in the place of the usual one."""
    inbox.store = _forgetful  # type: ignore[assignment]  # this is what spoils it
