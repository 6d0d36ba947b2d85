"""The demo: an office with a round under way at once, and a whole round when it is played."""

from pathlib import Path

import pytest

from bot.demo import round_play, show
from bot.simulator.people.phone import Phone
from bot.simulator.people.transcript import words

pytestmark = pytest.mark.long


def boards(chief: Phone) -> list[str]:
    return [words(one) for one in chief.messages() if "모두 44개 부서" in words(one)]


async def test_the_phones_show_board_reminder_and_question_at_once(tmp_path: Path) -> None:
    async with show.opened(tmp_path) as demo:
        async with await demo.phone(round_play.CLERK) as clerk:
            assert "[지연] 협조 요청: 2022년 상반기 추진계획 제출 기한(12.6.)" in words(
                clerk.last()
            )
        async with await demo.phone(round_play.BUILDER) as builder:
            assert "목표는 얼마입니까?" in words(builder.last())
            async with await demo.phone(round_play.CHIEF) as chief:
                board = await chief.until(
                    lambda: boards(chief)[0] if len(boards(chief)) == 1 else None,
                    None,
                    "not one board",
                )
                assert words(chief.last()) == board
                assert "도로건설과 보완요청 1건*" in board
                place = [chief.last()["message_id"]]
                chat = demo.simulator.world.chats[chief.user]
                await chief.until(
                    lambda: chat.pinned == place or None, None, "the board was not pinned"
                )
                await builder.say("20")
                await builder.reads("보완완료로 총괄 담당에게 알렸습니다.")
                await chief.until(
                    lambda: "도로건설과 보완완료 1건*" in boards(chief)[0] or None,
                    None,
                    "the board did not edit itself",
                )


async def test_a_whole_round_is_played_to_its_end(tmp_path: Path) -> None:
    transcript, draft = await show.played(tmp_path)
    for said in (
        "제출 기한(12.6.)이 근무일로 10일 경과하였습니다.",
        "2개 부서에 보냈습니다: 일자리정책과, 도로건설과",
        "이번 반기에는 계획이 없다고 제출하셨습니다.",
        "나: 목표 인원을 적어 주십시오.",
        "일자리정책과 2022년 상반기 · 확정",
        "보완완료로 총괄 담당에게 알렸습니다.",
        "2022년 상반기 추진계획이 확정되었습니다.",
        "일자리정책과 확정 5건*",
        "모든 항목의 결과를 정했습니다.",
    ):
        assert said in transcript, said
    assert "기록 48건" in transcript
    assert draft.half.code == "2021-2"
