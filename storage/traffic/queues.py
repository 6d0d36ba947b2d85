"""How long the queues are and what fell out of them: for the figures, the check-up, the guard.

All of it is read by partial indexes: what is done and sent is never looked at.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.models.traffic import FAILED, OPEN, SET_ASIDE, Draft, Urgency
from storage.traffic.inbox import IS_NEW
from storage.traffic.inbox import TABLE as INBOX
from storage.traffic.leases import TABLE as OUTBOX
from storage.traffic.leases import UNSETTLED

IS_ASIDE = text(f"inbox.state = '{SET_ASIDE}'")
IS_GIVEN_UP = text(f"outbox.state = '{FAILED}'")
IS_OPEN = text(f"draft.state = '{OPEN}'")
DRAFTS = Draft.__table__


@dataclass(frozen=True)
class Queues:
    """Counts of rows, and how many seconds the oldest of each queue has waited."""

    updates: int
    oldest_update: float
    set_aside: int
    messages: dict[Urgency, int] = field(default_factory=dict)
    oldest_due: float = 0.0
    given_up: int = 0
    drafts: int = 0  # being filled just now


async def look(session: AsyncSession, now: datetime) -> Queues:
    """The queues as they are."""
    came = select(func.count(), func.min(INBOX.c.received_at)).where(INBOX.c.state == IS_NEW)
    updates, first = (await execute(session, came)).one()
    waiting = select(OUTBOX.c.urgency, func.count()).where(UNSETTLED).group_by(OUTBOX.c.urgency)
    due = select(func.min(OUTBOX.c.created_at)).where(UNSETTLED, OUTBOX.c.due_at <= now)
    messages = {Urgency(urgency): count for urgency, count in await execute(session, waiting)}
    return Queues(
        updates=updates,
        oldest_update=_since(first, now),
        set_aside=await _count(session, INBOX, IS_ASIDE),
        messages={urgency: messages.get(urgency, 0) for urgency in Urgency},
        oldest_due=_since((await execute(session, due)).scalar(), now),
        given_up=await _count(session, OUTBOX, IS_GIVEN_UP),
        drafts=await _count(session, DRAFTS, IS_OPEN),
    )


def _since(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else max((now - moment).total_seconds(), 0.0)


async def _count(session: AsyncSession, table: Any, which: Any) -> int:
    asked = select(func.count()).select_from(table).where(which)
    return int((await execute(session, asked)).scalar() or 0)
