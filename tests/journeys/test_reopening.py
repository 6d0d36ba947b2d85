"""A plan that the 마감 has caught comes in late all the same, over real HTTP."""

from contextlib import AbstractAsyncContextManager

import pytest

from tests.journeys.test_half_year_round import (
    OFFICE,
    OFFICER,
    board,
    june,
    replies,
    write_and_hand_in,
)
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

TO_JULY = 30  # days behind the first working day of the round: its due day is over
WHY = "담당자 부재로 제출 지연"


async def closed(town: Town, office: Hand) -> None:
    """총괄 ends the round of 2022 하반기, though nobody has handed anything in."""
    town.advance(days=TO_JULY)
    await office.says("/round", "2022년 하반기 추진계획 취합 · 진행")
    await office.taps("취합 마감", "사유를 적어")
    await replies(office, "취합 마감", "평가단 제출일", "마감하시겠습니까?")
    await office.taps("예", "한 번 더 확인합니다.")
    await office.taps("예, 44건 모두", "마감했습니다")


async def reopened(office: Hand) -> None:
    """총괄 goes from the board to the officer's plan and opens it again."""
    await office.taps("부서 열기", "부서별 추진계획")
    await office.taps("일자리정책과 · 미제출", "· 미제출")
    await office.taps("다시 열기", "이 부서만")
    await replies(office, "다시 열기", WHY, "추진계획을 다시 열었습니다")


async def test_a_plan_is_opened_again_after_the_close_handed_in_late_and_confirmed(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        office, officer = await town.hand(OFFICE), await town.hand(OFFICER)
        await june(town, office, officer)
        await office.says("/round", "추진계획 취합 · 진행")
        await office.taps("현황판 보내기", "제출 기한")
        await closed(town, office)
        await officer.says("/plan 2022 하반기", "· 미제출")
        refused = await officer.toast("해당없음")
        assert "마감" in refused

        await office.taps("현황판 보내기", "제출 기한")
        await reopened(office)
        heard = await officer.reads("추진계획을 다시 받습니다")
        assert f"사유: {WHY}" in heard
        await office.taps("부서 열기", "부서별 추진계획")
        shown = await office.taps("일자리정책과 · 미제출", "다시 열어 둠")
        assert "까지 (담당자 부재로 제출 지연)" in shown
        assert all("다시 열기" not in row for row in office.labels())

        await officer.taps("바로 입력", "· 미제출")
        await write_and_hand_in(officer)
        await board(town, office, "제출 1")
        whole = await office.taps("전체 보기 (44)", "일자리정책과")
        assert "일자리정책과 제출 1건(늦음)" in whole  # it stands under what it still owes
        await office.taps("검토하기", "검토할 추진계획")
        await office.taps("일자리정책과 · 제출", "제출")
        await office.taps("확정", "검토 마침")
        await officer.reads("추진계획이 확정되었습니다.")
        assert "실적만 미확인 1: 일자리정책과" in await board(town, office, "확정 1")
        trail = await town.ask("SELECT reason FROM audit_entry WHERE action = 'reopen_closed'")
        assert [reason for (reason,) in trail] == [WHY]


async def test_a_plan_that_stays_away_is_shut_again_and_not_confirmed(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        office, officer = await town.hand(OFFICE), await town.hand(OFFICER)
        await june(town, office, officer)
        await closed(town, office)
        await office.taps("현황판 보내기", "제출 기한")
        await reopened(office)
        await officer.reads("추진계획을 다시 받습니다")
        town.advance(days=7)
        await town.ticks()
        await officer.says("/plan 2022 하반기", "· 미제출")
        assert "마감" in await officer.toast("해당없음")
        rows = await town.ask(
            "SELECT plan.state, confirmed, ended_at IS NOT NULL FROM plan_reopening"
            " JOIN plan ON plan.id = plan_id"
        )
        assert [tuple(row) for row in rows] == [("not_submitted", 0, 1)]
