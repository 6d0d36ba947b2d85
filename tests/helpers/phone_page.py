"""The phone page as a person sees it, found by its test ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

T = TypeVar("T")
KIM = 1001
PARK = 1002
PATIENCE = 10.0
LOOK_EVERY = 0.05


class Page:
    """One open page; a `person` narrows everything to that person's phone."""

    def __init__(self, driver: Chrome, person: int):
        self.driver = driver
        self._phone = f'[data-testid="persona"][data-person="{person}"]'
        self.until(lambda: self.all("start", shown=True) or self.messages(), "a chat")

    def until(self, look: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
        """Wait for `look` to find something; fails with `what` was awaited."""

        def seen(_: Chrome) -> T:
            return look()

        wait = WebDriverWait(self.driver, seconds, LOOK_EVERY, [StaleElementReferenceException])
        return wait.until(seen, f"not seen: {what}")

    def all(self, testid: str, *, shown: bool = False, more: str = "") -> list[WebElement]:
        """All elements of this phone with a test id; `more` is a further CSS condition."""
        selector = f'{self._phone} [data-testid="{testid}"]{more}'
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return [one for one in found if one.is_displayed()] if shown else found

    def one(self, testid: str, more: str = "") -> WebElement:
        """The visible element with a test id; waits until it is there."""
        return self.until(lambda: self.all(testid, shown=True, more=more), testid)[-1]

    def messages(self) -> list[str]:
        """The words of all bubbles, oldest first."""
        bubbles = self.driver.find_elements(
            By.CSS_SELECTOR, f'{self._phone} [data-testid="message"] .bubble'
        )
        return [bubble.text for bubble in bubbles]

    def reads(self, words: str) -> str:
        """Wait for a message with `words`; returns the whole of it."""
        return self.until(lambda: [m for m in self.messages() if words in m], words)[-1]

    def says(self, text: str) -> None:
        """Write a text and press Enter."""
        self.one("input").send_keys(text, Keys.ENTER)

    def taps(self, label: str) -> None:
        """Press the newest button with a label, inline or of the reply keyboard."""
        self.until(lambda: self._buttons(label), f"button {label}")[-1].click()

    def _buttons(self, label: str) -> list[WebElement]:
        more = f'[data-label="{label}"]'
        found = self.all("inline-button", shown=True, more=more)
        return found + self.all("reply-button", shown=True, more=more)

    def labels(self) -> list[str]:
        """The labels of all inline buttons, in order."""
        return [one.get_attribute("data-label") or "" for one in self.all("inline-button")]

    def focused(self) -> WebElement:
        """The element that has the keyboard."""
        return self.driver.switch_to.active_element

    def presses(self, *keys: str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self.focused().send_keys(key)

    def number(self, script: str) -> float:
        """A number that a script finds in the page."""
        return float(self.driver.execute_script(f"return {script}"))
