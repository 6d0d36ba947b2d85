"""Bulleted lines: their marks, and lines that go on without one."""

import re

from storage.reports.shapes import Line

MARK = re.compile(
    r"(?:(?P<circle>[○◯●]|[ㅇoO](?=\s))|(?P<dash>[-–—−‐])|(?P<dot>[·•∙ㆍ・‧]))\s*(?P<said>\S.*)"
)
STARTS_ANEW = re.compile(r"[※▶▷◆◇★☞*①-⑳]")
GUESSED = "○, -, · 표시가 없는 줄 {count}개를 · 줄로 읽었습니다."
LEVELS = {"circle": 1, "dash": 2, "dot": 3}


class Lines:
    """The lines of one cell or section, taken one after the other."""

    def __init__(self) -> None:
        self._found: list[Line] = []
        self._guessed = 0

    @staticmethod
    def marked(said: str) -> bool:
        """Whether a line begins with a mark of a level."""
        return MARK.match(said) is not None

    def take(self, said: str) -> None:
        """One line; without a mark it goes on with the line before it."""
        said = said.strip()
        found = MARK.fullmatch(said)
        if found is not None:
            level = next(level for name, level in LEVELS.items() if found[name])
            self._found.append(Line(level, found["said"].strip()))
        elif said and self._found and not STARTS_ANEW.match(said):
            last = self._found[-1]
            self._found[-1] = Line(last.level, f"{last.text} {said}")
        elif said:
            self._guessed += 1
            self._found.append(Line(LEVELS["dot"], said))

    def found(self) -> tuple[Line, ...]:
        """The lines in their order."""
        return tuple(self._found)

    def losses(self) -> list[str]:
        """What had to be guessed."""
        return [GUESSED.format(count=self._guessed)] if self._guessed else []
