"""`/settings` over real HTTP: what is set is seen before, known at once everywhere, undone."""

from contextlib import AbstractAsyncContextManager

import pytest

from storage.rules.terms import EventKind, RecordKind, Role
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long


async def yes(hand: Hand) -> str:
    """Means what was shown."""
    assert "‘예’를 누르시기 전에는" in hand.seen
    return await hand.taps("예", "바꾸었습니다.")


async def test_a_rule_is_shown_with_the_contracts_it_judges_otherwise_then_set_and_taken_back(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        staff = await town.newcomer()
        await staff.says("/contract")
        await staff.does("창릉천 정비공사", "(주)가나건설", "1억 5천만원", "2021.7.3.")
        await staff.does("종합", "착공", "저장")
        hand = await town.newcomer(Role.OFFICE)
        shown = await hand.says("/settings", "설정")
        assert "규칙 대규모공사 기준금액 1억원" in shown
        await hand.taps("규칙")
        await hand.taps("1번")
        await hand.taps("새 규칙 적기")
        await hand.says("2억원 2021. 7. 1. 권장", "근거가 없습니다.")
        shown = await hand.says("2억원 2021. 7. 1. 권장 기준금액 개정")
        assert "판단이 달라지는 계약 1건" in shown
        assert "대규모공사가 아니게 됨" in shown
        assert "대규모공사 1건 → 0건" in shown
        (row,) = await town.rows(RecordKind.CONTRACT)
        assert row.large
        shown = await yes(hand)
        assert "2021. 7. 1.(목)부터 2억원" in shown
        (row,) = await town.rows(RecordKind.CONTRACT)
        assert not row.large
        shown = await hand.taps("되돌리기", "되돌렸습니다.")
        assert "2억원" not in shown
        (row,) = await town.rows(RecordKind.CONTRACT)
        assert row.large
        await hand.taps("« 규칙")
        shown = await hand.taps("바뀐 내역")
        assert shown.count("대규모공사 기준금액") == 2
        assert "후: 2억원 · 2021. 7. 1.(목)부터 · 권장 · 기준금액 개정" in shown


async def test_a_kind_of_event_is_made_known_everywhere_and_retired(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer(Role.OFFICE)
        staff = await town.newcomer()
        await hand.says("/settings", "설정")
        await hand.taps("행사 종류")
        await hand.taps("새 종류 만들기")
        await hand.taps("1번")
        shown = await hand.says("거리상담 / 찾아가는 취업지원 / 청년 / 길거리상담 / 참여")
        assert "○ 찾아가는 취업지원" in shown
        assert "거리상담" in shown
        await yes(hand)
        await staff.says("/event", "어떤 행사입니까?")
        await staff.taps("거리상담")
        await staff.does("2021.7.3.")
        while "보고서에 실릴 문장" not in staff.seen:
            await staff.taps("건너뛰기")
        assert "거리상담(2021.7.3.)" in staff.seen
        await staff.taps("저장")
        shown = await staff.says("7/10 길거리상담 30명 참여")
        assert "거리상담" in shown
        await staff.taps("저장")
        if "비슷한 기록" in staff.seen:
            await staff.taps("그래도 저장")
        rows = await town.rows(RecordKind.EVENT)
        assert [row.event_kind for row in rows] == [EventKind.OUTREACH] * 2
        assert len({row.own_kind for row in rows}) == 1
        assert "거리상담" in await staff.says("/find 거리상담")
        await hand.says("/settings", "설정")
        await hand.taps("행사 종류")
        await hand.taps("1번")
        assert "기록 2건" in hand.seen
        await hand.taps("이름·말 바꾸기")
        shown = await hand.says("현장상담 / 찾아가는 취업지원 / 청년 / 길거리상담 / 참여")
        assert "글이 바뀌는 기록 2건" in shown
        await yes(hand)
        assert "현장상담" in await staff.says("/find 현장상담")
        await hand.taps("그만 쓰기")
        await yes(hand)
        await staff.says("/event", "어떤 행사입니까?")
        assert "현장상담" not in str(staff.labels())


async def test_who_runs_nothing_sets_nothing(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        staff = await town.newcomer()
        shown = await staff.says("/settings")
        assert "권한이 없습니다" in shown


async def test_a_usual_word_is_offered_and_its_short_form_is_understood(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer(Role.OFFICE)
        staff = await town.newcomer()
        await hand.says("/settings", "설정")
        await hand.taps("자주 쓰는 말")
        await hand.taps("장소 더하기")
        shown = await hand.says("킨텍스 = 킨텍스 제1전시장")
        assert "‘킨텍스’ 하고 적으시면 ‘킨텍스 제1전시장’ 하고 읽습니다." in shown
        await yes(hand)
        await staff.says("/event", "어떤 행사입니까?")
        await staff.does("일자리버스", "2021.7.3.")
        assert ["킨텍스 제1전시장"] in staff.labels()
        await staff.says("킨텍스")
        while "보고서에 실릴 문장" not in staff.seen:
            await staff.taps("건너뛰기")
        assert "킨텍스 제1전시장 1회 운영" in staff.seen
        await hand.taps("되돌리기", "되돌렸습니다.")
        await staff.says("/event")
        assert "킨텍스 제1전시장" not in str(staff.labels())


async def test_a_title_of_the_report_is_set_and_set_back(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer(Role.OFFICE)
        await hand.says("/settings", "설정")
        await hand.taps("보고서 제목")
        await hand.taps("1번")
        await hand.says("추진실적과 계획")
        shown = await yes(hand)
        assert "1. □ 추진실적과 계획 (처음: 추진실적 및 향후 추진계획)" in shown
        await hand.taps("4번 위로")
        shown = await yes(hand)
        assert "3. □ 문제점 및 개선대책" in shown
        await hand.taps("처음 차례로")
        shown = await yes(hand)
        assert "4. □ 문제점 및 개선대책" in shown
        await hand.taps("1번 처음 이름으로")
        shown = await yes(hand)
        assert "1. □ 추진실적 및 향후 추진계획\n" in shown


async def test_a_question_about_an_own_kind_is_answered_and_the_built_in_one_counts_without_it(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer(Role.OFFICE)
        staff = await town.newcomer()
        await hand.says("/settings", "설정")
        await hand.taps("행사 종류")
        await hand.does("새 종류 만들기", "1번")
        await hand.says("거리상담")
        await yes(hand)
        for words in ("7/10 거리상담 30명 참여", "7/17 거리상담 12명 참여"):
            await staff.says(words)
            await staff.taps("저장")
            if "비슷한 기록" in staff.seen:
                await staff.taps("그래도 저장")
        await staff.says("7/20 찾아가는 채용행사 5명 참여")
        await staff.taps("저장")
        if "비슷한 기록" in staff.seen:
            await staff.taps("그래도 저장")
        shown = await staff.says("2021년 7월 거리상담 몇 건?")
        assert "2021년 7월 거리상담은 2건입니다." in shown
        assert "42명" in shown
        shown = await staff.says("2021년 7월 찾아가는 채용행사 몇 건?")
        assert "1건" in shown


async def test_a_counting_word_is_set_for_the_report_and_set_back(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer(Role.OFFICE)
        staff = await town.newcomer()
        await staff.says("7/10 화정역 일자리버스 25명 상담")
        await staff.taps("저장", "저장했습니다.")
        await hand.says("/settings", "설정")
        await hand.taps("단위")
        await hand.taps("2번")
        await hand.says("12명", "숫자 없이")
        shown = await hand.says("분")
        assert "글이 바뀌는 기록 1건" in shown
        assert "25명 상담" in shown
        assert "25분 상담" in shown
        shown = await yes(hand)
        assert "2. 상담 ○분 (처음: 명)" in shown
        await hand.taps("상담 처음 단위로")
        shown = await yes(hand)
        assert "2. 상담 ○명\n" in shown
