"""Last time's report sent in chat: shown, decided line by line, saved at once or not at all."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import PEOPLE
from bot.simulator.people.transcript import labels
from storage.report import report_draft
from tests.helpers import hostile
from tests.helpers.hwp_writer import LOCKED
from tests.helpers.imported import FORMATS, HALF, SEED, golden_outline, seed_file
from tests.helpers.report_lines import outline
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

STAFF, CHIEF = PEOPLE[0][0], PEOPLE[2][0]
AS_REPORT = "지난 반기 보고서로 읽기"
Empty = AbstractAsyncContextManager[Town]


async def sends(hand: Hand, body: bytes, name: str, answer: str) -> str:
    """A file sent, and named as last time's report."""
    await hand.phone.document(body, name)
    await hand.reads("파일을 받았습니다.")
    return await hand.taps(AS_REPORT, answer)


async def lines(town: Town) -> list[object]:
    async with town.office.db.read() as session:
        return list(outline(await report_draft.report(session, HALF, town.clock())))


async def saved_rows(town: Town) -> int:
    counted = 0
    for table in ("event", "mou", "plan_item", "problem", "report_block", "report_import"):
        counted += (await town.ask(f"SELECT count(*) FROM {table}"))[0][0]
    return counted


@pytest.mark.parametrize("ending", FORMATS)
async def test_a_report_of_each_format_is_shown_saved_and_comes_out_again(
    empty_office: Empty, ending: str
) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        shown = await sends(chief, seed_file(ending), f"지난 보고서.{ending}", "4칸 76줄을")
        assert "기록으로 72줄 · 문구로만 0줄 · 빼기 0줄" in shown
        assert "아직 아무것도 저장하지 않았습니다" in shown
        assert await saved_rows(town) == 0
        await chief.taps("저장", "보고서를 저장했습니다")
        assert await lines(town) == golden_outline()
        again = await sends(chief, seed_file(ending), f"사본.{ending}", "4칸 76줄을")
        assert "같은 파일을" in again
        assert "새로 저장할 것이 없습니다 (0건)" in again
        assert "저장" not in str(chief.labels())


async def test_lines_are_paged_opened_and_decided_before_anything_is_saved(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        shown = await sends(chief, SEED, "보고서.txt", "4칸 76줄을")
        assert "확인할 것 4" in shown
        await chief.taps("줄 보기", "읽은 줄")
        card = await chief.taps("3번", "성광의료재단")
        assert "협약 기관: 고양시, 성광의료재단" in card
        assert "일자리박람회 개최 관련 간담회 실시" in card
        await chief.taps("문구로만", "기록 없이 이 문구만")
        await chief.taps("뒤 ▶", "쿠팡채용박람회(1차)")
        await chief.taps("빼기", "보고서에 넣지 않습니다")
        summary = await chief.taps("« 요약", "4칸 76줄을")
        assert "기록으로 64줄 · 문구로만 4줄 · 빼기 4줄" in summary
        await chief.taps("확인할 것 (4)", "확인할 것")
        await chief.taps("8번", "영업소")
        await chief.taps("끊긴 그대로 두기", "고속도로 영 업소")
        await chief.taps("« 요약", "4칸 76줄을")
        assert await saved_rows(town) == 0
        await chief.taps("저장", "문구로만 남긴 줄 4개")
        words = "\n".join(str(line) for line in await lines(town))
        assert "쿠팡채용박람회(1차)" not in words
        assert "성광의료재단" in words
        assert "고속도로 영 업소" in words


async def test_what_was_read_can_be_left_and_a_second_save_does_nothing(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        await sends(chief, SEED, "보고서.txt", "4칸 76줄을")
        message, code = chief.code("저장")
        await chief.taps("그만두기", "저장하지 않았습니다")
        assert "없습니다" in await chief.phone.tap_old(message, code)
        assert await saved_rows(town) == 0


async def test_only_those_who_make_the_report_are_offered_to_have_it_read(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        staff = await town.hand(STAFF)
        await staff.phone.document(SEED, "보고서.txt")
        await staff.reads("파일을 받았습니다.")
        assert AS_REPORT not in str(labels(staff.phone.last()))
        assert await town.ask("SELECT id FROM upload") == []


async def test_into_an_office_that_has_the_records_comes_only_what_is_missing(
    full_office: Empty,
) -> None:
    async with full_office as town:
        before = (await town.ask("SELECT count(*) FROM event"))[0][0]
        chief = await town.hand(CHIEF)
        shown = await sends(chief, seed_file("hwpx"), "보고서.hwpx", "4칸 76줄을")
        assert "이미 있는 줄 14" in shown
        await chief.taps("저장", "새 기록 ")
        assert (await town.ask("SELECT count(*) FROM event"))[0][0] == before


HOSTILE = {
    "cells.xlsx": (hostile.cell_bomb, "너무 커지는 파일"),
    "laughs.docx": (hostile.laughing, "짜임이 정상이 아니어서"),
    "report.hwp": (lambda: hostile.locked_hwp(LOCKED), "암호가 걸린 파일"),
    "deep.docx": (hostile.deep, "짜임이 너무 복잡하여"),
    "cut.hwpx": (lambda: seed_file("hwpx")[:-400], "온전하지 않습니다"),
}


async def test_a_hostile_file_is_answered_while_the_bot_serves_others(empty_office: Empty) -> None:
    async with empty_office as town:
        chief, staff = await town.hand(CHIEF), await town.hand(STAFF)
        for name, (made, said) in HOSTILE.items():
            await chief.phone.document(made(), name)
            await chief.reads("파일을 받았습니다.")
            await chief.phone.tap(AS_REPORT)
            await staff.says("/help", "고용할당제 도우미")  # answered while the file is being read
            assert said in await chief.reads(said)
        assert await saved_rows(town) == 0
        assert await town.ask("SELECT DISTINCT state, found FROM upload") == [("closed", "{}")]


async def test_a_file_over_what_telegram_hands_out_is_said_so(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        await chief.phone.document(b"x" * ((20 << 20) + 1), "보고서.docx")
        await chief.reads("파일을 받았습니다.")
        assert "파일이 너무 큽니다" in await chief.toast(AS_REPORT)
        assert await saved_rows(town) == 0


async def test_a_report_of_no_half_is_refused_whole(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        body = "□ 추진실적 및 향후 추진계획\n추진실적\n○ 채용박람회\n- 청년일자리박람회".encode()
        await sends(chief, body, "보고서.txt", "어느 반기의 보고서인지 읽지 못했습니다")
        assert await saved_rows(town) == 0
