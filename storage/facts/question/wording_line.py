"""A line that is taken apart: words go off it one after another, and what is left is looked at.

Pure; the words themselves stand in `wording_words`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from storage.facts.question.asked import Names
from storage.facts.question.wording_words import (
    ASKING,
    FILLING,
    HOW_MANY,
    KIND_WORDS,
    OWN,
    PLAN_WORDS,
    SHOW,
    STATUS,
    TARGET_WORDS,
    TOPIC_WORDS,
    WANT_WORDS,
)
from storage.rules.names import clean_text, company_key

GONE = "\x00"
"""Stands in the line for what was taken off it."""
_ME = "내가|제가|나는|저는"
_FILLING = re.compile(FILLING)
_ENDING = re.compile(
    "(?:이랑|랑|하고|에서는?|에게|께서|은|는|이|가|을|를|의|과|와|도|만|에|으로|로|님|건|것)$"
)
_ASKED_AT_END = re.compile(
    r"(?:\?|나요?|니|까요?|냐|는지요?|가요?|지요?|죠|[냈었했왔됐갔]어요?|던데|는데|"
    r"어디까지야?)[\s?!.~]*$"
)
_AT_MOST = 4
"""Words that a name of a company may have."""


class Line:
    """The line as it is taken apart."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: str | re.Pattern[str]) -> str:
        """The first words of the pattern, which are gone then; empty where there are none."""
        found = re.search(pattern, self.text)
        if found is None or not found[0].strip():
            return ""
        self.drop(found.start(), found.end())
        return found[0].strip()

    def take_all(self, pattern: str) -> bool:
        """As `take`, wherever they stand; whether there were any."""
        found = False
        while self.take(pattern):
            found = True
        return found

    def drop(self, start: int, end: int) -> None:
        """Takes letters off."""
        self.text = f"{self.text[:start]} {GONE} {self.text[end:]}"

    def left(self) -> list[str]:
        """The words that are left and say something."""
        words = re.split(rf"[\s{GONE}]+", re.sub(r"[.,!~…·ㅋㅎㅠ\"'“”‘’()]+", " ", self.text))
        return [word for word in words if word and not _FILLING.fullmatch(word)]


def company_spans(text: str) -> dict[str, tuple[int, int]]:
    """Keys by which words of the line may name a company, with the letters of each."""
    line = plain(text)
    words = [(one.start(), one.end()) for one in re.finditer(r"[^\s?？!,]+", line)]
    found: dict[str, tuple[int, int]] = {}
    for at, (start, _end) in enumerate(words):
        for _start, end in words[at : at + _AT_MOST]:
            for cut in _without_endings(line[start:end]):
                key = company_key(cut)
                if len(key) > 1 and not _is_plain_word(cut):
                    found.setdefault(key, (start, start + len(cut)))
    return found


def _without_endings(words: str) -> Iterator[str]:
    yield words
    if (shorter := _ENDING.sub("", words)) not in ("", words):
        yield shorter


@lru_cache(512)
def _is_plain_word(words: str) -> bool:
    """Whether the words are of the grammar itself, whatever a company may be called."""
    patterns = [*KIND_WORDS.values(), *(one for _, one in TOPIC_WORDS), *TARGET_WORDS.values()]
    patterns += [one for _, one in WANT_WORDS] + [HOW_MANY, PLAN_WORDS, STATUS, FILLING]
    return any(re.fullmatch(one, words.strip()) for one in patterns)


def plain(text: str) -> str:
    """The line as it is compared."""
    return unicodedata.normalize("NFKC", clean_text(text)).casefold()


class Marks:
    """The words that make a question of a line."""

    def __init__(self, whole: str, line: Line) -> None:
        self._line = line
        self.asking = bool(line.take(ASKING))
        while line.take(ASKING):
            pass
        self.at_end = bool(_ASKED_AT_END.search(whole))
        self.ahead = False
        self.how_many = ""
        self.status = self.show = False

    def read(self) -> None:
        """Those that are looked for when the other words are gone."""
        self.how_many = self._line.take(HOW_MANY)
        self.status = bool(self._line.take(STATUS))
        self.show = bool(self._line.take(SHOW))

    @property
    def strong(self) -> bool:
        """Whether the line asks in so many words."""
        return bool(self.how_many or self.show or self.status or self.asking)


class Who:
    """Whom the line names."""

    def __init__(self, whole: str, line: Line, names: Names) -> None:
        self.own = False
        self.department = _named(line, names.departments)
        if self.department is None and line.take(OWN):
            self.department, self.own = names.own, True
        self.officer = _named(line, names.people)
        if self.officer is not None:
            line.take(rf"(?<={GONE} )\s?(?:님|씨|주무관|과장|팀장|주임|계장)")
        elif names.me is not None and line.take(_ME):
            self.officer = names.me
        self.company = self._company(whole, line, names)

    def _company(self, whole: str, line: Line, names: Names) -> int | None:
        spans = company_spans(whole)
        known = [key for key in spans if key in names.companies]
        for key in sorted(known, key=len, reverse=True):
            start, end = spans[key]
            if line.take(re.escape(whole[start:end])):
                return names.companies[key]
        return None


def _named(line: Line, names: Mapping[str, int]) -> int | None:
    """Whose name stands in the line, the longest first."""
    if not names:
        return None
    found = re.search(_pattern_of(tuple(names)), line.text)
    if found is None:
        return None
    line.drop(found.start(), found.end())
    return {_key(name): number for name, number in names.items()}[_key(found[0])]


@lru_cache(8)
def _pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(map(_key, names), key=len, reverse=True)
    spelt = (r"\s?".join(map(re.escape, name)) for name in ordered if name)
    return re.compile(rf"(?<![가-힣])(?:{'|'.join(spelt)})(?![가-힣]?장(?![가-힣]))")


def _key(name: str) -> str:
    return "".join(plain(name).split())
