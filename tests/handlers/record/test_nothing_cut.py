"""A list that does not fit says how many more there are, and a tap or a word leads to them."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from handlers.install import install
from storage.act import Act
from storage.facts.shapes import Facts, PromiseFacts
from storage.models.event import Event
from storage.records import records
from storage.report import report_versions
from storage.rules.half_year import HalfYear
from storage.rules.terms import Role, VersionStage
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, bus, fair, when

STAFF, OFFICE = 22, 44
NEXT = "다음 ›"
LONG = "고양시일자리박람회 킨텍스제2전시장 청년채용관"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office with a clerk and one who runs the round."""
    made = await Desk(sqlite_url, install).open()
    own = await made.department("일자리정책과")
    await made.hire(STAFF, Role.STAFF, own)
    await made.hire(OFFICE, Role.OFFICE, own)
    yield made
    await made.close()


async def written(desk: Desk, every: Sequence[Facts], parent: int | None = None) -> None:
    """Records of the clerk."""
    async with desk.db.begin() as session:
        act = Act(session, await desk.officer(STAFF), desk.now)
        for one in every:
            await records.add(act, one, parent_id=parent)


async def pages(desk: Desk, user: int = STAFF) -> str:
    """Every page of the screen shown last, one under the other."""
    found = [desk.newest(user).text]
    while NEXT in desk.labels(user):
        await desk.taps(user, NEXT)
        found.append(desk.newest(user).text)
    return "\n".join(found)


async def test_a_search_turns_its_pages_however_long_its_words_are(desk: Desk) -> None:
    await written(desk, [fair(title=f"{LONG} {at:02d}회", companies=()) for at in range(20)])
    assert len(LONG.encode()) > 50
    await desk.says(STAFF, f"/find {LONG}")
    told = await pages(desk)
    assert all(f"{at:02d}회" in told for at in range(20))
    await desk.taps(STAFF, "20번")
    await desk.taps(STAFF, "목록으로")
    assert f"‘{LONG}’ 찾은 기록 20건" in desk.newest(STAFF).text
    assert "20. " in desk.newest(STAFF).text


async def test_long_words_of_a_search_are_the_seekers_own_and_forgotten(desk: Desk) -> None:
    await written(desk, [fair(title=f"{LONG} {at:02d}회", companies=()) for at in range(10)])
    await desk.says(STAFF, f"/find {LONG}")
    code = next(key.code for key in desk.newest(STAFF).keys if key.label == NEXT)
    assert LONG not in "".join(await desk.taps_code(OFFICE, code))
    desk.now += timedelta(minutes=31)
    assert "다시 찾아 주십시오" in "".join(await desk.taps(STAFF, NEXT))


async def test_evidence_moves_to_any_record_of_the_department(desk: Desk) -> None:
    await written(desk, [bus(f"2021.7.{day}.", runs=1) for day in range(1, 21)])
    photo = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
    bare = {name: one for name, one in desk.message(STAFF, "").items() if name != "text"}
    await desk.sends(STAFF, {"message": bare | photo})
    await desk.taps_code(STAFF, "v1:photo:1:event:20")
    await desk.taps_code(STAFF, "v1:evid:move:1", desk.newest(STAFF).message_id)
    labels: list[str] = []
    while True:
        labels += [label for label in desk.labels(STAFF) if "일자리버스" in label]
        if NEXT not in desk.labels(STAFF):
            break
        await desk.taps(STAFF, NEXT)
    assert len(labels) == len(set(labels)) == 19
    await desk.taps(STAFF, labels[-1])
    assert "옮겼습니다" in desk.newest(STAFF).text


async def test_an_agreement_that_is_no_button_is_found_by_its_name(desk: Desk) -> None:
    made = [agreement(title=f"우선고용 협약 {at:02d}", parties=("고양시",)) for at in range(30)]
    await written(desk, made)
    await written(desk, [fair(companies=())])
    await desk.taps_code(STAFF, "v1:edit:event:1:agreement")
    asked = desk.newest(STAFF)
    assert "협약 이름의 일부를 적어" in asked.text
    assert "협약 29" in "".join(desk.labels(STAFF))
    await desk.says(STAFF, "우선고용")
    assert "보기 여럿에 들어 있는 말입니다." in desk.newest(STAFF).text
    await desk.says(STAFF, "협약 03")
    await desk.taps(STAFF, "저장")
    async with desk.db.read() as session:
        row = await session.get_one(Event, 1)
    assert row.facts["agreement"] == 4


async def test_more_promises_than_one_answer_holds_are_counted(desk: Desk) -> None:
    await written(desk, [agreement(period=when("2021.6.4."))])
    made = [PromiseFacts(text=f"이행사항 {at:02d}", target=at + 1) for at in range(25)]
    await written(desk, made, parent=1)
    await desk.taps_code(STAFF, "v1:new:follow_up:1")
    await desk.says(STAFF, "오늘")
    await desk.taps(STAFF, "전화")
    await desk.says(STAFF, "하반기 채용계획")
    asked = (await desk.taps(STAFF, "합의"))[-1]
    assert "\n20. " in asked
    assert "\n21. " not in asked
    assert "그 밖에 5건은 저장하신 뒤" in asked


@pytest.mark.long
async def test_every_version_of_a_report_is_one_of_its_pages(desk: Desk) -> None:
    half = HalfYear(2021, 1)
    await written(desk, [fair(period=when("2021.6.15."))])
    async with desk.db.begin() as session:
        act = Act(session, await desk.officer(OFFICE), desk.now)
        for _ in range(23):
            await report_versions.make(act, half, VersionStage.DRAFT, provisional=True)
    await desk.taps_code(OFFICE, "v1:rep:versions:2021-1")
    told = await pages(desk, OFFICE)
    assert [f"v{at} " in told for at in range(1, 24)] == [True] * 23


@pytest.mark.long
async def test_all_that_waits_can_be_read(desk: Desk) -> None:
    for _ in range(14):
        await desk.says(STAFF, "/event 일자리버스")
        await desk.says(STAFF, "2021.7.1.")
    await desk.says(STAFF, "/todo")
    assert "그 밖에 8건" in desk.newest(STAFF).text
    await desk.taps(STAFF, "모두 보기")
    told = await pages(desk)
    assert "14. " in told
    assert "14번" in desk.labels(STAFF)
    await desk.taps(STAFF, "처음 화면")
    assert "그 밖에" in desk.newest(STAFF).text
