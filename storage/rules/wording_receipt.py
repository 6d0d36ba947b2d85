"""접수 근거: how the office heard of an answer outside the bot, its number and its day. Pure.

Whatever is taken in on behalf of a department carries one: its plan, its 해당없음, its results.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.rules import errors
from storage.rules.date_grammar import read_day
from storage.rules.names import clean_text
from storage.rules.personal_data import find_personal_data


class Way(StrEnum):
    """How it came to the office."""

    LETTER = "공문"
    CALL = "전화"
    MAIL = "메일"
    VISIT = "방문"


@dataclass(frozen=True)
class Receipt:
    """The way, what tells it apart (문서번호, who called), and its day where that was told.

    Its text is what is shown, printed and kept, and `read_receipt` reads it back as it was. Who
    took it in stands beside it in its row, and in the trail.
    """

    way: Way
    number: str = ""
    on: date | None = None

    def __str__(self) -> str:
        day = f"({_dotted(self.on)})" if self.on else ""
        return f"{self.way.value} {self.number}".strip() + day

    @property
    def short(self) -> str:
        """Without its year, for a line of many: 공문 도로건설과-1234, 전화 11. 16."""
        day = f" {self.on.month}. {self.on.day}." if self.on and not self.number else ""
        return f"{self.way.value} {self.number}".strip() + day


ALSO = {
    "이메일": Way.MAIL,
    "전자메일": Way.MAIL,
    "전자우편": Way.MAIL,
    "유선": Way.CALL,
    "통화": Way.CALL,
    "문서": Way.LETTER,
}
"""What offices call the same ways."""
MOST_LETTERS = 60
WANTED, EXAMPLE = "공문·전화·메일·방문과 그 번호", "공문 도로건설과-1234"
NO_NUMBER = "공문은 문서번호를 함께 적어 주십시오."
NOT_YET = "접수한 날이 오늘보다 뒤입니다."
_WAY = re.compile(
    rf"({'|'.join([*ALSO, *(one.value for one in Way)])})(?:[\s:,(/-]+|(?=\d)|$)(.*)"
)
_WEEKDAY = r"(?:\s*\([월화수목금토일]\))?"
_FULL_DAY = re.compile(
    rf"\d{{4}}\s*[.년/-]\s*\d{{1,2}}\s*[.월/-]\s*\d{{1,2}}(?:\.|일)?{_WEEKDAY}(?!\d)"
)
_SHORT_DAY = re.compile(
    rf"(?<![\d.-])\d{{1,2}}\s*(?:\.\s*\d{{1,2}}\.?|월\s*\d{{1,2}}일|/\d{{1,2}}){_WEEKDAY}(?![\d-])"
)
_EDGES = " ,:/·"


def read_receipt(said: str, today: date | None = None) -> Receipt:
    """What was typed or kept: 공문 도로건설과-1234(2026. 11. 16.). Raises Unreadable.

    With `today` a day without its year is read too, a day to come is refused, and what tells no
    day came today; a 공문 has the day that it bears, or none.
    """
    words = " ".join(clean_text(said).split())
    found = _WAY.fullmatch(words)
    if find_personal_data(words) or len(words) > MOST_LETTERS or found is None:
        raise errors.Unreadable(words[:MOST_LETTERS], WANTED, EXAMPLE)
    way, (number, on) = ALSO.get(found[1]) or Way(found[1]), _parted(found[2], today)
    if way is Way.LETTER and not any(letter.isdigit() for letter in number):
        raise errors.Unreadable(words, WANTED, EXAMPLE, NO_NUMBER)
    if today and on and on > today:
        raise errors.Unreadable(words, WANTED, EXAMPLE, NOT_YET)
    return Receipt(way, number, on if on or way is Way.LETTER else today)


def _parted(rest: str, today: date | None) -> tuple[str, date | None]:
    """The number without its day, and the day."""
    found = _FULL_DAY.search(rest) or (_SHORT_DAY.search(rest) if today else None)
    if found is None:
        return _bare(rest), None
    on = read_day(found[0], today or date.min.replace(year=2000))
    return _bare(f"{rest[: found.start()]} {rest[found.end() :]}"), on


def _bare(rest: str) -> str:
    """Without brackets that hold nothing or are not closed, and without 호 behind the number."""
    words = re.sub(r"\(\s*[.,]?\s*\)", " ", rest)
    words = re.sub(r"(?:(?<=\d)|(?<= )|^)호(?=$|[\s,(])", "", " ".join(words.split())).strip(
        _EDGES
    )
    if words.endswith(")") and words.count("(") < words.count(")"):
        words = words[:-1].strip(_EDGES)
    if words.endswith("(") or words.count("(") > words.count(")"):
        words = words.replace("(", " ", 1).strip(_EDGES)
    return " ".join(words.split())


def _dotted(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
