"""A powerful role by two, on both databases: one answer counts, and nobody gives it alone."""

import asyncio
from datetime import timedelta

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.office import Officer, RoleGrant
from storage.office import invites, officers, role_grants
from storage.rules import errors, people
from storage.rules.permission import GrantState
from storage.rules.terms import Role
from storage.rules.trail import Subject
from storage.traffic import cards
from tests.helpers.offices import NOW, Office

ADMINISTRATORS = 6
NEW = 7_000_000_001


async def hire(db: Database, office: Office, count: int = ADMINISTRATORS) -> list[Officer]:
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


async def asked(db: Database, office: Office, role: Role = Role.ADMIN) -> int:
    async with db.begin() as session:
        made = await role_grants.ask(Act(session, office.admin, NOW), office.staff, role)
        return made.id


async def test_of_many_answers_at_once_exactly_one_counts(db: Database, office: Office) -> None:
    administrators = await hire(db, office)
    number = await asked(db, office)

    async def answers(place: int, actor: Officer) -> str:
        try:
            async with db.begin() as session:
                grant = await role_grants.answer(
                    Act(session, actor, NOW), number, agree=place % 2 == 0
                )
                return grant.state
        except errors.Refusal:
            return ""

    said = await asyncio.gather(*map(answers, range(ADMINISTRATORS), administrators))
    (counted,) = [one for one in said if one]
    async with db.read() as session:
        changed = await officers.by_id(session, office.staff.id)
        lines = await audit.of_subject(session, Subject.ROLE_GRANT, number)
        assert await audit.verify(session) is None
    assert changed is not None
    assert (changed.role == "admin") == (counted == GrantState.APPROVED)
    assert [line.action for line in lines] == ["create", counted]


async def test_two_requests_for_one_person_at_once_leave_one(db: Database, office: Office) -> None:
    await hire(db, office, 1)
    results = await asyncio.gather(*(asked(db, office) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(one, int) for one in results) == 1
    assert sum(isinstance(one, errors.Refusal) for one in results) == 3


async def test_the_tables_refuse_power_that_one_gives_alone(db: Database, office: Office) -> None:
    """Mutant: the question asked in the handler only."""
    (second,) = await hire(db, office, 1)
    async with db.begin() as session:
        for role in (Role.OFFICE, Role.ADMIN):
            with pytest.raises(errors.Refusal, match="다른 관리자가 승인"):
                await officers.change_role(Act(session, office.admin, NOW), office.staff.id, role)
        token = await invites.create(Act(session, office.admin, NOW), Role.OFFICE, None, "", 1)
        newcomer = await invites.use(session, token, NEW, "홍○○", NOW)
        for alone in (office.admin, office.office):
            with pytest.raises(errors.Refusal, match="다른 관리자가 승인"):
                await invites.approve(Act(session, alone, NOW), newcomer.id)
        let_in = await invites.approve(Act(session, second, NOW), newcomer.id)
    assert let_in.state == people.ACTIVE


async def test_what_ends_by_itself_ends_once(db: Database, office: Office) -> None:
    await hire(db, office, 1)
    number = await asked(db, office)
    async with db.begin() as session:
        grant = await session.get(RoleGrant, number)
        assert grant is not None
        await cards.place(session, f"grant:{number}:{grant.told[0]}", 1, 5)
    later = NOW + timedelta(days=6)

    async def settles() -> int:
        async with db.begin() as session:
            return await role_grants.settle(session, later)

    assert sum(await asyncio.gather(*(settles() for _ in range(4)))) == 1
    async with db.read() as session:
        grant = await session.get(RoleGrant, number)
        assert await role_grants.pending(session) == []
    assert grant is not None
    assert grant.state == GrantState.EXPIRED
    assert await asked(db, office) != number
