"""Where a line of a text may end: between words, and inside a telephone or an amount never."""

import re
from collections.abc import Iterator

from bot.documents.letter_widths import POINT, width

MOST_LETTERS = 14
"""A longer word may also be parted; an office writes 고양시의사회고용노동지청 in one."""
MOST_WHOLE = 13.0
"""Ems: figures in a row that take more are no telephone and no amount."""
TELEPHONE = r"\d{2,4}-\d{3,4}-\d{4}|\d{3,4}-\d{4}"
_WHOLE = re.compile(
    rf"{TELEPHONE}"  # telephones
    r"|[-−△▲]?\d[\d,]*(?:\.\d+)*[조억천백만십]*원?"  # amounts
)
_WORD = re.compile(r"\s+|\S+")
_OPENS = "([{‘“「『〈《【"
_PARTS = "-·,/)]}’”」』〉》】:;"


def words(text: str) -> list[str]:
    """The text in parts, spaces for themselves; put together they are the text."""
    return _WORD.findall(text)


def pieces(text: str, size: float, room: float, *, sans: bool = False) -> Iterator[str]:
    """The same with long words parted, so that each piece fits into `room` (mm) at `size` points.

    A telephone or an amount stays in one piece, unless it is wider than the room by itself.
    """
    for word in words(text):
        if word.isspace() or len(word) == 1:
            yield word
        else:
            yield from _parted(word, size, room, sans)


def unbroken(text: str, size: float, longest: float, *, sans: bool = False) -> float:
    """Millimetres that the widest part of a text takes; of words at most `longest` is asked."""
    figures = [width(text[first:last], size, sans=sans) for first, last in _spans(text)]
    most = MOST_WHOLE * size * POINT
    wide = (min(width(one, size, sans=sans), longest) for one in words(text) if one.strip())
    return max((*(one for one in figures if one <= most), *wide), default=0.0)


def _parted(word: str, size: float, room: float, sans: bool) -> Iterator[str]:
    kept = [one for one in _spans(word) if width(word[one[0] : one[1]], size, sans=sans) <= room]
    start = 0
    while start < len(word):
        end, taken = start, 0.0
        while end < len(word) and end - start < MOST_LETTERS:
            taken += width(word[end], size, sans=sans)
            if taken > room and end > start:
                end = _better(word, start, end)
                break
            end += 1
        end = _moved(word, start, end, kept)
        yield word[start:end]
        start = end


def _spans(word: str) -> list[tuple[int, int]]:
    return [one.span() for one in _WHOLE.finditer(word)]


def _better(word: str, start: int, end: int) -> int:
    """A cut before the last bracket that opens, or behind a mark, where one is near."""
    for at in range(end, start + 1, -1):
        if word[at] in _OPENS or word[at - 1] in _PARTS:
            return at
    return end


def _moved(word: str, start: int, end: int, kept: list[tuple[int, int]]) -> int:
    """The cut at `end` before what it would break, or behind it where it begins the piece."""
    if end == len(word):
        return end
    for first, last in kept:
        if first < end < last:
            return first if first > start else last
    return end - 1 if word[end - 1] in _OPENS and end - 1 > start else end
