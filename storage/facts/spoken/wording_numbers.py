"""Numbers as they are typed and spoken: 1,050명, 2만3천명, 열두명, 스물한 명, 백이십 명. Pure."""

import re

_TENS = {
    **{"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60},
    **{"일흔": 70, "여든": 80, "아흔": 90},
}
_ONES = {
    **{"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5},
    **{"여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9},
}
_DIGITS = {letter: at for at, letter in enumerate("영일이삼사오육칠팔구")}
_PLACES = {"십": 10, "백": 100, "천": 1000}

_ASCII = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})"
_PART = r"\d{1,4}\.\d{1,2}\s?[만천백]"
TYPED = rf"(?:{_PART}|{_ASCII}(?:\s?만(?:\s?\d{{1,4}}천?)?|천(?:\s?\d백)?)?)"
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(sorted(_TENS, key=len, reverse=True))
NATIVE = rf"(?:(?:백\s?)?(?:(?:{_TEN})\s?(?:{_ONE})|{_TEN}|{_ONE}))"
SINO = (
    r"(?:(?:[일이삼사오육칠팔구]?[천백십]|[일이삼사오육칠팔구십]?만)"
    r"(?:\s?[일이삼사오육칠팔구]?[천백십])*[일이삼사오육칠팔구]?)"
)
"""At least one of 십, 백, 천 and 만 stands in it: 이 명 is none."""
VAGUE = (
    "(?:한두|두세|두서너|서너|너댓|네댓|네다섯|대여섯|예닐곱|일고여덟|여남은|열댓|열두어"
    "|스무남은|몇"
    "|몇십|몇백|여러|십여|수십|수백|백여|[이삼사오육칠팔구]십여)"
)


def number_of(said: str) -> int:
    """The value of what one of the patterns found. ValueError for what is no number."""
    tight = re.sub(r"[\s,]", "", said)
    if tight in _DIGITS:
        return _DIGITS[tight]
    if tight.isascii() and tight.isdigit():
        return int(tight)
    if part := _PARTED.fullmatch(tight):
        return round(float(part[1]) * {**_PLACES, "만": 10_000}[part[2]])
    hundred = tight.startswith("백") and tight[1:] and tight[1:] in _native_words()
    if hundred:
        return 100 + _native_words()[tight[1:]]
    if tight in _native_words():
        return _native_words()[tight]
    return _by_places(tight)


def _native_words() -> dict[str, int]:
    return _NATIVE_VALUES


_PARTED = re.compile(r"(\d+\.\d+)([만천백])", re.ASCII)
"""1.3천 is 1,300."""
_NATIVE_VALUES = {
    **_ONES,
    **_TENS,
    **{ten + one: a + b for ten, a in _TENS.items() for one, b in _ONES.items()},
}


def _by_places(tight: str) -> int:
    """2만3천, 천이백, 이십일."""
    above, _, below = tight.rpartition("만")
    if "만" in tight:
        return (_by_places(above) if above else 1) * 10_000 + (_below(below) if below else 0)
    return _below(tight)


def _below(tight: str) -> int:
    total, run = 0, ""
    for letter in tight:
        if letter in _PLACES:
            total += (int(run) if run else 1) * _PLACES[letter]
            run = ""
        elif letter in _DIGITS:
            run += str(_DIGITS[letter])
        elif letter.isascii() and letter.isdigit():
            run += letter
        else:
            raise ValueError(tight)
    return total + (int(run) if run else 0)
