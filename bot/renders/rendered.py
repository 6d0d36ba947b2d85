"""What comes of drawing what the outbox names, and of the errands that a row may order."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.models.office import Officer
from storage.office import officers
from storage.rules import people
from storage.rules.permission import Action, may


@dataclass(frozen=True)
class Rendered:
    """Bytes to send, with the name the receiver sees."""

    name: str
    body: bytes
    note: str = ""  # what the receiver must know of it
    lacks: str = ""  # why a part of what was asked for is not in it, for the administrators


class Withheld(Exception):
    """The receiver may no longer have what was asked for; it is not sent, now or later."""


async def still(session: AsyncSession, officer_id: int, action: Action) -> Officer:
    """Whoever asked, as they are now that it is to be handed over.

    Raises Withheld when they left or lost this right meanwhile.
    """
    officer = await officers.by_id(session, officer_id)
    if officer is None or officer.state != people.ACTIVE or not may(officer.role, action):
        raise Withheld(f"officer {officer_id}: {action} is no right of theirs any more")
    return officer


Render = Callable[[Database, Mapping[str, Any]], Awaitable[Rendered]]
Errand = Callable[[Database, Mapping[str, Any]], Awaitable[None]]
"""What takes longer than a handler may, and says its outcome in a transaction of its own."""
