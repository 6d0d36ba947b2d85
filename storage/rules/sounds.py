"""How a word sounds at its end: what Korean particles are chosen by."""

import re

_READ_AS = {
    "%": "퍼센트",
    "㎡": "제곱미터",
    "m²": "제곱미터",
    "㎞": "킬로미터",
    "km": "킬로미터",
    "kg": "킬로그램",
}
"""Units, and how they are said."""
_DIGITS = ("영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
"""How a number ends; 십, 백, 천, 만 and 억 take the particles of 영."""
_DATE_END = re.compile(r"\d\.['’”」』)\]]*$")

_SPELT = re.compile(r"(?<![A-Za-z])(?:[A-Z]{1,4}|[b-df-hj-np-tv-xz]{1,4})$")
"""Said letter by letter: LG, SK, kt."""
_LETTERS_CLOSED = {"l": "엘", "m": "엠", "n": "엔", "r": "알"}
_RIEUL = re.compile(r"(?:l|[^aeiouwy]le|[aeiou]le)$")
"""Google, Apple, Dell, Mobile: they end in ㄹ."""
_CLOSED = re.compile(
    r"(?:[mn]|ng|[aeiou][mn]e|(?<![aeiou])[aeiouy](?:[bkpt]|pp|tt)|[aeiou]ck|oo[kp]|oup)$"
)
"""Amazon, Samsung, Line, Market, Facebook, Group: they end in another consonant."""
_LATIN_END = re.compile(r"[A-Za-z]+$")


def as_spoken(word: str) -> str:
    """The word with its last sound in Hangul where its letters do not show it. Pure.

    Latin words are read as Korean ears usually write them down (외래어 표기법): a last l or le is
    ㄹ, m, n and ng close, b, k, p and t close behind one short vowel; all else ends open.
    """
    if _DATE_END.search(word):
        return word + "일"
    bare = word.rstrip(" '\"’”」』)]")
    if bare[-1:].isdecimal():
        return word + _DIGITS[int(bare[-1])]
    for ending, sound in _READ_AS.items():
        if bare.casefold().endswith(ending):
            return word + sound
    latin = _LATIN_END.search(bare)
    return word + _latin_sound(latin[0]) if latin else word or "이것"


def _latin_sound(word: str) -> str:
    if _SPELT.search(word):
        return _LETTERS_CLOSED.get(word[-1].casefold(), "이")
    low = word.casefold()
    if _RIEUL.search(low):
        return "일"
    return "음" if _CLOSED.search(low) else "이"
