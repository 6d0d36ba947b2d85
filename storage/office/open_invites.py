"""Links that are on their way, and how they are made void."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Invite
from storage.rules.terms import Role


def by_server(invite: Invite) -> bool:
    """Whether the server's command line made this way in for an administrator."""
    return invite.invited_by is None and invite.role == Role.ADMIN


async def expire(session: AsyncSession, now: datetime) -> int:
    """No link that is on its way works any more; returns how many there were."""
    return await _expire(session, now)


async def expire_of(session: AsyncSession, maker_id: int, now: datetime) -> int:
    """Those that this person made, once and for all: who comes back makes new ones."""
    return await _expire(session, now, col(Invite.invited_by) == maker_id)


async def expire_of_server(session: AsyncSession, now: datetime) -> int:
    """Those that the server made for an administrator."""
    return await _expire(
        session, now, col(Invite.invited_by).is_(None), col(Invite.role) == Role.ADMIN
    )


async def expire_of_roster(session: AsyncSession, roster_id: int, now: datetime) -> int:
    """Those of a list by which many were invited."""
    return await _expire(session, now, col(Invite.roster_id) == roster_id)


async def expire_these(session: AsyncSession, numbers: Sequence[int], now: datetime) -> int:
    """The ones of these numbers."""
    return await _expire(session, now, col(Invite.id).in_(numbers)) if numbers else 0


async def _expire(session: AsyncSession, now: datetime, *which: Any) -> int:
    ended = await session.exec(
        update(Invite)
        .where(col(Invite.used_at).is_(None), col(Invite.expires_at) > now, *which)
        .values(expires_at=now)
    )
    return int(ended.rowcount)
