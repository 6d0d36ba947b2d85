"""Two companies made one and a spelling parted again: records, points and figures follow."""

from collections.abc import AsyncIterator

import pytest

from handlers.install import install
from storage.act import Act
from storage.facts.shapes import Facts, PromiseFacts
from storage.figures import filling
from storage.incentive import incentives
from storage.records import companies, records
from storage.rules.half_year import HalfYear
from storage.rules.incentive import ranked
from storage.rules.terms import PromiseStatus, Role
from tests.helpers import trail
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, fair, when

pytestmark = pytest.mark.long  # the quick suite stays quick

OFFICE, STAFF = 12, 22
HALVES = (HalfYear(2021, 1),)
FULFILMENT, SERVICE = "쿠팡풀필먼트", "쿠팡로지스틱스"


async def write(desk: Desk, facts: Facts, parent: int | None = None) -> int:
    """A record of 총괄, written without the form."""
    async with desk.db.begin() as session:
        actor = await desk.officer(OFFICE)
        row = await records.add(Act(session, actor, desk.now), facts, parent_id=parent)
        return int(row.id)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """One company under two names that nobody knows to be one, and a third."""
    made = await Desk(sqlite_url, install).open()
    home = await made.department("일자리정책과", 1)
    await made.hire(OFFICE, Role.OFFICE, home)
    await made.hire(STAFF, Role.STAFF, home)
    mou = await write(made, agreement(parties=("고양시", FULFILMENT), period=when("2021.3.4.")))
    kept = PromiseFacts("시민 채용", status=PromiseStatus.KEPT, due=when("2021.5.1.").start)
    await write(made, kept, mou)
    for day, names in (("2021.4.1.", (SERVICE,)), ("2021.5.1.", (FULFILMENT, SERVICE))):
        await write(made, fair(period=when(day), companies=names, title="", places=()))
    await write(made, fair(period=when("2021.6.1."), companies=("맥도날드",), title="한마당"))
    yield made
    await made.close()


async def standing(desk: Desk) -> dict[str, int]:
    """The points of every company; the ledger is what its records say."""
    async with desk.db.read() as session:
        connection = await session.connection()
        assert await connection.run_sync(filling.differing) == []
        deeds = await incentives.deeds(session, HALVES)
        return {one.name: one.total for one in ranked(deeds, await incentives.points(session))}


async def page_of(desk: Desk, name: str) -> str:
    """The company's page."""
    async with desk.db.read() as session:
        number = await companies.resolve(session, name)
    return " ".join(await desk.taps_code(OFFICE, f"v1:inc:one:2021-1:1:{number}:0"))


async def test_joining_adds_up_what_both_did_and_is_taken_back(desk: Desk) -> None:
    before = await standing(desk)
    await page_of(desk, FULFILMENT)
    (asked,) = await desk.taps(OFFICE, "다른 업체와 합치기")
    assert f"‘{FULFILMENT}’에 합칠 업체의 이름을" in asked
    (sure,) = await desk.says(OFFICE, SERVICE)
    assert f"‘{SERVICE}’를 ‘{FULFILMENT}’에 합치시겠습니까?" in sure
    assert "이름 1개와 기록 2건이" in sure
    assert await standing(desk) == before
    (done,) = await desk.agrees(OFFICE)
    assert f"‘{FULFILMENT}’에 합쳤습니다. 기록 2건을 옮겼습니다." in done
    after = await standing(desk)
    assert SERVICE not in after
    assert after["맥도날드"] == before["맥도날드"]
    assert before[FULFILMENT] < after[FULFILMENT] < before[FULFILMENT] + before[SERVICE]
    async with desk.db.read() as session:
        newest = (await trail.recent(session))[0]
    assert (newest.subject, newest.action, newest.before) == (
        "company",
        "merge",
        {"company": 3, "names": [SERVICE]},
    )
    assert f"다른 이름: {SERVICE}" in await page_of(desk, FULFILMENT)
    (back,) = await desk.taps(OFFICE, "되돌리기")
    assert "되돌렸습니다." in back
    assert await standing(desk) == before


async def test_a_spelling_is_parted_with_the_records_that_print_it(desk: Desk) -> None:
    before = await standing(desk)
    await page_of(desk, FULFILMENT)
    await desk.taps(OFFICE, "다른 업체와 합치기")
    await desk.says(OFFICE, SERVICE)
    await desk.agrees(OFFICE)
    await page_of(desk, FULFILMENT)
    (names,) = await desk.taps(OFFICE, "이름 나누기")
    assert f"2. {SERVICE}" in names
    (sure,) = await desk.taps(OFFICE, "2번")
    assert f"‘{SERVICE}’를 ‘{FULFILMENT}’에서 나누시겠습니까?" in sure
    await desk.agrees(OFFICE)
    assert await standing(desk) == before
    await write(desk, fair(period=when("2021.6.20."), companies=(SERVICE,), title="", places=()))
    assert (await standing(desk))[SERVICE] > before[SERVICE]


async def test_a_name_that_nobody_knows_is_asked_again_with_those_like_it(desk: Desk) -> None:
    await page_of(desk, "맥도날드")
    await desk.taps(OFFICE, "다른 업체와 합치기")
    (asked,) = await desk.says(OFFICE, "쿠팡풀필먼")
    assert f"비슷한 이름: {FULFILMENT}." in asked


async def test_the_city_and_the_same_company_are_not_joined(desk: Desk) -> None:
    for name, reason in (("고양시", "고양시는 다른 업체와"), ("맥도날드", "같은 업체입니다.")):
        await page_of(desk, "맥도날드")
        await desk.taps(OFFICE, "다른 업체와 합치기")
        before = await desk.records()
        assert reason in (await desk.says(OFFICE, name))[-1]
        assert (await desk.records())["record_company"] == before["record_company"]


@pytest.mark.parametrize("code", ["v1:inc:join:2", "v1:inc:names:2", "v1:inc:part:2"])
async def test_who_does_not_choose_companies_joins_none(desk: Desk, code: str) -> None:
    await desk.says(STAFF, "/help")
    before = await desk.records()
    await desk.taps_code(STAFF, code)
    assert await desk.records() == before


async def test_what_hangs_on_an_agreement_goes_with_its_party(desk: Desk) -> None:
    before = await standing(desk)
    await page_of(desk, SERVICE)
    await desk.taps(OFFICE, "다른 업체와 합치기")
    await desk.says(OFFICE, FULFILMENT)
    await desk.agrees(OFFICE)
    after = await standing(desk)
    assert FULFILMENT not in after
    assert after[SERVICE] > max(before[FULFILMENT], before[SERVICE])
