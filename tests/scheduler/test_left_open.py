"""Behind the final day what nobody heard of is told late, once; 총괄 hears of an open round."""

from datetime import date, timedelta

import pytest

from scheduler.due import waiting
from scheduler.reminders import rows
from storage.act import Act
from storage.plans import plan_reopenings, plans
from storage.rounds import rounds
from storage.rules.half_year import HalfYear
from tests.scheduler.town import LINE, Town, at, kinds

HALF = HalfYear(2026, 2)
REQUEST, BEFORE, FINAL = date(2026, 6, 1), date(2026, 6, 19), date(2026, 7, 31)
BACK = date(2026, 8, 12)
LEFT = "제출할 것이 남은 부서는 2개입니다."


@pytest.mark.long
async def test_a_bot_that_was_away_over_the_final_day_tells_each_once_and_late(
    either_town: Town,
) -> None:
    """Mutants: nothing behind the final day; a nagging that goes on for ever."""
    town = either_town
    await town.days(REQUEST, BEFORE)
    await town.hand_in(0, HALF, at(BEFORE))
    before = len(town.told)
    await town.days(BACK, BACK + timedelta(days=9))
    later = town.told[before:]
    for place in (1, 2):
        mine = [one for one in later if one.officer_id == town.person(place).id]
        assert kinds(mine).count("plan_due") == 1
        assert (
            "[지연] 협조 요청: 제출할 것: 2026년 하반기 추진계획, 2026년 상반기 추진"
            in mine[0].text
        )
    assert not [one for one in later if one.officer_id == town.person(0).id]
    mine = [one for one in later if one.officer_id == town.office.id]
    assert kinds(mine).count("round_left") == 1
    assert LEFT in mine[0].text
    assert "escalation" not in kinds(later)


@pytest.mark.long
async def test_who_was_told_up_to_the_final_day_is_not_told_again(town: Town) -> None:
    """총괄 alone hears once more, on the next working day, that the round is still open, and on
    Mondays how it stands."""
    await town.days(REQUEST, FINAL)
    await town.hand_in(0, HALF, at(FINAL))
    before = len(town.told)
    later = (await town.days(FINAL + timedelta(days=1), FINAL + timedelta(days=14)))[:]
    assert {one.officer_id for one in town.told[before:]} == {town.office.id}
    assert kinds(later) == ["round_left", "plan_in", *["office_standing"] * 2]
    assert LEFT in later[0].text
    assert "7.31." in later[0].text


async def test_a_round_that_was_closed_is_told_of_no_more(town: Town) -> None:
    await town.days(REQUEST, BEFORE)
    async with town.db.begin() as session:
        row = await rounds.current(session, BEFORE)
        assert row is not None
        await rounds.close(Act(session, town.office, at(BEFORE)), row.id, reason="마감일")
    assert await town.days(BACK, BACK + timedelta(days=5)) == []


async def test_the_people_of_a_department_that_handed_in_hear_nothing(town: Town) -> None:
    await town.days(REQUEST, BEFORE)
    for place in range(3):
        await town.hand_in(place, HALF, at(BEFORE))
    later = await town.days(BACK, BACK + timedelta(days=3))
    people = {town.person(place, role).id for place in range(3) for role in LINE}
    assert not people & {one.officer_id for one in later}
    assert [one for one in kinds(later) if one != "office_standing"] == ["round_left"]


async def test_a_plan_opened_again_after_the_close_is_asked_for_by_its_own_day(
    either_town: Town,
) -> None:
    """In the digest as in /todo; of what else the closed round lacks nobody hears."""
    town, until = either_town, date(2026, 8, 7)
    await town.days(REQUEST, BEFORE)
    async with town.db.begin() as session:
        row = await rounds.current(session, BEFORE)
        plan = await plans.find(session, town.person(1).department_id or 0, HALF)
        assert row is not None
        assert plan is not None
        act = Act(session, town.office, at(FINAL))
        await rounds.close(act, row.id, reason="미제출 부서 제외")
        await plan_reopenings.reopen_plan(
            act, plan.id, reason="늦게 제출", until=until, today=FINAL
        )
    told = await town.days(FINAL + timedelta(days=1), until)
    assert {one.officer_id for one in told} == {town.person(1).id}
    assert "추진계획 제출 기한은 8.7.입니다." in told[0].text
    async with town.db.read() as session:
        scene = await rows.today(session, until)
    assert [scene.day_of(one) for one in waiting.for_person(scene, town.person(1).id)] == [until]
    assert waiting.for_person(scene, town.person(2).id) == []
