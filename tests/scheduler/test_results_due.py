"""The results of the half are asked for with the plan: one request, one day, one line for both."""

from collections.abc import AsyncIterator
from datetime import date, time, timedelta

import pytest

from scheduler.due import waiting
from scheduler.reminders import rows
from storage.act import Act
from storage.plans import plans, results_answers
from storage.records import records
from storage.rounds import rounds
from storage.rules.half_year import HalfYear
from storage.rules.terms import Role
from tests.helpers.facts import fair, when
from tests.scheduler.town import Town, at, build, say_results

REQUEST, DUE = date(2026, 6, 1), date(2026, 6, 22)
PLANS, RESULTS = HalfYear(2026, 2), HalfYear(2026, 1)
BOTH = "제출할 것: 2026년 하반기 추진계획, 2026년 상반기 추진실적 확인"


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    """Three departments before their round."""
    made = await build(sqlite_url, 3, at(date(2026, 1, 5)))
    yield made
    await made.db.close()


def told(town: Town, place: int, day: date) -> list[str]:
    """What the person of that department was told on a day."""
    who = town.person(place).id
    return [one.text for one in town.told if one.officer_id == who and one.at == at(day)]


async def none(town: Town, place: int, day: date) -> None:
    """The department has no plan."""
    async with town.db.begin() as session:
        act = Act(session, town.person(place), at(day, time(15)))
        plan = await plans.ensure(session, act.officer.department_id or 0, PLANS)
        await plans.declare_none(act, plan)


async def confirmed(town: Town, place: int, day: date) -> None:
    """The department says that its results are all there."""
    async with town.db.begin() as session:
        await say_results(Act(session, town.person(place), at(day, time(15))), RESULTS)


async def test_one_line_names_both_and_each_alone_when_the_other_is_in(town: Town) -> None:
    await town.days(REQUEST, REQUEST)
    (request,) = told(town, 1, REQUEST)
    assert BOTH in request
    await none(town, 0, REQUEST)
    await confirmed(town, 1, REQUEST)
    await town.days(REQUEST + timedelta(days=1), DUE)
    (only_results,), (only_plan,), (both,) = (told(town, place, DUE) for place in range(3))
    assert "오늘까지 2026년 상반기 추진실적을 확인해 주십시오." in only_results
    assert "추진계획" not in only_results
    assert "오늘이 2026년 하반기 추진계획 제출 기한입니다." in only_plan
    assert "추진실적" not in only_plan
    assert f"오늘까지 {BOTH}" in both
    assert "일 1건" in both  # one line, and not two


async def test_what_is_still_open_is_never_told_as_late_when_the_other_comes_in(
    town: Town,
) -> None:
    """Mutant: the ladder of the results begins when the plan is in."""
    await town.days(REQUEST, date(2026, 6, 11))
    await none(town, 1, date(2026, 6, 11))
    await town.days(date(2026, 6, 12), date(2026, 6, 16))
    assert told(town, 1, date(2026, 6, 12)) == []
    await town.days(date(2026, 6, 17), date(2026, 6, 17))
    (again,) = told(town, 1, date(2026, 6, 17))
    assert "[지연]" not in again
    assert "2026년 상반기 추진실적을 6.22.까지" in again


@pytest.mark.long
async def test_who_has_answered_both_is_left_alone(town: Town) -> None:
    await town.days(REQUEST, REQUEST)
    await none(town, 1, REQUEST)
    await confirmed(town, 1, REQUEST)
    await town.days(REQUEST + timedelta(days=1), date(2026, 7, 20))
    assert [one for one in town.told if one.officer_id == town.person(1).id][1:] == []


async def test_the_line_above_hears_of_both_in_one_line(town: Town) -> None:
    await town.days(REQUEST, date(2026, 6, 25))
    lead = town.person(1, Role.LEAD).id
    (said,) = [one.text for one in town.told if one.officer_id == lead]
    assert "2026년 하반기 추진계획 제출, 2026년 상반기 추진실적 확인이 아직 남아" in said
    assert said.count("아직 남아 있습니다") == 1


async def test_a_change_behind_the_answer_is_asked_about_once(town: Town) -> None:
    await town.days(REQUEST, REQUEST)
    await none(town, 1, REQUEST)
    await confirmed(town, 1, REQUEST)
    for day in (3, 4, 9):
        async with town.db.begin() as session:
            act = Act(session, town.person(1), at(date(2026, 6, day), time(15)))
            facts = fair(title=f"박람회{day}", period=when(f"2026.6.{day}."))
            await records.add(act, facts)
        await town.days(date(2026, 6, day + 1), date(2026, 6, day + 1))
    await town.days(date(2026, 6, 11), date(2026, 6, 30))
    mine = [one.text for one in town.told if one.officer_id == town.person(1).id][1:]
    again = [one for one in mine if "확인하신 뒤 기록" in one]
    assert len(again) == 1
    assert "2026년 상반기 추진실적을 확인하신 뒤 기록 2건이 바뀌었습니다." in again[0]
    async with town.db.read() as session:
        scene = await rows.today(session, date(2026, 6, 30))
    listed = waiting.for_person(scene, town.person(1).id)
    assert "results_again" in [one.kind.name for one in listed]  # until it is confirmed once more
    await confirmed(town, 1, date(2026, 6, 30))
    async with town.db.read() as session:
        scene = await rows.today(session, date(2026, 7, 1))
    assert "results_again" not in [
        one.kind.name for one in waiting.for_person(scene, town.person(1).id)
    ]


async def test_a_closed_round_asks_only_whom_it_asks_once_more(town: Town) -> None:
    await town.days(REQUEST, date(2026, 6, 23))
    async with town.db.begin() as session:
        act = Act(session, town.office, at(date(2026, 6, 23), time(16)))
        row = await rounds.of_half(session, PLANS)
        assert row is not None
        await rounds.close(act, row.id, reason="기한 종료")
        home = town.person(1).department_id or 0
        until = date(2026, 6, 26)
        await results_answers.reopen(act, home, RESULTS, reason="빠진 행사", until=until)
    before = len(town.told)
    await town.days(date(2026, 6, 24), date(2026, 6, 26))
    after = {one.officer_id for one in town.told[before:]}
    assert town.person(1).id in after
    assert town.person(2).id not in after
    assert all("추진실적" in one.text for one in town.told[before:])
    await confirmed(town, 1, date(2026, 6, 26))
    before = len(town.told)
    await town.days(date(2026, 6, 27), date(2026, 7, 10))
    assert town.person(1).id not in {one.officer_id for one in town.told[before:]}
