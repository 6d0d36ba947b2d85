"""What was asked for and cannot be had: a sentence to whoever asked, a line for administrators."""

from datetime import datetime
from html import escape
from typing import Any

from bot.api import former
from bot.pumps import texts
from storage.models.traffic import Urgency
from storage.office import posts
from storage.rules.clock import kst_date
from storage.traffic import leases, outbox, telling
from storage.traffic.messages import Message, Order

WHAT = {
    "picture": "picture",
    "document": "document",
    "errand": "errand",
    "call": "evidence",
    "album": "evidence",
}
FILES = ("picture", "document")


def sentence(parcel: leases.Parcel) -> str:
    """What to say when this row is given up; nothing where nobody waits for it."""
    if parcel.urgency != Urgency.ANSWER or parcel.kind in (leases.ASIDE, "strip"):
        return ""
    if parcel.kind == "call" and former.act_of(parcel) != Order.SHOW:
        return ""  # a pin, a button taken off
    return texts.UNSENT[WHAT.get(parcel.kind, "message")]


async def tell(session: Any, parcel: leases.Parcel, words: str, now: datetime) -> None:
    """Tells whoever asked, once for all that they asked for in one go.

    It is said as a notice: a sentence that cannot be sent either must not bring forth the next.
    """
    key = f"unsent:{parcel.chat_id}:{parcel.kind}:{parcel.created_at.isoformat()}"
    await outbox.put(
        session,
        parcel.chat_id,
        Message(escape(words)),
        now=now,
        dedupe_key=key,
        urgency=Urgency.NOTICE,
    )


async def report(session: Any, parcel: leases.Parcel, reason: str, now: datetime) -> None:
    """Tells the administrators, once a day for each kind of fault; names no words of anybody."""
    what = parcel.payload.get("render") or parcel.payload.get("errand") or parcel.kind
    kind = reason.partition(":")[0]
    text = texts.UNSENT_LINE.format(row=parcel.id, what=escape(what), kind=escape(kind))
    occasion = f"unsent:{what}:{kind}:{kst_date(now)}"
    administrators = await posts.administrators(session)
    await telling.tell(session, administrators, Message(text), now, once=occasion)
