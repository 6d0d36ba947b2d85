"""총괄 hears what changed since yesterday, once, and of nothing otherwise."""

from datetime import date, time, timedelta

from storage.office import officers
from storage.rules.half_year import HalfYear
from tests.scheduler.town import Town, at, kinds

HALF = HalfYear(2026, 2)
REQUEST, DUE = date(2026, 6, 1), date(2026, 6, 22)


def _to_office(town: Town) -> dict[date, list[str]]:
    """What was told on each day, but for what is asked of results."""
    return {
        one.at.date(): [kind for kind in kinds([one]) if not kind.startswith("results")]
        for one in town.told
        if one.officer_id == town.office.id
    }


async def test_what_came_and_what_is_late_is_told_once_and_a_quiet_day_is_quiet(
    town: Town,
) -> None:
    await town.days(REQUEST, date(2026, 6, 10))
    await town.hand_in(1, HALF, at(date(2026, 6, 10), time(15)))
    await town.days(date(2026, 6, 11), date(2026, 6, 26))
    assert _to_office(town) == {
        REQUEST: ["round_open"],
        date(2026, 6, 8): ["office_standing"],
        date(2026, 6, 11): ["plan_in"],
        date(2026, 6, 15): ["office_standing"],
        DUE: ["office_standing"],
        date(2026, 6, 23): ["plan_late", "plan_late"],
    }
    (late,) = [one for one in town.told if "plan_late" in kinds([one])]
    assert "추진계획 기한이 지난 부서 2곳: 1번과, 3번과" in late.text
    assert [key.label for row in late.said.rows for key in row] == ["취합 현황 보기"]


async def test_a_department_without_people_is_late_to_the_office_alone(town: Town) -> None:
    async with town.db.begin() as session:
        for place, role in town.people:
            if place == 2:
                gone = await officers.by_id(session, town.people[place, role].id)
                assert gone is not None
                gone.state = "removed"
    await town.days(REQUEST, DUE + timedelta(days=30))
    plans = [
        (one.officer_id, key[0]) for one in town.told for key, _ in one.reminders if key[2] == 3
    ]
    assert [one for one in plans if one[1].startswith("plan")] == [(town.office.id, "plan_late")]
    opened = next(one for one in town.told if "round_open" in kinds([one]))
    assert "봇으로 요청을 받을 분이 없는 부서는 1개입니다." in opened.text
