"""Acts that hit many: numbers first, a yes by a button, twice of many, taken back for a while."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from handlers.chat import texts
from handlers.chat.mass_acts import MANY, MassActs
from handlers.install import MASS_ACTS
from storage.office import departments
from storage.rounds import rounds
from storage.rules.terms import Role, RoundState
from storage.traffic import drafts
from tests.handlers.round_office import (
    ADMIN,
    HOME,
    OFFICE,
    OTHER,
    ROADS,
    STAFF,
    board_of,
    opened,
    submit,
    tick,
    write_item,
)
from tests.helpers.desk import Desk

pytestmark = pytest.mark.long


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round, on either database."""
    made = await opened(url)
    yield made
    await made.close()


async def round_state(desk: Desk) -> RoundState:
    async with desk.db.read() as session:
        row = await rounds.by_id(session, 1)
    assert row is not None
    return row.state


async def closing(desk: Desk, words: str = "기한 종료") -> str:
    """총괄 asks for the 마감 and types a reason; returns what stands then."""
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "취합 마감")
    return (await desk.says(OFFICE, words))[-1]


# -- the round ------------------------------------------------------------------------------------


async def test_a_stray_word_closes_nothing(desk: Desk) -> None:
    asked = await closing(desk, "잠시만요")
    assert "2022년 상반기 취합을 마감합니다." in asked
    assert "미제출 2개 부서: 일자리정책과, 도로건설과" in asked
    assert "마감 사유: 잠시만요" in asked
    assert await round_state(desk) is RoundState.OPEN
    (heard,) = await desk.taps(OFFICE, "아니오")
    assert heard == texts.NOT_DONE
    assert await round_state(desk) is RoundState.OPEN
    await desk.taps_code(OFFICE, "v1:mass:yes:1")
    assert await round_state(desk) is RoundState.OPEN


async def test_a_close_is_taken_back_with_its_board_and_its_reminders(desk: Desk) -> None:
    await desk.ticks(tick)
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "현황판 보내기")
    await closing(desk)
    await desk.taps(OFFICE, "예")
    assert await round_state(desk) is RoundState.CLOSED
    assert "취합 · 마감" in await board_of(desk)
    desk.now += timedelta(minutes=29)
    heard = await desk.taps(OFFICE, "되돌리기")
    assert heard[-1].startswith("마감을 되돌렸습니다.")
    assert "마감 사유" not in heard[-1]
    assert await round_state(desk) is RoundState.OPEN
    assert "추진계획 취합 · 진행" in await board_of(desk)
    before = len(desk.heard(ROADS))
    desk.now += timedelta(days=7)
    await desk.ticks(tick)
    assert len(desk.heard(ROADS)) == before + 1
    await desk.says(STAFF, "/plan 2022 상반기")
    await desk.taps(STAFF, "해당없음")  # plans are taken in again
    rows = (await desk.rows())["audit_entry"]
    acts = [value for row in rows for value in row if value in ("close", "take_back_close")]
    assert acts == ["close", "take_back_close"]


async def test_after_half_an_hour_nothing_is_taken_back(desk: Desk) -> None:
    await closing(desk)
    await desk.taps(OFFICE, "예")
    desk.now += timedelta(minutes=31)
    assert await desk.taps(OFFICE, "되돌리기") == [texts.TOO_LATE_TO_TAKE_BACK]
    assert await round_state(desk) is RoundState.CLOSED


async def test_it_is_taken_back_once_and_a_yes_counts_once(desk: Desk) -> None:
    await closing(desk)
    await desk.taps(OFFICE, "예")
    await desk.taps_code(OFFICE, "v1:mass:yes:1")
    await desk.taps(OFFICE, "되돌리기")
    assert await desk.taps_code(OFFICE, "v1:mass:back:1") == [texts.TOO_LATE_TO_TAKE_BACK]
    await desk.taps_code(OFFICE, "v1:mass:yes:1")
    assert await round_state(desk) is RoundState.OPEN


