"""고용할당제 표 as a picture for a phone: planned and achieved hires by department."""

from collections.abc import Mapping
from typing import Any

from bot.documents import typesetting

TEMPLATE = "quota.typ"


def drawn(given: Mapping[str, Any]) -> bytes:
    """A PNG 1080 pixels wide of a page in words, as `bot/renders/quota.py` writes it."""
    return typesetting.to_png(TEMPLATE, given)[0]
