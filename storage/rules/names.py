"""Text as people type it, and the many spellings of one company."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from hangulpy import disassemble
from hangulpy import josa as choose_josa
from rapidfuzz import fuzz, process

from storage.rules.sounds import as_spoken

CITY = "고양시"
"""The party that stands in nearly every agreement, and so tells none apart."""
SAME = 100
"""Equal after normalising: the same company, no question needed."""
ASK_FROM = 75
"""From here up to SAME the officer is asked "같은 업체인가요?"; nothing is merged alone."""
SIEVE = 60
"""Below this no two names are alike by any of the rules."""
LIKELY = 85
"""Given to names of which one begins with the other: 쿠팡, 쿠팡풀필먼트."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_ENDS = re.compile("\r\n?|[\u2028\u2029]")

_MARKED_FORM = re.compile(r"\((?:주|유|재|사|합|의|학|복|주식회사|유한회사)\)")
_SPELT_FORM = (
    "농업회사법인|사회복지법인|유한책임회사|주식회사|유한회사|합자회사|합명회사"
    "|재단법인|사단법인|의료법인|학교법인"
)
_FORM_AT_EDGE = re.compile(f"^(?:{_SPELT_FORM})|(?:{_SPELT_FORM})$")
_LATIN_FORM = re.compile(r"(?:\bco\.?,? *)?\b(?:ltd|inc|corp|llc)\b\.?$")
_SITE = re.compile(r"(?P<name>.*\S)\s*[(（](?P<site>[^()（）]+)[)）]")
_LETTERS = re.compile("[a-z]{1,4}(?![a-z])(?<![a-z]{5})")
_LETTER_NAMES = {
    **{"a": "에이", "b": "비", "c": "씨", "d": "디", "e": "이", "f": "에프", "g": "지"},
    **{"h": "에이치", "i": "아이", "j": "제이", "k": "케이", "l": "엘", "m": "엠", "n": "엔"},
    **{"o": "오", "p": "피", "q": "큐", "r": "알", "s": "에스", "t": "티", "u": "유"},
    **{"v": "브이", "w": "더블유", "x": "엑스", "y": "와이", "z": "제트"},
}
_TOO_COMMON = frozenset(
    {
        *("고양", "고양시", "일산", "덕양", "경기", "경기도", "서울", "한국", "대한", "대한민국"),
        *("전국", "국립", "재단", "협회", "일자리"),
    }
)
"""Words so many names begin with that sharing only them says nothing."""

SHARED = frozenset(
    {
        *(
            "건설",
            "산업",
            "개발",
            "유통",
            "물류",
            "상사",
            "통상",
            "무역",
            "식품",
            "푸드",
            "푸드시스템",
        ),
        *("전자", "전기", "정보", "통신", "기술", "기계", "화학", "금속", "제약", "의료", "환경"),
        *("테크", "텍", "엔지니어링", "시스템", "시스템즈", "네트웍스", "네트워크", "솔루션"),
        *("서비스", "코리아", "그룹", "홀딩스", "인터내셔널", "글로벌", "파트너스", "로지스틱스"),
        *("종합건설", "산업개발", "건축사사무소", "재단", "협회", "조합", "센터", "병원", "학교"),
    }
)
"""What many companies are called after their own name: it tells none of them apart."""
_LONGEST_SHARED, _SHORTEST_SHARED = 7, 2
FEW = 3
"""So many companies that end alike make of their ending a shared one."""

_PARTICLES = {
    "과/와": "와/과",
    "를/을": "을/를",
    "는/은": "은/는",
    "가/이": "이/가",
    "로/으로": "으로/로",
}

_APART = re.compile(
    "[\u00b7\u0387\u05bc\u1427\u2022\u2027\u2043\u2190-\u21ff\u2219\u22c5\u2e31\u30fb\uff65"
    '\u318d\u119e|\uff5c"\u201c-\u201f\u00ab\u00bb\u300c-\u300f\uff02]'
)
"""Signs by which our own lines set a name apart from a department and a role, and their likes."""


def clean_text(text: str) -> str:
    """What was meant to be seen: composed, without invisible or control characters, trimmed.

    Line ends become newlines and tabs become spaces. Compatibility forms such as ㈜ stay. Text
    made only of fillers becomes empty.
    """
    lines = _ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", lines)).strip()


def cut(words: str, most: int) -> str:
    """So many letters at most; … says that there are more."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def clipped(words: str, most: int) -> str:
    """As `cut`, but between words, unless one word is longer than what fits."""
    if len(words) <= most:
        return words
    kept = words[:most]
    return (kept.rpartition(" ")[0] or kept[:-1]).rstrip(" ,·(") + "…"


def typed_name(words: str, most: int) -> str:
    """A name as typed, in one line; empty when it is none: too long, or without a letter."""
    name = " ".join(clean_text(words).split())
    return name if len(name) <= most and any(letter.isalpha() for letter in name) else ""


def person_name(text: str) -> str:
    """A person's name in one line that cannot pose as a name with its department and role."""
    return " ".join(_APART.sub(" ", clean_text(text)).split())


