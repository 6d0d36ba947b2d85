"""A department says in the chat that its results of the half are all there, or that none is."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.act import Act
from storage.rounds import rounds
from storage.rules.wording_owed import ResultsState
from tests.handlers.results_office import RESULTS, log, standing
from tests.handlers.round_office import OFFICE, ROADS, SENIOR, STAFF, opened
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, bus, fair

HOME, OTHER = 1, 2
SHOW = "v1:results:show:2021-2"
WAITING, CONFIRMED = ResultsState.WAITING, ResultsState.CONFIRMED


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round, one department with two records."""
    made = await opened(sqlite_url)
    await log(made, STAFF, fair())
    await log(made, STAFF, bus())
    yield made
    await made.close()


async def test_one_tap_under_the_list_confirms_it_and_one_takes_it_back(desk: Desk) -> None:
    await desk.says(STAFF, "추진실적 확인")
    shown = desk.newest(STAFF).text
    assert "일자리정책과 · 미제출" in shown
    assert "이 반기에 남긴 기록 2건: 행사 2" in shown
    assert "쿠팡채용박람회" in shown
    await desk.taps(STAFF, "맞음 (2건)")
    told = desk.newest(STAFF).text
    assert "추진실적 확인(맞음) · 남은 것: 2022년 상반기 추진계획" in told
    assert (await standing(desk, HOME)).state is CONFIRMED
    await desk.taps(STAFF, "되돌리기")
    assert (await standing(desk, HOME)).state is WAITING


async def test_none_is_one_tap_where_nothing_is_logged(desk: Desk) -> None:
    await desk.taps_code(ROADS, SHOW)
    assert "이 반기에 남긴 기록이 없습니다." in desk.newest(ROADS).text
    await desk.taps(ROADS, "해당없음")
    assert (await standing(desk, OTHER)).state is ResultsState.NOT_APPLICABLE


async def test_none_is_asked_back_with_the_list_where_something_is_logged(desk: Desk) -> None:
    await desk.taps_code(STAFF, f"v1:results:none:2021-2:{HOME}")
    shown = desk.newest(STAFF).text
    assert "남긴 기록이 2건 있어 해당없음으로 낼 수 없습니다." in shown
    assert "쿠팡채용박람회" in shown
    assert (await standing(desk, HOME)).state is WAITING


async def test_a_list_that_moved_meanwhile_is_shown_anew_before_anybody_agrees(desk: Desk) -> None:
    await desk.taps_code(STAFF, SHOW)
    await log(desk, SENIOR, agreement())
    await desk.taps(STAFF, "맞음 (2건)")
    shown = desk.newest(STAFF).text
    assert "그 사이 기록이 바뀌어 목록을 새로 그렸습니다." in shown
    assert "행사 2, 협약 1" in shown
    assert (await standing(desk, HOME)).state is WAITING
    await desk.taps(STAFF, "맞음 (3건)")
    assert (await standing(desk, HOME)).state is CONFIRMED


async def test_what_changed_after_the_answer_is_marked_in_the_list(desk: Desk) -> None:
    await desk.taps_code(STAFF, SHOW)
    await desk.taps(STAFF, "맞음 (2건)")
    await log(desk, STAFF, agreement())
    await desk.taps_code(STAFF, SHOW)
    shown = desk.newest(STAFF).text
    assert "확인 뒤 기록 1건이 바뀌었습니다(●)." in shown
    assert "3. ● " in shown
    await desk.taps(STAFF, "맞음 (3건)")
    assert (await standing(desk, HOME)).state is CONFIRMED


async def test_what_is_missing_is_added_by_a_line_or_a_form(desk: Desk) -> None:
    await desk.taps_code(STAFF, SHOW)
    await desk.taps(STAFF, "추가")
    assert "한 줄로 적어 보내시면 바로 기록됩니다. 예: 11/15 일자리버스" in desk.newest(STAFF).text
    await desk.taps(STAFF, "« 목록")
    await desk.taps(STAFF, "추가")
    await desk.taps(STAFF, "행사")
    assert "채용박람회" in [key.label for key in desk.newest(STAFF).keys]


