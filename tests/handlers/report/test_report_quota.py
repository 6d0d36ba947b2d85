"""고용할당제 표 stands in the report, and the office takes it out and puts it back by a button."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from storage.rules.terms import Measure
from tests.handlers.report_office import at_lines, draft, opened, write
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


async def opens(desk: Desk, words: str) -> str:
    """Opens that line on the second page of its block; returns its card."""
    await at_lines(desk)
    heard = (await desk.taps(OFFICE, "다음 ›"))[-1]
    found = next(line for line in heard.splitlines() if words in line)
    return (await desk.taps(OFFICE, f"{found.partition('.')[0]}번"))[-1]


@pytest.mark.parametrize("words", [TITLE, "전체 : 실적", "일자리정책과 : 실적"])
async def test_a_line_of_the_table_opens_to_its_records(desk: Desk, words: str) -> None:
    card = await opens(desk, words)
    assert "이 줄의 기록 1건" in card
    table = (await desk.taps(OFFICE, "근거 보기"))[-1]
    assert "14/22" in table
    await opens(desk, words)
    assert "현장 채용의 날" in (await desk.taps(OFFICE, "기록 1"))[-1]
