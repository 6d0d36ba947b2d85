"""One department at a time: added, renamed, moved in the order, taken out of use."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.office import Department, Officer
from storage.office import departments, texts
from storage.office.departments import name_key
from storage.rules.errors import Refusal
from storage.rules.names import clean_text

SUBJECT = "department"


async def add(session: AsyncSession, name: str, *, actor: Officer, now: datetime) -> Department:
    """A new department at the end of the order; Refusal when the name is taken."""
    await audit.hold(session)
    clean = clean_text(name)
    everyone = await departments.ordered(session, everyone=True)
    _free(everyone, clean, None)
    made = Department(name=clean, position=max((one.position for one in everyone), default=0) + 1)
    session.add(made)
    await session.flush()
    await _log(session, audit.CREATE, made, actor, now, before=None)
    return made


async def rename(
    session: AsyncSession, number: int, name: str, *, actor: Officer, now: datetime
) -> Department:
    """Another name; the old one stays an alias, so old papers still find the department."""
    await audit.hold(session)
    one, clean = await existing(session, number), clean_text(name)
    _free(await departments.ordered(session, everyone=True), clean, one)
    before = _told(one)
    if clean != one.name:
        one.former_names = [*one.former_names, one.name]
    one.name = clean
    await _log(session, audit.CHANGE, one, actor, now, before)
    return one


async def move(
    session: AsyncSession, number: int, by: int, *, actor: Officer, now: datetime
) -> Department:
    """Up (-1) or down (+1) by one place; at the edge it stays. Places are counted anew."""
    await audit.hold(session)
    one = await existing(session, number)
    before = _told(one)
    order = await departments.ordered(session, everyone=True)
    at = order.index(one)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    for place, other in enumerate(order, start=1):
        other.position = place
    await _log(session, audit.CHANGE, one, actor, now, before)
    return one


async def set_active(
    session: AsyncSession, number: int, active: bool, *, actor: Officer, now: datetime
) -> Department:
    """In use or not; its records and plans stay."""
    await audit.hold(session)
    one = await existing(session, number)
    before = _told(one)
    one.active = active
    await _log(session, audit.CHANGE, one, actor, now, before)
    return one


async def existing(session: AsyncSession, number: int) -> Department:
    """The department of a number; Refusal when there is none."""
    one = await departments.by_id(session, number)
    if one is None:
        raise Refusal(texts.NO_SUCH_DEPARTMENT)
    return one


def _free(everyone: list[Department], name: str, but: Department | None) -> None:
    wanted = name_key(name)
    for other in everyone:
        if other is not but and name_key(other.name) == wanted:
            raise Refusal(texts.department_exists(other.name))


def _told(one: Department) -> dict[str, Any]:
    return {"name": one.name, "position": one.position, "active": one.active}


async def _log(
    session: AsyncSession,
    action: str,
    one: Department,
    actor: Officer,
    now: datetime,
    before: dict[str, Any] | None,
) -> None:
    await session.flush()
    await audit.write(
        session,
        at=now,
        officer_id=actor.id,
        action=action,
        subject=SUBJECT,
        subject_id=one.id,
        before=before,
        after=_told(one),
    )
