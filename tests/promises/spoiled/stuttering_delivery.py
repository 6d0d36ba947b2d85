"""A bot spoiled on purpose: it says one message in three twice, without any failure.

The test of the kills must find it among the repeats that failures explain.
"""

from itertools import count

from bot.api.calls import Caller, File
from storage.traffic.messages import Outgoing
from tests.promises.spoiled import hasty_delivery

SELDOM = 3  # a process that is killed at once says only a few
_send = Caller.send
_numbers = count(1)


async def _stuttering(
    self: Caller,
    chat_id: int,
    what: Outgoing,
    card_message: int | None = None,
    file: File | None = None,
) -> int | None:
    if next(_numbers) % SELDOM == 0:
        await _send(self, chat_id, what, card_message, file)
    return await _send(self, chat_id, what, card_message, file)


def spoil() -> None:
    """Puts the stuttering call in the place of the careful one."""
    hasty_delivery.spoil()
    Caller.send = _stuttering  # type: ignore[method-assign]  # this is what spoils it
