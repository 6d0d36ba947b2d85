"""Words that are no plain answer: 모름, a date ahead, words and edits at the card, none open."""

from contextlib import AbstractAsyncContextManager

import pytest

from storage.facts.shapes import EventFacts
from storage.rules.terms import EventStatus, Measure, RecordKind
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def bus(town: Town) -> Hand:
    """A newcomer who is asked when the job bus ran."""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    return hand


@pytest.mark.parametrize(("month", "words"), [(7, "모름"), (9, "모르겠습니다."), (11, "-")])
async def test_not_known_leaves_a_question_open_and_never_stands_in_the_report(
    town: Town, month: int, words: str
) -> None:
    hand = await bus(town)
    await hand.does(f"{month}/6", words)
    assert "몇 명이 상담했습니까?" in hand.seen
    shown = await hand.says(words)
    assert "장소:" not in shown
    assert "상담 인원:" not in shown
    assert "모" not in shown.partition("보고서에 실릴 문장")[2]
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert (facts.places, facts.counts) == ((), {Measure.RUNS: 1})


async def test_none_is_not_taken_for_a_figure_nor_for_unknown(town: Town) -> None:
    hand = await bus(town)
    await hand.does("12/6", "없음")  # no place is no place
    shown = await hand.says("없음")
    assert "‘없음’: 0인지 세지 않았는지 알 수 없습니다. 수를 적어 주십시오." in shown
    assert "모르면 건너뛰십시오." in shown
    assert "운영 1회 · 상담 0명" in await hand.says("0")


async def test_a_needed_question_is_not_left_open_by_words(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/contract")
    await hand.does("확장공사", f"{hand.user}건설")
    if "같은 곳입니까?" in hand.seen:
        await hand.taps("다른 곳(새로 등록)")
    shown = await hand.says("모름")
    assert "금액을 적어 주십시오." in shown
    assert "계약 금액은 얼마입니까?" in shown


async def test_a_date_ahead_makes_a_planned_event_and_its_figures_are_not_asked(
    town: Town,
) -> None:
    hand = await bus(town)
    shown = await hand.says("2022.1.5.")
    assert "‘2022. 1. 5.(수)’는 아직 오지 않은 날짜입니다. 맞습니까?" in shown
    assert "언제 열렸습니까?" in await hand.taps("다시 입력")
    await hand.says("2022.1.5.")
    assert "어디에서 열렸습니까?" in await hand.taps("예정된 행사입니다")
    shown = await hand.says("화정역 광장")
    assert "진행: 예정" in shown
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert (facts.status, facts.half) == (EventStatus.PLANNED, None)


async def test_a_planned_event_gets_its_result_by_the_questions_that_were_left_out(
    town: Town,
) -> None:
    hand = await bus(town)
    await hand.says("2022.1.12.")
    await hand.taps("예정된 행사입니다")
    await hand.does(f"{hand.user}역")
    await hand.taps("저장", "저장했습니다.")
    await hand.taps("기록 보기")
    assert "행사가 어떻게 되었습니까?" in await hand.taps("결과 적기")
    assert "몇 명이 상담했습니까?" in await hand.taps("완료")
    assert "예정" not in await hand.says("25")
    await hand.taps("저장", "고쳤습니다.")
    assert ["결과 적기"] not in await opened_labels(hand)
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert facts.status is EventStatus.DONE
    assert facts.counts[Measure.CONSULTATIONS] == 25


async def opened_labels(hand: Hand) -> list[list[str]]:
    """The buttons of the record just saved."""
    await hand.taps("기록 보기")
    return hand.labels()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3/2", "2021. 3. 2.(화)"),
        ("2월", "2021.2."),
        ("1~2월", "2021.1.~2."),
        ("상반기", "2021년 상반기"),
    ],
)
async def test_a_date_without_a_year_may_be_of_this_year_by_one_tap(
    town: Town, typed: str, meant: str
) -> None:
    hand = await bus(town)
    await hand.says(typed)
    assert hand.labels()[:3] == [["예정된 행사입니다"], [meant], ["다시 입력"]]
    shown = await hand.taps(meant)
    assert f"날짜: {meant}" in shown
    assert "맞습니까?" not in shown


async def test_yes_to_a_date_ahead_is_the_date_ahead(town: Town) -> None:
    hand = await bus(town)
    await hand.says("3/2")
    assert "날짜: 2022. 3. 2.(수)" in await hand.says("네")


async def test_a_half_to_come_is_asked_about_too(town: Town) -> None:
    hand = await bus(town)
    assert "‘2022년 상반기’는 아직 오지 않은" in await hand.says("상반기")
    assert "날짜: 2021년 상반기" in await hand.says("2021 상반기")


