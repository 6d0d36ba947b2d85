"""알림 단계 in /settings: set by taps, rehearsed before a yes, kept with its history."""

from datetime import date, timedelta

import pytest

from handlers.settings import wording_ladders as words
from handlers.settings.ladders import CHOICES, SET
from scheduler.kinds import ESCALATION, PLAN_DUE
from storage.act import Act
from storage.facts.shapes import EventFacts
from storage.records import records
from storage.rounds import rounds
from storage.rules.date_grammar import read_period
from storage.rules.half_year import HalfYear
from storage.rules.ladder import Ladder
from storage.rules.terms import EventKind, EventStatus
from storage.settings import ladders
from tests.handlers.round_office import ADMIN, ASKED, OFFICE, ROADS, STAFF
from tests.helpers.desk import Desk


def test_every_ladder_can_be_built_of_the_steps_that_can_be_tapped() -> None:
    assert sorted(CHOICES) == list(CHOICES)
    assert all(set(one.ladder.offsets) <= set(CHOICES) for one in SET if one is not ESCALATION)


async def _an_event(desk: Desk) -> None:
    """One of 도로건설과 that was to be yesterday."""
    who = await desk.officer(ROADS)
    assert who is not None
    fair = EventFacts(
        kind=EventKind.JOB_FAIR,
        period=read_period("2021.11.15.", ASKED.date()),
        title="도로 채용박람회",
        status=EventStatus.PLANNED,
    )
    async with desk.db.begin() as session:
        await records.add(Act(session, who, desk.now), fair)


async def _steps(desk: Desk, name: str) -> Ladder | None:
    async with desk.db.read() as session:
        return (await ladders.of_office(session)).get(name)


@pytest.mark.parametrize("who", [OFFICE, ADMIN])
async def test_a_step_is_taken_out_seen_from_tomorrow_agreed_to_and_taken_back(
    desk: Desk, who: int
) -> None:
    await _an_event(desk)
    await desk.says(who, "/settings")
    await desk.taps(who, "알림 단계")
    assert "<b>" not in desk.newest(who).text
    await desk.picks(who, "행사 결과")
    assert "지금: 1·3·6일 뒤, 그 뒤 매주" in desk.newest(who).text
    await desk.taps(who, "✓ 3일 뒤")
    assert "바꿀 단계: 1·6일 뒤, 그 뒤 매주" in desk.newest(who).text
    assert await _steps(desk, "event_result") is None
    await desk.taps(who, "내일부터 달라지는 것 보기")
    shown = desk.newest(who).text
    assert "지금 1·3·6일 뒤, 그 뒤 매주\n바꾸면 1·6일 뒤, 그 뒤 매주" in shown
    assert "빠지는 알림 1건\n· 2021. 11. 18.(목) 도○○: 안내: ‘도로 채용박람회" in shown
    await desk.agrees(who)
    assert await _steps(desk, "event_result") == Ladder((1, 6), weekly=True)
    await desk.taps(who, "되돌리기")
    assert await _steps(desk, "event_result") is None


@pytest.mark.long
async def test_the_way_back_to_the_usual_and_the_history(desk: Desk) -> None:
    await desk.taps_code(OFFICE, "v1:set:wait:5")
    await desk.agrees(OFFICE)
    assert await _steps(desk, "escalation") == Ladder((5,))
    await desk.taps_code(OFFICE, "v1:set:ladder:escalation")
    assert "지금: 5근무일 손이 가지 않으면" in desk.newest(OFFICE).text
    await desk.taps(OFFICE, "처음 값으로")
    await desk.agrees(OFFICE)
    assert await _steps(desk, "escalation") is None
    await desk.taps_code(OFFICE, "v1:set:hist:ladder:0")
    history = desk.newest(OFFICE).text
    assert "총○○ · 총괄\n알림 단계 · 협조 요청\n전: 5근무일" in history


async def test_more_than_three_late_steps_and_none_at_all_are_refused(desk: Desk) -> None:
    late = sum(1 << at for at, day in enumerate(CHOICES) if day in (1, 2, 3, 5))
    assert await desk.taps_code(OFFICE, f"v1:set:try:event_result:{late}:1") == [words.TOO_MANY]
    assert await desk.taps_code(OFFICE, "v1:set:try:event_result:0:1") == [words.EMPTY]


async def test_nobody_else_may_set_them(desk: Desk) -> None:
    (refused,) = await desk.taps_code(STAFF, "v1:set:ladders")
    assert "알림 단계" not in refused
    assert await desk.taps_code(OFFICE, "v1:set:ladder:plan_in") != []
    assert await _steps(desk, "plan_in") is None


async def test_the_ladder_of_the_plans_is_what_the_next_round_begins_with(desk: Desk) -> None:
    bits = sum(1 << at for at, day in enumerate(CHOICES) if day in (-5, 0))
    await desk.taps_code(OFFICE, f"v1:set:rung:{PLAN_DUE.name}:{bits}:1")
    assert "다음에 열리는 취합부터" in desk.newest(OFFICE).text
    await desk.agrees(OFFICE)
    june = date(2022, 6, 1)
    async with desk.db.begin() as session:
        await rounds.ensure_rounds(session, june, desk.now + timedelta(days=198))
        made = await rounds.of_half(session, HalfYear(2022, 2))
        runs = await rounds.of_half(session, HalfYear(2022, 1))
    assert made is not None
    assert runs is not None
    assert (made.ladder, runs.ladder) == ([-5, 0], [-14, -7, -3, -1, 0])
