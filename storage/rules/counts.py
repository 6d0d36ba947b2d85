"""Counted results as typed. Only what was counted exactly can stand in an official report."""

import re

from storage.rules import errors
from storage.rules.names import clean_text
from storage.rules.wording_counts import ABOUT, COHORT_WORDS, COUNT_UNITS, TOTAL_WORDS

LARGEST = 999_999_999
LONGEST_LIST = 50

ASCII_FORMS = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
"""Full-width signs, as Korean keyboards make them, to the plain ones."""

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"

_BEFORE = "|".join(TOTAL_WORDS)
_UNITS = "|".join(re.escape(unit.replace(" ", "")) for unit in COUNT_UNITS)
_COUNT = re.compile(rf"(?:{_BEFORE})?({NUMBER})(?:{_UNITS})?", re.ASCII)
_ABOUT = re.compile(rf"{ABOUT}|~|[+]$")

_NTH, _COHORT, _RANGE = COHORT_WORDS
_SEPARATOR = re.compile(r"\s*[,·/、]\s*|\s+")
_RUN = re.compile(
    rf"{_NTH}?(\d{{1,3}}){_COHORT}?(?:{_RANGE}{_NTH}?(\d{{1,3}}){_COHORT}?)?", re.ASCII
)


def read_count(text: str) -> int:
    """Read a whole number, 0 or more, with or without its counting word and commas.

    Unreadable for anything approximate, negative, or written in a way Korean offices do not.
    """
    plain = plain_text(text)
    found = _COUNT.fullmatch(re.sub(r"\s", "", plain))
    if found is None or re.search(r"\d\s+\d", plain):
        raise errors.unreadable_count(text, reason_against(plain))
    if len(found[1]) > 15 or (count := plain_number(found[1])) > LARGEST:
        raise errors.unreadable_count(text, errors.TOO_LARGE)
    return count


def read_number_list(text: str) -> tuple[int, ...]:
    """Read cohort numbers in the order typed, listed or as a range. Unreadable otherwise."""
    one_spaced = " ".join(plain_text(text).split())  # so that no run of spaces takes long
    plain = re.sub(r" ?[~∼〜–-] ?", _RANGE, one_spaced)
    numbers: list[int] = []
    for piece in _SEPARATOR.split(plain.replace(f" {_COHORT}", _COHORT)):
        found = _RUN.fullmatch(piece)
        if found is None:
            raise errors.unreadable_cohorts(text)
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last or last - first >= LONGEST_LIST:
            raise errors.unreadable_cohorts(text)
        numbers += range(first, last + 1)
    if len(numbers) > LONGEST_LIST or len(set(numbers)) < len(numbers):
        raise errors.unreadable_cohorts(text)
    return tuple(numbers)


def with_unit(value: int, unit: str) -> str:
    """As printed: the number with thousands commas, and its unit at once behind."""
    return f"{value:,}{unit}"


def plain_text(text: str) -> str:
    """The text with full-width digits and signs made plain."""
    return clean_text(text).translate(ASCII_FORMS).strip()


def plain_number(digits: str) -> int:
    """Digits that may have thousands commas."""
    return int(digits.replace(",", ""))


def approximates(plain: str) -> bool:
    """Whether the words beside a number make it an approximate one."""
    return bool(_ABOUT.search(plain))


def reason_against(plain: str) -> str:
    """Why it is no count, where that is plain."""
    if re.match(r"[-−–△▲]", plain):
        return errors.NEGATIVE
    return errors.APPROXIMATE if approximates(plain) else ""
