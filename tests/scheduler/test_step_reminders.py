"""Reminders follow a plan from hand to hand: they begin where it is and stop when it leaves."""

from datetime import date, time

import pytest

from storage.act import Act
from storage.models.plan import Plan
from storage.office import deputies
from storage.plans import plan_steps, plans
from storage.rules.clock import kst
from storage.rules.half_year import HalfYear
from storage.rules.terms import Role
from tests.scheduler.town import Town, at, kinds

pytestmark = pytest.mark.long

HALF = HalfYear(2026, 2)
REQUEST, DUE = date(2026, 6, 1), date(2026, 6, 22)
CHECK = "plan_check"


@pytest.fixture
async def stepped(town: Town) -> Town:
    """Each department's plan goes by its 과장; the second has handed one up on June 10th."""
    async with town.db.begin() as session:
        numbers = [one.id for one in town.departments]
        await plan_steps.set_steps(Act(session, town.office, at(REQUEST)), numbers, (Role.HEAD,))
    await town.days(REQUEST, date(2026, 6, 10))
    await town.hand_in(1, HALF, at(date(2026, 6, 10), time(15)))
    return town


def told(town: Town, role: Role, kind: str) -> list[date]:
    who = town.person(1, role).id
    return [
        kst(one.at).date() for one in town.told if one.officer_id == who and kind in kinds([one])
    ]


async def plan_of(town: Town) -> Plan:
    async with town.db.read() as session:
        plan = await plans.find(session, town.departments[1].id, HALF)
        assert plan is not None
        return plan


async def test_who_holds_the_plan_is_reminded_and_nobody_else(stepped: Town) -> None:
    """Mutant: the 담당 is asked until the plan has reached 총괄."""
    before = told(stepped, Role.STAFF, "plan_due")
    await stepped.days(date(2026, 6, 11), date(2026, 6, 23))
    assert told(stepped, Role.STAFF, "plan_due") == before
    assert told(stepped, Role.HEAD, CHECK) == [date(2026, 6, day) for day in (11, 17, 19, 22, 23)]
    mine = next(one for one in stepped.told if CHECK in kinds([one]))
    assert "2026년 하반기 추진계획이 내부확인을 기다립니다" in mine.text


async def test_reminders_stop_when_the_plan_leaves_these_hands(stepped: Town) -> None:
    await stepped.tick(date(2026, 6, 11))
    head = stepped.person(1, Role.HEAD)
    async with stepped.db.begin() as session:
        await plans.pass_up(
            Act(session, head, at(date(2026, 6, 12), time(15))), await plan_of(stepped)
        )
    await stepped.days(date(2026, 6, 12), date(2026, 7, 1))
    assert told(stepped, Role.HEAD, CHECK) == [date(2026, 6, 11)]
    assert told(stepped, Role.STAFF, "plan_request") == [REQUEST]
    assert told(stepped, Role.STAFF, "plan_due") == []


async def test_handed_back_it_is_the_writers_again(stepped: Town) -> None:
    await stepped.tick(date(2026, 6, 11))
    async with stepped.db.begin() as session:
        await plans.hand_back(
            Act(session, stepped.person(1, Role.HEAD), at(date(2026, 6, 12))),
            await plan_of(stepped),
            reason="행사 추가",
        )
    await stepped.days(date(2026, 6, 12), date(2026, 6, 19))
    assert told(stepped, Role.HEAD, CHECK) == [date(2026, 6, 11)]
    assert told(stepped, Role.STAFF, "plan_due")[-2:] == [date(2026, 6, 17), date(2026, 6, 19)]


async def test_a_deputy_is_reminded_in_place_of_who_is_away(stepped: Town) -> None:
    head, lead = stepped.person(1, Role.HEAD), stepped.person(1, Role.LEAD)
    day = date(2026, 6, 11)
    async with stepped.db.begin() as session:
        await deputies.appoint(Act(session, head, at(day)), head.id, lead.id, day, day)
    await stepped.tick(day)
    assert (told(stepped, Role.HEAD, CHECK), told(stepped, Role.LEAD, CHECK)) == ([], [day])
    assert any(f"{head.name} 님 대신" in one.text for one in stepped.told)


async def test_silence_of_the_head_is_told_to_nobody_below(stepped: Town) -> None:
    """Mutant: the 팀장 hears that the 과장 is late."""
    await stepped.days(date(2026, 6, 11), date(2026, 7, 10))
    last = date(2026, 7, 6)  # after three late notices with the first working day of a week
    assert told(stepped, Role.HEAD, CHECK)[-1] == last
    assert told(stepped, Role.LEAD, "escalation") == []
    assert told(stepped, Role.STAFF, "escalation") == []