async def test_a_yes_counts_for_what_was_shown(desk: Desk) -> None:
    await closing(desk)
    await write_item(desk, STAFF, "채용행사 안내")
    await submit(desk)
    heard = await desk.taps(OFFICE, "예")
    assert texts.CHANGED_MEANWHILE in heard
    assert "확정 전 1개 부서: 일자리정책과" in heard[-1]
    assert await round_state(desk) is RoundState.OPEN
    await desk.taps(OFFICE, "예")
    assert await round_state(desk) is RoundState.CLOSED


async def test_a_question_is_agreed_to_within_half_an_hour(desk: Desk) -> None:
    await closing(desk)
    desk.now += timedelta(minutes=31)
    await desk.taps(OFFICE, "예")
    assert await round_state(desk) is RoundState.OPEN


async def test_nobody_agrees_to_what_somebody_else_was_asked(desk: Desk) -> None:
    await closing(desk)
    for user in (ADMIN, STAFF):
        await desk.taps_code(user, "v1:mass:yes:1")
    assert await round_state(desk) is RoundState.OPEN


async def test_of_many_it_is_asked_twice(desk: Desk) -> None:
    for at in range(MANY):
        await desk.department(f"{at}과", 10 + at)
    await closing(desk)
    heard = await desk.taps(OFFICE, "예")
    assert f"한 번 더 확인합니다. {MANY + 2}건에" in heard[-1]
    assert await round_state(desk) is RoundState.OPEN
    await desk.taps_code(OFFICE, "v1:mass:yes:1")  # the first yes again is not the second
    assert await round_state(desk) is RoundState.OPEN
    await desk.taps(OFFICE, f"예, {MANY + 2}건 모두")
    assert await round_state(desk) is RoundState.CLOSED


async def test_a_second_yes_without_a_first_one_does_nothing(desk: Desk) -> None:
    for at in range(MANY):
        await desk.department(f"{at}과", 10 + at)
    await closing(desk)
    await desk.taps_code(OFFICE, "v1:mass:sure:1")
    assert await round_state(desk) is RoundState.OPEN


async def test_the_nudge_names_whom_it_reaches_and_says_that_it_is_for_good(desk: Desk) -> None:
    await desk.taps_code(OFFICE, "v1:round:nudge:1")
    asked = desk.newest(OFFICE).text
    assert "2개 부서: 일자리정책과, 도로건설과" in asked
    assert texts.CANNOT_BE_TAKEN_BACK in asked
    assert desk.heard(ROADS) == []
    await desk.taps(OFFICE, "예")
    assert "추진계획이 아직 도착하지 않았습니다" in desk.heard(ROADS)[-1]
    assert "되돌리기" not in desk.labels(OFFICE)


# -- departments and people ----------------------------------------------------------------------


async def names(desk: Desk) -> list[tuple[str, bool]]:
    async with desk.db.read() as session:
        found = await departments.ordered(session, everyone=True)
    return [(one.name, one.active) for one in found]


async def test_a_list_of_departments_is_taken_back_whole(desk: Desk) -> None:
    before = await names(desk)
    table = f"직제순,부서명,이전이름\n1,일자리과,{HOME}\n2,{HOME}둘,\n3,공원과,"
    (asked,) = await desk.says(OFFICE, f"/departments\n{table}")
    assert f"그대로 두는 1개 부서 (직원이 있는 부서 1개): {OTHER}" in asked
    asked = (await desk.taps(OFFICE, "목록에 없는 1개 부서는 사용 중지"))[0]
    assert f"사용 중지 1개 부서 (직원이 있는 부서 1개): {OTHER}" in asked
    assert await names(desk) == before
    await desk.taps(OFFICE, "예")
    assert (OTHER, False) in await names(desk)
    await desk.taps(OFFICE, "되돌리기")
    assert [one for one in await names(desk) if one[1]] == before
    async with desk.db.read() as session:
        home = await departments.find_by_name(session, HOME)
    assert home is not None
    assert (home.id, home.former_names) == (1, [])


