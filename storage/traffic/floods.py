"""One person's share: how much of theirs may wait for an answer, and what is said beyond it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.office import Officer
from storage.models.traffic import Inbox, Urgency
from storage.rules import people
from storage.rules.clock import kst
from storage.traffic import outbox
from storage.traffic.inbox import IS_NEW
from storage.traffic.leases import TABLE as OUTBOX
from storage.traffic.leases import UNSETTLED
from storage.traffic.messages import Message
from storage.traffic.wording_flood import SHED

MOST = 200
"""Updates and answers of one person that may wait at once: two forwarded albums of a hundred."""


async def room(session: AsyncSession, lane: int) -> int:
    """How many more updates of this person may be taken in now; none of a stranger."""
    if not await _known(session, lane):
        return 0
    waiting = 0
    for number, mine in (
        (col(Inbox.id), (col(Inbox.lane) == lane, col(Inbox.state) == IS_NEW)),
        (OUTBOX.c.id, (OUTBOX.c.chat_id == lane, UNSETTLED)),
    ):
        some = select(number).where(*mine).limit(MOST).subquery()
        counted = await execute(session, select(func.count()).select_from(some))
        waiting += int(counted.scalar() or 0)
    return max(0, MOST - waiting)


async def tell(session: AsyncSession, lane: int, now: datetime) -> None:
    """Says once an hour that something was not taken in; a stranger hears nothing."""
    if not await _known(session, lane):
        return
    said, key = Message(SHED.format(most=MOST)), f"flood:{lane}:{kst(now):%Y-%m-%d %H}"
    await outbox.put(session, lane, said, now=now, dedupe_key=key, urgency=Urgency.ANSWER)


async def _known(session: AsyncSession, lane: int) -> bool:
    found = select(col(Officer.state)).where(col(Officer.telegram_id) == lane)
    return (await execute(session, found)).scalar() in (people.ACTIVE, people.WAITING)
