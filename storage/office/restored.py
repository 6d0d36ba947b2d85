"""What is done in an office that was put back from a backup, before anybody uses it.

What waited to be sent may have been sent since: it is withdrawn. Whoever lost power since stays
without it. No way in that was open then is open now, and the office is locked until its server
opens it.
"""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.office import lockdowns, officers, origin, wording_lockdown
from storage.rules import people
from storage.rules.standing import Held, Returned
from storage.rules.trail import Subject, Verb
from storage.traffic import outbox


async def settle(
    session: AsyncSession,
    now: datetime,
    returned: Returned | None = None,
    *,
    locked_since: datetime | None = None,
    left: tuple[int, str] | None = None,
) -> int:
    """Does all of it, and returns how many messages that waited were withdrawn.

    `returned` is None where nobody knows what was there before, `locked_since` where it was open.
    `left` is the end of the trail that was there before: from then on its last lines are gone by
    a restore, and by nothing else. What is written here last is the line that tells so.
    """
    await audit.hold(session)
    withdrawn = await outbox.withdraw_all(session)
    held = returned.held if returned else ()
    for one in held:
        await _hold(session, one, now)
    as_of = locked_since or await lockdowns.since(session) or now
    await lockdowns.shut(session, as_of, now, wording_lockdown.RESTORED)
    await Act(session, None, now).log(
        Subject.ORIGIN,
        origin.ROW,
        Verb.RESTORE,
        after={
            "withdrawn": withdrawn,
            "locked": as_of.isoformat(),
            "held": [one.was.telegram_id for one in held],
            **({"left": {"seq": left[0], "hash": left[1]}} if left else {}),
        },
    )
    await origin.note(session, now)
    return withdrawn


async def settle_if_moved(
    session: AsyncSession, now: datetime, left: tuple[int, str] | None = None
) -> int | None:
    """Does it where the rows came from elsewhere by hand; None where they are at home."""
    if await origin.at_home(session):  # nearly always: a start waits for nobody then
        return None
    await audit.hold(session)
    if await origin.at_home(session) is False:
        return await settle(session, now, left=left)
    await origin.note(session, now)
    return None


async def _hold(session: AsyncSession, one: Held, now: datetime) -> None:
    """This person keeps what they have now. The server does it, so nobody has to agree."""
    officer = await officers.by_telegram(session, one.was.telegram_id)
    if officer is None:
        return
    if one.role is None:
        officer.state = people.REMOVED
    else:
        officer.role = one.role
    officer.version += 1
    await session.flush()
    await Act(session, None, now).log(
        Subject.OFFICER,
        officer.id,
        Verb.REMOVE if one.role is None else Verb.CHANGE,
        before={"role": one.was.role, "state": people.ACTIVE},
        after={"role": officer.role, "state": officer.state},
    )
