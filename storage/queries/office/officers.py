"""The people of the office: who they are, what they may do, and how that changes.

The last administrator can neither be removed nor given another role, or nobody could let
anybody in any more.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import ahead
from storage.models.office import Department, Lockdown, Officer
from storage.prepared import Prepared
from storage.queries import audit, texts
from storage.rules import errors, permission
from storage.rules.names import clean_text
from storage.rules.terms import Role

WAITING, ACTIVE, REMOVED = "waiting", "active", "removed"
SUBJECT = "officer"
_BY_TELEGRAM = (
    select(Officer, col(Lockdown.since))
    .outerjoin(Lockdown, col(Lockdown.id) == 1)
    .where(col(Officer.telegram_id).in_(bindparam("telegrams", expanding=True)))
)


class Someone(Protocol):
    """A person of the office, as a table's row or as a plain one."""

    @property
    def id(self) -> int | None:
        """Their number in the office."""

    @property
    def telegram_id(self) -> int | None:
        """Where they are written to; None until they came."""

    @property
    def name(self) -> str:
        """As shown."""

    @property
    def role(self) -> str:
        """A value of Role."""

    @property
    def department_id(self) -> int | None:
        """Where they work."""

    @property
    def state(self) -> str:
        """`WAITING`, `ACTIVE` or `REMOVED`."""

    @property
    def reachable(self) -> bool:
        """Whether Telegram delivers to them."""


class Person(NamedTuple):
    """One of many people read at once, without the bookkeeping of a row that may be changed."""

    id: int
    telegram_id: int | None
    name: str
    role: str
    department_id: int | None
    state: str
    reachable: bool


_HERE = Prepared(
    columns(*(col(getattr(Officer, name)) for name in Person._fields))
    .outerjoin(Department, col(Department.id) == col(Officer.department_id))
    .where(col(Officer.state) == ACTIVE)
    .order_by(col(Department.position).nulls_first(), col(Officer.id))
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


async def people(session: AsyncSession, *, everyone: bool = False) -> list[Officer]:
    """Active people by department in 직제순, then as they came; removed ones with `everyone`."""
    asked = (
        select(Officer)
        .outerjoin(Department, col(Department.id) == col(Officer.department_id))
        .order_by(col(Department.position).nulls_first(), col(Officer.id))
    )
    if not everyone:
        asked = asked.where(col(Officer.state) == ACTIVE)
    return list((await session.exec(asked)).all())


async def persons(session: AsyncSession) -> list[Person]:
    """Active people in the order of `people`, as plain rows: for those who look at all of them."""
    await session.flush()
    return [Person(*row) for row in await _HERE.rows(session, {})]


async def names(session: AsyncSession) -> dict[int, str]:
    """Everybody's name by number, those who left included: the trail speaks of them too."""
    return {one.id or 0: one.name for one in await people(session, everyone=True)}


async def administrators(session: AsyncSession) -> list[Officer]:
    """The active administrators."""
    return await with_role(session, [Role.ADMIN])


async def seconds(session: AsyncSession, asker: Officer | None) -> list[Officer]:
    """The administrators within reach who may agree to a powerful role that `asker` gives."""
    everyone = await administrators(session)
    return [one for one in everyone if reachable(one) and (asker is None or one.id != asker.id)]


async def refuse_alone(session: AsyncSession, asker: Officer | None, actor: Officer) -> None:
    """Refusal unless `actor` is one of the `seconds`; a lone administrator decides alone."""
    others = await seconds(session, asker)
    if others and actor.id not in {one.id for one in others}:
        raise errors.Refusal(texts.SECOND_NEEDED)


async def with_role(session: AsyncSession, roles: Iterable[Role]) -> list[Officer]:
    """Active people of these roles, in every department."""
    found = await session.exec(
        select(Officer)
        .where(col(Officer.state) == ACTIVE, col(Officer.role).in_([role.value for role in roles]))
        .order_by(col(Officer.id))
    )
    return list(found.all())


async def in_department(session: AsyncSession, department_id: int) -> list[Officer]:
    """Active people of one department."""
    found = await session.exec(
        select(Officer)
        .where(col(Officer.state) == ACTIVE, col(Officer.department_id) == department_id)
        .order_by(col(Officer.id))
    )
    return list(found.all())


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
        role=role.value,
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
) -> Officer:
    """Another role for a person, as `asker` wanted it if that is not the actor.

    Refusal for the last administrator, and for a powerful role that nobody else agreed to.
    """
    await audit.hold(session)
    officer = await active(session, officer_id)
    if role is not Role.ADMIN:
        await _keep_an_administrator(session, officer)
    if permission.raises(Role(officer.role), role):
        await refuse_alone(session, asker or actor, actor)
    return await _change(session, officer, {"role": role.value}, actor, now)


