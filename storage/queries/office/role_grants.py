"""관리자 and 총괄 are given by two: one asks, a second administrator agrees, or nothing happens.

An office with one administrator within reach gives them directly (`officers.refuse_alone`). Every
end is told in its transaction: the asker gets a word, the administrators' cards are redrawn.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Department, Officer, RoleGrant
from storage.queries import audit, texts
from storage.queries.office import holidays, invites, officers
from storage.queries.traffic import outbox
from storage.reports import wording_grant
from storage.reports.wording_grant import Asked
from storage.rules import errors, permission
from storage.rules.clock import kst_date
from storage.rules.permission import Action, GrantState, Role

SUBJECT = "role_grant"
WORKDAYS = 3
# In the words of the partial index: with a bound value SQLite would read all that ever was.
IS_PENDING = text(f"role_grant.state = '{GrantState.PENDING.value}'")


async def needed(session: AsyncSession, officer: Officer, role: Role, asker: Officer) -> bool:
    """Whether somebody else has to agree before this person gets this role."""
    before = None if officer.state == officers.WAITING else Role(officer.role)
    return permission.raises(before, role) and bool(await officers.seconds(session, asker))


async def ask(
    session: AsyncSession, officer: Officer, role: Role, *, asker: Officer, now: datetime
) -> RoleGrant:
    """Asks every other administrator within reach. Refusal when this person is asked for already.

    Whether the asker may give the role is asked again at the answer.
    """
    await audit.hold(session)
    if await of_person(session, officer.id or 0) is not None:
        raise errors.Refusal(texts.GRANT_WAITS)
    calendar = await holidays.calendar(session)
    grant = RoleGrant(
        officer_id=officer.id or 0,
        before=None if officer.state == officers.WAITING else officer.role,
        role=role.value,
        asked_by=asker.id or 0,
        asked_at=now,
        ends_on=calendar.add_workdays(kst_date(now), WORKDAYS),
        told=[one.id or 0 for one in await officers.seconds(session, asker)],
    )
    session.add(grant)
    await session.flush()
    await _log(session, audit.CREATE, grant, asker, now)
    await _draw(session, grant, now)
    return grant


async def answer(
    session: AsyncSession, grant_id: int, *, agree: bool, actor: Officer, now: datetime
) -> RoleGrant:
    """The first answer of a second administrator; agreeing gives the role in this transaction.

    A grant that does not stand any more, because its time is over or its asker may not give
    the role now, ends as such: the state tells. Refusal when it has ended before, NotAllowed
    for the asker and for who is no administrator.
    """
    await audit.hold(session)
    grant = await _pending(session, grant_id)
    if not permission.may(Role(actor.role), Action.APPROVE_GRANT):
        raise errors.NotAllowed
    if actor.id == grant.asked_by:
        raise errors.NotAllowed(texts.GRANT_OWN)
    over = await _over(session, grant, kst_date(now))
    if over is not None:
        await _end(session, grant, over, None, now)
        return grant
    if agree:
        await _give(session, grant, actor, now)
    state = GrantState.APPROVED if agree else GrantState.DECLINED
    await _end(session, grant, state, actor, now)
    return grant


async def withdraw(
    session: AsyncSession, grant_id: int, *, actor: Officer, now: datetime
) -> RoleGrant:
    """The asker takes it back. Refusal when it has ended, NotAllowed for anybody else."""
    await audit.hold(session)
    grant = await _pending(session, grant_id)
    if actor.id != grant.asked_by:
        raise errors.NotAllowed(texts.GRANT_OTHERS)
    await _end(session, grant, GrantState.WITHDRAWN, actor, now)
    return grant


async def settle(session: AsyncSession, now: datetime) -> int:
    """Ends what does not stand any more; returns how many. Called after changes and by the clock.

    Doing it again does nothing.
    """
    if not await pending(session):
        return 0
    await audit.hold(session)
    ended = 0
    for grant in await pending(session):
        over = await _over(session, grant, kst_date(now))
        if over is not None:
            await _end(session, grant, over, None, now)
            ended += 1
    return ended


async def drop_all(session: AsyncSession, now: datetime) -> int:
    """Everything that waits falls, as a lockdown wants it; returns how many."""
    waiting = await pending(session)
    for grant in waiting:
        await _end(session, grant, GrantState.FALLEN, None, now)
    return len(waiting)


async def pending(session: AsyncSession) -> list[RoleGrant]:
    """What waits for an answer, longest first."""
    found = await session.exec(
        select(RoleGrant)
        .where(IS_PENDING)
        .order_by(col(RoleGrant.id))
        .execution_options(populate_existing=True)
    )
    return list(found.all())


async def of_person(session: AsyncSession, officer_id: int) -> RoleGrant | None:
    """What waits for an answer about this person."""
    found = await session.exec(
        select(RoleGrant).where(IS_PENDING, col(RoleGrant.officer_id) == officer_id)
    )
    return found.one_or_none()


async def told_of(session: AsyncSession, grant: RoleGrant) -> Asked:
    """What a grant says to a reader."""
    one = await session.get(Officer, grant.officer_id)
    asker = await session.get(Officer, grant.asked_by)
    decider = await session.get(Officer, grant.decided_by) if grant.decided_by else None
    assert one is not None
    assert asker is not None
    return Asked(
        number=grant.id or 0,
        name=one.name,
        department=await _department(session, one),
        before=Role(grant.before) if grant.before else None,
        role=Role(grant.role),
        asker=asker.name,
        asker_department=await _department(session, asker),
        asker_role=Role(asker.role),
        ends_on=grant.ends_on,
        state=GrantState(grant.state),
        decider=decider.name if decider else "",
        decided_at=grant.decided_at,
    )


async def _pending(session: AsyncSession, grant_id: int) -> RoleGrant:
    grant = await session.get(RoleGrant, grant_id, populate_existing=True)
    if grant is None:
        raise errors.Gone
    if grant.state != GrantState.PENDING.value:
        raise errors.Refusal(texts.GRANT_SETTLED)
    return grant


async def _over(session: AsyncSession, grant: RoleGrant, today: date) -> GrantState | None:
    """How a grant that waits ends by itself; None while it stands."""
    if today > grant.ends_on:
        return GrantState.EXPIRED
    one = await session.get(Officer, grant.officer_id, populate_existing=True)
    asker = await session.get(Officer, grant.asked_by, populate_existing=True)
    entry = grant.before is None
    post = (officers.WAITING, grant.role) if entry else (officers.ACTIVE, grant.before)
    if one is None or (one.state, one.role) != post:
        return GrantState.FALLEN
    if asker is None or not officers.may_give(asker, Role(grant.role)):
        return GrantState.FALLEN
    return None


async def _give(session: AsyncSession, grant: RoleGrant, actor: Officer, now: datetime) -> None:
    if grant.before is None:
        await invites.approve(session, grant.officer_id, actor=actor, now=now)
        return
    asker = await session.get(Officer, grant.asked_by)
    role = Role(grant.role)
    await officers.change_role(session, grant.officer_id, role, actor=actor, now=now, asker=asker)


async def _end(
    session: AsyncSession,
    grant: RoleGrant,
    state: GrantState,
    actor: Officer | None,
    now: datetime,
) -> None:
    """Notes the end, keeps a newcomer out who was not let in, and tells everybody concerned."""
    grant.state, grant.decided_at = state.value, now
    grant.decided_by = actor.id if actor else None
    await session.flush()
    await _log(session, state.value, grant, actor, now)
    one = await session.get(Officer, grant.officer_id)
    if one is not None and one.state == officers.WAITING and grant.before is None:
        await invites.decline(session, one.id or 0, actor=actor, now=now)
        await _say(session, one, wording_grant.KEPT_OUT, now)
    await _draw(session, grant, now)
    asker = await session.get(Officer, grant.asked_by)
    if asker is not None and asker.state == officers.ACTIVE and state is not GrantState.WITHDRAWN:
        await _say(session, asker, wording_grant.answered(await told_of(session, grant)), now)


async def _draw(session: AsyncSession, grant: RoleGrant, now: datetime) -> None:
    """One card for each administrator who was asked, redrawn in place until the end."""
    payload = wording_grant.card(await told_of(session, grant))
    for number in grant.told:
        one = await session.get(Officer, number)
        if one is not None and one.state == officers.ACTIVE and one.telegram_id is not None:
            key = f"grant:{grant.id}:{number}"
            await outbox.put(session, one.telegram_id, "card", payload, now=now, card=key)


async def _say(session: AsyncSession, one: Officer, words: str, now: datetime) -> None:
    if one.telegram_id is not None:
        payload = {"text": words, "parse_mode": "HTML"}
        await outbox.put(session, one.telegram_id, "message", payload, now=now)


async def _department(session: AsyncSession, one: Officer) -> str:
    row = await session.get(Department, one.department_id) if one.department_id else None
    return row.name if row else ""


async def _log(
    session: AsyncSession, action: str, grant: RoleGrant, actor: Officer | None, now: datetime
) -> None:
    after: dict[str, Any] = {
        "officer_id": grant.officer_id,
        "before": grant.before,
        "role": grant.role,
        "asked_by": grant.asked_by,
    }
    await audit.write(
        session,
        at=now,
        officer_id=actor.id if actor else None,
        action=action,
        subject=SUBJECT,
        subject_id=grant.id or 0,
        after=after,
    )
