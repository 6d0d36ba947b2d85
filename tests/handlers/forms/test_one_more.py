"""The second time asks less: one more beside a record, the next step first, drafts by name."""

from collections.abc import AsyncIterator

import pytest

from handlers.forms import texts
from handlers.forms.saving import next_steps
from handlers.install import FORMS, install
from storage.facts.shapes import EventFacts
from storage.records import record_lookup, record_projection
from storage.rules.terms import Beside, Measure, RecordKind, Role
from tests.helpers.desk import Desk

STAFF = 22


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """A clerk of the office."""
    made = await Desk(sqlite_url, install).open()
    await made.hire(STAFF, Role.STAFF, await made.department("일자리정책과"))
    yield made
    await made.close()


async def runs(desk: Desk) -> list[EventFacts]:
    """All runs of the bus, in the order they were added."""
    async with desk.db.read() as session:
        rows = await record_lookup.all_living(session, RecordKind.EVENT)
    told = [record_projection.facts_of(row) for row in rows]
    return [one for one in told if isinstance(one, EventFacts)]


async def first_run(desk: Desk) -> None:
    """The first run of the day, saved."""
    await desk.says(STAFF, "/event 일자리버스")
    for said in ("2021.7.5.", "화정역 광장", "25"):
        await desk.says(STAFF, said)
    await desk.taps(STAFF, "저장")


async def test_the_second_run_of_a_day_is_two_taps_and_a_number(desk: Desk) -> None:
    await first_run(desk)
    for people in ("30", "31", "12"):
        (asked,) = await desk.taps(STAFF, "한 건 더 기록")
        assert "몇 명이 상담했습니까?" in asked
        assert "날짜: 2021. 7. 5.(월)" in asked
        assert "장소: 화정역 광장" in asked
        await desk.says(STAFF, people)
        (saved,) = await desk.taps(STAFF, "저장")
        assert "저장했습니다." in saved
    kept = await runs(desk)
    assert [one.counts[Measure.CONSULTATIONS] for one in kept] == [25, 30, 31, 12]
    assert len({(one.period, one.places) for one in kept}) == 1


async def test_the_very_same_is_asked_about_even_as_one_more(desk: Desk) -> None:
    await first_run(desk)
    await desk.taps(STAFF, "한 건 더 기록")
    await desk.says(STAFF, "25")
    (shown,) = await desk.taps(STAFF, "저장")
    assert "같은 기록이 이미 있습니다." in shown
    await desk.taps(STAFF, "그래도 저장")
    assert len(await runs(desk)) == 2


async def test_what_one_more_took_over_is_changed_by_its_own_button(desk: Desk) -> None:
    await first_run(desk)
    await desk.taps(STAFF, "한 건 더 기록")
    assert desk.labels(STAFF)[-5:-2] == ["종류 바꾸기", "날짜 바꾸기", "장소 바꾸기"]
    (asked,) = await desk.taps(STAFF, "장소 바꾸기")
    assert "지금 장소: 화정역 광장" in asked
    await desk.says(STAFF, "주엽역")
    await desk.says(STAFF, "12")
    await desk.taps(STAFF, "저장")
    assert [one.places for one in await runs(desk)] == [("화정역 광장",), ("주엽역",)]


async def test_one_more_that_nobody_answered_is_no_draft(desk: Desk) -> None:
    await first_run(desk)
    await desk.taps(STAFF, "한 건 더 기록")
    (said,) = await desk.taps(STAFF, "그만두기")
    assert said == texts.CANCELLED
    assert "작성" not in " ".join(await desk.says(STAFF, "/todo"))
    assert "일자리버스" not in " ".join(await desk.says(STAFF, "/todo"))


async def test_stopping_at_the_first_question_leaves_no_draft(desk: Desk) -> None:
    for form in FORMS:
        if form.name in ("event", "mou", "contract", "problem"):
            await desk.says(STAFF, f"/{form.name}")
            assert await desk.taps(STAFF, "그만두기") == [texts.CANCELLED]
    assert await desk.says(STAFF, "/todo") == ["기다리는 일이 없습니다."]


async def test_drafts_are_told_apart_by_what_was_answered(desk: Desk) -> None:
    for place in ("화정역 광장", "주엽역"):
        await desk.says(STAFF, "/event 일자리버스")
        await desk.says(STAFF, "2021.7.5.")
        await desk.says(STAFF, place)
    await desk.says(STAFF, "/problem 문제점")
    (listed,) = await desk.says(STAFF, "/todo")
    assert "1. 문제점 및 개선대책 · 문제점 ·" in listed
    assert "2. 행사 기록 · 일자리버스 · 2021. 7. 5.(월) · 주엽역 ·" in listed
    assert "3. 행사 기록 · 일자리버스 · 2021. 7. 5.(월) · 화정역 광장 ·" in listed


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("mou", ["이행사항 추가", "이행 기록", "한 건 더 기록"]),
        ("promise", ["이행사항 하나 더", "이행 기록"]),
        ("contract", ["하도급 추가", "고용 인원 추가", "한 건 더 기록"]),
        ("subcontract", ["하도급 하나 더", "고용 인원 추가"]),
        ("hire", ["고용 인원 하나 더", "하도급 추가"]),
        ("event", ["한 건 더 기록"]),
    ],
)
def test_the_next_step_stands_first_after_a_save(form: str, first: list[str]) -> None:
    made = next(one for one in FORMS if one.name == form)
    assert [one.label for one in next_steps(made, 7, 3)] == first


async def test_one_more_run_beside_a_total_is_not_asked_about_it_again(desk: Desk) -> None:
    await desk.says(STAFF, "/event 일자리버스")
    for said in ("2021.7.~12.", "건너뛰기", "39회"):
        await desk.says(STAFF, said)
    await desk.taps(STAFF, "저장")
    await first_run(desk)
    await desk.taps(STAFF, "합계에 더함")
    await desk.taps(STAFF, "한 건 더 기록")
    await desk.says(STAFF, "30")
    (saved,) = await desk.taps(STAFF, "저장")
    assert "저장했습니다." in saved
    assert {one.within for one in (await runs(desk))[1:]} == {Beside.ADDED}
