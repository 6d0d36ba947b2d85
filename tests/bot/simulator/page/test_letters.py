"""The page fetches the letters of our words at once, and others when somebody types them."""

from __future__ import annotations

import pytest

from tests import letters
from tests.helpers.phone_page import KIM, Page
from tests.helpers.scripted_bot import Peer

ENOUGH = 0.97  # of the syllables that the product says: a few new words ask for no new files
FETCHED = """
return performance.getEntriesByType("resource")
  .map((one) => one.name.split("/").at(-1))
  .filter((name) => name.startsWith("goyang-sans"))"""


def test_the_files_hold_what_the_product_says_and_are_a_tenth_of_the_whole() -> None:
    named = letters.SHEET.read_text(encoding="utf-8")
    said = letters.said()
    held = {one for one in said if any(one in part for part in _parts(named))}
    assert len(held) >= ENOUGH * len(said)
    for weight in letters.WEIGHTS:
        whole, words = (
            (letters.FONTS / f"goyang-sans-{name}.woff2").stat().st_size
            for name in (weight, f"{weight}-words")
        )
        assert words * 8 < whole
        assert f"goyang-sans-{weight}.woff2" in named, "the whole of it stands behind"


def _parts(named: str) -> list[range]:
    lists = [one for one in named.split("unicode-range: ")[1:] if "," in one.partition(";")[0]]
    parts = []
    for one in lists[0].partition(";")[0].split(", "):
        first, _, last = one.removeprefix("U+").partition("-")
        parts.append(range(int(first, 16), int(last or first, 16) + 1))
    return parts


@pytest.mark.browser
def test_only_the_small_files_are_fetched_until_a_rare_letter_is_shown(
    page: Page, peer: Peer
) -> None:
    peer.bot("sendMessage", chat_id=KIM, text="2022년 상반기 추진계획 제출 기한은 12. 6.입니다.")
    page.reads("추진계획")
    page.until(lambda: page.driver.execute_script("return document.fonts.status") == "loaded", "f")
    assert {one.split("-", 3)[-1] for one in page.driver.execute_script(FETCHED)} == {
        "words.woff2"
    }
    peer.bot("sendMessage", chat_id=KIM, text="뷁 쀍")
    whole = "goyang-sans-regular.woff2"
    page.until(lambda: whole in page.driver.execute_script(FETCHED), "the whole file")