async def test_a_list_that_was_changed_since_is_not_taken_back(desk: Desk) -> None:
    await desk.says(OFFICE, f"/departments\n직제순,부서명\n1,{HOME}")
    await desk.taps(OFFICE, "목록에 없는 1개 부서는 사용 중지")
    await desk.taps(OFFICE, "예")
    place = desk.newest(OFFICE).message_id
    await desk.taps_code(OFFICE, "v1:depts:use:2")
    (heard,) = await desk.taps_code(OFFICE, "v1:mass:back:1", place)
    assert "그 뒤에 부서가 다시 바뀌어" in heard
    assert (OTHER, True) in await names(desk)


async def test_the_steps_of_all_departments_are_taken_back(desk: Desk) -> None:
    await desk.taps_code(OFFICE, "v1:depts:chain1:1")
    await desk.taps_code(OFFICE, "v1:depts:chains:1")
    assert f"바뀌는 1개 부서: {OTHER}" in desk.screens[OFFICE][1].text
    await desk.taps(OFFICE, "예")
    assert await steps(desk) == [["senior"], ["senior"]]
    await desk.taps(OFFICE, "되돌리기")
    assert await steps(desk) == [["senior"], []]


async def steps(desk: Desk) -> list[list[str]]:
    async with desk.db.read() as session:
        return [one.steps for one in await departments.ordered(session)]


async def test_no_person_s_number_is_kept_with_an_act(desk: Desk) -> None:
    table = "직제순,부서명\n1,일자리정책과 010-1234-5678"
    (heard,) = await desk.says(OFFICE, f"/departments\n{table}")
    assert "휴대전화번호가 들어 있어" in heard
    assert (await desk.rows(but=()))["mass_act"] == []


async def test_what_became_impossible_meanwhile_can_still_be_left(desk: Desk) -> None:
    await desk.taps_code(OFFICE, "v1:round:nudge:1")
    for user in (STAFF, ROADS):
        await desk.says(user, "/plan 2022 상반기")
        await desk.taps(user, "해당없음")
    assert await desk.taps(OFFICE, "아니오") == [texts.NOT_DONE]


async def test_a_merge_says_how_many_it_moves(desk: Desk) -> None:
    await desk.taps_code(OFFICE, "v1:depts:merge:2")
    (asked,) = await desk.says(OFFICE, HOME)
    assert f"{OTHER}의 직원 1명과 기록 0건" in asked
    assert texts.CANNOT_BE_TAKEN_BACK in asked
    await desk.taps(OFFICE, "예")
    roads = await desk.officer(ROADS)
    assert roads is not None
    assert roads.department_id == 1


async def test_a_removal_is_taken_back_with_what_the_person_was_writing(desk: Desk) -> None:
    await desk.says(STAFF, "/event")
    staff = await desk.officer(STAFF)
    assert staff is not None
    await desk.taps_code(OFFICE, f"v1:people:drop:{staff.id}")
    await desk.taps(OFFICE, "예")
    gone = await desk.officer(STAFF)
    assert gone is not None
    assert gone.state == "removed"
    await desk.taps(OFFICE, "되돌리기")
    back = await desk.officer(STAFF)
    assert back is not None
    assert (back.state, back.role) == ("active", "staff")
    async with desk.db.read() as session:
        assert len(await drafts.unfinished(session, STAFF)) == 1


async def test_a_powerful_person_comes_back_by_an_invitation_alone(desk: Desk) -> None:
    await desk.hire(15, Role.OFFICE, 1, name="부○○")
    second = await desk.officer(15)
    assert second is not None
    await desk.taps_code(OFFICE, f"v1:people:drop:{second.id}")
    await desk.taps(OFFICE, "예")
    (heard,) = await desk.taps(OFFICE, "되돌리기")
    assert "초대 링크를 새로 보내" in heard
    second = await desk.officer(15)
    assert second is not None
    assert second.state == "removed"


def test_two_acts_of_one_name_stop_the_start() -> None:
    with pytest.raises(ValueError, match="same name"):
        MassActs([MASS_ACTS[0], MASS_ACTS[0]])
