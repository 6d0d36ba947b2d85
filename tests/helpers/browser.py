"""A real Chromium for tests and pictures of the phone page."""

from __future__ import annotations

import shutil
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

PHONE = (390, 844)
DESKTOP = (1440, 900)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=ko-KR",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError(f"none of {', '.join(names)} is installed")


def _browser() -> Chrome:
    options = ChromeOptions()
    options.binary_location = _program(*BROWSERS)
    for flag in FLAGS:  # the driver makes a fresh profile and removes it at the end
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return Chrome(options=options, service=ChromeService(_program("chromedriver")))


def look(driver: Chrome, size: tuple[int, int], *, scale: float = 1, dark: bool = False) -> None:
    """Give the page a window of `size` CSS pixels; `scale` 2 on half the size is 200 % zoom."""
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    calm = {"name": "prefers-reduced-motion", "value": "reduce"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, calm]})


def open_phone(
    url: str, size: tuple[int, int] = PHONE, *, scale: float = 1, dark: bool = False
) -> Chrome:
    """Start a browser on the phone page; the caller ends it with `quit()`.

    Raises FileNotFoundError when no Chromium or chromedriver is installed.
    """
    driver = _browser()
    look(driver, size, scale=scale, dark=dark)
    driver.get(url)
    return driver


def picture(driver: Chrome, path: Path) -> None:
    """Save what the window shows as a PNG."""
    path.write_bytes(driver.get_screenshot_as_png())


def complaints(driver: Chrome) -> list[str]:
    """What the page wrote to the console as errors since the last call."""
    entries = driver.get_log("browser")  # type: ignore[no-untyped-call]  # selenium has no type here
    return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]
