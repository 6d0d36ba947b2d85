"""Who belongs to no department hears it before the first question, with the way to one."""

from collections.abc import AsyncIterator

import pytest

from handlers.chat import errors
from handlers.enrol import texts
from handlers.install import install
from storage.act import Act
from storage.office import department_changes, officers
from storage.records import records
from storage.rules.errors import NoDepartment, NotAllowed
from storage.rules.terms import Role
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement

ADMIN, OFFICE, STAFF, VIEWER = 11, 12, 22, 23
SAID = NoDepartment.default


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot."""
    made = await Desk(sqlite_url, install).open()
    yield made
    await made.close()


@pytest.mark.parametrize("who", [ADMIN, OFFICE])
@pytest.mark.parametrize("command", ["/event", "/mou", "/contract", "/problem", "/plan"])
async def test_no_form_begins_and_the_button_leads_to_the_choice(
    desk: Desk, who: int, command: str
) -> None:
    home = await desk.department("일자리정책과", 1)
    await desk.hire(who, Role.ADMIN if who == ADMIN else Role.OFFICE)
    await desk.says(who, "/help")
    before = await desk.rows()
    assert await desk.says(who, command) == [SAID]
    assert await desk.rows() == before
    assert desk.labels(who) == [errors.CHOOSE_DEPARTMENT]
    await desk.taps(who, errors.CHOOSE_DEPARTMENT)
    await desk.taps(who, "일자리정책과")
    placed = await desk.officer(who)
    assert placed is not None
    assert placed.department_id == home
    assert SAID not in await desk.says(who, command)


@pytest.mark.parametrize("code", ["v1:new:event:0", "v1:new:budget:0"])
async def test_a_button_that_begins_a_form_says_it_too(desk: Desk, code: str) -> None:
    await desk.department("일자리정책과", 1)
    await desk.hire(ADMIN, Role.ADMIN)
    heard = await desk.taps_code(ADMIN, code)
    assert set(heard) == {SAID}
    assert desk.labels(ADMIN) == [errors.CHOOSE_DEPARTMENT]


async def test_photos_that_were_to_begin_an_event_wait_for_their_place(desk: Desk) -> None:
    await desk.department("일자리정책과", 1)
    await desk.hire(ADMIN, Role.ADMIN)
    photo = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
    bare = {name: one for name, one in desk.message(ADMIN, "").items() if name != "text"}
    await desk.sends(ADMIN, {"message": bare | photo})
    asked = desk.newest(ADMIN)
    assert set(await desk.taps(ADMIN, "새 행사로 기록")) == {SAID}
    await desk.taps(ADMIN, errors.CHOOSE_DEPARTMENT)
    await desk.taps(ADMIN, "일자리정책과")
    (code,) = [key.code for key in asked.keys]
    assert "사진 1장" in " ".join(await desk.taps_code(ADMIN, code))


async def test_a_clerk_asks_those_who_can_place_them(desk: Desk) -> None:
    await desk.department("일자리정책과", 1)
    await desk.hire(ADMIN, Role.ADMIN, name="관○○")
    await desk.hire(STAFF, Role.STAFF, name="담○○")
    assert await desk.says(STAFF, "/event") == [SAID]
    assert await desk.taps(STAFF, errors.ASK_DEPARTMENT) == [texts.WRONG_TOLD]
    assert "소속 부서가 없다고 알려 왔습니다" in desk.heard(ADMIN)[-1]
    await desk.taps(ADMIN, "담○○")
    await desk.taps(ADMIN, "소속 바꾸기")
    await desk.taps(ADMIN, "일자리정책과")
    assert SAID not in await desk.says(STAFF, "/event")


async def test_without_an_administrator_within_reach_the_office_is_told(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    await desk.hire(OFFICE, Role.OFFICE)
    await desk.hire(STAFF, Role.STAFF)
    async with desk.db.begin() as session:
        await officers.set_reachable(session, ADMIN, reachable=False)
    assert await desk.taps_code(STAFF, "v1:enrol:wrong") == [texts.WRONG_TOLD]
    assert "알려 왔습니다" in desk.heard(OFFICE)[-1]


async def test_nobody_is_said_to_be_told_when_nobody_was(desk: Desk) -> None:
    await desk.hire(STAFF, Role.STAFF)
    assert await desk.taps_code(STAFF, "v1:enrol:wrong") == [texts.NOBODY_TOLD]


async def test_a_clerk_chooses_no_department_alone(desk: Desk) -> None:
    home = await desk.department("일자리정책과", 1)
    await desk.hire(STAFF, Role.STAFF)
    assert await desk.taps_code(STAFF, f"v1:place:in:{home}") == [NotAllowed.default]
    assert await desk.taps_code(STAFF, "v1:place:list:0") == [NotAllowed.default]


@pytest.mark.parametrize("code", ["v1:place", "v1:place:in:x", "v1:place:nothing:1"])
async def test_a_forged_choice_does_nothing(desk: Desk, code: str) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    await desk.says(ADMIN, "/help")
    before = await desk.records()
    assert await desk.taps_code(ADMIN, code) == [errors.BAD_CODE]
    assert await desk.records() == before


async def test_who_may_only_read_is_refused_for_that_reason(desk: Desk) -> None:
    await desk.hire(VIEWER, Role.VIEWER)
    assert await desk.says(VIEWER, "/event") == [NotAllowed.default]


async def test_what_hangs_on_a_record_of_others_is_refused_before_it_is_asked(
    desk: Desk,
) -> None:
    home, other = await desk.department("일자리정책과", 1), await desk.department("건축과", 2)
    await desk.hire(STAFF, Role.STAFF, home)
    await desk.hire(ADMIN, Role.ADMIN)
    stranger = await desk.hire(44, Role.STAFF, other)
    async with desk.db.begin() as session:
        actor = await officers.by_id(session, stranger)
        assert actor is not None
        row = await records.add(Act(session, actor, desk.now), agreement())
    code = f"v1:new:promise:{row.id}"
    assert await desk.taps_code(STAFF, code) == [NotAllowed.default]
    assert SAID not in await desk.taps_code(ADMIN, code)  # it is the other department's


async def test_a_dissolved_department_is_said_above_the_first_question(desk: Desk) -> None:
    home = await desk.department("일자리정책과", 1)
    await desk.hire(ADMIN, Role.ADMIN, home)
    await desk.hire(STAFF, Role.STAFF, home)
    async with desk.db.begin() as session:
        actor = await officers.by_telegram(session, ADMIN)
        assert actor is not None
        await department_changes.set_active(Act(session, actor, desk.now), home, False)
    (asked,) = await desk.says(STAFF, "/problem")
    assert "소속 부서(일자리정책과)가 사용 중지되었습니다." in asked
    (greeted,) = await desk.says(STAFF, "/start")
    assert texts.CLOSED_PLACE in greeted
    assert errors.ASK_DEPARTMENT in desk.labels(STAFF)


async def test_a_form_begun_before_says_it_at_its_end_with_the_way_and_keeps_its_words(
    desk: Desk,
) -> None:
    home = await desk.department("일자리정책과", 1)
    await desk.hire(ADMIN, Role.ADMIN, home)
    await desk.says(ADMIN, "/event 일자리버스")
    for words in ("7/1", "화정역 광장", "25"):
        await desk.says(ADMIN, words)
    async with desk.db.begin() as session:
        one = await officers.by_telegram(session, ADMIN)
        assert one is not None
        one.department_id = None
    while "저장" not in desk.labels(ADMIN):
        await desk.taps(ADMIN, "건너뛰기")
    heard = await desk.taps(ADMIN, "저장")
    assert SAID in heard
    await desk.taps(ADMIN, errors.CHOOSE_DEPARTMENT)
    await desk.taps(ADMIN, "일자리정책과")
    heard = await desk.taps(ADMIN, "저장")
    assert any("저장했습니다" in words for words in heard)
