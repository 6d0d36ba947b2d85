"""The server's way in for an administrator: one link at a time, and none beside an administrator.

Who holds the server holds the office, but does not do so unseen: where there is an administrator
only a recovery makes another, and it locks the office until somebody has looked who came.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.office import invites, lockdowns, open_invites, posts, texts, wording_lockdown
from storage.office.lockdowns import Begun
from storage.rules.errors import Refusal
from storage.rules.terms import Role

DAYS = 1


@dataclass(frozen=True)
class Recovery:
    """A way in beside the administrators there are, and the lock that goes with it."""

    token: str
    begun: Begun


async def first(session: AsyncSession, now: datetime) -> str:
    """A token for the first administrator; those made before are void.

    Refusal once there is one: they invite, and another one agrees.
    """
    await audit.hold(session)
    if await posts.administrators(session):
        raise Refusal(texts.SERVER_LINK_VOID)
    return await _made(session, now)


async def recover(session: AsyncSession, now: datetime) -> Recovery:
    """Locks the office and makes a token that works until it is opened again; all hear of it."""
    await audit.hold(session)
    begun = await lockdowns.begin(session, now)
    token = await _made(session, now)
    await lockdowns.tell(session, wording_lockdown.RECOVERY, now)
    return Recovery(token, begun)


async def _made(session: AsyncSession, now: datetime) -> str:
    await open_invites.expire_of_server(session, now)
    return await invites.create(
        Act(session, None, now), Role.ADMIN, None, "", DAYS, needs_approval=False
    )
