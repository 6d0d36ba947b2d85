"""Administrators at their desks, with somebody's account among them in the wrong hands."""

from storage import audit
from storage.office import posts
from storage.rules.terms import Role
from tests.helpers.desk import Desk

THIEF, SECOND, THIRD, FOURTH, OFFICE, FRIEND, NEW = 11, 12, 13, 14, 15, 22, 33
NAMES = {THIEF: "갑○○", SECOND: "을○○", THIRD: "병○○", FOURTH: "정○○"}


async def staffed(desk: Desk, *administrators: int) -> int:
    """These administrators, 총괄 and a 담당 who is the thief's friend; returns the home's id."""
    home = await desk.department("일자리정책과", 1)
    for one in administrators:
        await desk.hire(one, Role.ADMIN, home, name=NAMES[one])
    await desk.hire(OFFICE, Role.OFFICE, home, name="총○○")
    await desk.hire(FRIEND, Role.STAFF, home, name="담○○")
    return home


async def number_of(desk: Desk, who: int) -> int:
    """Their number in the office."""
    found = await desk.officer(who)
    assert found is not None
    return found.id


async def post_of(desk: Desk, who: int) -> tuple[str, str]:
    """Role and state as the table has them."""
    found = await desk.officer(who)
    assert found is not None
    return found.role, found.state


async def removes(desk: Desk, actor: int, other: int) -> list[str]:
    """The last tap of letting somebody go."""
    heard = await desk.taps_code(actor, f"v1:people:gone:{await number_of(desk, other)}")
    return await desk.agrees(actor) or heard  # oneself and others are asked; power is requested


async def gives(desk: Desk, actor: int, other: int, role: Role) -> list[str]:
    """The last tap of giving somebody a role."""
    return await desk.taps_code(actor, f"v1:people:role:{await number_of(desk, other)}:{role}")


async def administrators_of(desk: Desk) -> list[int | None]:
    """Who is administrator, in the order in which they came."""
    async with desk.db.read() as session:
        assert await audit.verify(session) is None
        return [one.telegram_id for one in await posts.administrators(session)]