async def change_department(
    session: AsyncSession, officer_id: int, department_id: int, *, actor: Officer, now: datetime
) -> Officer:
    """Another department for a person; their records stay with the old one."""
    await audit.hold(session)
    officer = await active(session, officer_id)
    department = await session.get(Department, department_id)
    if department is None or not department.active:
        raise errors.Refusal(texts.NO_SUCH_DEPARTMENT)
    return await _change(session, officer, {"department_id": department_id}, actor, now)


async def change_name(
    session: AsyncSession, officer_id: int, name: str, *, actor: Officer, now: datetime
) -> Officer:
    """Another display name for a person."""
    await audit.hold(session)
    officer = await active(session, officer_id)
    return await _change(session, officer, {"name": _name(name)}, actor, now)


async def remove(
    session: AsyncSession, officer_id: int, *, actor: Officer, now: datetime
) -> Officer:
    """The person may no longer see or do anything; what they wrote stays.

    Refusal for the last administrator.
    """
    await audit.hold(session)
    officer = await active(session, officer_id)
    await _keep_an_administrator(session, officer)
    return await _change(session, officer, {"state": REMOVED}, actor, now, audit.REMOVE)


async def revoke(session: AsyncSession, telegram_id: int, now: datetime) -> Officer:
    """The server takes a person out, be it the last administrator. Refusal for nobody's number."""
    await audit.hold(session)
    officer = await by_telegram(session, telegram_id)
    if officer is None or officer.state == REMOVED:
        raise errors.Refusal(texts.NO_SUCH_OFFICER)
    return await _change(session, officer, {"state": REMOVED}, None, now, audit.REMOVE)


def may_give(officer: Officer, role: Role) -> bool:
    """Whether this person, as they are now, may give a role."""
    return officer.state == ACTIVE and permission.may_grant(Role(officer.role), role)


def reachable(officer: Someone) -> bool:
    """Whether the bot can write to this person."""
    active = officer.state == ACTIVE
    return active and officer.reachable and officer.telegram_id is not None


async def set_reachable(session: AsyncSession, telegram_id: int, reachable: bool) -> None:
    """Notes whether Telegram still delivers to this person."""
    officer = await by_telegram(session, telegram_id)
    if officer is not None:
        officer.reachable = reachable
        await session.flush()


async def active(session: AsyncSession, officer_id: int) -> Officer:
    """This person as they are now; Refusal when they are not of the office (any more)."""
    officer = await session.get(Officer, officer_id, populate_existing=True)
    if officer is None or officer.state != ACTIVE:
        raise errors.Refusal(texts.NO_SUCH_OFFICER)
    return officer


async def _keep_an_administrator(session: AsyncSession, officer: Officer) -> None:
    others = [one for one in await administrators(session) if one.id != officer.id]
    if officer.role == Role.ADMIN.value and not others:
        raise errors.Refusal(texts.LAST_ADMIN)


async def _change(
    session: AsyncSession,
    officer: Officer,
    values: dict[str, Any],
    actor: Officer | None,
    now: datetime,
    action: str = audit.CHANGE,
) -> Officer:
    before = _told(officer)
    for name, value in values.items():
        setattr(officer, name, value)
    officer.version += 1
    await session.flush()
    await _log(session, action, officer, actor, now, before, _told(officer))
    return officer


def _name(name: str) -> str:
    clean = " ".join(clean_text(name).split())
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
