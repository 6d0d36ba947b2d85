"""The 인계인수서 of a move, composed when it is sent: as it stood on its day, else as of now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.renders import own_process, texts, unprinted
from bot.renders.rendered import Render, Rendered, Withheld, still
from scheduler.reminders import dues
from storage.database import Database
from storage.rules.clock import kst_date
from storage.rules.errors import NotAllowed
from storage.rules.permission import Action
from storage.transfers import notices, orders
from storage.transfers.shapes import to_json


async def write_handover(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The paper of the order `given` names, in its format; raises Withheld, or Gone."""
    at, number, form = datetime.fromisoformat(given["at"]), given["order"], given["format"]
    async with db.read() as session:
        officer = await still(session, given["officer"], Action.TAKE_PART)
        order = await orders.existing(session, number)
        try:
            orders.refuse_reader(officer, order)
        except NotAllowed:
            raise Withheld(f"officer {officer.id} may not read this paper any more") from None
        due = await dues.of(session, kst_date(at), order.officer_id)
        told = to_json(await orders.paper(session, order, due, at))
    body = await own_process.made("handover", {"handover": told, "format": form})
    return Rendered(texts.handover(number, form), body, unprinted.note_of(form, told))


RENDERS: dict[str, Render] = {notices.VIEW: write_handover}
