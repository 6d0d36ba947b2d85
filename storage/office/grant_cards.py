"""What is told of a request about power, to whom, and with which buttons."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.office import Department, Officer, RoleGrant
from storage.office import invites, posts, wording_grant
from storage.office.wording_grant import Asked
from storage.rules import people
from storage.rules.names import person_name
from storage.rules.permission import Action, may
from storage.rules.terms import Role
from storage.rules.trail import Subject
from storage.traffic import outbox, telling
from storage.traffic.messages import Card, Message

OF_LATE = timedelta(days=30)


def may_answer(grant: RoleGrant, reader: Officer) -> bool:
    """Whether this person's word ends the request.

    Any administrator but the asker; the one concerned only where nobody else can agree.
    """
    if not may(reader.role, Action.APPROVE_GRANT) or reader.id == grant.asked_by:
        return False
    return reader.id != grant.officer_id or grant.waits_until is not None


async def told_of(session: AsyncSession, grant: RoleGrant) -> Asked:
    """What a request says to a reader."""
    one = await session.get(Officer, grant.officer_id)
    asker = await session.get(Officer, grant.asked_by)
    decider = await session.get(Officer, grant.decided_by) if grant.decided_by else None
    assert one is not None
    assert asker is not None
    return Asked(
        number=grant.id,
        act=grant.act,
        name=person_name(one.name),
        department=await _department(session, one),
        before=grant.before if grant.before else None,
        role=grant.role,
        asker=person_name(asker.name),
        asker_department=await _department(session, asker),
        asker_role=asker.role,
        ends_on=grant.ends_on,
        state=grant.state,
        telegram=one.telegram_id or 0,
        asker_telegram=asker.telegram_id or 0,
        since=one.created_at,
        renamed=await _renamed(session, one, grant.asked_at),
        entry=await invites.entry_of(session, one),
        waits_until=grant.waits_until,
        decider=decider.name if decider else "",
        decided_at=grant.decided_at,
    )


async def draw(session: AsyncSession, grant: RoleGrant, now: datetime) -> None:
    """One card for each who was told, redrawn in place until the end."""
    asked = await told_of(session, grant)
    for number in grant.told:
        one = await session.get(Officer, number)
        if one is None or one.state != people.ACTIVE or one.telegram_id is None:
            continue
        concerned = number == grant.officer_id
        words, rows = wording_grant.card(asked, may_answer(grant, one), concerned=concerned)
        card = Card(f"grant:{grant.id}:{number}", words, rows)
        await outbox.put(session, one.telegram_id, card, now=now)


async def tell_coordinators(session: AsyncSession, grant: RoleGrant, now: datetime) -> None:
    """Where two administrators stand against each other, those who run the half-year hear it."""
    words = wording_grant.overheard(await told_of(session, grant))
    coordinators = await posts.with_role(session, [Role.OFFICE])
    await telling.tell(session, coordinators, Message(words), now)


async def tell_due(session: AsyncSession, grant: RoleGrant, now: datetime) -> None:
    """Once: nobody objected in time, so the asker may do it, or leave it, or be blocked still."""
    asked = await told_of(session, grant)
    for number, said in (
        (grant.asked_by, wording_grant.due(asked)),
        (grant.officer_id, wording_grant.last_call(asked)),
    ):
        one = await session.get(Officer, number)
        if one is not None and one.telegram_id is not None:
            key = f"grant-due:{grant.id}:{number}"
            await outbox.put(session, one.telegram_id, said, now=now, dedupe_key=key)


async def _renamed(
    session: AsyncSession, one: Officer, asked_at: datetime
) -> tuple[str, datetime] | None:
    """The name before and when it changed, of late before the request: it may be a disguise."""
    for line in reversed(await audit.of_subject(session, Subject.OFFICER, one.id)):
        before = (line.before or {}).get("name")
        if before and before != (line.after or {}).get("name"):
            late = asked_at - line.at <= OF_LATE
            return (person_name(before), line.at) if late else None
    return None


async def _department(session: AsyncSession, one: Officer) -> str:
    row = await session.get(Department, one.department_id) if one.department_id else None
    return row.name if row else ""
