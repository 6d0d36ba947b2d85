"""Nothing on the phone page keeps anybody out: what axe finds, in light and in dark."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.helpers.accessibility import barriers
from tests.helpers.browser import DESKTOP, PHONE, look
from tests.helpers.phone_page import KIM, PARK, Page
from tests.helpers.photographs import photograph
from tests.helpers.scripted_bot import Peer

pytestmark = pytest.mark.browser
COMMANDS = [{"command": "status", "description": "진행 현황"}]
KEYS = {"inline_keyboard": [[{"text": "저장", "callback_data": "save", "style": "success"}]]}


def _everything(page: Page, peer: Peer) -> None:
    """A chat with all that the page can show."""
    peer.person(PARK, "박○○", "관리자 · 일자리정책과")
    peer.says(PARK, "/status")
    peer.bot("setMyCommands", commands=COMMANDS)
    text = "<b>굵게</b> <code>코드</code> <blockquote expandable>접은 글\n둘\n셋\n넷</blockquote>"
    card = peer.bot("sendMessage", chat_id=KIM, text=text, parse_mode="HTML", reply_markup=KEYS)
    place = card["message_id"]
    peer.bot("pinChatMessage", chat_id=KIM, message_id=place)
    reply = {"reply_parameters": {"message_id": place}}
    rows = {"keyboard": [[{"text": "오늘"}, {"text": "번호 알리기", "request_contact": True}]]}
    peer.bot("sendMessage", chat_id=KIM, text="답장", reply_markup=rows, **reply)
    peer.sends(KIM, "photo", photograph(640, 1400))
    peer.sends(KIM, "document", b"%PDF-1.7")
    peer.sends(KIM, "location", latitude=37.6, longitude=126.8)
    peer.sends(KIM, "contact")
    page.until(lambda: page.driver.find_elements(By.CSS_SELECTOR, ".contact"), "all of it")
    group = peer.group("담당자 모임", [PARK, KIM])
    peer.says_in(group, PARK, "월요일까지 내 주십시오.")
    page.one("command-menu")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_axe_finds_nothing_serious_in_the_chat_and_what_lies_over_it(
    page: Page, peer: Peer, size: tuple[int, int], dark: bool
) -> None:
    look(page.driver, size, dark=dark)
    _everything(page, peer)
    found = {"the chat": barriers(page.driver)}
    for name, opener in (("more", "more"), ("persons", "persona-switch"), ("attach", "attach")):
        if not page.all(opener, shown=True):
            continue
        page.one(opener).click()
        page.one("menu")
        found[name] = barriers(page.driver)
        page.presses(Keys.ESCAPE)
    page.driver.find_element(By.CSS_SELECTOR, ".photo").click()
    page.one("viewer")
    found["viewer"] = barriers(page.driver)
    assert {name: one for name, one in found.items() if one} == {}
