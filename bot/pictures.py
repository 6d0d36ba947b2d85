"""Files and pictures that the outbox names: each is rendered from records when it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from bot import press
from bot.delivery import Render, Rendered
from storage.database import Database
from storage.reports import status
from storage.reports.status_shapes import StatusFacts
from storage.rules.half_year import HalfYear

_FACTS: TypeAdapter[StatusFacts] = TypeAdapter(StatusFacts)


async def draw_qr(_db: Database, given: Mapping[str, Any]) -> Rendered:
    """A QR code of a link."""
    return Rendered("invite.png", await press.made("qr", given))


async def draw_status(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The status of a half-year as a picture, as of the moment in which it was asked for."""
    at = datetime.fromisoformat(given["at"])
    half, plans_half = HalfYear.parse(given["half"]), HalfYear.parse(given["plans"])
    async with db.read() as session:
        facts = await status.half_status(session, half, at, plans_half)
        everyone = await status.departments_status(session, plans_half)
    page = {
        "facts": _FACTS.dump_python(facts, mode="json"),
        "rows": [(one.name, one.state) for one in everyone],
    }
    return Rendered("status.png", await press.made("status", page))


RENDERS: dict[str, Render] = {"qr": draw_qr, "status": draw_status}
