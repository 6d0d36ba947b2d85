"""Pictures and pages in large: whole at first, then zoomed, scrolled, left by Esc anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.helpers.phone_page import KIM, Page
from tests.helpers.photographs import photograph
from tests.helpers.scripted_bot import Peer

pytestmark = pytest.mark.browser
PICTURE = "document.querySelector('.viewer-sheet img').getBoundingClientRect()"
SHEET = "document.querySelector('.viewer-sheet')"
PINCH = """
const [sheet, apart] = arguments, box = sheet.getBoundingClientRect();
const touch = (identifier, x) =>
  new Touch({ identifier, target: sheet, clientX: box.left + x, clientY: box.top + 300 });
for (const [type, gap] of [["touchstart", 40], ["touchmove", apart]]) {
  const touches = [touch(1, 180 - gap), touch(2, 180 + gap)];
  sheet.dispatchEvent(new TouchEvent(type, { touches, cancelable: true, bubbles: true }));
}
sheet.dispatchEvent(new TouchEvent("touchend", { touches: [], bubbles: true }));
"""


def opened(page: Page, peer: Peer, *sizes: tuple[int, int]) -> None:
    """The last of some photos in large."""
    for size in sizes:
        peer.sends(KIM, "photo", photograph(*size))
    photos = page.until(
        lambda: (
            p
            if len(p := page.driver.find_elements(By.CSS_SELECTOR, ".photo")) == len(sizes)
            else []
        ),
        "photos",
    )
    photos[-1].click()
    page.until(
        lambda: page.one("viewer-scale").text != "" and page.number(f"{PICTURE}.width") > 0, "it"
    )


def inside(page: Page) -> bool:
    """Whether all of the picture is seen."""
    seen = f"(() => {{ const p = {PICTURE}, s = {SHEET}.getBoundingClientRect(); return "
    high = "p.top >= s.top - 1 && p.bottom <= s.bottom + 1"
    wide = "p.left >= s.left - 1 && p.right <= s.right + 1"
    return bool(page.number(f"{seen}Number({high} && {wide}); }})()"))


def scale(page: Page) -> int:
    """The zoom in per cent of the whole."""
    return int(page.one("viewer-scale").text.rstrip("%"))


@pytest.mark.parametrize("size", [(1600, 1200), (300, 200), (900, 1400)])
def test_a_picture_is_seen_whole_at_first(page: Page, peer: Peer, size: tuple[int, int]) -> None:
    opened(page, peer, size)
    assert inside(page)
    assert scale(page) == 100


def test_a_long_page_begins_as_wide_as_the_screen_and_scrolls_to_its_foot(
    page: Page, peer: Peer
) -> None:
    opened(page, peer, (500, 2200))
    assert page.number(f"{PICTURE}.width / innerWidth") > 0.98
    assert page.number(f"{PICTURE}.top") <= 1
    page.presses(Keys.END)
    page.until(lambda: page.number(f"{PICTURE}.bottom - innerHeight") <= 1, "the foot of the page")


@pytest.mark.parametrize("how", ["keys", "buttons", "wheel", "pinch", "double tap"])
def test_it_comes_closer_and_shows_the_whole_again(page: Page, peer: Peer, how: str) -> None:
    opened(page, peer, (1600, 1200))
    sheet = page.one("viewer-sheet")
    closer, back = _hands(page, how)
    closer()
    page.until(lambda: scale(page) > 130, f"closer by {how}")
    assert page.number(f"{PICTURE}.width - {SHEET}.clientWidth") > 0
    before = page.number(f"{SHEET}.scrollLeft")
    sheet.click()
    page.presses(Keys.ARROW_RIGHT)
    page.until(lambda: page.number(f"{SHEET}.scrollLeft") > before, "moved sideways")
    back()
    page.until(lambda: inside(page) and scale(page) == 100, f"the whole again by {how}")


def _hands(page: Page, how: str) -> tuple[Callable[[], object], Callable[[], object]]:
    sheet = page.one("viewer-sheet")

    def wheel(turn: int) -> None:
        init = f"{{deltaY: {turn}, ctrlKey: true, clientX: 200, clientY: 300, cancelable: true}}"
        page.driver.execute_script(f"{SHEET}.dispatchEvent(new WheelEvent('wheel', {init}))")

    def twice() -> None:
        ActionChains(page.driver).double_click(sheet).perform()

    def button(label: str) -> None:
        page.driver.find_element(By.CSS_SELECTOR, f'.viewer [aria-label="{label}"]').click()

    return {
        "keys": (lambda: page.presses("+"), lambda: page.presses("0")),
        "buttons": (lambda: button("크게"), lambda: button("작게")),
        "wheel": (lambda: wheel(-400), lambda: wheel(900)),
        "pinch": (
            lambda: page.driver.execute_script(PINCH, sheet, 90),
            lambda: page.driver.execute_script(PINCH, sheet, 5),
        ),
        "double tap": (twice, twice),
    }[how]


def test_escape_leaves_it_even_after_a_click_on_the_picture_and_the_focus_returns(
    page: Page, peer: Peer
) -> None:
    opened(page, peer, (1600, 1200))
    page.driver.find_element(By.CSS_SELECTOR, ".viewer-sheet img").click()
    page.driver.execute_script("document.activeElement.blur()")
    page.presses(Keys.ESCAPE)
    page.until(lambda: not page.all("viewer"), "the closed view")
    assert "photo" in (page.focused().get_attribute("class") or "")


def test_arrow_keys_go_through_the_photos_of_an_album(page: Page, peer: Peer) -> None:
    peer.sends(KIM, "photo", photograph(640, 480), photograph(480, 640))
    page.until(lambda: page.driver.find_elements(By.CSS_SELECTOR, ".photo"), "album")[0].click()
    assert "1 / 2" in page.one("viewer").text
    page.presses(Keys.ARROW_RIGHT)
    page.until(lambda: "2 / 2" in page.one("viewer").text, "the next one")