async def test_an_agreement_is_not_signed_on_a_day_ahead_without_a_question(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/mou")
    await hand.does(f"고양시, {hand.user}재단", "업무협약")
    assert "맞습니까?" in await hand.says("2022.3.2.")
    assert "무엇을 위한 협약입니까?" in await hand.taps("맞습니다")


async def test_a_figure_that_nobody_means_is_asked_about_without_any_record_to_compare(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await bus(town)
        await hand.does("12/6", "화정역")
        assert "999,999명입니다. 맞습니까?" in await hand.says("999999")
        assert "운영 1회 · 상담 25명" in await hand.says("25")


@pytest.mark.parametrize(
    ("typed", "half"),
    [("하반기", "2021년 하반기"), ("작년 하반기", "2020년 하반기"), ("7/3", "2021년 하반기")],
)
async def test_a_half_year_is_read_as_it_is_spoken(town: Town, typed: str, half: str) -> None:
    hand = await town.newcomer()
    await hand.says("/problem")
    await hand.does("문제점", "참여기업 발굴 필요")
    assert f"반기: {half}" in await hand.says(typed)


async def test_a_word_that_is_no_option_is_told_what_is(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/event")
    shown = await hand.says("체육대회")
    assert "‘체육대회’: 보기에 없습니다. 보기 가운데 하나를 적어 주십시오." in shown
    shown = await hand.says("채용행사")
    assert "보기 여럿에 들어 있는 말입니다." in shown
    assert "예: 기업 채용행사 · 찾아가는 채용행사" in shown


async def test_a_place_typed_twice_is_one_place(town: Town) -> None:
    hand = await bus(town)
    shown = await hand.does("12/6", "화정역, 주엽역, 화정역")
    assert "장소: 화정역, 주엽역\n" in shown


async def test_each_kind_of_event_is_asked_in_its_own_words(town: Town) -> None:
    hand = await town.newcomer()
    shown = await hand.says("/event 제도개선")
    assert "언제 고쳤습니까?" in shown
    shown = await hand.says("2018 하반기")
    assert "무엇을 고쳤습니까?\n예: 공사계약 특수조건 개정" in shown
    assert "과정 이름은 무엇입니까?" in await hand.does("/event 교육·취업지원 과정", "2021.2.~5.")


async def test_the_months_of_a_plan_are_offered_from_the_half_that_is_due(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/plan")
    await hand.taps("항목 추가")
    await hand.says("참여기업 발굴")
    while "언제 추진합니까?" not in hand.seen:
        await hand.taps("건너뛰기")
    assert hand.labels()[:2] == [["2022.1.~6.", "2022.1.~3."], ["2022.4.~6.", "모름"]]
    assert "기간 2022.4.~6." in await hand.taps("2022.4.~6.")


async def test_words_at_the_card_are_told_to_choose_a_field_first(town: Town) -> None:
    hand = await bus(town)
    await hand.does("12/6", "화정역", "25")
    shown = await hand.says("주엽역")
    assert "고칠 항목을 먼저 골라 주십시오." in shown
    assert "무엇을 고치시겠습니까?" in shown
    assert "저장했습니다." in await hand.says("저장")


async def test_words_without_a_form_can_be_looked_for_by_one_tap(town: Town) -> None:
    hand = await bus(town)
    place = f"제{hand.user}역 광장"
    await hand.does("12/6", place, "25")
    await hand.taps("저장", "저장했습니다.")
    await hand.says(place)
    assert "찾은 기록 1건" in await hand.taps("찾기")


async def test_find_without_words_asks_for_them_beside_an_open_form(town: Town) -> None:
    hand = await bus(town)
    asked = "무엇을 찾습니까?" in await hand.says("/find")
    question = hand.phone.last()["message_id"]
    await hand.phone.say("없는낱말", reply_to=question)
    assert asked
    assert "찾은 기록이 없습니다." in await hand.reads()
    assert "어디에서 열렸습니까?" in await hand.says("12/6")


async def test_an_answer_edited_at_the_card_becomes_a_question_and_then_the_card(
    town: Town,
) -> None:
    """C13"""
    hand = await bus(town)
    await hand.does("11/17", "건너뛰기")
    message = await hand.phone.say("25")
    await hand.reads("보고서에 실릴 문장")
    await hand.phone.edit(message, "35명")
    shown = await hand.reads("바꾸시겠습니까?")
    assert "‘수치’를 ‘상담 35명’으로" in shown
    assert hand.labels()[:2] == [["바꾸기"], ["그대로"]]
    assert "수치: 운영 1회 · 상담 35명" in await hand.taps("바꾸기", "보고서에 실릴 문장")
    await hand.phone.edit(message, "36명")
    await hand.reads("바꾸시겠습니까?")
    assert "수치: 운영 1회 · 상담 35명" in await hand.taps("그대로", "보고서에 실릴 문장")
    await hand.phone.edit(message, "아주 많이")
    shown = await hand.reads("※")
    assert "수로 읽지 못했습니다. 수를 적어 주십시오. 예: 29" in shown
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert facts.counts[Measure.CONSULTATIONS] == 35


async def test_an_unknown_kind_behind_the_command_is_told_and_the_kinds_are_offered(
    town: Town,
) -> None:
    hand = await town.newcomer()
    shown = await hand.says("/event 체육")
    assert "‘체육’" in shown
    assert "보기에 없습니다" in shown
    assert "일자리버스" in [label for row in hand.phone.buttons() for label in row]
