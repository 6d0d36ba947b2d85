"""The people of the office: who they are, what they may do, and how that changes.

The last administrator can neither be removed nor given another role, or nobody could let
anybody in any more.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.database import ahead
from storage.models.office import Department, Lockdown, Officer
from storage.office import consent, open_invites, texts
from storage.office.consent import refuse_alone
from storage.office.posts import may_give, still
from storage.rules import errors
from storage.rules.names import person_name
from storage.rules.people import ACTIVE, REMOVED
from storage.rules.terms import Role

SUBJECT = "officer"
_BY_TELEGRAM = (
    select(Officer, col(Lockdown.since))
    .outerjoin(Lockdown, col(Lockdown.id) == 1)
    .where(col(Officer.telegram_id).in_(bindparam("telegrams", expanding=True)))
)


async def acting(
    session: AsyncSession, telegram_id: int
) -> tuple[Officer | None, datetime | None]:
    """The person with this Telegram number, and since when the office is locked, in one read."""
    met: tuple[Officer, datetime | None] | None = ahead(session).pop(telegram_id, None)
    if met is not None:
        return met
    found = await session.exec(_BY_TELEGRAM, params={"telegrams": [telegram_id]})
    return found.one_or_none() or (None, None)


async def by_telegram(session: AsyncSession, telegram_id: int) -> Officer | None:
    """The person with this Telegram number, whatever their state; None for a stranger."""
    return (await acting(session, telegram_id))[0]


async def meet(session: AsyncSession, telegram_ids: Sequence[int]) -> None:
    """Reads several people at once, so that `acting` need not ask for each of them."""
    if len(telegram_ids) > 1:
        found = await session.exec(_BY_TELEGRAM, params={"telegrams": telegram_ids})
        ahead(session).update((row[0].telegram_id, row) for row in found)


async def by_id(session: AsyncSession, officer_id: int) -> Officer | None:
    """A person by their number in the office, whatever their state."""
    return await session.get(Officer, officer_id)


async def add(
    session: AsyncSession,
    *,
    telegram_id: int | None,
    name: str,
    role: Role,
    department_id: int | None,
    now: datetime,
    actor: Officer | None = None,
) -> Officer:
    """A new active person; without an actor it is the installation that adds them."""
    await audit.hold(session)
    officer = Officer(
        telegram_id=telegram_id,
        name=_name(name),
        role=role,
        department_id=department_id,
        created_at=now,
    )
    session.add(officer)
    await session.flush()
    await _log(session, audit.CREATE, officer, actor, now, after=_told(officer))
    return officer


async def change_role(
    session: AsyncSession,
    officer_id: int,
    role: Role,
    *,
    actor: Officer,
    now: datetime,
    asker: Officer | None = None,
    waited: bool = False,
) -> Officer:
    """Another role for a person, as `asker` wanted it if that is not the actor.

    Refusal for the last administrator, for a powerful role that nobody else agreed to, and for
    one taken from an administrator that way; see `consent.refuse_taking` for `waited`.
    """
    await audit.hold(session)
    actor, officer = await still(session, actor), await active(session, officer_id)
    if role is not Role.ADMIN:
        await consent.refuse_the_last(session, officer)
        await consent.refuse_taking(session, officer, asker or actor, actor, waited=waited)
    if consent.raises(officer, role):
        await refuse_alone(session, asker or actor, actor)
    return await _change(session, officer, {"role": role}, actor, now)


async def change_department(
    session: AsyncSession, officer_id: int, department_id: int, *, actor: Officer, now: datetime
) -> Officer:
    """Another department for a person; their records stay with the old one."""
    await audit.hold(session)
    actor, officer = await still(session, actor), await active(session, officer_id)
    department = await session.get(Department, department_id)
    if department is None or not department.active:
        raise errors.Refusal(texts.NO_SUCH_DEPARTMENT)
    return await _change(session, officer, {"department_id": department_id}, actor, now)


async def change_name(
    session: AsyncSession, officer_id: int, name: str, *, actor: Officer, now: datetime
) -> Officer:
    """Another display name for a person."""
    await audit.hold(session)
    actor, officer = await still(session, actor), await active(session, officer_id)
    return await _change(session, officer, {"name": _name(name)}, actor, now)


async def remove(
    session: AsyncSession,
    officer_id: int,
    *,
    actor: Officer,
    now: datetime,
    asker: Officer | None = None,
    waited: bool = False,
) -> Officer:
    """The person may no longer see or do anything; what they wrote stays.

    Refusal for the last administrator, and for another one to whose removal, as `asker` wanted
    it if that is not the actor, nobody else agreed.
    """
    await audit.hold(session)
    actor, officer = await still(session, actor), await active(session, officer_id)
    await consent.refuse_the_last(session, officer)
    await consent.refuse_taking(session, officer, asker or actor, actor, waited=waited)
    return await _change(session, officer, {"state": REMOVED}, actor, now, audit.REMOVE)


async def revoke(session: AsyncSession, telegram_id: int, now: datetime) -> Officer:
    """The server takes a person out, be it the last administrator. Refusal for nobody's number."""
    await audit.hold(session)
    officer = await by_telegram(session, telegram_id)
    if officer is None or officer.state == REMOVED:
        raise errors.Refusal(texts.NO_SUCH_OFFICER)
    return await _change(session, officer, {"state": REMOVED}, None, now, audit.REMOVE)


async def set_reachable(session: AsyncSession, telegram_id: int, reachable: bool) -> None:
    """Notes whether Telegram still delivers to this person."""
    officer = await by_telegram(session, telegram_id)
    if officer is not None and officer.reachable != reachable:
        officer.reachable = reachable
        await session.flush()
        audit.note(session, SUBJECT, officer.id or 0)


async def active(session: AsyncSession, officer_id: int) -> Officer:
    """This person as they are now; Refusal when they are not of the office (any more)."""
    officer = await session.get(Officer, officer_id, populate_existing=True)
    if officer is None or officer.state != ACTIVE:
        raise errors.Refusal(texts.NO_SUCH_OFFICER)
    return officer


async def _change(
    session: AsyncSession,
    officer: Officer,
    values: dict[str, Any],
    actor: Officer | None,
    now: datetime,
    action: str = audit.CHANGE,
) -> Officer:
    before, could = _told(officer), _gives(officer)
    for name, value in values.items():
        setattr(officer, name, value)
    officer.version += 1
    await session.flush()
    if could - _gives(officer):
        await open_invites.expire_of(session, officer.id, now)
    await _log(session, action, officer, actor, now, before, _told(officer))
    return officer


def _gives(officer: Officer) -> set[Role]:
    return {role for role in Role if may_give(officer, role)}


def _name(name: str) -> str:
    clean = person_name(name)
    if not clean:
        raise errors.Refusal(texts.NAME_EMPTY)
    return clean


def _told(officer: Officer) -> dict[str, Any]:
    return {
        "name": officer.name,
        "role": officer.role,
        "department_id": officer.department_id,
        "state": officer.state,
    }


async def _log(
    session: AsyncSession,
    action: str,
    officer: Officer,
    actor: Officer | None,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    assert officer.id is not None
    await audit.write(
        session,
        at=now,
        officer_id=actor.id if actor else None,
        action=action,
        subject=SUBJECT,
        subject_id=officer.id,
        before=before,
        after=after,
    )
