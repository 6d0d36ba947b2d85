"""비상 잠금: from the server's command line everybody in chat is left with reading, at once.

The one row is read together with the person who acts (`officers.acting`), in the transaction of
each update, so every process knows of it with its next update. What may still be done stands in
`permission.goes_on_locked`; the clock rests as it would in an outage (`scheduler/tick.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.models.office import Lockdown, Officer
from storage.office import officers, open_invites, posts, role_grants, wording_lockdown
from storage.rules.terms import Role
from storage.rules.trail import Subject, Verb
from storage.traffic import drafts, outbox, telling
from storage.traffic.messages import Message

ROW = 1


@dataclass(frozen=True)
class Begun:
    """What a lockdown found and made void."""

    since: datetime
    new: bool  # False when the office was locked before
    invites: int = 0
    grants: int = 0


async def since(session: AsyncSession) -> datetime | None:
    """Since when the office is locked; None when it is not."""
    row = await session.get(Lockdown, ROW, populate_existing=True)
    return row.since if row else None


async def begin(session: AsyncSession, now: datetime) -> Begun:
    """Locks; open invites and what waits for a second administrator fall. Again does nothing."""
    await audit.hold(session)
    before = await since(session)
    if before is not None:
        return Begun(before, new=False)
    return await shut(session, now, now, wording_lockdown.BEGUN)


async def shut(session: AsyncSession, as_of: datetime, now: datetime, words: str) -> Begun:
    """Locks as of then, locked or not, as `begin` does; `words` tell 총괄 and 관리자 why."""
    row = await session.get(Lockdown, ROW, populate_existing=True)
    if row is None:
        session.add(Lockdown(id=ROW, since=as_of))
    else:
        row.since = as_of
    await session.flush()
    done = Begun(
        as_of,
        new=True,
        invites=await open_invites.expire(session, now),
        grants=await role_grants.drop_all(session, now),
    )
    told = {"invites": done.invites, "grants": done.grants}
    await Act(session, None, now).log(Subject.LOCKDOWN, ROW, Verb.BEGIN, after=told)
    await tell(session, words, now)
    return done


async def end(session: AsyncSession, now: datetime) -> datetime | None:
    """Unlocks; returns since when it was locked, None when it was not.

    Drafts are given back the time for which nobody could go on with them.
    """
    await audit.hold(session)
    row = await session.get(Lockdown, ROW, populate_existing=True)
    if row is None:
        return None
    await session.delete(row)
    await session.flush()
    await drafts.put_off(session, now - row.since)
    told = {"since": row.since.isoformat()}
    await Act(session, None, now).log(Subject.LOCKDOWN, ROW, Verb.END, after=told)
    await tell(session, wording_lockdown.ENDED, now)
    return row.since


async def revoke(session: AsyncSession, telegram_id: int, now: datetime) -> str:
    """A stolen account is out and hears nothing any more; returns whose it was.

    Refusal when it is nobody's. Its drafts and records stay; the last administrator goes too,
    since `init` makes another.
    """
    gone = await officers.revoke(session, telegram_id, now)
    await outbox.withdraw(session, telegram_id)
    await role_grants.settle(session, now)
    return gone.name


async def tell(
    session: AsyncSession, words: str, now: datetime, *, but: Officer | None = None
) -> None:
    """The same words to everybody with a powerful role, except to the one they are about."""
    powerful = await posts.with_role(session, (Role.OFFICE, Role.ADMIN))
    await telling.tell(session, powerful, Message(words), now, but=but)
