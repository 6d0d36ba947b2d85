"""What a person can do on the phone page, in a real Chromium against the real simulator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.helpers.phone_page import KIM, Page
from tests.helpers.scripted_bot import Peer

pytestmark = pytest.mark.browser
Json = dict[str, Any]
CARD = {"inline_keyboard": [[{"text": "저장", "callback_data": "save", "style": "success"}]]}


def answering(reply: Callable[[Peer, Json], Any]) -> Callable[[Peer, Json], Any]:
    """A bot that gives each typed message to `reply`."""

    async def answer(peer: Peer, update: Json) -> None:
        if "message" in update:
            await reply(peer, update["message"])

    return answer


async def _echo(peer: Peer, message: Json) -> None:
    await peer.ask("sendMessage", chat_id=KIM, text=f"받았습니다: {message.get('text')}")


async def _saved(peer: Peer, update: Json) -> None:
    query = update.get("callback_query")
    if query is None:
        return
    number = query["message"]["message_id"]
    await peer.ask("editMessageText", chat_id=KIM, message_id=number, text="저장된 카드")
    await peer.ask("answerCallbackQuery", callback_query_id=query["id"], text="저장했습니다.")


def test_a_sent_text_is_shown_answered_and_marked_as_read(page: Page, peer: Peer) -> None:
    peer.answer = answering(_echo)
    page.says("7/3 채용박람회")
    assert page.reads("받았습니다:").startswith("받았습니다: 7/3 채용박람회")
    read = "[data-state=read]"
    assert page.until(lambda: page.driver.find_elements(By.CSS_SELECTOR, read), "read mark")
    assert sum("7/3 채용박람회" in words for words in page.messages()) == 2


def test_shift_enter_begins_a_new_line_and_enter_sends_both(page: Page, peer: Peer) -> None:
    page.one("input").send_keys("첫 줄", Keys.SHIFT, Keys.ENTER, Keys.NULL, "둘째 줄")
    page.presses(Keys.ENTER)
    assert page.reads("첫 줄").startswith("첫 줄\n둘째 줄")


def test_a_tapped_button_edits_the_card_in_its_place_and_shows_the_notice(
    page: Page, peer: Peer
) -> None:
    peer.bot("sendMessage", chat_id=KIM, text="카드", reply_markup=CARD)
    page.reads("카드")
    peer.bot("sendMessage", chat_id=KIM, text="카드 아래의 글")
    page.reads("카드 아래의 글")
    peer.answer = _saved
    page.taps("저장")
    assert page.one("toast").text == "저장했습니다."
    page.reads("저장된 카드")
    order = [words.split("\n")[0] for words in page.messages()]
    assert order == ["/start", "저장된 카드", "카드 아래의 글"]
    assert page.labels() == []


def test_a_button_shows_that_it_waits_until_the_bot_answers(page: Page, peer: Peer) -> None:
    peer.bot("sendMessage", chat_id=KIM, text="카드", reply_markup=CARD)
    page.taps("저장")
    waiting = "[aria-busy=true]"
    page.until(lambda: page.all("inline-button", more=waiting), "waiting button")
    tap = page.until(lambda: [u for u in peer.updates if "callback_query" in u], "the tap")
    identifier = tap[-1]["callback_query"]["id"]
    peer.bot("answerCallbackQuery", callback_query_id=identifier)
    page.until(lambda: not page.all("inline-button", more=waiting), "end of waiting")


def test_an_alert_is_a_dialog_that_the_keyboard_closes(page: Page, peer: Peer) -> None:
    async def refuse(bot: Peer, update: Json) -> None:
        if query := update.get("callback_query"):
            words = {"text": "권한이 없습니다.", "show_alert": True}
            await bot.ask("answerCallbackQuery", callback_query_id=query["id"], **words)

    peer.answer = refuse
    peer.bot("sendMessage", chat_id=KIM, text="카드", reply_markup=CARD)
    page.taps("저장")
    assert "권한이 없습니다." in page.one("alert").text
    page.presses(Keys.ENTER)
    page.until(lambda: not page.all("alert"), "closed dialog")


def test_several_chosen_photos_are_sent_as_one_album_with_its_caption(
    page: Page, peer: Peer, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{name}.jpg" for name in ("a", "b", "c")]
    for path in paths:
        Image.new("RGB", (320, 240), "#4a7fb5").save(path)
    page.one("attach").click()
    page.until(lambda: page.all("menu", shown=True), "menu of attachments")
    page.presses(Keys.ESCAPE)
    picker = page.all("picker")[0]
    page.driver.execute_script("arguments[0].dataset.kind = 'photo'", picker)
    picker.send_keys("\n".join(map(str, paths)))
    page.one("tray")
    page.says("현장 사진")
    page.reads("현장 사진")
    grid = page.until(
        lambda: page.driver.find_elements(By.CSS_SELECTOR, '.photos[data-count="3"] img'), "grid"
    )
    page.until(lambda: all(one.get_property("naturalWidth") for one in grid), "pictures")
    sent = page.until(lambda: photos_of(peer) if len(photos_of(peer)) == 3 else [], "3 updates")
    assert len({one["media_group_id"] for one in sent}) == 1
    assert sent[0]["caption"] == "현장 사진"


def photos_of(peer: Peer) -> list[Json]:
    """The messages with photos that the bot got."""
    messages = [update.get("message", {}) for update in peer.updates]
    return [message for message in messages if "photo" in message]


def test_the_newest_card_is_reached_and_pressed_by_keyboard_alone(page: Page, peer: Peer) -> None:
    rows = [
        [{"text": "가", "callback_data": "a"}, {"text": "나", "callback_data": "b"}],
        [{"text": "저장", "callback_data": "save"}],
    ]
    peer.bot("sendMessage", chat_id=KIM, text="카드", reply_markup={"inline_keyboard": rows})
    page.reads("카드")
    peer.answer = _saved
    page.one("input").click()
    while page.focused().get_attribute("data-testid") != "inline-button":
        page.driver.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
    assert page.focused().get_attribute("data-label") == "가"
    page.presses(Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    assert page.focused().get_attribute("data-label") == "저장"
    page.presses(Keys.ENTER)
    page.reads("저장된 카드")
    assert page.focused().tag_name == "article"


def test_arrow_up_in_the_empty_input_changes_the_last_own_message(page: Page, peer: Peer) -> None:
    page.says("면접 12")
    page.reads("면접 12")
    page.until(lambda: not page.driver.find_elements(By.CSS_SELECTOR, ".pending"), "sent")
    page.presses(Keys.ARROW_UP)
    page.presses("0명", Keys.ENTER)
    assert "수정됨" in page.reads("면접 120명")
    edits = page.until(lambda: [u for u in peer.updates if "edited_message" in u], "the edit")
    assert edits[-1]["edited_message"]["text"] == "면접 120명"


def test_a_slash_lists_the_commands_of_this_person_and_enter_sends_one(
    page: Page, peer: Peer
) -> None:
    peer.bot(
        "setMyCommands",
        commands=[
            {"command": "event", "description": "행사 실적 입력"},
            {"command": "status", "description": "진행 현황"},
        ],
    )
    page.one("command-menu")
    page.one("input").send_keys("/st")
    assert page.one("commands").text.split("\n") == ["진행 현황", "/status"]
    page.presses(Keys.ENTER)
    page.reads("/status")


def test_a_reply_keyboard_sends_its_words_and_goes_when_the_bot_removes_it(
    page: Page, peer: Peer
) -> None:
    keys = {"keyboard": [[{"text": "오늘"}, {"text": "내일"}]], "resize_keyboard": True}
    peer.bot("sendMessage", chat_id=KIM, text="언제입니까?", reply_markup=keys)
    page.taps("내일")
    page.reads("내일")
    remove = {"remove_keyboard": True}
    peer.bot("sendMessage", chat_id=KIM, text="알겠습니다.", reply_markup=remove)
    page.until(lambda: not page.all("reply-button", shown=True), "removed keyboard")


def test_a_contact_is_sent_only_after_the_person_agrees(page: Page, peer: Peer) -> None:
    keys = {"keyboard": [[{"text": "번호 알리기", "request_contact": True}]]}
    peer.bot("sendMessage", chat_id=KIM, text="번호를 알려 주십시오.", reply_markup=keys)
    page.taps("번호 알리기")
    page.one("dialog")
    assert not [u for u in peer.updates if "contact" in u.get("message", {})]
    page.presses(Keys.ENTER)
    seen = page.until(
        lambda: [u for u in peer.updates if "contact" in u.get("message", {})], "the contact"
    )
    assert seen[0]["message"]["contact"]["user_id"] == KIM


def test_a_start_link_in_a_message_starts_the_bot_as_this_person(page: Page, peer: Peer) -> None:
    name = peer.bot("getMe")["username"]
    peer.bot("sendMessage", chat_id=KIM, text=f"초대: https://t.me/{name}?start=inv_7")
    page.reads("초대")
    page.driver.find_element(By.PARTIAL_LINK_TEXT, "t.me").click()
    assert page.reads("/start inv_7")


def test_formatted_text_becomes_elements_and_markup_in_names_stays_text(
    page: Page, peer: Peer
) -> None:
    folded = "<blockquote expandable>접은 글</blockquote>"
    text = f"<b>굵게</b> <code>코드</code>\n{folded}&lt;img src=x&gt;"
    peer.bot("sendMessage", chat_id=KIM, text=text, parse_mode="HTML")
    assert "<img src=x>" in page.reads("굵게")
    found = [
        page.driver.find_element(By.CSS_SELECTOR, f".text {tag}").text
        for tag in ("strong", "code", "blockquote")
    ]
    assert [words.split("\n")[0] for words in found] == ["굵게", "코드", "접은 글"]
