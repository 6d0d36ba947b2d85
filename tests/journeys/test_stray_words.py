"""Words typed beside a question, over real HTTP: taken when they answer it, harmless when not."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.simulator.people.transcript import words
from handlers.chat import texts
from tests.journeys.test_half_year_round import OFFICE, OFFICER, board, june, write_and_hand_in
from tests.journeys.town import Town

pytestmark = pytest.mark.long

Empty = AbstractAsyncContextManager[Town]


async def test_a_stray_word_closes_no_round_and_a_close_is_taken_back(empty_office: Empty) -> None:
    async with empty_office as town:
        office, officer = await town.hand(OFFICE), await town.hand(OFFICER)
        await june(town, office, officer)
        await office.says("/round", "2022년 하반기 추진계획 취합 · 진행")
        await office.taps("현황판 보내기", "제출 기한")
        await office.says("/round", "2022년 하반기 추진계획 취합 · 진행")
        asked = await office.taps("취합 마감", "사유를 적어 보내")
        assert "미제출 44개 부서: 기획담당관, " in asked
        assert "번호" not in asked
        await office.says("현황", "고용할당제 현황")  # the command: the question falls
        await office.says("/round", "취합 · 진행")
        await office.taps("취합 마감", "사유를 적어 보내")
        shown = await office.says("잠시만요", "마감하시겠습니까?")
        assert "마감 사유: 잠시만요" in shown
        await office.taps("아니오", texts.NOT_DONE)
        assert "추진계획 취합 · 진행" in await board(town, office, "취합 · 진행")

        await office.says("/round", "취합 · 진행")
        await office.taps("취합 마감", "사유를 적어 보내")
        await office.says("기한이 지나 마감함", "마감하시겠습니까?")
        await office.taps("예", "한 번 더 확인합니다. 44건에")
        await office.taps("예, 44건 모두", "취합을 마감했습니다.")
        await board(town, office, "취합 · 마감")
        refused = await officer.says("/plan 2022 하반기", "이 반기의 취합이 마감되었습니다.")
        assert "항목 추가" not in [label for row in officer.labels() for label in row]
        assert refused
        await office.taps("되돌리기", "마감을 되돌렸습니다.")
        await board(town, office, "취합 · 진행")
        await write_and_hand_in(officer)
        await board(town, office, "제출 1")


async def test_an_answer_is_taken_without_a_reply_and_a_question_passed_over_falls(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        office, officer = await town.hand(OFFICE), await town.hand(OFFICER)
        await june(town, office, officer)
        await write_and_hand_in(officer)
        await office.says("/round", "취합 · 진행")
        await office.taps("현황판 보내기", "제출 기한")
        await office.taps("검토하기", "검토할 추진계획")
        await office.taps("일자리정책과 · 제출", "채용행사")
        await office.taps("한 칸 되묻기", "물을 칸")
        await office.taps("목표", "사유를 적어 보내")
        question = next(
            one for one in reversed(office.phone.messages()) if "사유를 적어" in words(one)
        )
        await office.says("/todo", "할 일")  # something else: the question falls
        await office.phone.say("목표가 없습니다", reply_to=question["message_id"])
        await office.reads(texts.QUESTION_FELL)

        await office.taps("목표", "사유를 적어 보내")
        await office.says("목표 수치를 적어 주십시오.", "한 가지만 보완을 요청했습니다")
        await officer.reads("목표는 얼마입니까?")
