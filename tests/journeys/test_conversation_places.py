"""Whoever is interrupted in the middle of a form finds the place again (catalogue C14, C21)."""

from collections.abc import Sequence

import pytest

from storage.facts.shapes import EventFacts
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.journeys.town import Hand, Town

pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="module")]

CHAINS: dict[str, tuple[str, Sequence[str]]] = {
    "event": ("/event", ("일자리버스", "2021.7.~12.", "{n}역 광장", "39회")),
    "mou": (
        "/mou",
        (
            "고양시, {n}의료재단",
            "{n} 업무협약",
            "21.8.4.",
            "고양시민 우선고용",
            "건너뛰기",
            "3개월",
        ),
    ),
    "contract": (
        "/contract",
        ("{n}로 확장공사", "{n}개발산업", "1억 2천만원", "2021.7.3.", "종합", "착공"),
    ),
}
SIDE_QUESTIONS = {
    "/status": "고용할당제 현황",
    "/help": "고용할당제 도우미",
    "/find 없는낱말": "찾은 기록이 없습니다",
}


async def half_way(town: Town, place: str = "") -> Hand:
    """A newcomer who has answered two questions of a job bus and is asked for the place."""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    await hand.says("12/6")
    assert "어디에서 열렸습니까?" in hand.seen
    return hand


BESIDE_A_TOTAL = "포함된 것입니까, 더해지는 것입니까?"


async def saved(hand: Hand) -> None:
    """저장, whether or not somebody else of the town has stated a total of that time."""
    if BESIDE_A_TOTAL in await hand.taps("저장"):
        await hand.taps("합계에 더함")
    assert "저장했습니다." in hand.seen


@pytest.mark.parametrize("name", CHAINS)
async def test_a_form_goes_on_over_a_restart_at_every_step(town: Town, name: str) -> None:
    """C21"""
    hand = await town.newcomer()
    begin, answers = CHAINS[name]
    await hand.says(begin)
    for answer in answers:
        asked = hand.seen
        await town.restart()
        await hand.does(answer.format(n=hand.user))
        assert hand.seen != asked
        assert "※" not in hand.seen, hand.seen
    assert "보고서에 실릴 문장" in hand.seen
    await town.restart()
    await hand.taps("저장", "저장했습니다.")
    assert len(await town.rows(RecordKind(name), hand)) == 1


@pytest.mark.parametrize("question", SIDE_QUESTIONS)
async def test_a_side_question_keeps_the_place_and_leads_back(town: Town, question: str) -> None:
    """C14"""
    hand = await half_way(town)
    assert SIDE_QUESTIONS[question] in await hand.says(question)
    assert hand.labels()[-1:] == [["이어서 입력"]]
    back = await hand.taps("이어서 입력")
    assert "날짜: 2021. 12. 6.(월)" in back
    assert "어디에서 열렸습니까?" in back
    assert hand.phone.screen().startswith(back)  # it stands below, not far above


@pytest.mark.parametrize("question", [*SIDE_QUESTIONS, "/todo", "/start", "/nonsense"])
async def test_after_a_side_question_the_next_words_are_the_answer(
    town: Town, question: str
) -> None:
    """C14"""
    hand = await half_way(town)
    await hand.says(question)
    assert "장소: 정발산공원" in await hand.says("정발산공원")


async def test_todo_shows_the_open_form_and_leads_back(town: Town) -> None:
    """C14"""
    hand = await half_way(town)
    listed = await hand.says("/todo")
    assert "행사 기록" in listed
    await hand.taps(hand.labels()[0][0])
    assert "어디에서 열렸습니까?" in hand.seen


async def test_a_form_that_was_stopped_waits_in_todo(town: Town) -> None:
    """C14"""
    hand = await half_way(town)
    assert "임시 저장했습니다." in await hand.says("/cancel")
    said = await hand.says("화정역", "알아듣지 못했습니다")  # words no longer belong to it
    assert "작성 중인 기록: 행사 기록 · 일자리버스" in said
    await hand.says("/todo")
    await hand.taps(hand.labels()[0][0])
    assert "날짜: 2021. 12. 6.(월)" in hand.seen
    await hand.does("화정역 광장", "25")
    await saved(hand)
    assert "작성 중인 기록" not in await hand.says("/todo")


async def test_a_stopped_form_can_be_erased_for_good(town: Town) -> None:
    hand = await half_way(town)
    await hand.taps("그만두기", "임시 저장했습니다.")
    assert "지웠습니다." in await hand.taps("지우기")
    assert "작성 중인 기록" not in await hand.says("/todo")
    rows = await town.ask(f"SELECT answers FROM draft WHERE user_id = {hand.user}")
    assert "2021-12-06" not in str(rows)


