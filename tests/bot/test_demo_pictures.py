"""The pictures of the documents are made by a command, and are small."""

from pathlib import Path

import pytest
from PIL import Image

from bot.demo import picture
from tests.test_architecture import ROOT

KEPT = ROOT / "docs" / "pictures"
NAMES = {"phone.png", "status.png", "report.png"}
MOST = 120_000  # bytes of one picture; together they are smaller than the one there was before
ALL_OF_THEM = 235_000


def test_the_documents_hold_small_pictures_of_the_phone_and_of_the_paper() -> None:
    sizes = {one.name: one.stat().st_size for one in KEPT.glob("*.png")}
    assert sizes.keys() >= NAMES
    assert max(sizes.values()) < MOST
    assert sum(sizes[name] for name in NAMES) < ALL_OF_THEM


@pytest.mark.browser
async def test_the_command_makes_each_of_them_anew(tmp_path: Path) -> None:
    made = await picture.take(tmp_path)
    assert {one.name for one in made} == NAMES
    for one in made:
        with Image.open(one) as fresh, Image.open(KEPT / one.name) as kept:
            assert fresh.size == kept.size, one.name
            assert one.stat().st_size < MOST
