"""The removal of a person, taken back."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.office import Officer
from storage.office import officers, texts
from storage.rules import errors, people, permission


async def take_back(
    session: AsyncSession, officer_id: int, version: int, *, actor: Officer, now: datetime
) -> Officer:
    """The person is what they were.

    Refusal when the removal (which left `version`) was not the last change, and for a powerful
    role, which one person alone does not give.
    """
    await audit.hold(session)
    one = await officers.by_id(session, officer_id)
    if one is None or one.state != people.REMOVED or one.version != version:
        raise errors.Refusal(texts.PERSON_MOVED)
    if one.role in permission.POWERFUL:
        raise errors.Refusal(texts.POWER_BY_INVITE)
    one.state = people.ACTIVE
    one.version += 1
    await session.flush()
    await audit.write(
        session,
        at=now,
        officer_id=actor.id,
        action=audit.RESTORE,
        subject=officers.SUBJECT,
        subject_id=officer_id,
        before={"state": people.REMOVED},
        after={"state": people.ACTIVE},
    )
    return one
