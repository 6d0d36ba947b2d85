"""The way in: a link that works once, for a while, and, if so wanted, only after approval."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Invite, Officer
from storage.queries import audit, texts
from storage.queries.office import officers, strangers
from storage.rules import errors
from storage.rules.names import clean_text
from storage.rules.permission import POWERFUL
from storage.rules.terms import Role

TOKEN_BYTES = 32  # 256 bits; 43 signs of the 64 that a link may carry


async def create(
    session: AsyncSession,
    role: Role,
    department_id: int | None,
    name: str,
    days: int,
    actor: Officer | None,
    now: datetime,
    needs_approval: bool = True,
) -> str:
    """A new invite; returns its token, which is nowhere kept: the database holds only a hash."""
    await audit.hold(session)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invite = Invite(
        token_hash=_hash(token),
        role=role.value,
        department_id=department_id,
        name=clean_text(name),
        needs_approval=needs_approval,
        expires_at=now + timedelta(days=days),
        invited_by=actor.id if actor else None,
        created_at=now,
    )
    session.add(invite)
    await session.flush()
    assert invite.id is not None
    await audit.write(
        session,
        at=now,
        officer_id=invite.invited_by,
        action=audit.CREATE,
        subject="invite",
        subject_id=invite.id,
        after={"role": role.value, "department_id": department_id, "name": invite.name},
    )
    return token


async def use(
    session: AsyncSession, token: str, telegram_id: int, shown_name: str, now: datetime
) -> Officer:
    """Lets a person in, or has them wait for approval; of two at once exactly one gets in.

    Refusal when the invite is unknown, used or expired, when its maker may not invite any more,
    when the person is in already, and after five wrong ones in a day. The count of wrong ones
    lasts only if the caller keeps its transaction.
    """
    await audit.hold(session)
    if await strangers.locked_out(session, telegram_id, now):
        raise errors.Refusal(texts.INVITE_LOCKED)
    known = await officers.by_telegram(session, telegram_id)
    if known is not None and known.state != officers.REMOVED:
        waits = known.state == officers.WAITING
        raise errors.Refusal(texts.ALREADY_WAITING if waits else texts.ALREADY_IN)
    taken = await session.exec(
        update(Invite)
        .where(
            col(Invite.token_hash) == _hash(token),
            col(Invite.used_at).is_(None),
            col(Invite.expires_at) > now,
        )
        .values(used_at=now)
    )
    found = await session.exec(
        select(Invite)
        .where(col(Invite.token_hash) == _hash(token))
        .execution_options(populate_existing=True)
    )
    invite = found.one_or_none()
    if invite is None:
        await strangers.guessed_wrong(session, telegram_id, now)
        raise errors.Refusal(texts.INVITE_UNKNOWN)
    if taken.rowcount != 1:
        used = invite.used_at is not None
        raise errors.Refusal(texts.INVITE_USED if used else texts.INVITE_EXPIRED)
    maker = await session.get(Officer, invite.invited_by) if invite.invited_by else None
    if maker is not None and not officers.may_give(maker, Role(invite.role)):
        raise errors.Refusal(texts.INVITER_GONE)
    return await _seat(session, invite, known, telegram_id, shown_name, now)


async def expire_open(session: AsyncSession, now: datetime) -> int:
    """No link that is on its way works any more; returns how many there were."""
    ended = await session.exec(
        update(Invite)
        .where(col(Invite.used_at).is_(None), col(Invite.expires_at) > now)
        .values(expires_at=now)
    )
    return int(ended.rowcount)


async def inviter_of(session: AsyncSession, officer: Officer) -> Officer | None:
    """Who made the invite by which this person came last; None when the server did."""
    found = await session.exec(
        select(Officer)
        .join(Invite, col(Invite.invited_by) == col(Officer.id))
        .where(col(Invite.used_by) == officer.id)
        .order_by(col(Invite.used_at).desc())
        .limit(1)
    )
    return found.first()


async def _seat(
    session: AsyncSession,
    invite: Invite,
    known: Officer | None,
    telegram_id: int,
    shown_name: str,
    now: datetime,
) -> Officer:
    """A new person, or one who was removed before and comes back."""
    officer = known or Officer(telegram_id=telegram_id, name="", created_at=now)
    officer.name = invite.name or " ".join(clean_text(shown_name).split()) or str(telegram_id)
    officer.role = invite.role
    officer.department_id = invite.department_id
    officer.state = officers.WAITING if invite.needs_approval else officers.ACTIVE
    officer.reachable = True
    session.add(officer)
    await session.flush()
    invite.used_by = officer.id
    await session.flush()
    await _log(session, audit.CREATE, officer, officer, now)
    return officer


async def waiting(session: AsyncSession) -> list[Officer]:
    """Those who used an invite and wait for approval, longest first."""
    found = await session.exec(
        select(Officer).where(col(Officer.state) == officers.WAITING).order_by(col(Officer.id))
    )
    return list(found.all())


async def approve(
    session: AsyncSession, officer_id: int, *, actor: Officer, now: datetime
) -> Officer:
    """The waiting person is in.

    Refusal when somebody else has decided already, and for a powerful role when nobody but the
    one who invited has agreed to it.
    """
    return await _decide(session, officer_id, officers.ACTIVE, "approve", actor, now)


async def decline(
    session: AsyncSession, officer_id: int, *, actor: Officer | None, now: datetime
) -> Officer:
    """The waiting person stays out; a new invite may let them try again."""
    return await _decide(session, officer_id, officers.REMOVED, "decline", actor, now)


async def _decide(
    session: AsyncSession,
    officer_id: int,
    state: str,
    action: str,
    actor: Officer | None,
    now: datetime,
) -> Officer:
    await audit.hold(session)
    officer = await session.get(Officer, officer_id, populate_existing=True)
    if officer is None or officer.state != officers.WAITING:
        raise errors.Refusal(texts.NOT_WAITING)
    if actor is not None and state == officers.ACTIVE and Role(officer.role) in POWERFUL:
        await officers.refuse_alone(session, await inviter_of(session, officer), actor)
    officer.state = state
    officer.version += 1
    await session.flush()
    await _log(session, action, officer, actor, now)
    return officer


async def _log(
    session: AsyncSession, action: str, officer: Officer, actor: Officer | None, now: datetime
) -> None:
    assert officer.id is not None
    await audit.write(
        session,
        at=now,
        officer_id=actor.id if actor else None,
        action=action,
        subject=officers.SUBJECT,
        subject_id=officer.id,
        after={"name": officer.name, "role": officer.role, "state": officer.state},
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
