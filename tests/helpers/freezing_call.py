"""A bot spoiled on purpose: it freezes with its first message in hand, and sends it at last."""

import os
import signal
from collections.abc import Mapping
from itertools import count
from typing import Any

from bot.api.calls import Caller, File

_send = Caller.send
_messages = count()


async def _freezing(
    self: Caller,
    kind: str,
    chat_id: int,
    payload: Mapping[str, Any],
    card_message: int | None,
    file: File | None,
) -> int | None:
    if kind == "message" and next(_messages) == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
    return await _send(self, kind, chat_id, payload, card_message, file)


def spoil() -> None:
    """Puts the freezing call in the place of the usual one."""
    Caller.send = _freezing  # type: ignore[method-assign]  # this is what spoils it
