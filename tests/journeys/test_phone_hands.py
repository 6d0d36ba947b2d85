"""The real bot by hands of all kinds: by keyboard alone, and with everything twice as large."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from storage.rules.terms import RecordKind, Role
from tests.helpers.browser import PHONE, complaints, look, open_phone
from tests.helpers.phone_page import Page
from tests.journeys.town import Hand, Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
LINE = "오늘 채용박람회 {place} 면접 12 채용 3"
CARD, SAVE, SAVED, STATUS, PICTURE = "보고서에", "저장", "저장했습니다", "현황", "그림으로 보기"
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chrome]:
    """One browser for this file."""
    driver = open_phone("about:blank")
    yield driver
    driver.quit()


def _opened(chromium: Chrome, town: Town, hand: Hand, size: tuple[int, int]) -> Page:
    look(chromium, size, scale=2)
    complaints(chromium)
    chromium.get(f"{town.simulator.url}/?person={hand.user}")
    return Page(chromium, hand.user)


async def _beside(work: Callable[[], None]) -> None:
    await asyncio.to_thread(work)


def _reached(page: Page, label: str) -> None:
    """Shift+Tab goes from the input to the newest card, the arrows go among its buttons."""
    for _ in range(30):
        if page.focused().get_attribute("data-testid") == "inline-button":
            break
        page.driver.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
    for _ in range(30):
        if (page.focused().get_attribute("data-label") or "") == label:
            return
        page.presses(Keys.ARROW_RIGHT)
    raise AssertionError(f"{label} is not reached by keys")


async def test_a_record_is_saved_and_a_picture_is_seen_by_keyboard_alone(
    chromium: Chrome, town: Town
) -> None:
    hand = await town.newcomer(Role.HEAD, name="문○○")

    def scene() -> None:
        page = _opened(chromium, town, hand, PHONE)
        page.until(lambda: page.all("start", shown=True), "the start")
        for _ in range(20):
            if page.focused().get_attribute("data-testid") == "start":
                break
            page.presses(Keys.TAB)
        page.presses(Keys.ENTER)
        page.until(lambda: page.all("input", shown=True), "the input")
        for _ in range(20):
            if page.focused().get_attribute("data-testid") == "input":
                break
            page.presses(Keys.TAB)
        page.presses(LINE.format(place="화정역"), Keys.ENTER)
        page.reads(CARD)
        _reached(page, SAVE)
        page.presses(Keys.ENTER)
        page.reads(SAVED)
        page.presses(Keys.ESCAPE)
        page.presses("/status", Keys.ENTER)
        page.reads(STATUS)
        page.until(lambda: PICTURE in page.labels(), PICTURE)
        _reached(page, PICTURE)
        page.presses(Keys.ENTER)
        page.until(lambda: chromium.find_elements(By.CSS_SELECTOR, ".photo img"), "the picture")
        page.presses(Keys.ESCAPE)
        for _ in range(30):
            if "photo" in (page.focused().get_attribute("class") or "").split():
                break
            page.driver.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
        page.presses(Keys.ENTER)
        page.one("viewer")
        page.presses("+", "+", Keys.ARROW_DOWN, Keys.ESCAPE)
        page.until(lambda: not page.all("viewer"), "the chat again")

    await _beside(scene)
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1
    assert complaints(chromium) == []


async def test_a_record_is_saved_where_everything_is_twice_as_large(
    chromium: Chrome, town: Town
) -> None:
    hand = await town.newcomer()
    wide, high = PHONE[0] // 2, PHONE[1] // 2

    def scene() -> None:
        page = _opened(chromium, town, hand, (wide, high))
        page.one("start").click()
        page.one("input")
        page.says(LINE.format(place="백석역"))
        page.reads(CARD)
        for key in page.all("inline-button", shown=True):
            box = key.rect
            assert 0 <= box["x"] <= wide - box["width"], key.text
        assert page.number(OVERFLOW) <= 0
        page.taps(SAVE)
        page.reads(SAVED)
        assert page.number(OVERFLOW) <= 0

    await _beside(scene)
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1
    assert complaints(chromium) == []
