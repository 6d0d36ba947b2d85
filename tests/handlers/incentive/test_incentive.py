"""`/incentive`: the ranking, its formula, and a request with its letter and its report line."""

from collections.abc import AsyncIterator

import pytest

from bot.renders import letter as letters
from bot.renders.rendered import Withheld
from handlers.forms.texts import LETTER_DRAFT
from storage.act import Act
from storage.facts.shapes import Facts, HireFacts, IncentiveFacts, PromiseFacts, SubcontractFacts
from storage.records import record_lookup, record_projection, records
from storage.rules.errors import Gone, NotAllowed
from storage.rules.terms import PromiseStatus, RecordKind, Role
from tests.handlers.report_office import READER, demote, draft, files, opened
from tests.handlers.round_office import ADMIN, OFFICE, STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import TODAY, agreement, fair, when, works

pytestmark = pytest.mark.long

LINE = "(주)가나물류 물품 우선구매 협조요청(21.12.1.)"


async def write(desk: Desk, facts: Facts, parent: int | None = None) -> int:
    """A record of 총괄, written without the form."""
    async with desk.db.begin() as session:
        actor = await desk.officer(OFFICE)
        assert actor is not None
        row = await records.add(Act(session, actor, desk.now), facts, parent_id=parent)
        return int(row.id)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office near the end of 2021 하반기 where three companies did something."""
    made = await opened(sqlite_url)
    mou = await write(made, agreement(parties=("고양시", "(주)가나물류")))
    for status in (PromiseStatus.KEPT, PromiseStatus.OPEN):
        await write(made, PromiseFacts(f"약속 {status}", status=status), mou)
    await write(made, fair(title="가나채용", companies=("가나물류 주식회사",)))
    contract = await write(made, works(company="(주)다라건설"))
    await write(made, SubcontractFacts("관내사", 10_000_000, local=True), contract)
    await write(made, HireFacts(when("2021.9."), 5, 40), contract)
    yield made
    await made.close()


async def ask(desk: Desk) -> str:
    """총괄 asks to buy from the best company; returns the saved card."""
    await desk.says(OFFICE, "/incentive")
    await desk.taps(OFFICE, "1번")
    await desk.taps(OFFICE, "우선구매 협조요청")
    await desk.says(OFFICE, "택배상자, 완충재")
    await desk.taps(OFFICE, "전 부서")
    await desk.taps(OFFICE, "오늘")
    return (await desk.taps(OFFICE, "저장"))[-1]


# -- the ranking ---------------------------------------------------------------------------------


@pytest.mark.parametrize("user", [OFFICE, ADMIN])
async def test_companies_stand_in_their_order_with_how_it_came_about(
    desk: Desk, user: int
) -> None:
    (heard,) = await desk.says(user, "/incentive")
    lines = heard.splitlines()
    assert lines[1] == "2021년 하반기"
    assert lines[3:9] == [
        "1. (주)가나물류 1위 · 15점",
        "    협약 이행사항 2건 중 1건 이행 10점 + 행사 참여 1회 5점",
        "2. (주)다라건설 1위 · 15점",
        "    관내 하도급 권장 계약 1건 충족 10점 + 고양시민 5명 고용 5점",
        "3. 쿠팡풀필먼트유한회사 3위 · 5점",
        "    행사 참여 1회 5점",
    ]


@pytest.mark.parametrize("user", [STAFF, READER])
async def test_nobody_else_sees_it(desk: Desk, user: int) -> None:
    assert await desk.says(user, "/incentive") == [NotAllowed.default]
    assert await desk.taps_code(user, "v1:inc:points:2021-2:1") == [NotAllowed.default]


async def test_other_halves_are_named_counted_or_reached_by_buttons(desk: Desk) -> None:
    (heard,) = await desk.says(OFFICE, "/incentive 2021 상반기")
    assert "2021년 상반기" in heard
    assert "남긴 기업이 없습니다" in heard
    (heard,) = await desk.says(OFFICE, "/incentive 4반기")
    assert "2020년 상반기부터 2021년 하반기까지" in heard
    (heard,) = await desk.taps(OFFICE, "반기 하나")
    assert "부터" not in heard
    (heard,) = await desk.taps(OFFICE, "◀ 2021 상반기")
    assert "2021년 상반기" in heard


async def test_what_is_no_half_is_refused_with_an_example(desk: Desk) -> None:
    (heard,) = await desk.says(OFFICE, "/incentive 99반기")
    assert "2021 하반기" in heard


async def test_ten_stand_on_a_page(desk: Desk) -> None:
    for at in range(9):
        await write(
            desk, fair(title=f"박람회 {at}", companies=(f"{'가나다라마바사아자'[at]}상사",))
        )
    (heard,) = await desk.says(OFFICE, "/incentive")
    assert "10. " in heard
    assert "11. " not in heard
    (heard,) = await desk.taps(OFFICE, "다음 ›")
    assert "12. " in heard


async def test_a_company_opens_its_records_and_they_lead_back(desk: Desk) -> None:
    await desk.says(OFFICE, "/incentive")
    (heard,) = await desk.taps(OFFICE, "1번")
    assert "다른 이름: 가나물류 주식회사" in heard or "가나채용" in heard
    assert "기록 4건" in heard
    await desk.taps(OFFICE, "1번")
    (heard,) = await desk.taps(OFFICE, "목록으로")
    assert "기록 4건" in heard


async def test_the_formula_is_shown_and_changed_by_one_reply(desk: Desk) -> None:
    await desk.says(OFFICE, "/incentive")
    (heard,) = await desk.taps(OFFICE, "점수 기준")
    assert "1. 이행한 협약 이행사항 1건에 10점" in heard
    await desk.taps(OFFICE, "1번")
    (heard,) = await desk.replies(OFFICE, "30점")
    assert "1. 이행한 협약 이행사항 1건에 30점" in heard
    (heard,) = await desk.says(OFFICE, "/incentive")
    assert "협약 이행사항 2건 중 1건 이행 30" in heard


@pytest.mark.parametrize("words", ["많이", "1001", "-3"])
async def test_points_that_are_none_change_nothing(desk: Desk, words: str) -> None:
    await desk.says(OFFICE, "/incentive")
    await desk.taps(OFFICE, "점수 기준")
    await desk.taps(OFFICE, "1번")
    (heard,) = await desk.replies(OFFICE, words)
    assert "예:" in heard
    (heard,) = await desk.says(OFFICE, "/incentive")
    assert "1건 이행 10" in heard


# -- the request ---------------------------------------------------------------------------------


async def test_a_request_knows_its_company_and_why(desk: Desk) -> None:
    heard = await ask(desk)
    assert "문서번호가 없어 아직 보고서에 싣지 않습니다." in heard
    assert LETTER_DRAFT in heard
    async with desk.db.read() as session:
        (row,) = await record_lookup.all_living(session, RecordKind.INCENTIVE)
        facts = record_projection.facts_of(row)
    assert isinstance(facts, IncentiveFacts)
    assert facts.reason == "협약 이행사항 2건 중 1건 이행, 행사 참여 1회"
    (heard,) = await desk.says(OFFICE, "/incentive")
    assert "(주)가나물류 1위 · 15점 · 협조요청 2021. 12. 1." in heard


async def test_it_becomes_a_result_only_with_the_number_of_the_document(desk: Desk) -> None:
    await ask(desk)
    assert LINE not in await draft(desk)
    await desk.taps(OFFICE, "기록 보기")
    await desk.taps(OFFICE, "고치기")
    await desk.taps(OFFICE, "문서번호")
    await desk.says(OFFICE, "일자리정책과-1234")
    heard = await desk.taps(OFFICE, "저장")
    assert "고쳤습니다." in heard[-1]
    printed = await draft(desk)
    assert printed[printed.index(LINE) - 1] == "고용할당제 참여기업 인센티브 제공"


@pytest.mark.parametrize(("ending", "magic"), [("hwpx", b"PK"), ("pdf", b"%PDF")])
async def test_its_letter_comes_as_a_file(desk: Desk, ending: str, magic: bytes) -> None:
    await ask(desk)
    await desk.taps(OFFICE, f"기안 초안 {ending.upper()}")
    (asked,) = files(desk, OFFICE)
    assert "온나라 기안용 초안" in asked["caption"]
    made = await letters.write_letter(desk.db, asked["given"])
    assert made.name == f"우선구매_협조요청_1번_기안초안.{ending}"
    assert made.body.startswith(magic)


async def test_the_letter_is_of_the_record_as_it_is_when_it_is_sent(desk: Desk) -> None:
    await ask(desk)
    await desk.taps(OFFICE, "기안 초안 HWPX")
    given = files(desk, OFFICE)[-1]["given"]
    await demote(desk, OFFICE, Role.VIEWER)
    letter = await letters.asked_for(desk.db, given)
    assert (letter.sender, letter.recipients) == ("일자리정책과장", ("전 부서",))
    async with desk.db.begin() as session:
        actor = await desk.officer(ADMIN)
        assert actor is not None
        await records.remove(Act(session, actor, desk.now), RecordKind.INCENTIVE, 1)
    with pytest.raises(Gone):
        await letters.asked_for(desk.db, given)


async def test_who_was_removed_gets_no_letter(desk: Desk) -> None:
    number = await write(desk, IncentiveFacts("(주)가나물류", ("전 부서",), "상자", TODAY))
    async with desk.db.begin() as session:
        officer = await desk.officer(READER)
        assert officer is not None
        officer.state = "removed"
        session.add(officer)
    given = {"record": number, "format": "pdf", "officer": officer.id, "at": desk.now.isoformat()}
    with pytest.raises(Withheld):
        await letters.write_letter(desk.db, given)


async def test_staff_may_not_write_one_by_an_old_button(desk: Desk) -> None:
    number = await write(desk, IncentiveFacts("(주)가나물류", ("전 부서",), "상자", TODAY))
    for code in ("new:incentive:0", f"edit:incentive:{number}", f"delyes:incentive:{number}"):
        assert NotAllowed.default in await desk.taps_code(STAFF, f"v1:{code}")
    await desk.taps_code(STAFF, f"v1:rec:incentive:{number}")
    assert "고치기" not in desk.labels(STAFF)
