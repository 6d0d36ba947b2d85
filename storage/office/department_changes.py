"""One department at a time: added, renamed, moved in the order, taken out of use."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Department
from storage.office import departments, texts
from storage.office.departments import name_key
from storage.rules.errors import Refusal
from storage.rules.names import clean_text
from storage.rules.trail import Subject, Verb


async def add(act: Act, name: str) -> Department:
    """A new department at the end of the order; Refusal when the name is taken."""
    session = act.session
    await act.hold()
    clean = clean_text(name)
    everyone = await departments.ordered(session, everyone=True)
    _free(everyone, clean, None)
    made = Department(name=clean, position=max((one.position for one in everyone), default=0) + 1)
    session.add(made)
    await session.flush()
    await act.log(Subject.DEPARTMENT, made.id, Verb.CREATE, after=_told(made))
    return made


async def rename(act: Act, number: int, name: str) -> Department:
    """Another name; the old one stays an alias, so old papers still find the department."""
    await act.hold()
    one, clean = await existing(act.session, number), clean_text(name)
    _free(await departments.ordered(act.session, everyone=True), clean, one)
    before = _told(one)
    if clean != one.name:
        one.former_names = [*one.former_names, one.name]
    one.name = clean
    await act.log(Subject.DEPARTMENT, one.id, Verb.CHANGE, before=before, after=_told(one))
    return one


async def move(act: Act, number: int, by: int) -> Department:
    """Up (-1) or down (+1) by one place; at the edge it stays. Places are counted anew."""
    await act.hold()
    one = await existing(act.session, number)
    before = _told(one)
    order = await departments.ordered(act.session, everyone=True)
    at = order.index(one)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    for place, other in enumerate(order, start=1):
        other.position = place
    await act.log(Subject.DEPARTMENT, one.id, Verb.CHANGE, before=before, after=_told(one))
    return one


async def set_active(act: Act, number: int, active: bool) -> Department:
    """In use or not; its records and plans stay."""
    await act.hold()
    one = await existing(act.session, number)
    before = _told(one)
    one.active = active
    await act.log(Subject.DEPARTMENT, one.id, Verb.CHANGE, before=before, after=_told(one))
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
