"""Files and pictures that the outbox names: each is rendered from records when it is sent."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.delivery import Render, Rendered
from bot.documents import qr, status_picture
from storage.database import Database
from storage.queries import departments
from storage.reports import status
from storage.rules.half_year import HalfYear


async def draw_qr(_db: Database, given: Mapping[str, Any]) -> Rendered:
    """A QR code of a link."""
    return Rendered("invite.png", await asyncio.to_thread(qr.render, given))


RENDERS: dict[str, Render] = {"qr": draw_qr}
