"""One line that is being read: what facts have taken of it is not read a second time. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.facts.loose.proposed import Doubt, Place, Taken
from storage.rules.counts import ASCII_FORMS

GONE = "\x00"
"""Stands in `left` for a letter that a fact has taken."""
SET_ASIDE = "\x01"
"""Stands in `numbers` for a letter of a number that counts nothing."""
_QUOTES = {ord(sign): "'" for sign in "’‘`´＇"} | {ord(sign): '"' for sign in "“”"}
_STROKES = {ord(sign): "~" for sign in "∼〜～"} | {ord(sign): "-" for sign in "–—−―"}
_DOTS = dict.fromkeys(map(ord, "ㆍ･・‧∙•⋅ᆞ"), "·")
_BRACKETS = {ord(one): two for one, two in zip("[]［］〔〕【】", "()()()()", strict=True)}
_PLAIN = ASCII_FORMS | _QUOTES | _STROKES | _DOTS | _BRACKETS


@dataclass
class Slate:
    """A line, sign for sign in plain forms, and what was taken of it."""

    line: int
    text: str
    taken: list[Taken] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    plain: str = ""
    left: str = ""  # what is still to be read
    numbers: str = ""  # the same without numbers that count nothing

    def __post_init__(self) -> None:
        """Signs that look alike are read alike; every one keeps its place."""
        self.plain = self.text.translate(_PLAIN).replace("\n", " ").replace("\t", " ")
        self.left = self.numbers = self.plain

    def take(self, name: str, start: int, end: int, *, sure: bool = True) -> None:
        """These letters are the fact."""
        self.mark(name, start, end, sure=sure)
        self._cover(start, end)

    def mark(self, name: str, start: int, end: int, *, sure: bool = True) -> None:
        """The fact was read from these letters, which may say more than that."""
        self.taken.append(Taken(name, Place(self.line, start, end), self.text[start:end], sure))

    def cover(self, start: int, end: int) -> None:
        """These letters say no more, but are left over."""
        self._cover(start, end)

    def set_aside(self, start: int, end: int) -> None:
        """Numbers in these letters count nothing; the words may still be part of a name."""
        self.numbers = self.numbers[:start] + SET_ASIDE * (end - start) + self.numbers[end:]

    def doubt(self, name: str, start: int, end: int, question: str, *candidates: object) -> None:
        """These letters may be the fact."""
        place = Place(self.line, start, end)
        self.doubts.append(Doubt(name, place, self.text[start:end], question, candidates))

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where the pattern stands in what is left."""
        return pattern.finditer(self.left)

    def _cover(self, start: int, end: int) -> None:
        self.left = self.left[:start] + GONE * (end - start) + self.left[end:]
        self.numbers = self.numbers[:start] + GONE * (end - start) + self.numbers[end:]

    def shrunk(self, start: int, end: int) -> tuple[int, int]:
        """The place without the blanks at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end
