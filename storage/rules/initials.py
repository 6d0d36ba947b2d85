"""Words while somebody is typing them: ㅋㅍ, 쿠ㅍ, and 쿠파 on the way to 쿠팡. Pure."""

import re
from itertools import pairwise

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
"""First consonants in the order of the syllables."""
_CLUSTERS = {
    **{"ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ"},
    **{"ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"},
}
"""What a keyboard makes of two consonants that are typed one after the other."""
_FIRST, _LAST = ord("가"), ord("힣")
_OF_ONE_INITIAL, _FINALS = 588, 28


class HalfTyped:
    """A word in which some syllables are open; `glob` and `regex` match it inside other text."""

    def __init__(self, word: str, *, open_end: bool = False) -> None:
        """With `open_end` the last syllable may yet get a 받침."""
        spelt = "".join(_CLUSTERS.get(sign, sign) for sign in word)
        self._parts = [_sounds(sign) for sign in spelt]
        if open_end and spelt and _may_close(spelt[-1]):
            self._parts[-1] = (spelt[-1], chr(ord(spelt[-1]) + _FINALS - 1))

    @property
    def pairs(self) -> list[tuple[tuple[str, str], tuple[str, str]]]:
        """Of each two signs side by side the first and the last that they may stand for."""
        return [*pairwise(self._parts)]

    @property
    def glob(self) -> str:
        """For SQLite's GLOB, without the stars around it."""
        return "".join(_class(*one) if one[0] != one[1] else f"[{one[0]}]" for one in self._parts)

    @property
    def regex(self) -> str:
        """As a regular expression."""
        return "".join(
            _class(*one) if one[0] != one[1] else re.escape(one[0]) for one in self._parts
        )


def has_initials(word: str) -> bool:
    """Whether first consonants stand in it, or what the keyboard made of two of them."""
    return any(sign in INITIALS or sign in _CLUSTERS for sign in word)


def may_go_on(word: str) -> bool:
    """Whether its last syllable may yet get a 받침; a single syllable says too little."""
    return len(word) > 1 and _may_close(word[-1])


def _may_close(sign: str) -> bool:
    return _FIRST <= ord(sign) <= _LAST and (ord(sign) - _FIRST) % _FINALS == 0


def _sounds(sign: str) -> tuple[str, str]:
    """The first and the last sign that it may stand for."""
    if sign not in INITIALS:
        return sign, sign
    first = _FIRST + INITIALS.index(sign) * _OF_ONE_INITIAL
    return chr(first), chr(first + _OF_ONE_INITIAL - 1)


def _class(first: str, last: str) -> str:
    return f"[{first}-{last}]"
