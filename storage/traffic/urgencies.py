"""Who goes first, told by where a row is written rather than by each who writes one.

In the transaction of an update somebody waits for what is said in their own chat. Whatever else
is written, there or by a tick, is a notice; and few things say themselves that they can wait.
"""

from collections.abc import Collection

from sqlalchemy import bindparam, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.traffic import Urgency
from storage.prepared import Prepared
from storage.traffic.leases import TABLE, UNSETTLED

CAUSE = "cause"  # session.info key: the update whose turn it is
WAITING = "waiting"  # session.info key: the chats in which somebody waits, and how urgent it is

_LIFT = Prepared(
    update(TABLE)
    .where(
        UNSETTLED,
        TABLE.c.chat_id == bindparam("chat"),
        TABLE.c.urgency == int(Urgency.NOTICE),
    )
    .values(urgency=int(Urgency.ANSWER))
)


def answering(
    session: AsyncSession, chats: Collection[int], urgency: Urgency = Urgency.ANSWER
) -> None:
    """From here on, what the transaction says in these chats is an answer to who wrote there."""
    session.info[WAITING] = (frozenset(chats), urgency)


def caused_by(session: AsyncSession, update_id: int | None) -> None:
    """From here on, what the transaction says is said because of this update, or of none."""
    session.info[CAUSE] = update_id


def cause_of(session: AsyncSession) -> int | None:
    """The update because of which this transaction speaks; none for the clock."""
    found: int | None = session.info.get(CAUSE)
    return found


def strangers_turn(session: AsyncSession) -> None:
    """Whoever wrote is nobody of the office: they are answered when nobody else has to be."""
    chats, _urgency = session.info.get(WAITING, (frozenset(), Urgency.LATER))
    session.info[WAITING] = (chats, Urgency.LATER)


def somebody_acts(session: AsyncSession) -> bool:
    """Whether this is the transaction of an update, and not of the clock or of a pump."""
    return WAITING in session.info


def of(session: AsyncSession, chat_id: int) -> Urgency:
    """How urgent it is what this transaction says in that chat."""
    chats, urgency = session.info.get(WAITING, (frozenset(), Urgency.NOTICE))
    found: Urgency = urgency if chat_id in chats else Urgency.NOTICE
    return found


async def lift(session: AsyncSession, chat_id: int) -> None:
    """Notices that wait in a chat go with the answer that is written now: it overtakes none."""
    await _LIFT.rows(session, {"chat": chat_id})
