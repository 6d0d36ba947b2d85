"""The lockdown's row on both databases: read with the person, begun and ended once."""

import asyncio
from datetime import timedelta

from storage import audit
from storage.database import Database
from storage.office import lockdowns, officers
from storage.rules.trail import Subject
from tests.helpers.offices import NOW, Office


async def test_who_acts_and_whether_the_office_is_locked_come_in_one_read(
    db: Database, office: Office
) -> None:
    known = [office.staff.telegram_id or 0, office.admin.telegram_id or 0]

    async def seen() -> list[tuple[int | None, object]]:
        found: list[tuple[int | None, object]] = []
        async with db.begin() as session:
            for number in (known[0], 5_000_000_000):
                one, locked = await officers.acting(session, number)
                found.append((one.id if one else None, locked))
            await officers.meet(session, known)  # as for several lanes of one round
            for number in known:
                one, locked = await officers.acting(session, number)
                found.append((one.id if one else None, locked))
        return found

    people = [(office.staff.id, None), (None, None), (office.staff.id, None)]
    assert await seen() == [*people, (office.admin.id, None)]
    async with db.begin() as session:
        await lockdowns.begin(session, NOW)
    assert await seen() == [
        (office.staff.id, NOW),
        (None, None),
        (office.staff.id, NOW),
        (office.admin.id, NOW),
    ]


async def test_of_many_at_once_one_begins_it_and_one_ends_it(db: Database, office: Office) -> None:
    assert office.admin.id

    async def begins(place: int) -> bool:
        async with db.begin() as session:
            return (await lockdowns.begin(session, NOW + timedelta(seconds=place))).new

    async def ends() -> bool:
        async with db.begin() as session:
            return await lockdowns.end(session, NOW + timedelta(hours=1)) is not None

    assert sum(await asyncio.gather(*map(begins, range(4)))) == 1
    assert sum(await asyncio.gather(*(ends() for _ in range(4)))) == 1
    async with db.read() as session:
        assert await lockdowns.since(session) is None
        assert await audit.verify(session) is None
        lines = await audit.of_subject(session, Subject.LOCKDOWN, lockdowns.ROW)
    assert [line.action for line in lines] == ["begin", "end"]
