"""A manager before a meeting: one screen, and down by taps to the evidence."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.texts import OFFICE, PEOPLE
from bot.documents import status_picture
from storage.office import posts
from storage.report import status
from storage.rules.deadline import plans_due_for
from storage.rules.half_year import HalfYear
from storage.rules.terms import Role
from tests.journeys.pictures import picture
from tests.journeys.town import Hand, Town, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

CLERK, MANAGER = PEOPLE[0][0], PEOPLE[3][0]
MOST_LINES = 16  # with one of each kind of exception named before the figures
HALF, NEXT = HalfYear(2021, 2), HalfYear(2022, 1)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def city(tmp_path_factory: pytest.TempPathFactory, furnished: Path) -> AsyncIterator[Town]:
    """The seed's office with a job-bus run of its own, proved by two photos."""
    async with opened(tmp_path_factory.mktemp("city"), furnished) as town:
        clerk = await town.hand(CLERK)
        await clerk.says("/event 일자리버스")
        await clerk.phone.album([picture(11), picture(22)])
        await clerk.reads("사진 2장")
        await clerk.does("12/15", "행신역", "1,234")
        if "맞습니까?" in clerk.seen:
            await clerk.taps("맞습니다")
        await clerk.taps("저장")  # the office's total of the half stands beside it
        await clerk.taps("합계에 더함", "저장했습니다.")
        yield town


async def manager_of(city: Town) -> Hand:
    """The head of the office, at the newest screen."""
    return await city.hand(MANAGER)


async def pages_until(hand: Hand, wanted: str) -> str:
    """Turns the pages of a list until `wanted` stands on one."""
    while wanted not in hand.seen:
        await hand.taps("다음 ›")
    return hand.seen


def place_of(screen: str, wanted: str) -> int:
    """The number of the line that holds `wanted`."""
    found = re.search(rf"(?m)^(\d+)\. .*{re.escape(wanted)}", screen)
    assert found is not None, screen
    return int(found[1])


async def test_the_half_year_stands_on_one_screen(city: Town) -> None:
    manager = await manager_of(city)
    shown = await manager.says("/status")
    lines = shown.splitlines()
    assert len(lines) <= MOST_LINES
    assert lines[0] == "2021년 하반기 고용할당제 현황"
    assert re.fullmatch(r"2021\. 12\. 20\.\(월\) \d\d:\d\d 기준", lines[1])
    assert "일자리버스 40회" in shown
    assert "참여·상담 인원 1,234명" in shown
    assert "업무협약 관리 중 2건 · 장기 미연락 협약 2건" in shown


async def test_the_way_down_leads_from_office_to_evidence_by_taps_alone(city: Town) -> None:
    manager = await manager_of(city)
    await manager.says("/status")
    manager.acts = 0
    await manager.taps("부서별 보기")
    listed = await pages_until(manager, OFFICE)
    department = await manager.opens(place_of(listed, OFFICE))
    assert department.startswith(OFFICE)
    bus = await pages_until(manager, "일자리버스 2021.12.15.")
    record = await manager.opens(place_of(bus, "일자리버스 2021.12.15."))
    assert "상담 1,234명" in record
    assert "증빙: 사진 2장" in record
    before = manager.marks()
    await manager.taps("증빙 보기", "사진 2장")
    assert manager.acts <= 6
    assert len(manager.since(before, "photo")) == 2


@pytest.mark.long
async def test_a_manager_of_another_department_reads_records_and_cannot_change_them(
    city: Town,
) -> None:
    reader = await city.newcomer(Role.HEAD, department="회계과")
    await reader.says("/find 행신역")
    await reader.opens(1)
    assert not {"고치기", "지우기"} & {label for row in reader.labels() for label in row}


async def test_the_picture_says_the_same_numbers_as_the_text(city: Town) -> None:
    manager = await manager_of(city)
    shown = await manager.says("/status")
    async with city.office.db.read() as session:
        facts = await status.half_status(session, HALF, city.clock(), NEXT)
        everyone = await status.departments_status(session, NEXT)
    drawn = status_picture.page(facts, [(one.name, one.state) for one in everyone if one.state])
    page = json.loads(json.dumps(drawn))  # what the drawing reads
    assert page["title"] == shown.splitlines()[0]
    words = text_of(page)
    for figure in re.findall(
        r"(?:행사|참여·상담 인원|일자리버스|관리 중|장기 미연락 협약) ([\d,]+)", shown
    ):
        assert figure in words
    for word, figure in re.findall(r"(해당없음|작성중|확인중|보완요청|미제출|제출) (\d+)", shown):
        parts = {part["word"]: part["count"] for part in page["plans"]["parts"]}
        counted = parts.get(word, 0) + (word == "제출") * sum(
            parts.get(more, 0) for more in ("확정", "보완완료")
        )
        assert (word, counted) == (word, int(figure))
    for rate in re.findall(r"권장 \d+%", shown):
        assert rate in words


async def test_the_picture_arrives_as_a_photo(city: Town) -> None:
    manager = await manager_of(city)
    await manager.says("/status")
    await manager.taps("그림으로 보기", "(사진)")
    drawn = manager.phone.last()["photo"][-1]
    assert (await manager.phone.file(drawn["file_id"]))[:3] == b"\xff\xd8\xff"
    assert drawn["height"] > drawn["width"]


async def test_the_last_half_is_one_tap_away_and_told_beside_this_one(city: Town) -> None:
    manager = await manager_of(city)
    this = await manager.says("/status")
    before = await manager.taps("2021 상반기")
    assert before.startswith("2021년 상반기 고용할당제 현황")
    assert "일자리버스 42회" in before
    assert "지난 반기 전체 42회" in this
    assert "일자리버스 29회" in await manager.taps("2020 하반기")
    assert (await manager.says("/status 2021년 상반기")).splitlines()[0] == before.splitlines()[0]


async def test_a_half_year_that_cannot_be_read_is_asked_for_with_an_example(city: Town) -> None:
    manager = await manager_of(city)
    assert "예: 2021 하반기" in await manager.says("/status 작년쯤")


async def test_what_an_officer_saves_is_in_the_next_answer(city: Town) -> None:
    clerk, manager = await city.newcomer(), await manager_of(city)
    before = await manager.says("/status 2019 상반기")
    await clerk.says("/event 잡투어")
    await clerk.does("2019.5.2.", "1회 4개 업체")
    await clerk.taps("저장", "저장했습니다.")
    after = await manager.says("/status 2019 상반기")
    assert events(after) == events(before) + 1


async def test_everybody_of_the_office_may_ask(city: Town) -> None:
    async with city.office.db.read() as session:
        everyone = await posts.people(session)
    asked = [one.telegram_id for one in everyone if one.telegram_id in {p[0] for p in PEOPLE}]
    for number in asked:
        hand = await city.hand(number or 0)
        assert "고용할당제 현황" in await hand.says("/status")
    assert plans_due_for(HALF.end) == NEXT


def events(shown: str) -> int:
    """The number of events on a status."""
    found = re.search(r"행사 ([\d,]+)건", shown)
    assert found is not None, shown
    return int(found[1].replace(",", ""))


def text_of(value: object) -> str:
    """Every word and figure inside a page, in one string."""
    if isinstance(value, dict):
        return " ".join(text_of(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(text_of(one) for one in value)
    return str(value)
