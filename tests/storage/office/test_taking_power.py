"""Power taken from an administrator, in the tables of both databases: never by one alone."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.database import Database
from storage.models.office import Officer
from storage.office import invites, officers, posts, role_grants
from storage.plans import transfers
from storage.rules import errors
from storage.rules.permission import GrantState
from storage.rules.terms import Role
from tests.helpers.offices import NOW, By, Office

LATER = NOW + timedelta(days=1)


async def hire(db: Database, office: Office, count: int) -> list[Officer]:
    """Further administrators."""
    async with db.begin() as session:
        return [
            await officers.add(
                session,
                telegram_id=2_000_000_000 + place,
                name=f"관{place}",
                role=Role.ADMIN,
                department_id=office.home,
                now=NOW,
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
    told = By(actor=office.admin, now=NOW)
    async with db.begin() as session:
        for waited in (False, True):  # a wait counts only where nobody could be asked
            assert await refused(officers.remove(session, number, waited=waited, **told))
            assert await refused(
                officers.change_role(session, number, Role.OFFICE, waited=waited, **told)
            )
        assert await refused(
            transfers.transfer(session, number, office.staff.id, actor=office.admin, now=NOW)
        )
        assert await refused(officers.remove(session, number, actor=office.office, now=NOW))
    assert len(await administrators(db)) == 3


async def test_of_two_removals_of_each_other_one_alone_is_carried_out(
    db: Database, office: Office
) -> None:
    (other,) = await hire(db, office, 1)
    pairs = ((office.admin, other), (other, office.admin))
    async with db.begin() as session:
        numbers = [
            (await role_grants.ask_removal(session, one, asker=asker, now=NOW)).id or 0
            for asker, one in pairs
        ]

    async def carried(number: int, actor: Officer) -> str:
        async with db.begin() as session:
            return (await role_grants.carry_out(session, number, actor=actor, now=LATER)).state

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
        grant = await role_grants.ask_removal(session, other, asker=office.admin, now=NOW)

    async def carried() -> None:
        async with db.begin() as session:
            await role_grants.carry_out(session, grant.id, actor=office.admin, now=LATER)

    async def objected() -> None:
        async with db.begin() as session:
            await role_grants.answer(session, grant.id, agree=False, actor=other, now=LATER)

    ends = await asyncio.gather(carried(), objected(), return_exceptions=True)
    assert sum(isinstance(one, errors.Refusal) for one in ends) == 1
    assert len(await administrators(db)) == (1 if ends[0] is None else 2)


async def test_of_two_who_step_down_at_once_one_stays(db: Database, office: Office) -> None:
    (other,) = await hire(db, office, 1)

    async def goes(one: Officer) -> bool:
        async with db.begin() as session:
            return await refused(officers.remove(session, one.id, actor=one, now=NOW))

    assert sum(await asyncio.gather(goes(office.admin), goes(other))) == 1
    assert len(await administrators(db)) == 1


@pytest.mark.parametrize("act", ["answer", "approve", "change", "invite", "ask"])
async def test_who_was_taken_out_in_between_does_nothing_more(
    db: Database, office: Office, act: str
) -> None:
    """The one who acts was read before the other's transaction ended."""
    (asker, third) = await hire(db, office, 2)
    async with db.begin() as session:
        grant = await role_grants.ask(session, office.staff, Role.ADMIN, asker=asker, now=NOW)
        token = await invites.create(session, Role.STAFF, office.home, "", 1, asker, NOW)
        newcomer = await invites.use(session, token, 7_000_000_001, "홍○○", NOW)
    async with db.begin() as session:
        stale = await session.get(Officer, office.admin.id)
        assert stale is not None
    async with db.begin() as session:
        await officers.remove(session, stale.id, actor=third, asker=asker, now=NOW)
    doing: dict[str, Callable[[AsyncSession], Awaitable[object]]] = {
        "answer": lambda at: role_grants.answer(at, grant.id, agree=True, actor=stale, now=NOW),
        "approve": lambda at: invites.approve(at, newcomer.id, actor=stale, now=NOW),
        "change": lambda at: officers.change_role(
            at, office.other.id, Role.LEAD, actor=stale, now=NOW
        ),
        "invite": lambda at: invites.create(at, Role.STAFF, office.home, "", 1, stale, NOW),
        "ask": lambda at: role_grants.ask(at, office.other, Role.ADMIN, asker=stale, now=NOW),
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
            return await refused(role_grants.ask_removal(session, victim, asker=asker, now=NOW))

    assert sum(await asyncio.gather(*map(asks, askers))) == len(askers) - 1
