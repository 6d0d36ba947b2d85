"""대결: one stand-in a day, and the person named for a department's plan."""

from datetime import date

import pytest

from storage.act import Act
from storage.database import Database
from storage.office import deputies, officers
from storage.plans import plan_duties
from storage.rules import errors
from tests.helpers.offices import NOW, Office

FIRST, LAST = date(2021, 8, 9), date(2021, 8, 13)


async def test_a_deputy_stands_in_from_the_first_day_to_the_last(
    db: Database, office: Office
) -> None:
    me, deputy = office.staff.id, office.senior.id
    async with db.begin() as session:
        row = await deputies.appoint(Act(session, office.staff, NOW), me, deputy, FIRST, LAST)
        asked = [date(2021, 8, 8), FIRST, LAST, date(2021, 8, 14)]
        found = [await deputies.active_for(session, me, day) for day in asked]
        assert [one.id if one else None for one in found] == [None, deputy, deputy, None]
        assert await deputies.all_on(session, FIRST) == {me: deputy}
        with pytest.raises(errors.Refusal, match="이미 업무대행자"):
            await deputies.appoint(Act(session, office.staff, NOW), me, deputy, LAST, LAST)
        today = date(2021, 8, 11)
        await deputies.end(Act(session, office.staff, NOW), row.id, today=today)
        assert await deputies.active_for(session, me, today) is None
        assert await deputies.active_for(session, me, FIRST) is not None


async def test_nobody_stands_in_for_themselves_backwards_or_for_others_unasked(
    db: Database, office: Office
) -> None:
    me, deputy = office.staff.id, office.senior.id
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="본인"):
            await deputies.appoint(Act(session, office.staff, NOW), me, me, FIRST, LAST)
        with pytest.raises(errors.Refusal, match="앞섭니다"):
            await deputies.appoint(Act(session, office.staff, NOW), me, deputy, LAST, FIRST)
        with pytest.raises(errors.NotAllowed):
            await deputies.appoint(Act(session, office.other, NOW), me, deputy, FIRST, LAST)
        chief = office.office.id
        with pytest.raises(errors.Refusal, match="권한이 없는"):
            await deputies.appoint(Act(session, office.office, NOW), chief, me, FIRST, LAST)
        await officers.remove(Act(session, office.admin, NOW), deputy)
        with pytest.raises(errors.Refusal, match="등록된"):
            await deputies.appoint(Act(session, office.office, NOW), me, deputy, FIRST, LAST)


async def test_the_first_officer_hands_in_until_somebody_else_is_named(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        first = await plan_duties.responsible_for(session, office.home)
        assert first is not None
        assert first.id == office.staff.id
        await plan_duties.assign(Act(session, office.staff, NOW), office.home, office.senior.id)
        named = await plan_duties.responsible_for(session, office.home)
        assert named is not None
        assert named.id == office.senior.id
        with pytest.raises(errors.Refusal, match="그 부서에"):
            await plan_duties.assign(Act(session, office.staff, NOW), office.home, office.other.id)


async def test_a_named_person_who_left_gives_way_to_the_next(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await plan_duties.assign(Act(session, office.staff, NOW), office.home, office.senior.id)
        await officers.remove(Act(session, office.admin, NOW), office.senior.id)
        found = await plan_duties.responsible_for(session, office.home)
        assert found is not None
        assert found.id == office.staff.id
