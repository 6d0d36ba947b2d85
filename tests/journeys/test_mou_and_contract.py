"""Agreements with what was promised in them; contracts by the rules; the two money tables."""

import re
from datetime import date

import pytest

from bot.demo.texts import PEOPLE
from storage.facts.shapes import ContractFacts, FollowUpFacts, HireFacts, MouFacts, PromiseFacts
from storage.rules.terms import ContactKind, RecordKind
from tests.journeys.town import Hand, Town

pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="module")]

MANAGER = PEOPLE[3][0]


async def to_card(hand: Hand) -> str:
    """Leaves every further question empty; returns the card."""
    while "보고서에 실릴 문장" not in hand.seen:
        await hand.taps("건너뛰기")
    return hand.seen


async def contract(town: Town, amount: str, name: str = "") -> Hand:
    """A newcomer who has just saved a works contract of that amount."""
    hand = await town.newcomer()
    await hand.says("/contract")
    await hand.does(name or f"{hand.user} 하수관로 정비", f"{hand.user}종합건설")
    if "같은 곳입니까?" in hand.seen:
        await hand.taps("다른 곳(새로 등록)")
    await hand.does(amount, "2021.7.3.", "종합", "착공")
    await hand.taps("그래도 저장" if "비슷한 기록" in hand.seen else "저장")
    if "비슷한 기록" in hand.seen:
        await hand.taps("그래도 저장")
    assert "저장했습니다." in hand.seen
    return hand


async def subcontract(hand: Hand, where: str, amount: str) -> None:
    """One subcontract of the contract on the screen, and back to the contract."""
    await hand.taps("하도급 추가")
    await hand.does(f"{hand.user}{where}{len(hand.phone.messages())}조경")
    if "같은 곳입니까?" in hand.seen:
        await hand.taps("다른 곳(새로 등록)")
    await hand.does(where, amount)
    await hand.taps("저장", "저장했습니다.")


async def reopened(hand: Hand) -> str:
    """The newest contract of this person as it stands."""
    await hand.says(f"/find {hand.user}")
    for place in range(1, 6):
        shown = await hand.opens(place)
        if shown.startswith("공사계약"):
            return shown
        await hand.says(f"/find {hand.user}")
    raise AssertionError(hand.phone.transcript())


async def test_what_hangs_on_a_contract_leads_back_up_to_it(town: Town) -> None:
    hand = await contract(town, "2억원")
    await subcontract(hand, "관내", "5천만원")
    await hand.taps("기록 보기")
    assert hand.seen.startswith("하도급")
    assert (await hand.taps("계약 보기")).startswith("공사계약")


