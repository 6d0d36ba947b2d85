"""A bot spoiled on purpose: it freezes with its first message in hand, and sends it at last."""

import os
import signal
from itertools import count

from bot.api.calls import Caller, File
from storage.traffic.messages import Message, Outgoing

_send = Caller.send
_messages = count()


async def _freezing(
    self: Caller,
    chat_id: int,
    what: Outgoing,
    card_message: int | None = None,
    file: File | None = None,
) -> int | None:
    if isinstance(what, Message) and next(_messages) == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
    return await _send(self, chat_id, what, card_message, file)


def spoil() -> None:
    """Puts the freezing call in the place of the usual one."""
    Caller.send = _freezing  # type: ignore[method-assign]  # this is what spoils it
