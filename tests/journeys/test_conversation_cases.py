"""What may be typed at a question, and what the officer may rely on then (catalogue C01-C27)."""

import unicodedata
from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import OFFICE
from storage.facts.shapes import ContractFacts, EventFacts
from storage.office import departments
from storage.rules.names import josa
from storage.rules.terms import Measure, RecordKind
from tests.journeys.town import Hand, Town

pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="module")]

CONSULTED = "몇 명이 상담했습니까?"
WHEN = "언제 열렸습니까?"


async def at_people(town: Town) -> Hand:
    """A newcomer who is asked how many came to the job bus."""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    await hand.does("12/6")
    await hand.taps("건너뛰기", CONSULTED)
    return hand


async def at_amount(town: Town) -> Hand:
    """A newcomer who is asked for the amount of a contract."""
    hand = await town.newcomer()
    await hand.says("/contract")
    await hand.does(f"{hand.user}로 확장공사", f"{hand.user}건설")
    if "같은 곳입니까?" in hand.seen:
        await hand.taps("다른 곳(새로 등록)")
    assert "계약 금액은 얼마입니까?" in hand.seen
    return hand


@pytest.mark.parametrize("blank", ["\u3164", "\u200b\u200b", " \u2060 ", "\u3164\n\u3164"])
async def test_an_answer_without_letters_is_asked_again(town: Town, blank: str) -> None:
    """C01"""
    hand = await town.newcomer()
    await hand.says("/problem")
    await hand.does("문제점")
    shown = await hand.says(blank)
    assert "적힌 내용이 없습니다." in shown
    assert "한 줄로 적어 주십시오." in shown


async def test_a_text_over_the_limit_is_refused_and_never_cut(town: Town) -> None:
    """C02"""
    hand = await town.newcomer()
    await hand.says("/problem")
    await hand.does("문제점")
    shown = await hand.says("가" * 4999 + "나")  # an app sends it in two pieces
    assert "300자 이내의 글" in shown
    assert "한 줄로 적어 주십시오." in shown
    town.advance(seconds=5)  # nobody types within a second of what was cut
    await hand.says("다" * 298 + "모색")
    assert "어느 반기의 보고서에 싣습니까?" in hand.seen
    assert "다" * 298 + "모색" in hand.seen


async def test_marks_of_html_are_shown_as_they_were_typed(town: Town) -> None:
    """C03"""
    hand = await town.newcomer()
    name = f'<b>굵은</b> & <a href="{hand.user}"> 박람회'
    await hand.says("/event 찾아가는 채용행사")
    await hand.does("12/7", name, "3회")
    assert hand.seen.count(name) == 2  # the field and the sentence
    assert name in await hand.taps("저장", "저장했습니다.")
    assert name in await hand.taps("기록 보기")
    found = await hand.says(f"/find {hand.user}")
    assert name in found
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert facts.title == name


async def test_letters_taken_apart_by_a_phone_are_put_together(town: Town) -> None:
    """C04"""
    hand = await town.newcomer()
    await hand.says("/event")
    await hand.says(unicodedata.normalize("NFD", "일자리버스"))
    await hand.says("12/8")
    await hand.says(unicodedata.normalize("NFD", "화정역 광장"))
    await hand.says("25")
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert facts.places == ("화정역 광장",)
    async with town.office.db.read() as session:
        found = await departments.find_by_name(session, unicodedata.normalize("NFD", OFFICE))
    assert found is not None
    assert found.name == OFFICE


async def test_marks_that_nobody_sees_do_not_make_another_company(town: Town) -> None:
    """C05"""
    hand = await town.newcomer()
    name = f"다람유통{hand.user}"
    for day, typed in (("12/1", name), ("12/9", f"\u202e다람\u200d유통\u200b{hand.user}")):
        await hand.says("/event 기업 채용행사")
        await hand.does(day, "개최", typed)
        assert "같은 곳입니까?" not in hand.seen
        await hand.does(f"{hand.user}차 {day} 행사", "건너뛰기", "건너뛰기", "건너뛰기")
        await hand.taps("저장", "저장했습니다.")
    facts = await town.facts(RecordKind.EVENT, hand)
    assert [one.companies for one in facts if isinstance(one, EventFacts)] == [(name,), (name,)]
    companies = await town.ask(f"SELECT id FROM company WHERE name LIKE '%다람%{hand.user}%'")
    assert len(companies) == 1


