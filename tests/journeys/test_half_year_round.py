"""One half-year from its opening to 확정, over real HTTP: board, reminder, question, answer."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import PEOPLE
from bot.simulator.people.transcript import words
from storage.facts.shapes import PlanItemFacts
from storage.rules.terms import RecordKind
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

OFFICER, ROADS, OFFICE = PEOPLE[0][0], PEOPLE[1][0], PEOPLE[2][0]
TO_JUNE = 164  # days from the demo's morning to 2022. 6. 2., the first working day of the round
REASON = "목표 수치를 적어 주십시오."
ITEM = "채용행사 개최 시 고양시민 고용할당제 안내 및 참여 유도"


async def replies(hand: Hand, question: str, answer: str, wait: str) -> str:
    """Answers the bot's newest question of these words by a reply, as Telegram offers it."""
    await hand.phone.reads(question)
    asked = [one for one in hand.phone.messages() if question in words(one)][-1]
    await hand.phone.say(answer, reply_to=asked["message_id"])
    return await hand.reads(wait)


async def board(town: Town, hand: Hand, wait: str) -> str:
    """The one pinned message of 총괄, once it says `wait`."""
    pinned = town.simulator.world.chats[hand.user].pinned

    def shown() -> str | None:
        said = [words(one) for one in hand.phone.messages() if one["message_id"] in pinned]
        return str(said[0]) if len(said) == 1 and wait in said[0] else None

    return await hand.phone.until(shown, None, f"no single pinned board says {wait!r}")


async def june(town: Town, *hands: Hand) -> None:
    """The morning on which the round begins: everybody who uses the bot has heard of it."""
    for hand in hands:
        await hand.says("/help")
    town.advance(days=TO_JUNE, minutes=5)
    await town.ticks()
    for hand in hands:
        await hand.reads("2022년 하반기")


async def write_and_hand_in(hand: Hand) -> None:
    await hand.says("/plan", "· 미제출")
    await hand.taps("항목 추가", "무엇을 추진합니까?")
    await hand.says(ITEM)
    while "보고서에 실릴 문장" not in hand.seen:
        await hand.taps("건너뛰기")
    await hand.taps("저장", "저장했습니다.")
    await hand.says("/plan", "번호를 누르면")
    await hand.taps("제출", "제출 · 총괄 검토 대기")


async def test_a_half_year_from_its_opening_to_its_confirmation(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        office, officer, roads = [await town.hand(one) for one in (OFFICE, OFFICER, ROADS)]
        await june(town, office, officer, roads)

        await office.says("/round", "2022년 하반기 추진계획 취합 · 진행")
        await office.taps("현황판 보내기", "제출 기한")
        await office.taps("미제출만 독려", "2개 부서: 일자리정책과, 도로건설과")
        await office.taps("예", "2개 부서에 보냈습니다")
        refused = await office.toast("미제출만 독려")
        assert refused == "오늘은 이미 독려했습니다. 다음 근무일에 다시 하실 수 있습니다."

        await roads.reads("추진계획이 아직 도착하지 않았습니다")
        await roads.taps("추진계획 해당없음", "해당없음 · 총괄 검토 대기")
        assert "해당없음 1" in await board(town, office, "해당없음 1")

        await write_and_hand_in(officer)
        await board(town, office, "제출 1")
        await office.taps("검토하기", "검토할 추진계획")
        await office.taps("일자리정책과 · 제출", ITEM)
        await office.taps("한 칸 되묻기", "물을 칸")
        await office.taps("목표")
        before = officer.marks()
        await replies(
            office,
            "보완요청 · 목표",
            "목표 수치를 적어 주십시오.",
            "한 가지만 보완을 요청했습니다",
        )

        await officer.reads("목표는 얼마입니까?")
        await officer.says("5", "보완완료로 총괄 담당에게 알렸습니다.")
        news = officer.since(before, "text")
        assert len(news) <= 3  # the question, the answer, and that it is done
        await office.reads("목표: ‘없음’ → ‘5’")

        await office.taps("추진계획 보기", "보완완료 1번 · 목표: ‘없음’ → ‘5’")
        await office.taps("확정", "· 확정")
        await officer.reads("추진계획이 확정되었습니다.")
        assert "확정 1" in await board(town, office, "확정 1")
        hand = next(iter(await town.facts(RecordKind.PLAN_ITEM, officer)))
        assert hand == PlanItemFacts(text=ITEM, target=5)


async def test_the_clock_reminds_and_the_reminder_itself_takes_the_answer(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        office, roads = await town.hand(OFFICE), await town.hand(ROADS)
        await june(town, office, roads)
        await office.says("/round", "2022년 하반기 추진계획 취합 · 진행")
        await roads.reads("2022년 하반기 추진계획을")
        roads.acts = 0
        await roads.taps("추진계획 해당없음", "해당없음 · 총괄 검토 대기")
        assert roads.acts == 1
        shown = [words(one) for one in roads.phone.messages()]
        assert any("취합 요청" in each for each in shown)  # its other buttons are needed
        rows = await town.ask(
            "SELECT state FROM plan WHERE half = '2022-2' AND state <> 'not_submitted'"
        )
        assert [state for (state,) in rows] == ["not_applicable"]
