"""What seems to be there already is asked about: opened, completed, or saved all the same."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from handlers.install import install
from storage.act import Act
from storage.facts.shapes import EventFacts, Facts
from storage.records import record_lookup, record_projection, records
from storage.rules.terms import Measure, RecordKind, Role
from tests.helpers import trail
from tests.helpers.desk import Desk
from tests.helpers.facts import fair, when

pytestmark = pytest.mark.long  # the quick suite stays quick

STAFF, OTHER = 22, 33
FIRST, SECOND = "2021.6.7.", "2021.6.8."
ASKED = "어떻게 하시겠습니까?"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Two departments with a clerk each."""
    made = await Desk(sqlite_url, install).open()
    for user, name in ((STAFF, "일자리정책과"), (OTHER, "기업지원과")):
        await made.hire(user, Role.STAFF, await made.department(name, user))
    yield made
    await made.close()


async def kept(desk: Desk, user: int, facts: Facts) -> int:
    """A record of that clerk."""
    async with desk.db.begin() as session:
        actor = await desk.officer(user)
        row = await records.add(Act(session, actor, desk.now), facts)
        return int(row.id)


async def events(desk: Desk) -> list[EventFacts]:
    """All living events, in the order they were added."""
    async with desk.db.read() as session:
        rows = await record_lookup.all_living(session, RecordKind.EVENT)
    told = [record_projection.facts_of(row) for row in rows]
    return [one for one in told if isinstance(one, EventFacts)]


async def written(desk: Desk) -> Any:
    """What the office knows; a draft is none of it."""
    return {name: rows for name, rows in (await desk.rows()).items() if name != "draft"}


async def run(desk: Desk, day: str, place: str, people: str, user: int = STAFF) -> str:
    """A run of the job bus, up to 저장; returns the screen after it."""
    await desk.says(user, "/event 일자리버스")
    for said in (day, place, people):
        await desk.says(user, said)
    (shown,) = await desk.taps(user, "저장")
    return shown


async def test_a_daily_run_at_one_place_is_normal_and_a_second_one_that_day_is_asked(
    desk: Desk,
) -> None:
    assert "저장했습니다." in await run(desk, FIRST, "화정역 광장", "25")
    assert "저장했습니다." in await run(desk, SECOND, "화정역 광장", "30")
    assert "저장했습니다." in await run(desk, SECOND, "주엽역", "12")
    shown = await run(desk, SECOND, "화정역 광장", "31")
    assert "비슷한 기록이 있습니다." in shown
    assert ASKED in shown
    assert desk.labels(STAFF)[:3] == ["그래도 저장", "열기", "합치기"]
    (saved,) = await desk.taps(STAFF, "그래도 저장")
    assert "저장했습니다." in saved
    assert len(await events(desk)) == 4


async def test_the_very_same_is_called_the_same_and_joining_it_writes_nothing(desk: Desk) -> None:
    await run(desk, FIRST, "화정역 광장", "25")
    shown = await run(desk, FIRST, "화정역 광장", "25")
    assert "같은 기록이 이미 있습니다." in shown
    assert desk.labels(STAFF)[:3] == ["열기", "합치기", "그래도 저장"]
    before = await written(desk)
    (joined,) = await desk.taps(STAFF, "합치기")
    assert "기존 기록에 이미 있는 내용이어서 새로 저장하지 않았습니다." in joined
    assert "되돌리기" not in desk.labels(STAFF)
    assert await written(desk) == before


async def test_joining_fills_what_was_missing_in_one_act_that_can_be_undone(desk: Desk) -> None:
    number = await kept(desk, STAFF, fair(period=when("2021 상반기"), places=()))
    await desk.says(STAFF, "/event 채용박람회")
    for said in ("2021.6.15.", "쿠팡채용박람회", "청년", "현장"):
        await desk.says(STAFF, said)
    for _ in range(2):  # 구성, 수치
        await desk.taps(STAFF, "건너뛰기")
    (shown,) = await desk.taps(STAFF, "저장")
    assert "쿠팡채용박람회 2021년 상반기" in shown
    (joined,) = await desk.taps(STAFF, "합치기")
    assert "합쳤습니다." in joined
    assert "채운 항목: 날짜 2021. 6. 15.(화), 대상 청년, 방식 현장" in joined
    (event,) = await events(desk)
    assert (event.period, event.target) == (when("2021.6.15."), "청년")
    assert event.companies == fair().companies
    async with desk.db.read() as session:
        lines = [one for one in await trail.recent(session) if one.subject == "event"]
    assert [one.action for one in lines] == ["change", "create"]
    assert (lines[0].subject_id, lines[0].reason) == (number, "같은 기록과 합침")
    await desk.taps(STAFF, "되돌리기")
    assert await events(desk) == [fair(period=when("2021 상반기"), places=())]


