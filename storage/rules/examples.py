"""Examples of what may be typed: written as in 2021, shown as in the office's own year. Pure."""

import re
from datetime import date

WRITTEN_IN = 2021
_YEAR = re.compile(r"(?<![\d.])(20\d\d|\d\d(?=\.\d{1,2}\.\d))(?!\d)")


def as_of(words: str, today: date) -> str:
    """The words with every year moved on by as many as have passed since they were written."""
    passed = today.year - WRITTEN_IN
    return _YEAR.sub(lambda found: _moved(found[1], passed), words) if passed else words


def _moved(year: str, passed: int) -> str:
    later = int(year) + passed
    return str(later) if len(year) > len("21") else f"{later % 100:02}"
