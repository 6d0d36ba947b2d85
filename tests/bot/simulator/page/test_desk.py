"""How the phone page lies on screens of all kinds, and what it does when things go wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.simulator.server import PAGE
from tests.helpers.browser import DESKTOP, PHONE, look
from tests.helpers.phone_page import KIM, PARK, Page
from tests.helpers.scripted_bot import Peer

pytestmark = pytest.mark.browser
AA = 4.5
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"
PAIRS = [
    ("ink", "sheet"),
    ("ink", "in"),
    ("ink", "out"),
    ("dim", "sheet"),
    ("dim", "in"),
    ("dim", "sheet-low"),
    ("out-dim", "out"),
    ("accent", "sheet"),
    ("accent", "in"),
    ("bar-ink", "bar-a"),
    ("bar-ink", "bar-b"),
    ("bar-dim", "bar-b"),
]


ONE_LINE_KEY = 50  # CSS pixels; a label broken in two makes a key higher


def half(size: tuple[int, int]) -> tuple[int, int]:
    """The room that is left of a window at 200 % zoom."""
    return size[0] // 2, size[1] // 2


@pytest.mark.parametrize("size", [half(DESKTOP), half((1280, 1024)), half(PHONE), PHONE, DESKTOP])
def test_nothing_lies_outside_the_window_even_at_double_zoom(
    page: Page, peer: Peer, size: tuple[int, int]
) -> None:
    rows = [[{"text": name, "callback_data": name}] for name in ("추진계획 고치기", "저장")]
    rows.append([{"text": "부서별로 나누어 보기", "callback_data": "x"}] * 2)
    rows.append([{"text": f"[{day}]", "callback_data": "d"} for day in range(20, 27)])
    peer.bot("sendMessage", chat_id=KIM, text="긴글" * 90, reply_markup={"inline_keyboard": rows})
    page.reads("긴글")
    look(page.driver, size, scale=2)
    assert page.until(lambda: page.number(OVERFLOW) <= 0, "no sideways scroll")
    week = [one.rect["height"] for one in page.all("inline-button", more='[data-label^="["]')]
    assert (len(week), max(week) < ONE_LINE_KEY) == (7, True), week
    for testid in ("input", "send", "more"):
        box = page.one(testid).rect
        assert 0 <= box["x"] <= size[0] - box["width"]
        assert 0 <= box["y"] <= size[1] - box["height"]


def test_two_persons_stand_side_by_side_and_see_only_their_own_chat(
    page: Page, peer: Peer
) -> None:
    peer.person(PARK, "박○○", "관리자 · 일자리정책과")
    peer.says(PARK, "/status")
    look(page.driver, DESKTOP)
    page.driver.get(f"{peer.url}/?people={KIM},{PARK}")
    kim, park = Page(page.driver, KIM), Page(page.driver, PARK)
    kim.says("김의 글")
    kim.reads("김의 글")
    assert [words.split("\n")[0] for words in park.messages()] == ["/status"]
    desks = page.driver.find_elements(By.CSS_SELECTOR, '[data-testid="persona"]')
    assert [desk.rect["y"] for desk in desks] == [desks[0].rect["y"]] * 2
    assert "관리자 · 일자리정책과" in desks[1].text


def test_a_small_screen_shows_one_phone_and_switches_between_persons(
    page: Page, peer: Peer
) -> None:
    peer.person(PARK, "박○○", "관리자 · 일자리정책과")
    peer.says(PARK, "/status")
    page.driver.get(f"{peer.url}/?people={KIM},{PARK}")
    Page(page.driver, KIM).one("persona-switch").click()
    page.until(lambda: page.all("menu", shown=True), "menu of persons")
    page.presses(Keys.ENTER)
    assert Page(page.driver, PARK).reads("/status")
    assert page.all("input", shown=True) == []


def test_a_group_is_found_in_the_list_of_chats_and_says_who_wrote_what(
    page: Page, peer: Peer
) -> None:
    peer.person(PARK, "박○○")
    chat = peer.group("담당자 모임", [PARK, KIM])
    peer.says_in(chat, PARK, "월요일까지 내 주십시오.")
    page.driver.find_element(By.CSS_SELECTOR, '[data-part="back"]').click()
    row = f'.chat-row[data-chat="{chat}"]'
    page.until(lambda: page.driver.find_elements(By.CSS_SELECTOR, row), "the group")[0].click()
    assert page.reads("월요일까지").split("\n")[0] == "박○○"
    assert "담당자 모임" in page.one("chat-title").text


def test_who_reads_older_messages_is_not_moved_and_sees_a_count(page: Page, peer: Peer) -> None:
    first = peer.bot("sendMessage", chat_id=KIM, text="맨 앞 글")["message_id"]
    for number in range(25):
        peer.bot("sendMessage", chat_id=KIM, text=f"글 {number}\n둘째 줄")
    page.reads("글 24")
    middle = f'[data-message-id="{first + 8}"]'
    top = f"document.querySelector('{middle}').getBoundingClientRect().top"
    page.driver.execute_script(f"document.querySelector('{middle}').scrollIntoView()")
    page.one("down")
    before = page.number(top)
    peer.bot("editMessageText", chat_id=KIM, message_id=first, text="맨 앞 글\n더\n길게")
    peer.bot("sendMessage", chat_id=KIM, text="새 글")
    page.reads("새 글")
    assert page.until(lambda: page.one("down").text == "1", "a count of new messages")
    assert abs(page.number(top) - before) < 2
    page.one("down").click()
    page.until(lambda: not page.all("down", shown=True), "the newest message")


def test_a_deleted_message_goes_away(page: Page, peer: Peer) -> None:
    number = peer.bot("sendMessage", chat_id=KIM, text="지워질 글")["message_id"]
    page.reads("지워질 글")
    peer.bot("deleteMessage", chat_id=KIM, message_id=number)
    page.until(lambda: len(page.messages()) == 1, "removed message")


def test_a_pinned_message_stands_under_the_title(page: Page, peer: Peer) -> None:
    number = peer.bot("sendMessage", chat_id=KIM, text="마감은 7. 31.(금)")["message_id"]
    peer.bot("pinChatMessage", chat_id=KIM, message_id=number)
    assert "마감은 7. 31.(금)" in page.one("pinned").text


def test_a_blocked_bot_can_be_let_in_again(page: Page, peer: Peer) -> None:
    page.one("more").click()
    page.one("menu").find_element(By.CSS_SELECTOR, '[data-label="봇 차단"]').click()
    page.one("dialog")
    page.presses(Keys.ENTER)
    page.one("unblock").click()
    page.one("input")
    moves = page.until(lambda: [u for u in peer.updates if "my_chat_member" in u][:2], "moves")
    assert page.until(lambda: len([u for u in peer.updates if "my_chat_member" in u]) == 2, "two")
    assert moves[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


def test_the_loss_of_the_server_is_said_and_the_page_comes_back_by_itself(
    page: Page, peer: Peer
) -> None:
    peer.stop()
    assert "연결이 끊겼습니다" in page.one("lost").text
    peer.restart()
    peer.person(KIM, "김○○")
    page.until(lambda: not page.all("lost", shown=True), "connection")
    peer.says(KIM, "돌아온 뒤의 글")
    assert page.reads("돌아온 뒤의 글")


def test_a_new_message_is_told_to_a_screen_reader_with_its_buttons(page: Page, peer: Peer) -> None:
    keys = {"inline_keyboard": [[{"text": "저장", "callback_data": "s"}]]}
    peer.bot("sendMessage", chat_id=KIM, text="확인해 주십시오.", reply_markup=keys)
    page.reads("확인해 주십시오.")
    live = page.all("live")[0]
    assert live.get_attribute("aria-live") == "polite"
    assert str(live.get_property("textContent")).endswith("확인해 주십시오.. 버튼 1개: 저장")


def test_the_page_asks_only_its_own_server(page: Page, peer: Peer) -> None:
    script = "return performance.getEntriesByType('resource').map((one) => one.name)"
    names = page.driver.execute_script(script)
    assert [name for name in names if not name.startswith(peer.url)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_words_stand_out_from_their_ground(scheme: str, front: str, back: str) -> None:
    light, dark = re.findall(r":root \{(.*?)\}", (PAGE / "style.css").read_text(), re.DOTALL)[:2]
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        tokens |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    assert contrast(tokens[front], tokens[back]) >= AA


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["primary", "success", "danger", "chip"])
def test_white_words_stand_out_from_coloured_buttons(scheme: str, ground: str) -> None:
    blocks = re.findall(r":root \{(.*?)\}", (PAGE / "style.css").read_text(), re.DOTALL)
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme == "dark"]))
    assert contrast("#ffffff", tokens[ground]) >= AA


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_file_of_the_page_is_short_enough_to_read() -> None:
    files = [path for path in Path(PAGE).iterdir() if path.suffix in {".js", ".css", ".html"}]
    long = [path.name for path in files if len(path.read_text().splitlines()) > 350]
    assert long == []