@pytest.mark.long
async def test_a_long_list_turns_its_pages_and_confirms_from_each(desk: Desk) -> None:
    for at in range(20):
        await log(desk, STAFF, fair(title=f"박람회{at}"))
    await desk.taps_code(STAFF, SHOW)
    await desk.taps(STAFF, "다음 ›")
    assert "9. " in desk.newest(STAFF).text
    await desk.taps(STAFF, "맞음 (22건)")
    assert (await standing(desk, HOME)).records == 22


async def test_the_office_takes_it_in_on_behalf_with_its_ground(desk: Desk) -> None:
    await desk.taps_code(OFFICE, f"v1:results:of:2021-2:{OTHER}:0")
    await desk.taps(OFFICE, "대리 접수: 해당없음")
    heard = await desk.replies(OFFICE, "음 뭐더라")
    assert "공문·전화·메일·방문" in heard[0]
    await desk.says(OFFICE, "공문 도로건설과-77")
    stands = await standing(desk, OTHER)
    assert (stands.state, str(stands.receipt)) == (
        ResultsState.NOT_APPLICABLE,
        "공문 도로건설과-77",
    )
    await desk.taps_code(ROADS, SHOW)
    assert "총○○ 님이 ‘해당없음’으로 대리 접수하셨습니다." in desk.newest(ROADS).text


async def test_a_call_is_taken_in_by_two_taps_and_taken_back_by_a_third(desk: Desk) -> None:
    await desk.taps_code(OFFICE, f"v1:results:of:2021-2:{OTHER}:0")
    await desk.taps(OFFICE, "대리 접수: 해당없음")
    await desk.taps(OFFICE, "전화")
    stands = await standing(desk, OTHER)
    assert str(stands.receipt) == "전화(2021. 11. 15.)"
    await desk.taps(OFFICE, "되돌리기")
    assert (await standing(desk, OTHER)).first_at is None  # it never came


@pytest.mark.parametrize("code", ["ok:2021-2:2:0123abcd", "none:2021-2:2", "of:2021-2:2:0"])
async def test_another_department_neither_sees_nor_answers(desk: Desk, code: str) -> None:
    await desk.taps_code(STAFF, f"v1:results:{code}")
    assert (await standing(desk, OTHER)).state is WAITING


async def test_after_the_end_of_the_round_it_is_locked_until_it_is_opened_again(
    desk: Desk,
) -> None:
    async with desk.db.begin() as session:
        act = Act(session, await desk.officer(OFFICE), desk.now)
        await rounds.close(act, 1, reason="다음 반기에 반영")
    await desk.taps_code(STAFF, SHOW)
    shown = desk.newest(STAFF)
    assert "마감되었거나" in shown.text
    assert not any("맞음" in key.label for key in shown.keys)
    await desk.taps_code(OFFICE, f"v1:results:of:2021-2:{OTHER}:0")
    await desk.taps(OFFICE, "다시 열기")
    await desk.says(OFFICE, "빠진 행사 확인")
    assert "2021년 하반기 추진실적을 다시 여쭙니다." in desk.newest(ROADS).text
    await desk.taps_code(ROADS, SHOW)
    await desk.taps(ROADS, "해당없음")
    assert (await standing(desk, OTHER)).state is ResultsState.NOT_APPLICABLE
    desk.now += timedelta(days=9)
    (again,) = await desk.says(ROADS, "2021 하반기 추진실적 확인")
    assert "마감되었거나" in again


async def test_the_plan_shows_where_the_results_stand(desk: Desk) -> None:
    await desk.says(STAFF, "/plan")
    await desk.taps(STAFF, "2021 하반기 추진실적 확인 · 미제출")
    assert RESULTS.label in desk.newest(STAFF).text