async def test_a_second_form_parks_the_first_and_both_are_finished(town: Town) -> None:
    hand = await half_way(town)
    await hand.says("/problem")
    await hand.does("문제점", f"{hand.user} 참여기업 발굴 필요", "2021 하반기")
    await hand.taps("저장", "저장했습니다.")
    await hand.says("/todo")
    await hand.taps(hand.labels()[0][0])
    assert "어디에서 열렸습니까?" in hand.seen
    await hand.does(f"{hand.user}역", "25")
    await saved(hand)
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1
    assert len(await town.rows(RecordKind.PROBLEM, hand)) == 1


async def test_every_button_at_the_foot_may_be_typed(town: Town) -> None:
    hand = await half_way(town)
    assert "언제 열렸습니까?" in await hand.says("뒤로")
    assert "어디에서 열렸습니까?" in await hand.says("12/9")
    assert "상담했습니까?" in await hand.says("건너뛰기")
    assert "보고서에 실릴 문장" in await hand.says("14명")
    assert "임시 저장했습니다." in await hand.says("취소")
    await hand.taps("이어서 입력", "보고서에 실릴 문장")
    seen = await hand.says("저장")
    if BESIDE_A_TOTAL in seen:
        seen = await hand.says("더함", "저장했습니다.")
    assert "저장했습니다." in seen
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert facts.places == ()
    assert facts.counts == {Measure.RUNS: 1, Measure.CONSULTATIONS: 14}


async def test_the_label_of_a_choice_may_be_typed(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/event")
    assert "언제 열렸습니까?" in await hand.says("일자리 버스")
    await hand.says("뒤로")
    assert "보기 가운데 하나" in await hand.says("마차")
    await hand.says("잡투어")
    await hand.does("12/2", "3회 4개 업체")
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert facts.kind is EventKind.JOB_TOUR


async def test_the_words_of_a_likely_answer_may_be_typed(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/mou")
    await hand.does(
        f"고양시, {hand.user}조합", f"{hand.user} 협약", "21.8.4.", "건너뛰기", "건너뛰기"
    )
    assert "연락 주기: 3개월" in await hand.says("3개월마다")


@pytest.mark.parametrize(
    ("typed", "then"), [("네", "어디에서 열렸습니까?"), ("아니요", "언제 열렸습니까?")]
)
async def test_a_question_back_may_be_answered_in_words(town: Town, typed: str, then: str) -> None:
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    assert "2009년의 날짜입니다. 맞습니까?" in await hand.says("2009.5.1.")
    assert then in await hand.says(typed)


async def test_a_day_is_chosen_in_the_calendar_which_names_the_days_off(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    shown = await hand.taps("달력에서 고르기")
    assert "2021년 12월" in shown
    assert "25일" in shown.partition("쉬는 날: ")[2]
    for _ in range(2):
        shown = await hand.taps("‹ 지난달")
    assert "2021년 10월" in shown
    assert "9일" in shown.partition("쉬는 날: ")[2]
    assert "11일" in shown.partition("쉬는 날: ")[2]  # 한글날 fell on a Saturday: Monday instead
    assert "2021년 11월" in await hand.taps("다음 달 ›")
    await hand.taps("달력 닫기", "예: ")
    await hand.taps("달력에서 고르기", "2021년 12월")
    assert "날짜: 2021. 12. 14.(화)" in await hand.taps("14")


async def test_a_company_that_is_another_one_is_kept_apart(town: Town) -> None:
    hand = await town.newcomer()
    known, other = f"버드나무물류{hand.user}", f"버드나무물산{hand.user}"
    await hand.says("/contract")
    await hand.does(f"{hand.user}로 보도 정비", known, "1억원", "12/1", "종합", "착공")
    await hand.taps("저장", "저장했습니다.")
    await hand.says("/contract")
    await hand.does(f"하천 준설 {hand.user}", other)
    assert "같은 곳입니까?" in hand.seen
    await hand.taps("다른 곳(새로 등록)")
    await hand.does("2억원", "12/1", "종합", "착공")
    await hand.taps("저장", "저장했습니다.")
    assert "기록 1건" in await hand.says(f"/find {other}")
    assert "기록 1건" in await hand.says(f"/find {known}")


async def test_nothing_open_means_words_are_met_by_an_offer(town: Town) -> None:
    hand = await town.newcomer()
    assert "기다리는 일이 없습니다." in await hand.says("안녕하세요")
    await hand.says("화정역 광장", "‘화정역 광장’은 무엇인지 알아듣지 못했습니다.")
    assert hand.labels()[0] == ["찾기", "기록으로 적기"]
    assert "쓰고 있는 입력이 없습니다." in await hand.says("/cancel")
