"""A figure over five half-years, one panel a figure: what a manager gets who asks for a trend."""

from collections.abc import Mapping
from typing import Any

from bot.documents import typesetting

TEMPLATE = "trend.typ"


def drawn(given: Mapping[str, Any]) -> bytes:
    """A PNG 1080 pixels wide of a page in words, as `bot/renders/trend.py` writes it."""
    return typesetting.to_png(TEMPLATE, given)[0]
