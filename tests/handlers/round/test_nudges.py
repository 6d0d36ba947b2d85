"""미제출만 독려: who owes something is asked once a day, for all of it in one message."""

from collections.abc import AsyncIterator

import pytest

from tests.handlers.round_office import (
    OFFICE,
    ROADS,
    STAFF,
    board_of,
    opened,
    say_results,
    submit,
    write_item,
)
from tests.helpers.desk import Desk


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def with_board(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "현황판 보내기")


async def test_only_those_who_have_not_handed_in_are_asked(desk: Desk) -> None:
    await with_board(desk)
    await write_item(desk, STAFF, "채용행사 개최 시 고양시민 참여 유도")
    await submit(desk)
    await say_results(desk, STAFF)
    before = len(desk.heard(STAFF))
    (asked,) = await desk.taps(OFFICE, "미제출만 독려 (1)")
    assert "1개 부서: 도로건설과" in asked
    heard = await desk.taps(OFFICE, "예")
    assert "1개 부서에 보냈습니다: 도로건설과" in heard[-1]
    assert "추진계획이 아직 도착하지 않았습니다" in desk.heard(ROADS)[-1]
    assert "2021년 하반기 추진실적도 함께 확인해 주십시오." in desk.heard(ROADS)[-1]
    plan, results = (
        ["추진계획 작성", "추진계획 해당없음", "추진계획 담당자 변경"],
        ["추진실적 확인", "추진실적 해당없음"],
    )
    assert desk.labels(ROADS) == [*plan, *results]
    assert len(desk.heard(STAFF)) == before
    assert "독려한 날: 2021. 11. 15.(월)" in await board_of(desk)


async def test_who_owes_results_alone_is_asked_for_them_alone(desk: Desk) -> None:
    await with_board(desk)
    await write_item(desk, STAFF, "채용행사 개최 시 고양시민 참여 유도")
    await submit(desk)
    await say_results(desk, ROADS)
    await desk.taps(OFFICE, "미제출만 독려 (2)")
    await desk.taps(OFFICE, "예")
    assert "2021년 하반기 추진실적을 아직 확인하지 않으셨습니다." in desk.heard(STAFF)[-1]
    assert "추진계획" not in desk.heard(STAFF)[-1]
    assert "추진실적" not in desk.heard(ROADS)[-1]
    await desk.taps(STAFF, "추진실적 해당없음")
    assert "이번 취합에 내실 것을 모두 내셨습니다" in desk.newest(STAFF).text


async def test_a_second_time_on_the_same_day_is_refused(desk: Desk) -> None:
    await with_board(desk)
    await desk.taps(OFFICE, "미제출만 독려 (2)")
    await desk.taps(OFFICE, "예")
    heard = await desk.taps(OFFICE, "미제출만 독려 (2)")
    assert heard == ["오늘은 이미 독려했습니다. 다음 근무일에 다시 하실 수 있습니다."]
    assert len(desk.heard(ROADS)) == 1
