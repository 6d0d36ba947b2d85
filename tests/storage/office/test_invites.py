"""An invite lets one person in, once, in time; guessing leads nowhere."""

import asyncio
import re
from datetime import timedelta

import pytest
from sqlmodel import select

from storage.act import Act
from storage.database import Database
from storage.models.office import Invite, Officer
from storage.office import invites, officers, strangers
from storage.rules import errors, people
from storage.rules.terms import Role
from tests.helpers.offices import NOW, Office

NEW = 7_000_000_001


async def _invite(db: Database, office: Office, *, approval: bool = False) -> str:
    async with db.begin() as session:
        return await invites.create(
            Act(session, office.admin, NOW),
            Role.STAFF,
            office.home,
            "",
            7,
            needs_approval=approval,
        )


async def _use(db: Database, token: str, who: int = NEW, days: int = 0) -> Officer:
    async with db.begin() as session:
        return await invites.use(session, token, who, "홍○○", NOW + timedelta(days=days))


async def test_a_token_is_long_fits_a_link_and_is_not_kept(db: Database, office: Office) -> None:
    token = await _invite(db, office)
    assert re.fullmatch(r"[A-Za-z0-9_-]{40,60}", token)
    async with db.read() as session:
        kept = (await session.exec(select(Invite))).one()
    assert token not in repr(kept.model_dump())


async def test_an_invite_gives_its_role_and_department_once(db: Database, office: Office) -> None:
    token = await _invite(db, office)
    person = await _use(db, token)
    assert (person.role, person.department_id, person.state) == ("staff", office.home, "active")
    with pytest.raises(errors.Refusal, match="이미 사용한 초대"):
        await _use(db, token, NEW + 1)
    with pytest.raises(errors.Refusal, match="이미 등록되어"):
        await _use(db, token)


async def test_an_expired_or_unknown_invite_is_refused(db: Database, office: Office) -> None:
    token = await _invite(db, office)
    with pytest.raises(errors.Refusal, match="기한이 지난 초대"):
        await _use(db, token, days=8)
    with pytest.raises(errors.Refusal, match="쓸 수 없는 초대"):
        await _use(db, "x" * 43)


async def test_of_two_people_with_one_invite_exactly_one_gets_in(
    db: Database, office: Office
) -> None:
    token = await _invite(db, office)

    async def comes(who: int) -> bool:
        try:
            await _use(db, token, who)
        except errors.Refusal:
            return False
        return True

    came = await asyncio.gather(*(comes(NEW + at) for at in range(8)))
    assert sum(came) == 1


async def test_a_waiting_person_is_in_only_after_approval(db: Database, office: Office) -> None:
    first = await _use(db, await _invite(db, office, approval=True))
    second = await _use(db, await _invite(db, office, approval=True), NEW + 1)
    with pytest.raises(errors.Refusal, match="이미 등록을 신청"):
        await _use(db, await _invite(db, office))
    async with db.begin() as session:
        assert [one.id for one in await invites.waiting(session)] == [first.id, second.id]
        approved = await invites.approve(Act(session, office.admin, NOW), first.id)
        declined = await invites.decline(Act(session, office.admin, NOW), second.id)
        with pytest.raises(errors.Refusal, match="승인을 기다리는"):
            await invites.decline(Act(session, office.office, NOW), first.id)
    assert (approved.state, declined.state) == (people.ACTIVE, people.REMOVED)


async def test_a_removed_person_comes_back_by_a_new_invite_as_the_same_person(
    db: Database, office: Office
) -> None:
    person = await _use(db, await _invite(db, office))
    async with db.begin() as session:
        await officers.remove(Act(session, office.admin, NOW), person.id)
    back = await _use(db, await _invite(db, office))
    assert (back.id, back.state) == (person.id, "active")


async def test_five_wrong_invites_lock_a_person_out_for_a_day(
    db: Database, office: Office
) -> None:
    good = await _invite(db, office)
    async with db.begin() as session:
        for _ in range(strangers.GUESSES):
            with pytest.raises(errors.Refusal, match="쓸 수 없는 초대"):
                await invites.use(session, "wrong", NEW, "홍○○", NOW)
        with pytest.raises(errors.Refusal, match="여러 번"):
            await invites.use(session, good, NEW, "홍○○", NOW + timedelta(hours=23))
        let_in = await invites.use(session, good, NEW, "홍○○", NOW + timedelta(hours=25))
    assert let_in.state == "active"


async def test_a_stranger_is_told_once_a_korean_day(db: Database) -> None:
    noon_to_midnight = timedelta(hours=13, minutes=59)  # 23:59 in Korea
    async with db.begin() as session:
        told = [
            await strangers.may_tell(session, NEW, NOW + later)
            for later in (
                timedelta(),
                timedelta(hours=1),
                noon_to_midnight,
                noon_to_midnight + timedelta(minutes=1),
            )
        ]
    assert told == [True, False, False, True]
