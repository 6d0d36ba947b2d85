"""The pictures of the documents: real phones in a browser after a short real scene, and the paper.

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

from bot.demo import round_play, show, texts
from bot.demo.running import Demo

PHONE = (390, 844)  # CSS pixels of one phone
SCALE = 1.5
PAPER = 760  # pixels a page is wide
COLOURS, GREYS = 64, 16
PATIENCE = 20.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=ko-KR")
LOADED = """
const seen = [...document.querySelectorAll(".bubble img")];
return document.fonts.status === "loaded" && document.querySelectorAll("article.msg").length > 0
  && seen.every((one) => one.complete && one.naturalWidth > 0);
"""
SHOWN = """
for (const one of document.querySelectorAll('[data-testid="scroll"]'))
  one.scrollTop = one.scrollHeight;
"""


class NoBrowser(Exception):
    """No Chromium or no chromedriver is installed."""


async def take(folder: Path) -> list[Path]:
    """Plays the scenes and writes the PNGs; returns where they stand. Raises NoBrowser."""
    programs = _program(*BROWSERS), _program("chromedriver")
    with tempfile.TemporaryDirectory(prefix="quota-demo-") as data:
        async with show.opened(Path(data)) as demo:
            await _say(demo, round_play.CLERK, texts.PICTURED_LINE)
            await _say(demo, round_play.MANAGER, texts.PICTURED_QUESTION)
            page = await _first_page(demo)
            people = {"phone": round_play.CLERK, "status": round_play.MANAGER}
            shots = await asyncio.to_thread(_shoot, programs, demo.simulator.url, people)
    made = [_write(shot, folder / f"{name}.png", COLOURS) for name, shot in shots.items()]
    return [*made, _write(page, folder / "report.png", GREYS, width=PAPER)]


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise NoBrowser(names[0])


async def _say(demo: Demo, person: int, words: str) -> None:
    player, phone = await demo.player(person)
    async with phone:
        await player.say(words)


async def _first_page(demo: Demo) -> bytes:
    """The first page of the report, as the bot sends it to who asks."""
    async with await demo.phone(round_play.CHIEF) as chief:
        await chief.say(texts.PICTURED_REPORT)
        sent = await chief.until(
            lambda: next((one for one in chief.messages() if "photo" in one), None),
            None,
            "no page came",
        )
    kept = demo.simulator.world.shelf.find(sent["photo"][-1]["file_id"])
    assert kept is not None
    return kept.data


def _shoot(programs: tuple[str, str], url: str, people: dict[str, int]) -> dict[str, bytes]:
    options = ChromeOptions()
    options.binary_location = programs[0]
    for flag in FLAGS:
        options.add_argument(flag)
    window = Chrome(options=options, service=ChromeService(programs[1]))
    try:
        width, height = PHONE
        metrics = {"width": width, "height": height, "deviceScaleFactor": SCALE, "mobile": False}
        window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [calm]})
        return {name: _phone(window, f"{url}/?person={one}") for name, one in people.items()}
    finally:
        window.quit()


def _phone(window: Chrome, url: str) -> bytes:
    window.get(url)
    WebDriverWait(window, PATIENCE).until(lambda page: page.execute_script(LOADED))
    window.execute_script(SHOWN)
    return window.find_element(By.ID, "stage").screenshot_as_png


def _write(shot: bytes, path: Path, colours: int, width: int = 0) -> Path:
    """The PNG in well-chosen colours: a third of the size, and no eye sees the difference."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(shot)) as image:
        whole = image.convert("RGB")
    if width:
        whole = whole.resize(
            (width, round(width * whole.height / whole.width)), Image.Resampling.LANCZOS
        )
    chosen = whole.quantize(colours, kmeans=3, dither=Image.Dither.NONE)
    chosen.save(path, "PNG", optimize=True)
    return path
