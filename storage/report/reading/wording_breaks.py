"""Words that a page's end may have cut: 영 업소, 유니 테크빌.

Asked only of texts in which the head of the table is printed again, as on a later page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_LONE = frozenset(
    "및등시수내외간후전각위약총회명한할나알제본의안잡더날건개곳것중때이그저두세네월일년대형별급차씨님또잘못큰새옛온길"
    "꿈땅손말글물불집밥책앱웹팀과국실장원비예산을를은는가로된될첫현부구동읍면리"
)
"""Syllables that stand alone in reports."""
_LIST = re.compile(r"\(([^()]*, [^()]*)\)")
_LETTERS = re.compile(r"[가-힣]+")


@dataclass(frozen=True)
class Cut:
    """A word that looks cut, and the word it would be."""

    cut: str
    whole: str


def cuts(text: str) -> tuple[Cut, ...]:
    """The words of a line that look cut."""
    found = []
    words = text.split(" ")
    for one, other in pairwise(words):
        lone = len(one) == 1 and _LETTERS.fullmatch(one) and one not in _LONE
        tail = _LETTERS.match(other)
        if lone and tail:
            found.append(Cut(f"{one} {tail[0]}", one + tail[0]))
    for listed in _LIST.finditer(text):
        names = listed[1].split(", ")
        apart = [name for name in names if " " in name]
        if len(apart) == 1 and len(names) > 2 and _one_word(apart[0]):
            found.append(Cut(apart[0], apart[0].replace(" ", "")))
    return tuple(found)


def mended(text: str, found: Iterable[Cut]) -> str:
    """The line with these words made whole."""
    for one in found:
        text = text.replace(one.cut, one.whole, 1)
    return text


def _one_word(name: str) -> bool:
    """Whether a name of two short parts could be one word."""
    parts = name.split(" ")
    return len(parts) == 2 and all(_LETTERS.fullmatch(part) and len(part) < 4 for part in parts)
