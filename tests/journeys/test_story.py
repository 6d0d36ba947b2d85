"""The story that the demo tells beside its phones: each scene does what it says, at a press."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from bot.demo import show, texts
from bot.demo.running import Demo
from storage.records import record_lookup
from storage.rules.terms import RecordKind
from tests.helpers.accessibility import barriers
from tests.helpers.browser import DESKTOP, PHONE, complaints, look, open_phone
from tests.helpers.phone_page import Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
CLERK, BUILDER, CHIEF, MANAGER = (number for number, *_ in texts.PEOPLE[:4])
SCENES = [one["id"] for one in show.story()["scenes"]]
PACE = 0.1
EVENTS = "행사"
SCENE_SECONDS = 45.0
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """The demo of a newcomer, for this file."""
    async with show.opened(tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chrome]:
    """One browser for this file."""
    driver = open_phone("about:blank")
    yield driver
    driver.quit()


class Beside:
    """The panel beside the phones, as a person sees it."""

    def __init__(
        self, driver: Chrome, demo: Demo, size: tuple[int, int] = DESKTOP, *, dark: bool = False
    ) -> None:
        self.driver = driver
        look(driver, size, dark=dark)
        complaints(driver)
        driver.get(f"{demo.simulator.url}/?people={CLERK},{MANAGER}&pace={PACE}")
        self.page = Page(driver, CLERK)

    def all(self, selector: str) -> list[WebElement]:
        """All elements that are seen."""
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return [one for one in found if one.is_displayed()]

    def press(self, testid: str, scene: str = "") -> None:
        """A button of the panel, pressed."""
        more = f'[data-scene="{scene}"]' if scene else ""
        found = self.page.until(lambda: self.all(f'[data-testid="{testid}"]{more}'), testid)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
        found[0].click()

    def waits(self, scene: str) -> None:
        """Until that scene has been told to its end."""
        done = f'.done[data-scene="{scene}"]'
        self.page.until(
            lambda: self.driver.find_elements(By.CSS_SELECTOR, done),
            f"{scene} done",
            SCENE_SECONDS,
        )


def _events(status: str) -> str:
    return next(line for line in status.splitlines() if line.startswith(EVENTS))


async def on(thread: Callable[[], None]) -> None:
    """Selenium's work beside the loop in which the demo runs."""
    await asyncio.to_thread(thread)


async def test_the_whole_story_is_told_at_one_press_and_changes_the_office(
    chromium: Chrome, demo: Demo
) -> None:
    async with demo.office.db.begin() as session:
        before = len(await record_lookup.all_living(session, RecordKind.EVENT))

    def told() -> None:
        beside = Beside(chromium, demo)
        beside.press("play-whole")
        for scene in SCENES:
            beside.waits(scene)
        assert beside.all('[data-testid="viewer"] img'), "the finished page stands at the end"

    await on(told)
    async with demo.office.db.begin() as session:
        events = await record_lookup.all_living(session, RecordKind.EVENT)
    assert len(events) == before + 1
    async with await demo.phone(MANAGER) as manager:
        said = [one.get("text", "") for one in manager.messages()]
        first, last = [_events(one) for one in said if texts.STATUS in one]
        assert first != last, "what changed is seen"
    async with await demo.phone(CHIEF) as chief:
        assert any("‘없음’ → ‘20’" in one.get("text", "") for one in chief.messages())
    assert complaints(chromium) == []


@pytest.mark.parametrize("scene", SCENES)
async def test_each_scene_is_done_once_more_by_its_own_button(
    chromium: Chrome, demo: Demo, scene: str
) -> None:
    def told() -> None:
        beside = Beside(chromium, demo)
        beside.press("do-scene", scene)
        beside.waits(scene)

    await on(told)
    assert complaints(chromium) == []


async def test_on_a_narrow_screen_it_stands_below_and_shows_the_phone_that_changes(
    chromium: Chrome, demo: Demo
) -> None:
    def told() -> None:
        beside = Beside(chromium, demo, PHONE)
        phone = beside.all(".phone")[0].rect
        panel = beside.all('[data-testid="story"]')[0].rect
        assert panel["y"] >= phone["y"] + phone["height"] - 1
        assert panel["y"] + panel["height"] <= PHONE[1]
        beside.press("mark-scene", "status")
        beside.waits("status")
        assert Page(chromium, MANAGER).all("input", shown=True)

    await on(told)


async def test_a_thing_to_try_is_said_on_the_phone_of_whom_it_names(
    chromium: Chrome, demo: Demo
) -> None:
    thing = next(one for one in show.story()["try"]["things"] if one["person"] == MANAGER)

    def told() -> None:
        beside = Beside(chromium, demo)
        found = [one for one in beside.all('[data-testid="thing"]') if thing["say"] in one.text]
        beside.driver.execute_script("arguments[0].scrollIntoView()", found[0])
        found[0].click()
        Page(chromium, MANAGER).reads(thing["say"])

    await on(told)


async def test_the_keyboard_alone_tells_a_scene(chromium: Chrome, demo: Demo) -> None:
    def told() -> None:
        beside = Beside(chromium, demo)
        for _ in range(60):
            if beside.page.focused().get_attribute("data-testid") == "do-scene":
                break
            beside.page.presses(Keys.TAB)
        beside.page.presses(Keys.ENTER)
        beside.waits("save")

    await on(told)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, (720, 450), (195, 422)])
async def test_axe_finds_nothing_serious_and_nothing_lies_outside_even_at_double_zoom(
    chromium: Chrome, demo: Demo, size: tuple[int, int], dark: bool
) -> None:
    def told() -> None:
        beside = Beside(chromium, demo, size, dark=dark)
        assert barriers(chromium) == []
        for fold in beside.all(".story-more"):
            fold.click()
            assert barriers(chromium) == []
        assert beside.page.number(OVERFLOW) <= 0

    await on(told)


async def test_every_word_of_the_panel_stands_in_both_languages() -> None:
    def halves(told: object) -> Iterator[dict[str, str]]:
        if isinstance(told, dict):
            if "ko" in told:
                yield told
            else:
                for part in told.values():
                    yield from halves(part)
        elif isinstance(told, list):
            for part in told:
                yield from halves(part)

    found = list(halves(show.story()))
    assert len(found) > len(SCENES) * 2
    assert all(one["ko"].strip() and one["en"].isascii() for one in found)
