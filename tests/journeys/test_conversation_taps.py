"""Old, doubled, forged and foreign taps, and taps over an outage (catalogue C14-C21)."""

from typing import Any

import pytest

from storage.rules.terms import RecordKind
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def at_card(town: Town, place: str = "", day: str = "12/6") -> Hand:
    """A newcomer before the card of a bus run."""
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    await hand.does(day, place or f"{hand.user}역", "25")
    assert "보고서에 실릴 문장" in hand.seen
    return hand


async def test_two_taps_on_save_make_one_record(town: Town) -> None:
    """C16"""
    hand = await at_card(town)
    message, code = hand.code("저장")
    await hand.phone.tap_old(message, code, answered=False)
    second = await hand.phone.tap_old(message, code)
    assert second == "이미 저장했습니다."
    await hand.phone.look()
    assert "저장했습니다." in hand.phone.screen()
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1


async def test_a_tap_that_telegram_delivers_twice_is_one_record(town: Town) -> None:
    """C16"""
    hand = await at_card(town)
    await town.backstage.fault("duplicate_update", times=1)
    await hand.taps("저장", "저장했습니다.")
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1


async def test_a_button_of_a_saved_form_does_nothing_any_more(town: Town) -> None:
    """C17"""
    hand = await at_card(town)
    message, code = hand.code("저장")
    await hand.taps("저장", "저장했습니다.")
    before = await town.ask("SELECT count(*) FROM audit_entry")
    town.advance(days=21)
    assert await hand.phone.tap_old(message, code) == "이미 저장했습니다."
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1
    assert await town.ask("SELECT count(*) FROM audit_entry") == before


async def test_a_button_of_an_earlier_screen_shows_the_present_one_and_writes_nothing(
    town: Town,
) -> None:
    """C17"""
    hand = await town.newcomer()
    await hand.says("/event")
    message, code = hand.code("채용박람회")  # the first answer there, as 오늘 is on the next
    await hand.taps("일자리버스", "언제 열렸습니까?")
    assert "이전 화면" in await hand.phone.tap_old(message, code)
    await hand.says("12/6", "날짜: 2021. 12. 6.(월)")  # the present screen may still be on its way
    assert "종류: 일자리버스" in hand.seen


@pytest.mark.parametrize(
    "code",
    ["f1:zzzzz:1:w", "f9:1:1:w", "f1:1:1:w:x:y", "f1::", "v1:rec:event:999999", "v2:x", "저장"],
)
async def test_a_made_up_code_is_answered_and_changes_nothing(town: Town, code: str) -> None:
    """C18"""
    hand = await at_card(town)
    acts = "SELECT count(*) FROM audit_entry WHERE action <> 'refuse'"
    before = await town.ask(acts)
    assert await hand.phone.forge(code) != ""
    assert await town.rows(RecordKind.EVENT, hand) == []
    assert await town.ask(acts) == before
    await hand.taps("저장", "저장했습니다.")


async def test_a_code_longer_than_telegram_allows_is_answered_too(town: Town) -> None:
    """C18"""
    hand = await at_card(town)
    await town.backstage.fault("raw_update", update=tap(hand, "f1:" + "9" * 500))
    await hand.taps("저장", "저장했습니다.")
    assert list(await town.ask("SELECT error FROM inbox WHERE error <> ''")) == []


async def test_nobody_presses_the_buttons_of_another_persons_form(town: Town) -> None:
    """C18"""
    owner, other = await at_card(town), await town.newcomer()
    _, code = owner.code("저장")
    await other.says("/help")
    asked = "SELECT count(*) FROM audit_entry WHERE action = 'refuse'"
    ((before,),) = await town.ask(asked)
    assert await other.phone.forge(code) == "다른 사람의 입력 화면입니다."
    assert await town.ask(asked) == [(before + 1,)]
    assert await town.rows(RecordKind.EVENT, owner) == []
    await owner.taps("저장", "저장했습니다.")


async def test_nobody_takes_up_another_persons_draft(town: Town) -> None:
    """C18"""
    owner, other = await at_card(town), await town.newcomer()
    await owner.says("/status")
    _, code = owner.code("이어서 입력")
    await other.says("/help")
    assert "끝난 입력입니다." in await other.phone.forge(code)
    assert f"{owner.user}역" not in other.phone.transcript()
    await owner.taps("저장", "저장했습니다.")


async def test_a_tap_whose_answer_comes_too_late_still_counts(town: Town) -> None:
    """C19"""
    hand = await at_card(town)
    _, code = hand.code("저장")
    await town.backstage.fault("raw_update", update=tap(hand, code))  # an id nobody can answer
    assert "저장했습니다." in await hand.reads("저장했습니다.")
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1


async def test_the_card_still_saves_after_the_bot_was_restarted(town: Town) -> None:
    """C21"""
    hand = await at_card(town)
    await town.restart()
    await hand.taps("저장", "저장했습니다.")
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1


async def test_a_tap_made_while_the_bot_was_down_is_done_when_it_returns(town: Town) -> None:
    """C20, F24: Telegram keeps a tap for 150 seconds."""
    hand = await at_card(town)
    await town.office.stop()
    message, code = hand.code("저장")
    await hand.phone.tap_old(message, code, answered=False)
    await town.begin_again()
    assert "저장했습니다." in await hand.reads("저장했습니다.")


async def test_after_a_long_outage_the_step_is_offered_once_more(town: Town) -> None:
    """C20, F24: a tap older than 150 seconds is lost for good, so the bot shows the way back."""
    hand = await at_card(town)
    await town.office.stop()
    message, code = hand.code("저장")
    await hand.phone.tap_old(message, code, answered=False)
    town.advance(seconds=200)
    await town.begin_again()
    assert "다시 켜졌습니다" in await hand.reads("다시 켜졌습니다")
    before = hand.marks()
    await hand.taps("이어서 입력", "보고서에 실릴 문장")
    assert len(hand.since(before, "text")) <= 1
    await hand.taps("저장", "저장했습니다.")


async def test_one_form_is_filled_on_two_devices(town: Town) -> None:
    """C15"""
    phone = await town.newcomer()
    desktop = await town.hand(phone.user)
    await phone.says("/event 일자리버스")
    await desktop.reads("언제 열렸습니까?")
    await desktop.says("12/6", "어디에서 열렸습니까?")
    await phone.reads("어디에서 열렸습니까?")
    await phone.says("능곡역", "상담했습니까?")
    await desktop.reads("상담했습니까?")
    await desktop.says("25")
    await phone.reads("보고서에 실릴 문장")
    await phone.taps("저장", "저장했습니다.")
    assert "저장했습니다." in await desktop.reads("저장했습니다.")
    assert len(await town.rows(RecordKind.EVENT, phone)) == 1


def tap(hand: Hand, code: str) -> dict[str, Any]:
    """A tap as Telegram tells of it, with a number that it has never given out."""
    shown = hand.phone.last()
    message = {key: value for key, value in shown.items() if not key.startswith("_")}
    return {
        "callback_query": {
            "id": "1234567890123456789",
            "from": {"id": hand.user, "is_bot": False, "first_name": "정○○"},
            "chat_instance": "1",
            "data": code,
            "message": message,
        }
    }
