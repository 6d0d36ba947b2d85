"""Bulleted lines: their marks, and lines that go on without one.

The form's own marks have their levels. Any other sign at the head of a line begins a line too; its
level follows from where it first stands in its cell. Whatever was guessed or joined is counted.
"""

import re
import unicodedata
from collections.abc import Iterable

from storage.facts.shapes import Line

CIRCLES, DASHES, DOTS = "○◯●❍〇◎⭘", "-–—−‐―⁃─━ー", "·•∙ㆍ・‧･ᆞ⋅․"
LONE = "ㅇoOㅡㅁ"  # letters that are marks only when a space follows
MARK = re.compile(
    rf"(?:(?P<circle>(?P<sign>[{CIRCLES}])(?!(?P=sign))|[ㅇoO](?=\s))|(?P<dash>[{DASHES}]|ㅡ(?=\s))|(?P<dot>[{DOTS}]))"
    r"\s*(?P<said>\S.*)"
)
SIGN = re.compile(r"(?P<sign>[^\w\s]|ㅁ(?=\s)|[\u3131-\u318e](?=\s))(?P<gap>\s*)(?P<said>\S.*)")
BULLETS = "◦▪▫■□◾◽◼◻∘‣▸▹►▻➤➢➔◈❖▣◙☐☑✓✔⊙⦁⚫⚪🔹🔸"
"""Signs that are never part of the words behind them, whether a space follows or not."""
NOTHING = re.compile(r"\(?해당(?:사항)?없음\)?\.?")
"""How offices say that there is nothing, without spaces."""
MEANT = re.compile(r"[※★☆☞*①-⑳▶▷◆◇]")
"""Signs that mean something where they stand: the line begins anew and keeps them."""
OPENS = "([{（〔［｛〈《「『【‘’“”'\"`´＇＂<>)]}）〕］｝〉》」』】"
GUESSED = "○, -, · 표시가 없는 줄 {count}개를 · 줄로 읽었습니다."
LEARNED = (
    "○, -, ·가 아닌 글머리표({signs})로 시작하는 줄 {count}개는 나온 차례에 따라 단계를"
    " 정했습니다."
)
JOINED = "표시 없이 시작하는 줄 {count}개를 바로 앞줄에 이어 붙였습니다: {lines}"
MOST_NAMED, MOST_LETTERS = 5, 20
LEVELS = {"circle": 1, "dash": 2, "dot": 3}
DEEPEST = 3


class Lines:
    """The lines of one cell or section, taken one after the other."""

    def __init__(self) -> None:
        self._found: list[Line] = []
        self._learned: dict[str, int] = {}  # sign -> level
        self.guessed = 0
        self.joined: list[str] = []
        self.signs: list[str] = []  # of each line whose level was learned

    @staticmethod
    def marked(said: str) -> bool:
        """Whether a line begins with a mark of a level, or any other sign that begins one."""
        return begins(said.strip())

    def take(self, said: str) -> None:
        """One line; without a mark it goes on with the line before it."""
        said = " ".join(said.split())
        if not said or (len(said) == 1 and begins(said)):
            return  # a mark alone says nothing
        found = MARK.fullmatch(said)
        if found is not None:
            level = next(level for name, level in LEVELS.items() if found[name])
            self._found.append(Line(level, found["said"].strip()))
        elif MEANT.match(said) or not (begins(said) or self._found):
            self._guess(said)
        elif begins(said):
            self._sign(said)
        else:
            last = self._found[-1]
            self.joined.append(said)
            self._found[-1] = Line(last.level, f"{last.text} {said}")

    def _guess(self, said: str) -> None:
        self.guessed += 1
        self._found.append(Line(LEVELS["dot"], said))

    def _sign(self, said: str) -> None:
        """A line behind a sign without a level of its own: the first in a cell is the highest."""
        found = SIGN.fullmatch(said)
        if found is None or not (found["gap"] or found["sign"] in BULLETS):
            self._guess(said)
            return
        sign = found["sign"]
        above = self._found[-1].level if self._found else 0
        level = self._learned.setdefault(sign, min(above + 1, DEEPEST))
        self.signs.append(sign)
        self._found.append(Line(level, found["said"].strip()))

    def found(self) -> tuple[Line, ...]:
        """The lines in their order; none where the only one says that there is nothing."""
        alone = "".join(self._found[0].text.split()) if len(self._found) == 1 else ""
        return () if NOTHING.fullmatch(alone) else tuple(self._found)


def begins(said: str) -> bool:
    """Whether a line's first sign begins it: no letter, figure, bracket or quotation mark does."""
    first = said[:1]
    if not first or first in OPENS:
        return False
    if first in LONE or "\u3131" <= first <= "\u318e" or first == "\u119e":
        return MARK.match(said) is not None or said[1:2].isspace()
    return not (first.isalpha() or unicodedata.category(first) in ("Nd", "Nl", "Mn"))


def losses(cells: Iterable[Lines]) -> list[str]:
    """What had to be guessed in all of them, each counted once."""
    every = list(cells)
    guessed = sum(one.guessed for one in every)
    said = [GUESSED.format(count=guessed)] if guessed else []
    signs = [sign for one in every for sign in one.signs]
    if signs:
        named = ", ".join(dict.fromkeys(signs))
        said.append(LEARNED.format(signs=named, count=len(signs)))
    joined = [line for one in every for line in one.joined]
    if joined:
        named = ", ".join(f"‘{_clip(line)}’" for line in joined[:MOST_NAMED])
        more = f" 외 {len(joined) - MOST_NAMED}줄" if len(joined) > MOST_NAMED else ""
        said.append(JOINED.format(count=len(joined), lines=named + more))
    return said


def _clip(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
