"""What was not read to the letter is said on the next screen, or asked before it is taken."""

from collections.abc import AsyncIterator

import pytest

from handlers.install import install
from storage.facts.shapes import EventFacts
from storage.records import record_lookup, record_projection
from storage.rules.terms import Measure, RecordKind, Role
from tests.helpers.desk import Desk

STAFF = 22


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """A clerk who is asked where the job bus stood."""
    made = await Desk(sqlite_url, install).open()
    home = await made.department("일자리정책과", 1)
    await made.hire(STAFF, Role.STAFF, home)
    await made.says(STAFF, "/event 일자리버스")
    await made.says(STAFF, "어제")
    yield made
    await made.close()


async def saved(desk: Desk) -> EventFacts:
    """The only event, after 저장."""
    await desk.taps(STAFF, "저장")
    async with desk.db.read() as session:
        (row,) = await record_lookup.all_living(session, RecordKind.EVENT)
    facts = record_projection.facts_of(row)
    assert isinstance(facts, EventFacts)
    return facts


async def test_a_pasted_mark_is_dropped_and_a_number_is_no_place(desk: Desk) -> None:
    (asked,) = await desk.says(STAFF, "30")
    assert "‘30’: 수나 기호만 적혀 있습니다. 글자를 적어 주십시오." in asked
    assert "어디에서 열렸습니까?" in asked
    (shown,) = await desk.says(STAFF, "- 화정역 광장")
    assert "앞의 글머리표(-)는 빼고 적었습니다." in shown
    assert "장소: 화정역 광장" in shown
    await desk.says(STAFF, "25")
    assert (await saved(desk)).places == ("화정역 광장",)


async def test_a_figure_in_another_word_is_asked_back_and_taken_by_a_tap(desk: Desk) -> None:
    await desk.says(STAFF, "화정역 광장")
    (asked,) = await desk.says(STAFF, "25건")
    assert "‘25건’으로 적으셨습니다. 25명이 맞습니까?" in asked
    assert desk.labels(STAFF)[:2] == ["맞습니다", "다시 입력"]
    (again,) = await desk.taps(STAFF, "다시 입력")
    assert "몇 명이 상담했습니까?" in again
    (card,) = await desk.says(STAFF, "3회 27명")  # each figure by its counting word
    assert "수치: 운영 3회 · 상담 27명" in card
    assert (await saved(desk)).counts[Measure.CONSULTATIONS] == 27


@pytest.mark.parametrize(
    ("typed", "people", "told"),
    [
        ("남 10명, 여 15명", 25, "‘남 10명, 여 15명’을 더해 25명으로 읽었습니다."),
        ("25명(남10, 여15)", 25, "괄호 안(남10, 여15)은 저장하지 않습니다."),
        ("1천명", 1000, "‘1천명’을 1,000명으로 읽었습니다."),
    ],
)
async def test_what_was_added_up_or_left_out_is_said_on_the_card(
    desk: Desk, typed: str, people: int, told: str
) -> None:
    await desk.says(STAFF, "화정역 광장")
    (card,) = await desk.says(STAFF, typed)
    assert f"수치: 운영 1회 · 상담 {people:,}명" in card
    assert told in card
    assert "어림수" not in card
    assert (await saved(desk)).counts[Measure.CONSULTATIONS] == people


async def test_people_counted_over_several_days_are_asked_back(desk: Desk) -> None:
    await desk.says(STAFF, "화정역 광장")
    (asked,) = await desk.says(STAFF, "연인원 300명")
    assert "‘연인원 300명’에서 300명으로 읽었습니다. 맞습니까?" in asked
    await desk.taps(STAFF, "맞습니다")
    assert (await saved(desk)).counts[Measure.CONSULTATIONS] == 300


async def test_a_day_that_may_be_several_is_chosen_by_a_tap(sqlite_url: str) -> None:
    desk = await Desk(sqlite_url, install).open()
    await desk.hire(STAFF, Role.STAFF, await desk.department("일자리정책과", 1))
    await desk.says(STAFF, "/event 일자리버스")
    (asked,) = await desk.says(STAFF, "엊그제 14:00")
    assert "‘엊그제’는 어느 날입니까?" in asked
    assert "시각은 적지 않습니다." in asked
    chosen = desk.labels(STAFF)[1]
    (shown,) = await desk.taps(STAFF, chosen)
    assert f"날짜: {chosen}" in shown
    await desk.close()
