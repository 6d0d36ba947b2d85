"""The demo: an office with a round under way at once, and a whole round when it is played."""

from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import select

from bot.demo import round_play, show, texts
from bot.demo.office import TODAY
from bot.simulator.people.phone import Phone
from bot.simulator.people.transcript import words
from storage import audit
from storage.figures import filling
from storage.models.evidence import Evidence
from storage.records import agreement_states, record_lookup
from storage.records.plan_states import HANDED_IN
from storage.report import status
from storage.rounds import board, rounds
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

pytestmark = pytest.mark.long


def boards(chief: Phone) -> list[str]:
    return [
        words(one)
        for one in chief.messages()
        if "제출 기한" in words(one) and "낸 부서" in words(one)
    ]


async def test_the_morning_finds_a_working_office(tmp_path: Path) -> None:
    async with show.opened(tmp_path) as demo, demo.office.db.begin() as session:
        (row,) = await rounds.open_ones(session)
        whole = await board.whole(session, row, TODAY)
        manned = [one for one in whole.rows if one.responsible]
        came = [one for one in whole.rows if one.state in HANDED_IN]
        missing = [one.department for one in whole.rows if one.missing]
        assert (len(whole.rows), len(manned), len(came), len(missing)) == (44, 44, 31, 7)
        assert not whole.unreached
        agreements = await agreement_states.standing(session, TODAY)
        assert agreements.kept
        assert agreements.asleep
        glance = await status.half_status(session, HalfYear.of(TODAY), demo.office.clock())
        assert glance.local_rate is not None
        assert glance.local_rate >= glance.local_rate_recommended, "the office as a whole keeps it"
        whole_of, local_of = Counter[int](), Counter[int]()
        for part in await record_lookup.all_living(session, RecordKind.SUBCONTRACT):
            whole_of[part.parent_id] += part.amount
            local_of[part.parent_id] += part.amount if part.local else 0
        under = [one for one in whole_of if 2 * local_of[one] < whole_of[one]]
        assert 0 < len(under) < len(whole_of), "and some contracts do not"
        pictures = (await session.exec(select(Evidence))).all()
        assert all(demo.simulator.world.shelf.find(one.file_id) for one in pictures)
        assert len(pictures) > 5
        connection = await session.connection()
        assert await connection.run_sync(filling.differing) == [], "the ledger says what they say"
        assert await audit.verify(session) is None


async def test_the_board_stands_last_and_edits_itself_when_an_answer_comes(tmp_path: Path) -> None:
    async with (
        show.opened(tmp_path) as demo,
        await demo.phone(round_play.CHIEF) as chief,
        await demo.phone(round_play.BUILDER) as builder,
    ):
        (shown,) = boards(chief)
        assert words(chief.last()) == shown
        assert "기한 뒤 제출 2: 도로건설과, 수도행정과" in shown
        chat = demo.simulator.world.chats[chief.user]
        place = [chief.last()["message_id"]]
        await chief.until(lambda: chat.pinned == place or None, None, "not pinned")
        for button in (texts.REVIEW, texts.BUILDER_PLAN, texts.ASK_AGAIN, texts.FIELD):
            await chief.tap(button)
        await chief.reads("사유를 적어 보내 주십시오.")
        await chief.say("목표 수치를 적어 주십시오.")
        await chief.reads(texts.ONE_ASKED)
        await builder.reads("목표는 얼마입니까?")
        await builder.say("20")
        await builder.reads("보완완료로 총괄 담당에게 알렸습니다.")
        await chief.until(
            lambda: "보완완료 1 · " in boards(chief)[0] or None,
            None,
            "the board did not edit itself",
        )


async def test_a_whole_round_is_played_to_its_end(tmp_path: Path) -> None:
    transcript, draft = await show.played(tmp_path)
    for said in (
        "제출 기한(12.6.)에서 2주가 지났습니다.",
        "2개 부서에 보냈습니다: 일자리정책과, 도로건설과",
        "해당없음 · 총괄 검토 대기",
        "‘목표’ 한 가지만 보완을 요청했습니다",
        "일자리정책과 2022년 상반기 · 확정",
        "보완완료로 총괄 담당에게 알렸습니다.",
        "2022년 상반기 추진계획이 확정되었습니다.",
        "모든 항목의 결과를 정했습니다.",
    ):
        assert said in transcript, said
    assert "기록 48건" in transcript
    assert draft.half.code == "2021-2"
