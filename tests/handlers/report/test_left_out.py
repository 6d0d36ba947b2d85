"""What the report leaves out is named, and 확정 shows what was entered, printed and left out."""

from collections.abc import AsyncIterator

import pytest

from storage.rules.terms import EventStatus
from tests.handlers.report_office import READER, at_line, opened, write
from tests.handlers.round_office import OFFICE, ROADS, write_item
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, bus, fair, when

SOON = when("2021.12.20.")


pytestmark = pytest.mark.long


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """39 runs, a fair, an agreement; a past and a coming planned event, and a cancelled one."""
    made = await opened(sqlite_url)
    planned = EventStatus.PLANNED
    await write(made, fair(title="지난 행사", period=when("2021.11.2."), status=planned))
    await write(made, fair(title="송년 행사", period=SOON, status=planned))
    await write(made, fair(title="취소 행사", status=EventStatus.CANCELLED))
    await write(made, agreement())
    yield made
    await made.close()


async def listed(desk: Desk, button: str) -> str:
    """What stands behind a button of 확인할 것 whose label begins so."""
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, next(one for one in desk.labels(OFFICE) if "확인할 것" in one))
    label = next(one for one in desk.labels(OFFICE) if one.startswith(button))
    return (await desk.taps(OFFICE, label))[-1]


async def test_what_is_not_printed_stands_by_name_under_what_is_to_be_checked(desk: Desk) -> None:
    await write_item(desk, ROADS, "관급공사 시민 고용")
    heard = await listed(desk, "싣지 않은 것 (4)")
    assert "날이 지났는데 결과가 없는 행사: 결과를 적으시면 실립니다." in heard
    assert "지난 행사" in heard
    assert "실적 아님 · 예정 행사" in heard
    assert "실적 아님 · 취소된 행사" in heard
    assert "도로건설과 (작성중, 항목 1건)" in heard
    opened_record = (await desk.taps(OFFICE, "1번"))[-1]
    assert "지난 행사" in opened_record
    assert "결과를 적지 않은 행사라 아직 보고서에 싣지 않습니다." in opened_record
    assert "싣지 않은 것" in (await desk.taps(OFFICE, "목록으로"))[-1]


async def test_the_three_sums_stand_side_by_side_and_open_to_their_records(desk: Desk) -> None:
    """Mutant: a record that is not printed is counted as printed."""
    await write(desk, bus("2021.12.1.", 1, 25))
    heard = await listed(desk, "세 합계")
    assert "적은 것 = 실은 것 + 싣지 않은 것" in heard
    assert "1. 행사 3건 = 1건 + 2건" in heard
    assert "2. 일자리버스 운영 39회 = 39회 + 0회" in heard
    assert "3. 상담 25명 = 25명 + 0명" in heard
    assert "업무협약 1건 = 1건 + 0건" in heard
    assert "※" not in heard
    heard = (await desk.taps(OFFICE, "1번"))[-1]
    assert "송년 행사" in heard
    assert "싣지 않음: 예정 행사" in heard


async def test_a_figure_that_the_office_worded_away_is_left_out(desk: Desk) -> None:
    await at_line(desk, "39회")
    await desk.taps(OFFICE, "문구 고치기")
    await desk.says(OFFICE, "여러 곳 운영")
    heard = await listed(desk, "싣지 않은 것 (4)")
    assert "고치거나 합친 문구에 수치가 없는 기록" in heard
    assert "(일자리버스 운영 39회)" in heard
    assert "2. 일자리버스 운영 39회 = 0회 + 39회" in await listed(desk, "세 합계")


async def test_confirming_shows_the_sums_and_names_what_stays_out(desk: Desk) -> None:
    for _ in range(2):  # what stands goes behind what is open
        await desk.says(OFFICE, "/report")
        await desk.taps(OFFICE, "더 보기 »")
        await desk.taps(OFFICE, next(one for one in desk.labels(OFFICE) if "확인할 것" in one))
        await desk.taps(OFFICE, "1번")
        await desk.taps(OFFICE, "그대로 둠")
        await desk.says(OFFICE, "제출 부서가 확인한 수치임")
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    await desk.taps(OFFICE, "보고서본")
    heard = (await desk.taps(OFFICE, "확정"))[-1]
    assert "· 행사 3건 = 1건 + 2건" in heard
    assert "싣지 않은 것 3건:" in heard
    assert "(날이 지났는데 결과가 없는 행사)" in heard


async def test_only_who_makes_the_report_sees_it(desk: Desk) -> None:
    desk.may_fail = True
    heard = await desk.taps_code(READER, "v1:repl:list:2021-2:0")
    assert "지난 행사" not in " ".join(heard or [])