@pytest.mark.parametrize(
    ("way", "people", "told"),
    [
        ("기존 값을 남기고 합치기", 25, "남긴 기존 값: 상담 인원: 기존 25명 · 새로 적은 값 31명"),
        ("새로 적은 값으로 합치기", 31, "바꾼 항목: 상담 인원: 기존 25명 · 새로 적은 값 31명"),
    ],
)
async def test_where_both_say_something_else_the_officer_chooses(
    desk: Desk, way: str, people: int, told: str
) -> None:
    await run(desk, FIRST, "화정역 광장", "25")
    await run(desk, FIRST, "화정역 광장", "31")
    (asked,) = await desk.taps(STAFF, "합치기")
    assert "상담 인원: 기존 25명 · 새로 적은 값 31명" in asked
    (joined,) = await desk.taps(STAFF, way)
    assert told in joined
    (event,) = await events(desk)
    assert event.counts[Measure.CONSULTATIONS] == people


async def test_opening_the_other_record_leads_back_to_the_answers(desk: Desk) -> None:
    await run(desk, FIRST, "화정역 광장", "25")
    await run(desk, FIRST, "화정역 광장", "31")
    (record,) = await desk.taps(STAFF, "열기")
    assert "상담 25명" in record
    (back,) = await desk.taps(STAFF, "이어서 입력")
    assert "상담 31명" in back
    assert "합치기" in desk.labels(STAFF)


async def test_the_record_of_another_department_is_opened_and_not_completed(desk: Desk) -> None:
    await run(desk, FIRST, "화정역 광장", "25", user=OTHER)
    await run(desk, FIRST, "화정역 광장", "31")
    assert desk.labels(STAFF)[:2] == ["그래도 저장", "열기"]
    code = next(key.code for key in desk.newest(STAFF).keys if key.code.startswith("f1:"))
    before = await written(desk)
    await desk.taps_code(STAFF, code.rpartition(":")[0] + ":j:0")
    assert await written(desk) == before


async def test_a_change_is_asked_about_only_when_it_makes_two_more_alike(desk: Desk) -> None:
    await run(desk, FIRST, "화정역 광장", "25")
    await run(desk, SECOND, "화정역 광장", "31")

    async def changed(field: str, said: str) -> str:
        await desk.taps_code(STAFF, f"v1:edit:event:2:{field}")
        await desk.says(STAFF, said)
        return (await desk.taps(STAFF, "저장"))[0]

    assert "고쳤습니다." in await changed("places", "주엽역")
    assert "고쳤습니다." in await changed("period", FIRST)
    shown = await changed("places", "화정역 광장")
    assert "비슷한 기록이 있습니다." in shown
    assert desk.labels(STAFF)[:2] == ["그래도 저장", "열기"]
    assert "고쳤습니다." in (await desk.taps(STAFF, "그래도 저장"))[0]
    assert "고쳤습니다." in await changed("note", "비 옴")
    assert "같은 기록이 이미 있습니다." in await changed("counts.consultations", "25")


async def test_photos_of_the_answers_go_to_the_record_that_took_them(desk: Desk) -> None:
    await run(desk, FIRST, "화정역 광장", "25")
    await desk.says(STAFF, "/event 일자리버스")
    photo = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
    bare: dict[str, Any] = {
        name: one for name, one in desk.message(STAFF, "").items() if name != "text"
    }
    await desk.sends(STAFF, {"message": bare | photo})
    for said in (FIRST, "화정역 광장", "25"):
        await desk.says(STAFF, said)
    await desk.taps(STAFF, "저장")
    (joined,) = await desk.taps(STAFF, "합치기")
    assert "증빙: 사진 1장" in joined
    await desk.taps(STAFF, "기록 보기")
    assert "증빙: 사진 1장" in desk.newest(STAFF).text
