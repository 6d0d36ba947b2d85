"""A half-year behind a command."""

from datetime import date

from handlers.chat.errors import FAR_HALF
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear, far_from


def typed(words: str, today: date) -> HalfYear:
    """The half-year of these words, without any the one that runs.

    Raises Unreadable, and Refusal for one with which no office has anything to do now.
    """
    half = HalfYear.parse(words) if words else HalfYear.of(today)
    if far_from(half, today):
        raise Refusal(FAR_HALF.format(half=half.label))
    return half