def split_site(name: str) -> tuple[str, str | None]:
    """Part a company from the site in brackets behind it: (쿠팡풀필먼트유한회사, 쿠팡고양FC).

    A corporate form in brackets, as in 케이알산업(주), is no site.
    """
    whole = clean_text(name)
    found = _SITE.fullmatch(whole)
    if found is None or _MARKED_FORM.fullmatch(f"({found['site'].strip()})"):
        return whole, None
    return found["name"], found["site"].strip()


@lru_cache(4_096)  # one name is compared with the same others again and again
def company_key(name: str) -> str:
    """The spelling by which names are compared: no form, site, spaces or signs; letters spelt.

    (주)KR산업, 케이알산업㈜ and 주식회사 케이알산업 have one key. Empty without any letter.
    """
    bare = split_site(unicodedata.normalize("NFKC", clean_text(name)))[0].casefold()
    bare = _LATIN_FORM.sub("", _MARKED_FORM.sub("", bare).strip())
    tight = "".join(sign for sign in bare if sign.isalnum())
    shorn = _FORM_AT_EDGE.sub("", tight) or tight
    return _LETTERS.sub(_letter_names, shorn)


def shared_endings(keys: Iterable[str]) -> frozenset[str]:
    """The endings that several of the companies with these keys have in common, and SHARED."""
    counted = Counter(
        key[-size:]
        for key in set(keys)
        for size in range(_SHORTEST_SHARED, min(_LONGEST_SHARED, len(key) - 1) + 1)
    )
    return SHARED | {ending for ending, companies in counted.items() if companies >= FEW}


def similarity(one: str, other: str, shared: Collection[str] = SHARED) -> int:
    """How alike two company names are, 0 to 100; SAME only when their keys are equal.

    Compared letter by letter below the syllable, so 코레일텍 and 코레일테크 come out near. An
    ending that both have and that is `shared` by others weighs nothing: (주)가나건설 is not
    (주)대한건설.
    """
    return key_similarity(company_key(one), company_key(other), shared)


def worth_comparing(wanted: str, keys: Sequence[str]) -> list[int]:
    """The places of the keys that may be like this one: a first sieve, much quicker than a look
    at each, that lets through more than are alike in the end."""
    found = process.extract(
        _jamo(wanted),
        [_jamo(key) for key in keys],
        scorer=fuzz.partial_ratio,
        score_cutoff=SIEVE,
        limit=None,
    )
    return sorted(place for _jamo_of, _score, place in found)


def key_similarity(one: str, other: str, shared: Collection[str] = SHARED) -> int:
    """The same of names whose keys are known."""
    keys = sorted((one, other), key=len)
    if not all(keys):
        return 0
    if keys[0] == keys[1]:
        return SAME
    whole = _likeness(*keys)
    ending = _common_ending(keys[0], keys[1], shared)
    own = [key.removesuffix(ending) for key in keys]
    return min(whole, _likeness(*own)) if ending else whole


def _common_ending(one: str, other: str, shared: Collection[str]) -> str:
    """The longest shared ending that both names have beside something of their own."""
    for size in range(min(len(one), len(other), _LONGEST_SHARED + 1) - 1, 1, -1):
        if one[-size:] == other[-size:] and one[-size:] in shared:
            return one[-size:]
    return ""


def _likeness(one: str, other: str) -> int:
    """How alike two keys are, below SAME."""
    keys = sorted((one, other), key=len)
    short, long = (_jamo(key) for key in keys)
    score = fuzz.ratio(short, long)
    if len(keys[0]) >= 4:
        head = fuzz.ratio(short, long[: len(short)])
        score = max(score, LIKELY if head >= LIKELY else 0)
    if len(keys[0]) >= 2 and keys[0] not in _TOO_COMMON and keys[1].startswith(keys[0]):
        score = max(score, LIKELY)
    return min(round(score), SAME - 1)


def josa(word: str, particle: str) -> str:
    """The word with the particle its last sound asks for: josa("협약", "을/를") is 협약을."""
    pair = _PARTICLES.get(particle, particle)
    spoken = as_spoken(word)
    return word + choose_josa(spoken, pair)[len(spoken) :]


def _letter_names(letters: re.Match[str]) -> str:
    """KR as it is said: 케이알. Longer runs are words, not letters, and stay."""
    return "".join(_LETTER_NAMES[letter] for letter in letters[0])


@lru_cache(maxsize=1 << 16)
def _jamo(key: str) -> str:
    """The key taken apart into single letters."""
    return "".join(disassemble(key))
