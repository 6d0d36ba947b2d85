"""Every figure of /status is opened to its records, which add up to it."""

import re
from collections.abc import AsyncIterator

import pytest

from storage.act import Act
from storage.facts.shapes import HireFacts, SubcontractFacts
from storage.records import records
from storage.rules.terms import EventStatus, Measure
from tests.handlers.report_office import opened, write
from tests.handlers.round_office import OFFICE
from tests.helpers.desk import Desk
from tests.helpers.facts import bus, fair, when, works

pytestmark = pytest.mark.long  # the quick suite stays quick


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office with events of some months, of which some lack their people."""
    made = await opened(sqlite_url)
    for day in range(1, 11):
        counts = {} if day % 5 == 0 else {Measure.VISITORS: 10 * day}
        await write(
            made, fair(title=f"{day}회 행사", period=when(f"2021.8.{day}."), counts=counts)
        )
    await write(made, bus("2021.9.1.", 1, 25))
    await write(made, fair(title="취소된 행사", status=EventStatus.CANCELLED))
    yield made
    await made.close()


async def _opened(desk: Desk, name: str) -> list[str]:
    """All pages of the records behind a figure."""
    await desk.says(OFFICE, "/status 2021 하반기")
    listed = (await desk.taps(OFFICE, "근거 보기"))[-1]
    found = re.search(rf"(?m)^(\d+)\. {re.escape(name)}", listed)
    assert found, listed
    pages = await desk.taps(OFFICE, f"{found[1]}번")
    while "다음 ›" in desk.labels(OFFICE):
        pages += await desk.taps(OFFICE, "다음 ›")
    return pages


async def test_the_records_behind_a_figure_add_up_to_it_and_those_without_it_are_named(
    desk: Desk,
) -> None:
    pages = await _opened(desk, "참여·상담 인원")
    values = [int(one) for page in pages for one in re.findall(r"(?m)^\d+\. .* · (\d+)명$", page)]
    assert (len(pages), sum(values)) == (2, 425)
    assert all("합계 425명 (기록 9건)" in page for page in pages)
    named = pages[-1].partition("집계 없음 4건")[2]
    for one in ("일자리버스", "쿠팡채용박람회", "5회 행사", "10회 행사"):
        assert one in named
    assert "취소된 행사" not in "".join(pages)
    status = (await desk.says(OFFICE, "/status 2021 하반기"))[-1]
    assert "참여·상담 인원 425명(기록 13건 중 9건 집계)" in status


async def test_a_record_behind_a_figure_is_opened_by_its_number_and_leads_back(
    desk: Desk,
) -> None:
    (page,) = await _opened(desk, "일자리버스 운영")
    assert "합계 39회 (기록 1건)" in page
    assert "39회" in (await desk.taps(OFFICE, "1번"))[-1]
    assert (await desk.taps(OFFICE, "목록으로"))[-1] == page


async def test_every_figure_of_the_list_is_the_sum_of_its_records(desk: Desk) -> None:
    site = await write(desk, works(amount=900_000_000))
    await _below(desk, site)
    await desk.says(OFFICE, "/status 2021 하반기")
    listed = (await desk.taps(OFFICE, "근거 보기"))[-1]
    for at, name, value in re.findall(r"(?m)^(\d+)\. (.*?) ([\d,]+)\S{1,2}(?: \(.*)?$", listed):
        shown = (await desk.taps(OFFICE, f"{at}번"))[-1]
        assert shown.startswith(name)
        assert f"합계 {value}" in shown
        await desk.taps(OFFICE, "다른 수치")
    assert "대규모공사 관내 하도급(누계) 30,000,000원" in listed
    assert "공사 고양시민 고용 4명" in listed


async def test_a_department_opens_its_own_part_alone(desk: Desk) -> None:
    await desk.says(OFFICE, "/status 2021 하반기")
    await desk.taps(OFFICE, "부서별 보기")
    await desk.taps(OFFICE, "2번")
    (page,) = await desk.taps(OFFICE, "근거 보기")
    assert "이 수치를 센 기록이 없습니다." in page
    await desk.taps(OFFICE, "부서 화면")
    await desk.taps(OFFICE, "부서 목록")
    await desk.taps(OFFICE, "1번")
    (page,) = await desk.taps(OFFICE, "근거 보기")
    assert "행사 11건" in page


async def _below(desk: Desk, site: int) -> None:
    """Subcontracts and head-counts of a contract."""
    told = (
        SubcontractFacts("고양전기", 30_000_000, local=True),
        SubcontractFacts("먼곳설비", 20_000_000, local=False),
        HireFacts(when("2021.9.1."), 3, 8),
        HireFacts(when("2021.10.1."), 4, 9),
    )
    async with desk.db.begin() as session:
        actor = await desk.officer(OFFICE)
        for facts in told:
            await records.add(Act(session, actor, desk.now), facts, parent_id=site)


@pytest.mark.parametrize(
    ("day", "where"),
    [("2021.3.5.", "지난 반기"), ("2021.6.29.", ""), ("2020.9.4.", "작년 같은 반기")],
)
async def test_what_a_figure_is_compared_with_is_opened_to_its_records(
    desk: Desk, day: str, where: str
) -> None:
    await write(desk, fair(title="앞선 행사", period=when(day), counts={}))
    await write(desk, fair(title="봄 행사", period=when("2021.4.1."), counts={}))
    await write(desk, fair(title="가을 행사", period=when("2020.10.1."), counts={}))
    status = (await desk.says(OFFICE, "/status 2021 하반기"))[-1]
    line = next(one for one in status.splitlines() if "지난 반기" in one)
    (last,) = re.findall(r"지난 반기 (?:같은 때 )?([\d,]+)건", line)
    assert "작년" not in status
    behind = (await desk.taps(OFFICE, "근거 보기"))[-1]
    assert re.findall(r"지난 반기 (?:같은 때 )?([\d,]+)건", behind) == [last]
    (ago,) = re.findall(r"작년 (?:같은 (?:때|반기) )?([\d,]+)건", behind)
    await desk.taps(OFFICE, "현황으로")
    await _opened(desk, "행사")
    for name, value in (("지난 반기", last), ("작년 같은 반기", ago)):
        (page,) = await desk.taps(OFFICE, name)
        assert f"합계 {value}건" in page
        assert ("앞선 행사" in page) is (name == where)
        await desk.taps(OFFICE, "2021 하반기 보기")
