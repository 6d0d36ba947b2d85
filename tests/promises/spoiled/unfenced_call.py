"""A bot spoiled on purpose: it freezes in a call, and what it writes afterwards counts.

Its leases name no owner, so whoever has taken its rows over is overwritten.
"""

from sqlalchemy import bindparam, update

from bot.pumps.turns import Turns
from storage.models.traffic import SENT
from storage.prepared import Prepared
from storage.traffic import outbox
from storage.traffic.leases import TABLE
from tests.promises.spoiled import freezing_call, short_leases


def spoil() -> None:
    """Takes the fence away."""
    freezing_call.spoil()
    short_leases.spoil()
    Turns.lost = lambda _self, _parcel: False  # type: ignore[method-assign,assignment]  # this spoils it
    outbox._SENT = Prepared(
        update(TABLE)
        .where(TABLE.c.id == bindparam("row"))
        .values(
            state=SENT,
            message_id=bindparam("sent_as"),
            owner=bindparam("me"),
            leased_until=None,
        )
    )
