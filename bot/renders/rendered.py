"""What comes of drawing what the outbox names, and of the errands that a row may order."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from storage.database import Database


@dataclass(frozen=True)
class Rendered:
    """Bytes to send, with the name the receiver sees."""

    name: str
    body: bytes
    note: str = ""  # what the receiver must know of it
    lacks: str = ""  # why a part of what was asked for is not in it, for the administrators


class Withheld(Exception):
    """The receiver may no longer have what was asked for; it is not sent, now or later."""


Render = Callable[[Database, Mapping[str, Any]], Awaitable[Rendered]]
Errand = Callable[[Database, Mapping[str, Any]], Awaitable[None]]
"""What takes longer than a handler may, and says its outcome in a transaction of its own."""