async def test_a_name_that_looks_like_a_known_company_is_asked_about(town: Town) -> None:
    """C05"""
    hand = await town.newcomer()
    known, typed = f"소나무푸드시스템{hand.user}", f"소나무푸드시스탬{hand.user}"
    await hand.says("/event 기업 채용행사")
    await hand.does(
        "12/1", "개최", known, f"{hand.user} 봄 행사", "건너뛰기", "건너뛰기", "건너뛰기"
    )
    await hand.taps("저장", "저장했습니다.")
    await hand.says("/event 기업 채용행사")
    await hand.does("12/15", "개최", typed)
    assert (
        f"{josa(f'‘{typed}’', '과/와')} 이름이 비슷한 곳이 있습니다. 같은 곳입니까?" in hand.seen
    )
    assert hand.labels()[0] == [f"같음: {known}"]
    await hand.taps("같음: ")
    await hand.does(f"{hand.user} 겨울 행사", "건너뛰기", "건너뛰기", "건너뛰기")
    await hand.taps("저장", "저장했습니다.")
    facts = await town.facts(RecordKind.EVENT, hand)
    assert [one.companies for one in facts if isinstance(one, EventFacts)] == [(known,), (typed,)]
    assert "기록 2건" in await hand.says(f"/find {known}")


@pytest.mark.parametrize(
    ("typed", "people"), [("29명", 29), ("２９", 29), ("1,234", 1234), ("총 30명", 30), ("0", 0)]
)
async def test_counts_are_read_as_offices_write_them(town: Town, typed: str, people: int) -> None:
    """C06"""
    hand = await at_people(town)
    assert f"{people:,}명" in await hand.says(typed)


@pytest.mark.parametrize("typed", ["약 30", "-1", "1e5", "٣", "1_000", "nan", "30~40", "3.5"])
async def test_what_is_no_exact_count_is_refused_with_an_example(town: Town, typed: str) -> None:
    """C06"""
    hand = await at_people(town)
    shown = await hand.says(typed)
    assert "수를 적어 주십시오." in shown
    assert "예: 25 또는 25명. 모르면 건너뛰십시오." in shown
    assert CONSULTED in shown


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("1억 2천", "120,000,000원(120백만원)"),
        ("120,000천원", "120,000,000원(120백만원)"),
        ("1.2억원", "120,000,000원(120백만원)"),
        ("120백만원", "120,000,000원(120백만원)"),
        ("500000원", "500,000원(0.5백만원)"),
    ],
)
async def test_money_is_read_back_in_won_and_in_millions(
    town: Town, typed: str, echo: str
) -> None:
    """C07"""
    hand = await at_amount(town)
    assert f"계약 금액: {echo}" in await hand.says(typed)


async def test_money_without_a_unit_is_asked_again(town: Town) -> None:
    """C07"""
    hand = await at_amount(town)
    shown = await hand.says("0.1")
    assert "단위가 없어 얼마인지 알 수 없습니다." in shown
    assert "계약 금액은 얼마입니까?" in shown


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2.29", "2월은 28일까지 있습니다."),
        ("6월 31일", "6월은 30일까지 있습니다."),
        ("2021.12.1.~11.30.", "앞섭니다."),
        ("곧", "읽지 못했습니다."),
    ],
)
async def test_a_day_that_no_calendar_has_is_refused(town: Town, typed: str, reason: str) -> None:
    """C10, C11"""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    shown = await hand.says(typed)
    assert reason in shown
    assert WHEN in shown


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("21.8.4.", "2021. 8. 4.(수)"),
        ("어제", "2021. 12. 19.(일)"),
        ("8/4", "2021. 8. 4.(수)"),
        ("2021.10.~11.", "2021.10.~11."),
        ("2021 하반기", "2021년 하반기"),
    ],
)
async def test_a_date_is_read_back_with_its_year(town: Town, typed: str, echo: str) -> None:
    """C10"""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    assert f"날짜: {echo}" in await hand.says(typed)


