"""Signs that float over the chat lie over nothing to be pressed, and what was typed stays."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.helpers.phone_page import KIM, Page
from tests.helpers.scripted_bot import Peer

pytestmark = pytest.mark.browser
ROWS = [[{"text": f"단추 {row}", "callback_data": str(row)}] for row in range(14)]
SHOWN = "Number(getComputedStyle(document.querySelector('.date')).opacity)"
COVERED = """
const date = document.querySelector(".date"), chip = date.getBoundingClientRect();
const keys = [...document.querySelectorAll(".key")].map((one) => one.getBoundingClientRect());
const over = keys.some((box) => box.top < chip.bottom && box.bottom > chip.top);
return over && !date.classList.contains("over-keys");
"""


def test_a_floating_date_fades_at_the_newest_message(page: Page, peer: Peer) -> None:
    peer.bot("sendMessage", chat_id=KIM, text="카드", reply_markup={"inline_keyboard": ROWS})
    page.reads("카드")
    page.until(lambda: page.number(SHOWN) == 0, "a faded date")


def test_a_date_that_floats_while_one_scrolls_never_lies_over_a_button(
    page: Page, peer: Peer
) -> None:
    peer.bot("sendMessage", chat_id=KIM, text="카드", reply_markup={"inline_keyboard": ROWS})
    peer.bot("sendMessage", chat_id=KIM, text="긴 글\n" * 30)
    page.reads("긴 글")
    seen = set()
    for top in range(0, 900, 15):
        move = f"document.querySelector('[data-testid=scroll]').scrollTop = {top}"
        page.driver.execute_async_script(
            f"{move}; requestAnimationFrame(() => requestAnimationFrame(arguments[0]))"
        )
        assert not page.driver.execute_script(COVERED), top
        seen.add(page.driver.execute_script("return document.querySelector('.date').className"))
    assert {"date stuck", "date stuck over-keys"} <= seen, "both ways were passed"


def test_what_was_half_typed_is_there_after_a_reload_and_gone_once_it_is_sent(
    page: Page, peer: Peer
) -> None:
    page.one("input").send_keys("일자리버스 12.17.", Keys.SHIFT, Keys.ENTER, Keys.NULL, "상담 2")
    page.driver.refresh()
    again = Page(page.driver, KIM)
    field = again.one("input")
    assert field.get_property("value") == "일자리버스 12.17.\n상담 2"
    assert field.size["height"] > 60, "both lines are seen"
    field.send_keys("7", Keys.ENTER)
    again.reads("상담 27")
    page.driver.refresh()
    assert Page(page.driver, KIM).one("input").get_property("value") == ""


def test_each_person_has_half_typed_words_of_their_own(page: Page, peer: Peer) -> None:
    other = peer.person(1002, "박○○")
    peer.says(other, "/start")
    page.one("input").send_keys("김의 글")
    page.driver.get(f"{peer.url}/?person={other}")
    assert Page(page.driver, other).one("input").get_property("value") == ""
    page.driver.get(f"{peer.url}/?person={KIM}")
    assert Page(page.driver, KIM).one("input").get_property("value") == "김의 글"


def test_a_notice_never_lies_over_the_sign_of_a_lost_server(page: Page, peer: Peer) -> None:
    peer.stop()
    page.one("lost")
    page.says("들리지 않는 글")
    toast = page.one("toast").rect
    lost = page.one("lost").rect
    assert toast["y"] >= lost["y"] + lost["height"]
    peer.restart()
    peer.person(KIM, "김○○")


def test_escape_leaves_the_list_of_chats_after_a_click_beside_it(page: Page) -> None:
    page.driver.find_element(By.CSS_SELECTOR, '[data-part="back"]').click()
    page.one("chats").click()
    page.presses(Keys.ESCAPE)
    page.until(lambda: not page.all("chats", shown=True), "the chat again")
