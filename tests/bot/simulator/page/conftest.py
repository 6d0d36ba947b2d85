"""A browser, a simulator with a scripted bot, and one person's phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.helpers.browser import PHONE, complaints, look, open_phone
from tests.helpers.phone_page import KIM, Page
from tests.helpers.scripted_bot import Peer


@pytest.fixture(scope="package")
def chromium() -> Iterator[Chrome]:
    """One browser for all tests; each test opens the page of its own server in it."""
    driver = open_phone("about:blank")
    yield driver
    driver.quit()


@pytest.fixture
def peer() -> Iterator[Peer]:
    """A fresh simulator with a bot and one person who has written to it."""
    with Peer() as bot:
        bot.person(KIM, "김○○", "담당 · 건설정책과")
        bot.says(KIM, "/start")
        yield bot


@pytest.fixture
def page(chromium: Chrome, peer: Peer) -> Iterator[Page]:
    """The phone of that person; the test fails when the page wrote errors."""
    look(chromium, PHONE)
    complaints(chromium)
    chromium.get(f"{peer.url}/?person={KIM}")
    yield Page(chromium, KIM)
    chromium.get("about:blank")
    errors = [one for one in complaints(chromium) if "ERR_CONNECTION" not in one]
    assert errors == []