async def test_an_agreement_keeps_its_promise_and_its_follow_up(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/mou")
    await hand.does(f"고양시, {hand.user}물류", f"{hand.user} 우선고용 협약", "21.11.4.")
    await hand.does("고양시민 우선고용")
    await to_card(hand)
    await hand.taps("저장", "저장했습니다.")
    await hand.taps("이행사항 추가", "이행하기로 한 것은 무엇입니까?")
    await hand.does("신규 채용 시 고양시민 우선고용", "시민 채용 인원(명)", "30", "2022.6.30.")
    await to_card(hand)
    await hand.taps("저장", "저장했습니다.")
    await hand.says(f"/find {hand.user}")
    titles = hand.seen
    assert "협약" in titles
    place = next(n for n in range(1, 4) if f"{n}. 협약 ·" in titles)
    shown = await hand.opens(place)
    assert "신규 채용 시 고양시민 우선고용" in shown
    await hand.taps("이행 기록", "언제 연락했습니까?")
    await hand.does("어제", "간담회", "하반기 채용계획 협의", "시민 10명 우선 면접 합의")
    await to_card(hand)
    saved = await hand.taps("저장", "저장했습니다.")
    assert "(2021.12.19.) 하반기 채용계획 협의 간담회 실시" in saved
    (mou,) = await town.facts(RecordKind.MOU, hand)
    (promise,) = await town.facts(RecordKind.PROMISE, hand)
    (contact,) = await town.facts(RecordKind.FOLLOW_UP, hand)
    assert isinstance(mou, MouFacts)
    assert isinstance(promise, PromiseFacts)
    assert isinstance(contact, FollowUpFacts)
    assert (promise.target, promise.due) == (30, date(2022, 6, 30))
    assert contact.contact is ContactKind.ROUND_TABLE
    (row,) = await town.rows(RecordKind.MOU, hand)
    assert row.last_contact_on == date(2021, 12, 19)


@pytest.mark.parametrize(("amount", "large"), [("100,000,000원", True), ("99,999,999원", False)])
async def test_one_won_decides_whether_works_are_large(
    town: Town, amount: str, large: bool
) -> None:
    """C08"""
    hand = await contract(town, amount)
    shown = await hand.taps("기록 보기", "보고서")
    assert ("대규모공사 아님" not in shown) is large
    assert f"공고일 기준 100,000,000원 {'이상' if large else '미만'}" in shown
    (row,) = await town.rows(RecordKind.CONTRACT, hand)
    assert row.large is large


@pytest.mark.parametrize(
    ("local", "other", "rate"),
    [("50,000,000원", "50,000,000원", "50%"), ("49,990,000원", "50,010,000원", "49.99%")],
)
async def test_the_local_share_is_shown_against_the_goal(
    town: Town, local: str, other: str, rate: str
) -> None:
    """C09: 50 % is met, 49.99 % is not and is never rounded up to it."""
    hand = await contract(town, "3억원")
    await subcontract(hand, "관내", local)
    await reopened(hand)
    await subcontract(hand, "관외", other)
    assert f"관내 하도급률 {rate} (권장 50%)" in await reopened(hand)


async def test_more_is_not_let_on_than_the_whole_contract(town: Town) -> None:
    """C09"""
    hand = await contract(town, "1억원")
    await subcontract(hand, "관내", "6천만원")
    await reopened(hand)
    await hand.taps("하도급 추가")
    await hand.does(f"{hand.user}토건")
    if "같은 곳입니까?" in hand.seen:
        await hand.taps("다른 곳(새로 등록)")
    await hand.does("관내", "5천만원")
    shown = await hand.taps("저장")
    assert "계약 금액" in shown
    assert "저장했습니다." not in shown
    assert len(await town.rows(RecordKind.SUBCONTRACT, hand)) == 1


async def test_more_residents_than_workers_are_refused_and_put_right(town: Town) -> None:
    """C09"""
    hand = await contract(town, "2억원")
    await hand.taps("고용 인원 추가", "언제의 인원입니까?")
    await hand.does("2021.7.~12.", "40명", "41명")
    assert "고양시민(41명)이 전체 인원(40명)보다 많습니다. 다시 적어 주십시오." in hand.seen
    assert hand.labels()[0] == ["다시 입력"]
    assert "전체 40명(고양시민 22명)" in await hand.says("22")
    await hand.taps("고치기")
    await hand.taps("전체 인원")
    await hand.does("20")
    shown = await hand.taps("저장")
    assert "고양시 몫은 0부터 전체까지의 수입니다." in shown
    assert await town.rows(RecordKind.HIRE, hand) == []


async def test_a_plan_of_more_residents_than_hires_is_asked_again(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/plan")
    await hand.taps("항목 추가")
    await hand.does("참여기업 발굴", "건너뛰기", "3", "30명")
    assert "고용할 시민(30명)이 전체 고용(20명)보다 많습니다." in await hand.says("20")
    assert "전체 고용 40명(고양시민 30명)" in await hand.says("40")


async def test_head_counts_are_kept_and_reach_the_manager(town: Town) -> None:
    hand = await contract(town, "2억원")
    manager = await town.hand(MANAGER)
    before = residents(await manager.says("/status"))
    await hand.taps("고용 인원 추가", "언제의 인원입니까?")
    await hand.does("2021.7.~12.", "40명", "22명")
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.HIRE, hand)
    assert isinstance(facts, HireFacts)
    assert (facts.residents, facts.workers) == (22, 40)
    after = residents(await manager.says("/status"))
    assert after == (before[0] + 22, before[1] + 40)


def residents(status: str) -> tuple[int, int]:
    """Residents and all workers as /status tells them."""
    found = re.search(r"고양시민 고용 (\d+)/(\d+)명", status)
    return (int(found[1]), int(found[2])) if found else (0, 0)


async def test_a_contract_shows_its_sentence_before_it_is_saved(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/contract")
    await hand.does(f"{hand.user}교 보수", f"{hand.user}교량산업")
    if "같은 곳입니까?" in hand.seen:
        await hand.taps("다른 곳(새로 등록)")
    await hand.does("1억 2천", "2021.7.3.", "전문", "준공")
    assert f"{hand.user}교 보수(120백만원)" in hand.seen.partition("보고서에 실릴 문장")[2]
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.CONTRACT, hand)
    assert isinstance(facts, ContractFacts)
    assert facts.amount == 120_000_000
