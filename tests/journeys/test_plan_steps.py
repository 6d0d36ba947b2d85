"""담당 → 주무팀장 → 과장 → 총괄 over real HTTP, with one question on the way and the picture."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import OFFICE as HOME
from bot.demo.texts import PEOPLE
from bot.simulator.people.transcript import words
from storage.facts.shapes import PlanItemFacts
from storage.rules.terms import RecordKind, Role
from tests.journeys.test_half_year_round import ITEM, TO_JUNE, board, replies
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

OFFICER, OFFICE, HEAD = PEOPLE[0][0], PEOPLE[2][0], PEOPLE[3][0]


async def asked_whom_it_waits_for(viewer: Hand) -> None:
    """`/status` tells it in words and in the list of departments, on one screen."""
    shown = await viewer.says("/status", "추진계획")
    assert "확인중 1(주무팀장 1)" in shown
    assert len(shown.splitlines()) <= 12
    assert "일자리정책과 · 주무팀장 확인중" in await viewer.taps("부서별 보기", "직제순")


async def test_a_plan_goes_through_the_hands_of_its_department_to_the_office(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        town.advance(days=TO_JUNE, minutes=5)
        office, officer, head = [await town.hand(one) for one in (OFFICE, OFFICER, HEAD)]
        senior = await town.newcomer(Role.SENIOR, HOME, "주○○")
        viewer = await town.newcomer(Role.VIEWER, HOME, "열○○")
        for hand in (officer, senior, head):
            await hand.says("/help")
        await office.says("/departments", "부서를 누르면")
        await office.taps(HOME, "내부확인: 거치지 않음")
        await office.taps("내부확인 단계", "차례로 거쳐")
        await office.taps("주무팀장 → 과장", "바꾸었습니다")
        await office.says("/round", "2022년 하반기 추진계획 취합 · 진행")
        await office.taps("현황판 보내기", "제출 기한")

        await officer.says("/plan", "· 미제출")
        await officer.taps("항목 추가", "무엇을 추진합니까?")
        await officer.says(ITEM)
        while "보고서에 실릴 문장" not in officer.seen:
            await officer.taps("건너뛰기")
        await officer.taps("저장", "저장했습니다.")
        await officer.says("/plan", "번호를 누르면")
        await officer.taps("제출", "제출 · 주무팀장 내부확인 대기")
        await board(town, office, "내부확인 중 1: 일자리정책과")
        await asked_whom_it_waits_for(viewer)

        await senior.reads("살펴보시고 올려 주십시오")
        await senior.taps("상신(확인)", "과장 내부확인 대기")
        await board(town, office, "내부확인 중 1: 일자리정책과")

        await head.reads("주무팀장 확인: 주○○")
        await head.taps("1. 채용행사", "보완을 요청할 칸")
        await head.taps("목표")
        before = officer.marks()
        await replies(
            head, "보완요청 · 목표", "목표 수치를 적어 주십시오.", "한 가지만 보완을 요청했습니다"
        )
        await officer.reads("목표는 얼마입니까?")
        await officer.says("5", "과장 내부확인으로 상신했습니다.")
        assert len(officer.since(before, "text")) <= 3
        await head.reads("보완완료 1번 · 목표: ‘없음’ → ‘5’")
        await head.taps("상신(확인)", "내부확인 · 총괄 검토 대기")
        await officer.reads("내부확인을 마치고 총괄에 제출되었습니다.")

        shown = await board(town, office, "제출 1")
        assert "확인중" not in shown
        await office.taps("그림으로 보기")
        while not any(message.get("photo") for message in office.phone.messages()):
            await office.phone.reads("")
        await office.taps("검토하기", "검토할 추진계획")
        await office.taps("일자리정책과 · 제출", "과장 확인: 박○○")
        await office.taps("확정", "검토 마침")
        await officer.reads("추진계획이 확정되었습니다.")
        (facts,) = await town.facts(RecordKind.PLAN_ITEM, officer)
        assert facts == PlanItemFacts(text=ITEM, target=5)
        assert all("결재" not in words(one) for one in head.phone.messages())
