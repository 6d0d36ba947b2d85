"""Power taken from an administrator, in the tables of both databases: never by one alone."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.office import Officer
from storage.office import invites, officers, posts, role_grants
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.leaving_kinds import Leaving
from storage.rules.permission import GrantState
from storage.rules.terms import Role
from storage.transfers import orders
from storage.transfers.moves import Move
from tests.helpers.offices import NOW, Office

LATER = NOW + timedelta(days=1)


async def hire(db: Database, office: Office, count: int) -> list[Officer]:
    """Further administrators."""
    async with db.begin() as session:
        return [
            await officers.add(
                Act(session, None, NOW),
                telegram_id=2_000_000_000 + place,
                name=f"관{place}",
                role=Role.ADMIN,
                department_id=office.home,
            )
            for place in range(count)
        ]


async def administrators(db: Database) -> list[int | None]:
    async with db.read() as session:
        assert await audit.verify(session) is None
        return [one.id for one in await posts.administrators(session)]


async def refused(act: Awaitable[object]) -> bool:
    try:
        await act
    except errors.Refusal:
        return True
    return False


async def test_the_tables_refuse_whoever_takes_power_alone(db: Database, office: Office) -> None:
    (victim, _third) = await hire(db, office, 2)
    number = victim.id
    async with db.begin() as session:
        for waited in (False, True):  # a wait counts only where nobody could be asked
            assert await refused(
                officers.remove(Act(session, office.admin, NOW), number, waited=waited)
            )
            assert await refused(
                officers.change_role(
                    Act(session, office.admin, NOW), number, Role.OFFICE, waited=waited
                )
            )
        one = await session.get(Officer, number)
        assert one is not None
        out = Move(one, office.staff, Leaving.OUT, one.department_id, None, kst_date(NOW))
        assert await refused(orders.prepare(Act(session, office.admin, NOW), out))
        assert await refused(officers.remove(Act(session, office.office, NOW), number))
    assert len(await administrators(db)) == 3


async def test_of_two_removals_of_each_other_one_alone_is_carried_out(
    db: Database, office: Office
) -> None:
    (other,) = await hire(db, office, 1)
    pairs = ((office.admin, other), (other, office.admin))
    async with db.begin() as session:
        numbers = [
            (await role_grants.ask_removal(Act(session, asker, NOW), one)).id or 0
            for asker, one in pairs
        ]

    async def carried(number: int, actor: Officer) -> str:
        async with db.begin() as session:
            return (await role_grants.carry_out(Act(session, actor, LATER), number)).state

    ends = await asyncio.gather(
        *(carried(number, asker) for number, (asker, _one) in zip(numbers, pairs, strict=True)),
        return_exceptions=True,
    )
    assert ends.count(GrantState.CARRIED_OUT) == 1
    assert len(await administrators(db)) == 1


async def test_of_an_objection_and_the_removal_at_once_one_counts(
    db: Database, office: Office
) -> None:
    (other,) = await hire(db, office, 1)
    async with db.begin() as session:
        grant = await role_grants.ask_removal(Act(session, office.admin, NOW), other)

    async def carried() -> None:
        async with db.begin() as session:
            await role_grants.carry_out(Act(session, office.admin, LATER), grant.id)

    async def objected() -> None:
        async with db.begin() as session:
            await role_grants.answer(Act(session, other, LATER), grant.id, agree=False)

    ends = await asyncio.gather(carried(), objected(), return_exceptions=True)
    assert sum(isinstance(one, errors.Refusal) for one in ends) == 1
    assert len(await administrators(db)) == (1 if ends[0] is None else 2)


async def test_of_two_who_step_down_at_once_one_stays(db: Database, office: Office) -> None:
    (other,) = await hire(db, office, 1)

    async def goes(one: Officer) -> bool:
        async with db.begin() as session:
            return await refused(officers.remove(Act(session, one, NOW), one.id))

    assert sum(await asyncio.gather(goes(office.admin), goes(other))) == 1
    assert len(await administrators(db)) == 1


@pytest.mark.parametrize("act", ["answer", "approve", "change", "invite", "ask"])
async def test_who_was_taken_out_in_between_does_nothing_more(
    db: Database, office: Office, act: str
) -> None:
    """The one who acts was read before the other's transaction ended."""
    (asker, third) = await hire(db, office, 2)
    async with db.begin() as session:
        grant = await role_grants.ask(Act(session, asker, NOW), office.staff, Role.ADMIN)
        token = await invites.create(Act(session, asker, NOW), Role.STAFF, office.home, "", 1)
        newcomer = await invites.use(session, token, 7_000_000_001, "홍○○", NOW)
    async with db.begin() as session:
        stale = await session.get(Officer, office.admin.id)
        assert stale is not None
    async with db.begin() as session:
        await officers.remove(Act(session, third, NOW), stale.id, asker=asker)
    doing: dict[str, Callable[[AsyncSession], Awaitable[object]]] = {
        "answer": lambda at: role_grants.answer(Act(at, stale, NOW), grant.id, agree=True),
        "approve": lambda at: invites.approve(Act(at, stale, NOW), newcomer.id),
        "change": lambda at: officers.change_role(Act(at, stale, NOW), office.other.id, Role.LEAD),
        "invite": lambda at: invites.create(Act(at, stale, NOW), Role.STAFF, office.home, "", 1),
        "ask": lambda at: role_grants.ask(Act(at, stale, NOW), office.other, Role.ADMIN),
    }
    async with db.begin() as session:
        with pytest.raises(errors.NotAllowed):
            await doing[act](session)


async def test_many_requests_about_one_administrator_at_once_leave_one(
    db: Database, office: Office
) -> None:
    (victim, *askers) = await hire(db, office, 4)

    async def asks(asker: Officer) -> bool:
        async with db.begin() as session:
            return await refused(role_grants.ask_removal(Act(session, asker, NOW), victim))

    assert sum(await asyncio.gather(*map(asks, askers))) == len(askers) - 1
