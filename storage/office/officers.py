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
from storage.act import Act
from storage.database import ahead
from storage.models.office import Department, Lockdown, Officer
from storage.office import consent, open_invites, texts
from storage.office.consent import refuse_alone
from storage.office.posts import may_give, still
from storage.rules import errors
from storage.rules.names import person_name
from storage.rules.people import ACTIVE, REMOVED
from storage.rules.terms import Role
from storage.rules.trail import Subject, Verb

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
    act: Act, *, telegram_id: int | None, name: str, role: Role, department_id: int | None
) -> Officer:
    """A new active person; without an actor it is the installation that adds them."""
    await act.hold()
    officer = Officer(
        telegram_id=telegram_id,
        name=_name(name),
        role=role,
        department_id=department_id,
        created_at=act.now,
    )
    act.session.add(officer)
    await act.session.flush()
    await act.log(Subject.OFFICER, officer.id, Verb.CREATE, after=_told(officer))
    return officer


async def change_role(
    act: Act, officer_id: int, role: Role, *, asker: Officer | None = None, waited: bool = False
) -> Officer:
    """Another role for a person, as `asker` wanted it if that is not the actor.

    Refusal for the last administrator, for a powerful role that nobody else agreed to, and for
    one taken from an administrator that way; see `consent.refuse_taking` for `waited`.
    """
    session = act.session
    await act.hold()
    actor, officer = await still(session, act.officer), await active(session, officer_id)
    if role is not Role.ADMIN:
        await consent.refuse_the_last(session, officer)
        await consent.refuse_taking(session, officer, asker or actor, actor, waited=waited)
    if consent.raises(officer, role):
        await refuse_alone(session, asker or actor, actor)
    return await _change(act, officer, {"role": role})


async def change_department(act: Act, officer_id: int, department_id: int) -> Officer:
    """Another department for a person; their records stay with the old one."""
    session = act.session
    await act.hold()
    await still(session, act.officer)
    officer = await active(session, officer_id)
    department = await session.get(Department, department_id)
    if department is None or not department.active:
        raise errors.Refusal(texts.NO_SUCH_DEPARTMENT)
    return await _change(act, officer, {"department_id": department_id})


async def change_name(act: Act, officer_id: int, name: str) -> Officer:
    """Another display name for a person."""
    await act.hold()
    await still(act.session, act.officer)
    officer = await active(act.session, officer_id)
    return await _change(act, officer, {"name": _name(name)})


async def remove(
    act: Act, officer_id: int, *, asker: Officer | None = None, waited: bool = False
) -> Officer:
    """The person may no longer see or do anything; what they wrote stays.

    Refusal for the last administrator, and for another one to whose removal, as `asker` wanted
    it if that is not the actor, nobody else agreed.
    """
    session = act.session
    await act.hold()
    actor, officer = await still(session, act.officer), await active(session, officer_id)
    await consent.refuse_the_last(session, officer)
    await consent.refuse_taking(session, officer, asker or actor, actor, waited=waited)
    return await _change(act, officer, {"state": REMOVED}, Verb.REMOVE)


async def revoke(session: AsyncSession, telegram_id: int, now: datetime) -> Officer:
    """The server takes a person out, be it the last administrator. Refusal for nobody's number."""
    await audit.hold(session)
    officer = await by_telegram(session, telegram_id)
    if officer is None or officer.state == REMOVED:
        raise errors.Refusal(texts.NO_SUCH_OFFICER)
    return await _change(Act(session, None, now), officer, {"state": REMOVED}, Verb.REMOVE)


async def set_reachable(session: AsyncSession, telegram_id: int, reachable: bool) -> None:
    """Notes whether Telegram still delivers to this person."""
    officer = await by_telegram(session, telegram_id)
    if officer is not None and officer.reachable != reachable:
        officer.reachable = reachable
        await session.flush()
        audit.note(session, Subject.OFFICER, officer.id)


async def active(session: AsyncSession, officer_id: int) -> Officer:
    """This person as they are now; Refusal when they are not of the office (any more)."""
    officer = await session.get(Officer, officer_id, populate_existing=True)
    if officer is None or officer.state != ACTIVE:
        raise errors.Refusal(texts.NO_SUCH_OFFICER)
    return officer


async def _change(
    act: Act, officer: Officer, values: dict[str, Any], verb: Verb = Verb.CHANGE
) -> Officer:
    before, could = _told(officer), _gives(officer)
    for name, value in values.items():
        setattr(officer, name, value)
    officer.version += 1
    await act.session.flush()
    if could - _gives(officer):
        await open_invites.expire_of(act.session, officer.id, act.now)
    await act.log(Subject.OFFICER, officer.id, verb, before, _told(officer))
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
