"""The server's link for an administrator: one at a time, and none beside an administrator."""

import asyncio
from datetime import timedelta

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.office import Officer
from storage.office import invites, lockdowns, officers, posts, role_grants, server_links
from storage.rules import errors, people
from storage.rules.terms import Role
from storage.traffic import leases
from tests.helpers.offices import NOW, Office

NEW = 7_000_000_001


async def link(db: Database, minutes: int = 0) -> str:
    async with db.begin() as session:
        return await server_links.first(session, NOW + timedelta(minutes=minutes))


async def comes(db: Database, token: str, who: int = NEW, hours: int = 0) -> Officer:
    async with db.begin() as session:
        return await invites.use(session, token, who, "홍○○", NOW + timedelta(hours=hours))


async def recovered(db: Database) -> server_links.Recovery:
    async with db.begin() as session:
        return await server_links.recover(session, NOW)


async def test_a_new_link_voids_those_before_it(db: Database) -> None:
    tokens = [await link(db, minutes) for minutes in range(5)]
    for token in tokens[:-1]:
        with pytest.raises(errors.Refusal, match="기한이 지난 초대"):
            await comes(db, token, hours=1)
    assert (await comes(db, tokens[-1], hours=1)).role == Role.ADMIN


async def test_of_many_made_at_once_one_works(db: Database) -> None:
    tokens = await asyncio.gather(*(link(db, minutes) for minutes in range(4)))

    async def lets_in(at: int, token: str) -> bool:
        try:
            await comes(db, token, NEW + at, hours=1)
        except errors.Refusal:
            return False
        return True

    assert sum(await asyncio.gather(*(lets_in(*one) for one in enumerate(tokens)))) == 1


async def test_none_is_made_beside_an_administrator(db: Database, office: Office) -> None:
    assert office.admin.id
    with pytest.raises(errors.Refusal, match="이미 관리자가 있어"):
        await link(db)


async def test_one_that_is_opened_after_an_administrator_came_makes_nobody_one(
    db: Database,
) -> None:
    token = await link(db)
    async with db.begin() as session:
        await officers.add(
            Act(session, None, NOW),
            telegram_id=1,
            name="홍○○",
            role=Role.ADMIN,
            department_id=None,
        )
    with pytest.raises(errors.Refusal, match="이미 관리자가 있어"):
        await comes(db, token)
    async with db.read() as session:
        assert await officers.by_telegram(session, NEW) is None


async def test_a_recovery_locks_and_makes_everything_void_that_was_open(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        old = await invites.create(Act(session, office.admin, NOW), Role.STAFF, office.home, "", 7)
        await role_grants.ask(Act(session, office.admin, NOW), office.staff, Role.OFFICE)
    async with db.begin() as session:
        made = await server_links.recover(session, NOW + timedelta(minutes=1))
    assert (made.begun.new, made.begun.invites, made.begun.grants) == (True, 1, 1)
    with pytest.raises(errors.Refusal, match="기한이 지난 초대"):
        await comes(db, old, hours=1)
    entered = await comes(db, made.token, hours=1)
    async with db.begin() as session:
        assert await lockdowns.since(session) is not None
        assert len(await posts.administrators(session)) == 2
        parcels = await leases.claim(session, NOW + timedelta(hours=2), most=50)
        assert await audit.verify(session) is None
    assert entered.state == people.ACTIVE
    told = {one.chat_id for one in parcels if "관리자 복구" in one.payload["text"]}
    assert told == {office.admin.telegram_id, office.office.telegram_id}


async def test_a_recovery_that_nobody_used_ends_with_the_lock(
    db: Database, office: Office
) -> None:
    assert office.admin.id
    made = await recovered(db)
    async with db.begin() as session:
        await lockdowns.end(session, NOW)
    with pytest.raises(errors.Refusal, match="이미 관리자가 있어"):
        await comes(db, made.token)


async def test_a_second_recovery_voids_the_first(db: Database, office: Office) -> None:
    assert office.admin.id
    first = await recovered(db)
    async with db.begin() as session:
        await server_links.recover(session, NOW + timedelta(minutes=1))
    with pytest.raises(errors.Refusal, match="기한이 지난 초대"):
        await comes(db, first.token, hours=1)


@pytest.mark.parametrize("who", ["staff", "office", "waiting"])
async def test_the_server_gives_power_to_somebody_of_the_office_too(
    db: Database, office: Office, who: str
) -> None:
    """The honest one may have been lowered, or be waiting for somebody who cannot let them in."""
    async with db.begin() as session:
        if who == "waiting":
            token = await invites.create(
                Act(session, office.admin, NOW), Role.STAFF, office.home, "신○○", 1
            )
            before = await invites.use(session, token, NEW, "홍○○", NOW)
        else:
            before = getattr(office, who)
    made = await recovered(db)
    raised = await comes(db, made.token, before.telegram_id or 0, hours=1)
    assert (raised.id, raised.name) == (before.id, before.name)
    assert (raised.role, raised.state) == ("admin", people.ACTIVE)
    assert raised.department_id == office.home


async def test_an_administrator_uses_nothing_up(db: Database, office: Office) -> None:
    made = await recovered(db)
    with pytest.raises(errors.Refusal, match="이미 등록되어"):
        await comes(db, made.token, office.admin.telegram_id or 0)
    assert (await comes(db, made.token)).state == people.ACTIVE