async def test_the_last_day_of_december_typed_in_january_is_last_years(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    """C10"""
    async with empty_office as town:
        hand = await town.newcomer()
        town.advance(days=13)  # 2 January 2022
        await hand.says("/event 일자리버스")
        assert "날짜: 2021. 12. 31.(금)" in await hand.says("12/31")


@pytest.mark.parametrize("typed", ["2009.5.1.", "13/1"])
async def test_a_date_far_away_is_asked_about(town: Town, typed: str) -> None:
    """C11"""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    assert "맞습니까?" in await hand.says(typed)
    assert WHEN in await hand.taps("다시 입력")
    await hand.says(typed)
    assert "어디에서 열렸습니까?" in await hand.taps("맞습니다")


INSTEAD = {
    "sticker": "글자로 답해 주십시오.",
    "poll": "글자로 답해 주십시오.",
    "voice": "마이크(받아쓰기) 단추를 누르고",
    "location": "장소 이름을 글로 적어 주시거나",
    "contact": "연락처는 개인정보라 받지 않았습니다.",
}


@pytest.mark.parametrize("thing", INSTEAD)
async def test_what_is_no_text_keeps_the_question(town: Town, thing: str) -> None:
    """C12"""
    hand = await at_people(town)
    given = {"location": (37.6, 126.8), "poll": ("무엇", ["가", "나"])}.get(thing, ())
    await getattr(hand.phone, thing)(*given)
    shown = await hand.reads()
    assert INSTEAD[thing] in shown
    assert CONSULTED in shown


async def test_an_answer_edited_later_becomes_a_question(town: Town) -> None:
    """C13"""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    message = await hand.phone.say("12/6")
    await hand.reads("어디에서")
    await hand.phone.edit(message, "12/7")
    shown = await hand.reads("바꾸시겠습니까?")
    assert "‘날짜’" in shown
    assert "날짜: 2021. 12. 6.(월)" in shown
    shown = await hand.taps("바꾸기")
    assert "날짜: 2021. 12. 7.(화)" in shown
    assert "어디에서 열렸습니까?" in shown


async def test_an_answer_edited_later_stays_when_its_sender_says_so(town: Town) -> None:
    """C13"""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    message = await hand.phone.say("12/6")
    await hand.reads("어디에서")
    await hand.phone.edit(message, "12/7")
    await hand.reads("바꾸시겠습니까?")
    assert "날짜: 2021. 12. 6.(월)" in await hand.taps("그대로")


async def test_the_same_event_by_two_officers_is_pointed_out_and_both_may_save(town: Town) -> None:
    """C25"""
    one, other = await town.newcomer(), await town.newcomer()
    place = f"{one.user}광장"
    for hand in (one, other):
        await hand.says("/event 일자리버스")
        await hand.does("12/3", place, "25")
    await one.taps("저장", "저장했습니다.")
    warned = await other.taps("저장")
    assert "같은 기록이 이미 있습니다." in warned
    assert await town.rows(RecordKind.EVENT, other) == []
    await other.taps("그래도 저장", "저장했습니다.")
    assert len(await town.rows(RecordKind.EVENT, other)) == 1


async def test_a_duplicate_may_be_left_unsaved(town: Town) -> None:
    """C25"""
    one, other = await town.newcomer(), await town.newcomer()
    for hand in (one, other):
        await hand.says("/event 일자리버스")
        await hand.does("12/4", f"{one.user}공원", "25")
    await one.taps("저장", "저장했습니다.")
    await other.taps("저장", "같은 기록이 이미 있습니다.")
    assert "임시 저장했습니다." in await other.taps("그만두기")
    assert await town.rows(RecordKind.EVENT, other) == []


@pytest.mark.parametrize("number", ["900101-1234567", "９００１０１ 1234567"])
async def test_a_resident_number_is_refused_and_kept_nowhere(town: Town, number: str) -> None:
    """C26"""
    hand = await town.newcomer()
    await hand.says("/problem")
    await hand.does("문제점")
    shown = await hand.says(f"담당 {number} 확인 필요")
    assert "개인정보" in shown or "주민등록번호" in shown
    assert "한 줄로 적어 주십시오." in shown
    assert "1234567" not in shown
    for table in ("inbox", "outbox", "draft", "problem", "audit_entry"):
        rows = await town.ask(f"SELECT * FROM {table}")
        assert [row for row in rows if "1234567" in str(tuple(row))] == []


async def test_control_signs_vanish_and_emoji_stay(town: Town) -> None:
    """C27"""
    hand = await town.newcomer()
    await hand.says("/event 찾아가는 채용행사")
    await hand.does("12/5")
    await hand.says(f"희망\x0b의 날\x07 {hand.user} 😀𠮷")
    await hand.does("3회")
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(facts, EventFacts)
    assert facts.title.replace(" ", "") == f"희망의날{hand.user}😀𠮷"
    assert facts.counts == {Measure.RUNS: 3}


async def test_a_contract_keeps_the_won_that_were_typed(town: Town) -> None:
    """C07"""
    hand = await at_amount(town)
    await hand.does("123,456,789원", "12/1", "종합", "착공")
    await hand.taps("저장", "저장했습니다.")
    (facts,) = await town.facts(RecordKind.CONTRACT, hand)
    assert isinstance(facts, ContractFacts)
    assert facts.amount == 123_456_789
