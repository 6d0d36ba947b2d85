"""싣는 반기 under 고치기: chosen, said before saving, and kept when the date changes."""

from collections.abc import AsyncIterator

import pytest

from storage.records import record_keeping
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.handlers.report_office import opened
from tests.handlers.round_office import STAFF
from tests.helpers.desk import Desk


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office near the end of 2021 하반기 with a fair of 7.15., its record 2."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def _half(desk: Desk) -> HalfYear | None:
    async with desk.db.read() as session:
        row = await record_keeping.get(session, RecordKind.EVENT, 2)
    assert row is not None
    half: HalfYear | None = row.half
    return half


async def test_the_half_that_was_chosen_is_said_and_stays_when_the_date_changes(
    desk: Desk,
) -> None:
    await desk.taps_code(STAFF, "v1:edit:event:2:reported_in")
    assert "어느 반기 보고서에 싣습니까?" in desk.newest(STAFF).text
    said = (await desk.taps(STAFF, "2021년 상반기"))[-1]
    assert "날짜는 2021년 하반기, 싣는 반기는 2021년 상반기입니다." in said
    assert "2021년 하반기에서 2021년 상반기 실적으로 옮겨집니다." in said
    await desk.taps(STAFF, "저장")
    assert await _half(desk) == HalfYear(2021, 1)
    await desk.taps_code(STAFF, "v1:edit:event:2:period")
    said = (await desk.says(STAFF, "2020.12.3."))[-1]
    assert "날짜는 2020년 하반기, 싣는 반기는 2021년 상반기입니다." in said
    await desk.taps(STAFF, "저장")
    assert await _half(desk) == HalfYear(2021, 1)


@pytest.mark.long
async def test_without_a_choice_the_date_decides_and_the_move_is_said(desk: Desk) -> None:
    await desk.taps_code(STAFF, "v1:edit:event:2:reported_in")
    await desk.taps(STAFF, "2021년 상반기")
    await desk.taps(STAFF, "저장")
    await desk.taps_code(STAFF, "v1:edit:event:2:reported_in")
    said = (await desk.taps(STAFF, "비우기"))[-1]
    assert "2021년 상반기에서 2021년 하반기 실적으로 옮겨집니다." in said
    assert "싣는 반기는" not in said
    await desk.taps(STAFF, "저장")
    assert await _half(desk) == HalfYear(2021, 2)
