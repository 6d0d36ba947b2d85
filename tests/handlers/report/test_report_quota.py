"""고용할당제 표 stands in the report, and the office takes it out and puts it back by a button."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from storage.rules.terms import Measure
from tests.handlers.report_office import draft, opened, write
from tests.handlers.round_office import OFFICE
from tests.helpers.desk import Desk
from tests.helpers.facts import fair

TITLE = "고용할당제 추진 현황"
SHOW = "v1:repp:show:2021-2"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office with a fair that counted hires."""
    made = await opened(sqlite_url)
    counts = {Measure.HIRED: 22, Measure.RESIDENTS: 14}
    await write(made, replace(fair(), title="현장 채용의 날", counts=counts))
    yield made
    await made.close()


async def test_the_switch_takes_out_exactly_the_lines_of_the_table(desk: Desk) -> None:
    before = await draft(desk)
    at = before.index(TITLE)
    assert before[at + 1] == "전체 : 실적 고양시민 14명(전체 22명), 고양시민 비율 63.6%"
    await desk.taps_code(OFFICE, SHOW)
    await desk.taps(OFFICE, "할당제 표 싣지 않기")
    assert "보고서에 싣지 않습니다." in desk.heard(OFFICE)[-1]
    without = await draft(desk)
    assert without == [*before[:at], *before[at + 3 :]]
    await desk.taps(OFFICE, "할당제 표 싣기")
    assert await draft(desk) == before
