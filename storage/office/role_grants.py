"""Power changes hands by two: one asks, a second administrator agrees, or nothing happens.

관리자 and 총괄 are given so, and an administrator is lowered or removed so. An office with one
administrator within reach gives directly (`consent.refuse_alone`). To take from the only other
one, the asker waits a working day, in which that one may object. Every end is told in its
transaction: the asker gets a word, the administrators' cards are redrawn.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.models.office import Officer, RoleGrant
from storage.office import (
    consent,
    grant_cards,
    holidays,
    invites,
    officers,
    posts,
    texts,
    wording_grant,
)
from storage.office.grant_cards import may_answer, told_of
from storage.office.setting_aside import STRICT, Aside
from storage.rules import errors, people, permission
from storage.rules.clock import kst, kst_date
from storage.rules.dates import show_moment
from storage.rules.permission import Action, GrantAct, GrantState
from storage.rules.terms import Role
from storage.rules.trail import Subject, Verb
from storage.traffic import cards, telling
from storage.traffic.messages import Message

WORKDAYS = 3
# In the words of the partial index: with a bound value SQLite would read all that ever was.
IS_PENDING = text(f"role_grant.state = '{GrantState.PENDING}'")


async def needed(session: AsyncSession, officer: Officer, role: Role, asker: Officer) -> bool:
    """Whether somebody else has to agree before this person gets this role."""
    if consent.raises(officer, role):
        return bool(await consent.seconds(session, asker))
    return permission.lowers(officer.role, role) and consent.takes(officer, asker)


async def ask(act: Act, officer: Officer, role: Role) -> RoleGrant:
    """Asks for another role. Refusal when something is asked about this person already.

    Whether the asker may give the role is asked again at the answer.
    """
    return await _ask(act, officer, GrantAct.ROLE, role)


async def ask_removal(act: Act, officer: Officer) -> RoleGrant:
    """Asks that an administrator go. Refusal as for `ask`."""
    return await _ask(act, officer, GrantAct.REMOVE, officer.role)


async def answer(act: Act, grant_id: int, *, agree: bool) -> RoleGrant:
    """The first answer counts; agreeing does what was asked for in this transaction.

    A request that does not stand any more, because its time is over or its asker may not ask
    now, ends as such: the state tells. Refusal when it has ended before, NotAllowed for who may
    not answer (`may_answer`).
    """
    session = act.session
    await act.hold()
    grant = await _pending(session, grant_id)
    actor = await posts.still(session, act.officer)
    _refuse_answer(grant, actor)
    over = await _over(session, grant, kst_date(act.now))
    if over is not None:
        await _end(Act(session, None, act.now), grant, over)
        return grant
    if agree:
        await _do(act, grant)
    state = GrantState.APPROVED if agree else GrantState.DECLINED
    await _end(act, grant, state)
    return grant


async def carry_out(act: Act, grant_id: int) -> RoleGrant:
    """The asker does what nobody else could agree to, once the time for objecting is over.

    Ends as such what does not stand any more. Refusal before that time and when it has ended,
    NotAllowed for anybody else.
    """
    session = act.session
    await act.hold()
    grant = await _pending(session, grant_id)
    actor = await posts.still(session, act.officer)
    if actor.id != grant.asked_by or grant.waits_until is None:
        raise errors.NotAllowed(texts.GRANT_OWN)
    over = await _over(session, grant, kst_date(act.now))
    if over is not None:
        await _end(Act(session, None, act.now), grant, over)
        return grant
    if act.now < grant.waits_until:
        raise errors.Refusal(texts.grant_early(show_moment(grant.waits_until)))
    await _do(act, grant, waited=True)
    await _end(act, grant, GrantState.CARRIED_OUT)
    return grant


async def withdraw(act: Act, grant_id: int) -> RoleGrant:
    """The asker takes it back. Refusal when it has ended, NotAllowed for anybody else."""
    await act.hold()
    grant = await _pending(act.session, grant_id)
    if act.officer.id != grant.asked_by:
        raise errors.NotAllowed(texts.GRANT_OTHERS)
    await _end(act, grant, GrantState.WITHDRAWN)
    return grant


async def settle(session: AsyncSession, now: datetime, aside: Aside = STRICT) -> int:
    """Ends what does not stand any more; returns how many. Called after changes and by the clock.

    Doing it again does nothing.
    """
    waiting = [grant.id for grant in await pending(session)]
    if not waiting:
        return 0
    await audit.hold(session)
    ended = 0
    for number in waiting:
        async with aside.step(session, Subject.ROLE_GRANT, number):
            grant = await session.get(RoleGrant, number, populate_existing=True)
            if grant is None or grant.state != GrantState.PENDING:
                continue
            over = await _over(session, grant, kst_date(now))
            if over is not None:
                await _end(Act(session, None, now), grant, over)
                ended += 1
            elif grant.waits_until is not None and grant.waits_until <= now:
                await grant_cards.tell_due(session, grant, now)
    return ended


async def drop_all(session: AsyncSession, now: datetime) -> int:
    """Everything that waits falls, as a lockdown wants it; returns how many."""
    waiting = await pending(session)
    for grant in waiting:
        await _end(Act(session, None, now), grant, GrantState.FALLEN)
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


def is_due(grant: RoleGrant, reader: Officer, now: datetime) -> bool:
    """Whether the reader asked for this, had to wait, and may carry it out now."""
    waits = grant.waits_until
    return grant.asked_by == reader.id and waits is not None and waits <= now


async def _ask(act: Act, officer: Officer, wanted: GrantAct, role: Role) -> RoleGrant:
    session = act.session
    await act.hold()
    asker, officer = await posts.still(session, act.officer), await posts.known(session, officer)
    if await of_person(session, officer.id) is not None:
        raise errors.Refusal(texts.GRANT_WAITS)
    takes = consent.takes(officer, asker)
    agreeing = await consent.seconds(session, asker, officer)
    told = _others(await posts.administrators(session), asker) if takes else agreeing
    calendar = await holidays.calendar(session)
    waits_until = None
    if takes and not agreeing:  # the same time of the next working day: a day at the least
        day = calendar.add_workdays(kst_date(act.now), 1)
        waits_until = kst(act.now).replace(year=day.year, month=day.month, day=day.day)
    grant = RoleGrant(
        officer_id=officer.id,
        act=wanted,
        before=None if officer.state == people.WAITING else officer.role,
        role=role,
        asked_by=asker.id,
        asked_at=act.now,
        ends_on=calendar.add_workdays(kst_date(waits_until or act.now), WORKDAYS),
        waits_until=waits_until,
        told=[one.id for one in told],
    )
    session.add(grant)
    await session.flush()
    await act.log(Subject.ROLE_GRANT, grant.id, Verb.CREATE, after=_told(grant))
    await grant_cards.draw(session, grant, act.now)
    if waits_until is not None:
        await grant_cards.tell_coordinators(session, grant, act.now)
    return grant


def _others(everyone: Sequence[Officer], but: Officer) -> list[Officer]:
    return [one for one in everyone if one.id != but.id]


def _refuse_answer(grant: RoleGrant, actor: Officer) -> None:
    if may_answer(grant, actor):
        return
    if not permission.may(actor.role, Action.APPROVE_GRANT):
        raise errors.NotAllowed
    own = actor.id == grant.asked_by
    raise errors.NotAllowed(texts.GRANT_OWN if own else texts.GRANT_CONCERNED)


async def _pending(session: AsyncSession, grant_id: int) -> RoleGrant:
    grant = await session.get(RoleGrant, grant_id, populate_existing=True)
    if grant is None:
        raise errors.Gone
    if grant.state != GrantState.PENDING:
        raise errors.Refusal(texts.GRANT_SETTLED)
    return grant


async def _over(session: AsyncSession, grant: RoleGrant, today: date) -> GrantState | None:
    """How a request that waits ends by itself; None while it stands."""
    if today > grant.ends_on and await _was_asked(session, grant):
        return GrantState.EXPIRED
    one = await session.get(Officer, grant.officer_id, populate_existing=True)
    asker = await session.get(Officer, grant.asked_by, populate_existing=True)
    entry = grant.before is None
    post = (people.WAITING, grant.role) if entry else (people.ACTIVE, grant.before)
    if one is None or (one.state, one.role) != post:
        return GrantState.FALLEN
    concerned = {grant.role, Role(grant.before or grant.role)}
    if asker is None or not all(posts.may_give(asker, role) for role in concerned):
        return GrantState.FALLEN
    if grant.waits_until is not None and await consent.seconds(session, asker, one):
        return GrantState.FALLEN  # by now somebody can be asked
    return None


async def _was_asked(session: AsyncSession, grant: RoleGrant) -> bool:
    """Whether the question has reached a screen: nothing runs out that nobody could answer.

    What the asker may do alone runs out all the same, lest it be done long after.
    """
    keys = [f"grant:{grant.id}:{number}" for number in grant.told]
    return grant.waits_until is not None or not keys or await cards.any_placed(session, keys)


async def _do(act: Act, grant: RoleGrant, *, waited: bool = False) -> None:
    """What was asked for, in the name of who asked."""
    if grant.before is None:
        await invites.approve(act, grant.officer_id)
        return
    asker = await act.session.get(Officer, grant.asked_by)
    number, role = grant.officer_id, grant.role
    if grant.act == GrantAct.REMOVE:
        await officers.remove(act, number, asker=asker, waited=waited)
        return
    await officers.change_role(act, number, role, asker=asker, waited=waited)


async def _end(act: Act, grant: RoleGrant, state: GrantState) -> None:
    """Notes the end, keeps a newcomer out who was not let in, and tells everybody concerned."""
    session = act.session
    grant.state, grant.decided_at = state, act.now
    grant.decided_by = act.by.id if act.by else None
    await session.flush()
    await act.log(Subject.ROLE_GRANT, grant.id, Verb(state), after=_told(grant))
    one = await session.get(Officer, grant.officer_id)
    if one is not None and one.state == people.WAITING and grant.before is None:
        await invites.decline(act, one.id)
        await telling.tell(session, [one], Message(wording_grant.KEPT_OUT), act.now)
    await grant_cards.draw(session, grant, act.now)
    asker = await session.get(Officer, grant.asked_by)
    own = state in (GrantState.WITHDRAWN, GrantState.CARRIED_OUT)
    if asker is not None and asker.state == people.ACTIVE and not own:
        answered = wording_grant.answered(await told_of(session, grant))
        await telling.tell(session, [asker], Message(answered), act.now)


def _told(grant: RoleGrant) -> dict[str, Any]:
    return {
        "act": grant.act,
        "officer_id": grant.officer_id,
        "before": grant.before,
        "role": grant.role,
        "asked_by": grant.asked_by,
    }
