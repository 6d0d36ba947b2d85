"""Bulleted lines: their marks, and lines that go on without one.

The form's own marks have their levels. Any other sign at the head of a line begins a line too; its
level follows from where it first stands in its cell. Whatever was guessed or joined is counted.
"""

import re
import unicodedata

from bot.documents.reading.losses import GUESSED, JOINED, LEARNED, Loss, row_place
from storage.facts.shapes import Line

CIRCLES, DASHES, DOTS = "○◯●❍〇◎⭘", "-–—−‐―⁃─━ー", "·•∙ㆍ・‧･ᆞ⋅․"
LONE = "ㅇoOㅡㅁ"  # letters that are marks only when a space follows
MARK = re.compile(
    rf"(?:(?P<circle>(?P<sign>[{CIRCLES}])(?!(?P=sign))|[ㅇoO](?=\s))|(?P<dash>[{DASHES}]|ㅡ(?=\s))|(?P<dot>[{DOTS}]))"
    r"\s*(?P<said>\S.*)"
)
SIGN = re.compile(r"(?P<sign>[^\w\s]|ㅁ(?=\s)|[\u3131-\u318e](?=\s))(?P<gap>\s*)(?P<said>\S.*)")
COUNTS = "가나다라마바사아자차카타파하"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NUMBERED = re.compile(
    rf"(?:(?P<circled>[{CIRCLED}])\s*"
    rf"|(?P<open>\(?)(?:(?P<figure>\d{{1,2}})|(?P<letter>[{COUNTS}]))(?P<close>[.)])\s+)"
    r"(?P<said>[^\d\s].*)"
)
"""1. 가. 1) 가) (1) (가) ①: a mark where it is the first of its kind, or the next."""
BULLETS = "◦▪▫■□◾◽◼◻∘‣▸▹►▻➤➢➔◈❖▣◙☐☑✓✔⊙⦁⚫⚪▶▷◆◇🔹🔸"
"""Signs that are never part of the words behind them, whether a space follows or not."""
NOTHING = re.compile(r"\(?해당(?:사항)?없음\)?\.?")
"""How offices say that there is nothing, without spaces."""
MEANT = re.compile(r"[※★☆☞*]")
"""Signs that mean something where they stand: the line begins anew and keeps them."""
OPENS = "([{（〔［｛〈《「『【‘’“”'\"`´＇＂<>)]}）〕］｝〉》」』】"
LEVELS = {"circle": 1, "dash": 2, "dot": 3}
DEEPEST = 3
PRIVATE = "\ue000\uf8ff"
"""The first and the last letter of symbol fonts, which print nothing by themselves."""
UNSHOWN = "기호"


class Lines:
    """The lines of one row or section, taken one after the other and read together.

    Where no line of them all has a mark, each of them stands for itself.
    """

    def __init__(self) -> None:
        self._said: list[tuple[str, bool]] = []

    @staticmethod
    def marked(said: str) -> bool:
        """Whether a line begins with a mark of a level, or any other sign that begins one."""
        return begins(said.strip())

    def take(self, said: str, *, fresh: bool = False) -> None:
        """One line; a mark alone says nothing. `fresh`: it goes on with none before it."""
        said = " ".join(said.split())
        if said and not (len(said) == 1 and begins(said)):
            self._said.append((said, fresh))

    def read(self, label: str) -> tuple[tuple[Line, ...], list[Loss]]:
        """The lines in their order, and what had to be guessed; `label` is where they stand.

        None where the only line says that there is nothing.
        """
        reading = _Reading(row_place(label))
        reading.unmarked = not any(begins(said) or NUMBERED.match(said) for said, _ in self._said)
        for said, fresh in self._said:
            reading.take(said, fresh=fresh)
        alone = "".join(reading.found[0].text.split()) if len(reading.found) == 1 else ""
        if NOTHING.fullmatch(alone):
            return (), []
        return tuple(reading.found), reading.losses


class _Reading:
    """The lines of one row as they become levels and words."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._learned: dict[str, int] = {}  # sign -> level
        self._counted: dict[str, int] = {}  # kind of number -> the last one
        self.unmarked = False
        self.found: list[Line] = []
        self.losses: list[Loss] = []

    def take(self, said: str, *, fresh: bool) -> None:
        """One line; without a mark it goes on with the line before it."""
        found = MARK.fullmatch(said)
        if found is not None:
            level = next(level for name, level in LEVELS.items() if found[name])
            self.found.append(Line(level, found["said"].strip()))
        elif MEANT.match(said):
            self._guess(said)
        elif self._numbered(said):
            return
        elif begins(said):
            self._sign(said)
        elif fresh or self.unmarked or not self.found:
            self._guess(said)
        else:
            last = self.found[-1]
            self.losses.append(Loss(JOINED, self._place, said))
            self.found[-1] = Line(last.level, f"{last.text} {said}")

    def _numbered(self, said: str) -> bool:
        """Whether a line begins with the next number of a list."""
        found = NUMBERED.fullmatch(said)
        if found is None:
            return False
        kind, at = _counted(found)
        if at not in (1, self._counted.get(kind, 0) + 1):
            return False
        self._counted[kind] = at
        self._learn(kind, said[: found.start("said")].strip(), found["said"])
        return True

    def _guess(self, said: str) -> None:
        self.losses.append(Loss(GUESSED, self._place, said))
        self.found.append(Line(LEVELS["dot"], said))

    def _sign(self, said: str) -> None:
        """A line behind a sign without a level of its own: the first in a cell is the highest."""
        found = SIGN.fullmatch(said)
        if found is None or not (found["gap"] or found["sign"] in BULLETS):
            self._guess(said)
            return
        self._learn(found["sign"], found["sign"], found["said"])

    def _learn(self, kind: str, sign: str, said: str) -> None:
        above = self.found[-1].level if self.found else 0
        level = self._learned.setdefault(kind, min(above + 1, DEEPEST))
        shown = UNSHOWN if PRIVATE[0] <= sign[:1] <= PRIVATE[1] else sign
        self.losses.append(Loss(LEARNED, self._place, shown))
        self.found.append(Line(level, said.strip()))


def _counted(found: re.Match[str]) -> tuple[str, int]:
    """What kind of number a line begins with, and which."""
    if circled := found["circled"]:
        return CIRCLED[0], CIRCLED.index(circled) + 1
    figure = found["figure"]
    at = int(figure) if figure else COUNTS.index(found["letter"]) + 1
    return found["open"] + ("1" if figure else COUNTS[0]) + found["close"], at


def begins(said: str) -> bool:
    """Whether a line's first sign begins it: no letter, figure, bracket or quotation mark does."""
    first = said[:1]
    if not first or first in OPENS:
        return False
    if first in LONE or "\u3131" <= first <= "\u318e" or first == "\u119e":
        return MARK.match(said) is not None or said[1:2].isspace()
    return not (first.isalpha() or unicodedata.category(first) in ("Nd", "Nl", "Mn"))
