"""The picture of the README: two real phones in a browser, after a short real scene.

Only this file needs a browser: it belongs to the test group and is imported when asked for.
"""

import asyncio
import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from bot.demo import show, texts
from bot.demo.running import Demo

SIZE = (880, 900)  # CSS pixels: two phones beside each other
SCALE = 1.4
COLOURS = 256
PATIENCE = 20.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=ko-KR")
LOADED = """
const seen = [...document.querySelectorAll(".bubble img")];
return document.fonts.status === "loaded" && seen.length > 0
  && seen.every((one) => one.complete && one.naturalWidth > 0);
"""
OPENED = """
const whole = document.querySelector('[data-testid="viewer"] img');
return whole !== null && whole.complete && whole.naturalWidth > 0;
"""
TO_THE_END = """
for (const one of document.querySelectorAll('[data-testid="scroll"]'))
  one.scrollTop = one.scrollHeight;
"""


class NoBrowser(Exception):
    """No Chromium or no chromedriver is installed."""


async def take(folder: Path) -> list[Path]:
    """Plays the scene and writes the PNG; returns where it stands. Raises NoBrowser."""
    browser, driver = _program(*BROWSERS), _program("chromedriver")
    path = folder / "phone.png"
    with tempfile.TemporaryDirectory(prefix="quota-demo-") as data:
        async with show.opened(Path(data)) as demo:
            await _play(demo)
            officer, manager = texts.PEOPLE[0][0], texts.PEOPLE[3][0]
            url = f"{demo.simulator.url}/?people={officer},{manager}"
            shot = await asyncio.to_thread(_shoot, browser, driver, url)
    _write(shot, path)
    return [path]


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise NoBrowser(names[0])


async def _play(demo: Demo) -> None:
    """The officer logs a run up to the card; the manager asks for the status as a picture."""
    player, phone = await demo.player(texts.PEOPLE[0][0])
    async with phone:
        for words in texts.SCENE_SAID:
            await player.say(words)
    manager, other = await demo.player(texts.PEOPLE[3][0])
    async with other:
        await manager.say(texts.SCENE_ASKED)
        await manager.tap(texts.SCENE_TAPPED)


def _shoot(browser: str, driver: str, url: str) -> bytes:
    options = ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    window = Chrome(options=options, service=ChromeService(driver))
    try:
        width, height = SIZE
        metrics = {"width": width, "height": height, "deviceScaleFactor": SCALE, "mobile": False}
        window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [calm]})
        window.get(url)
        WebDriverWait(window, PATIENCE).until(lambda page: page.execute_script(LOADED))
        window.execute_script(TO_THE_END)
        window.find_element(By.CSS_SELECTOR, ".bubble img").click()  # the whole of it
        WebDriverWait(window, PATIENCE).until(lambda page: page.execute_script(OPENED))
        return window.find_element(By.ID, "stage").screenshot_as_png
    finally:
        window.quit()


def _write(shot: bytes, path: Path) -> None:
    """The PNG in well-chosen colours: a third of the size, and no eye sees the difference."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(shot)) as image:
        chosen = image.convert("RGB").quantize(COLOURS, kmeans=3, dither=Image.Dither.NONE)
        chosen.save(path, "PNG", optimize=True)
