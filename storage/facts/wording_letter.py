"""What every letter of the office says (행정업무의 운영 및 혁신에 관한 규정 제7조)."""

from datetime import date

from storage.facts.wording_parts import words
from storage.rules.date_words import WEEKDAYS
from storage.rules.wording_receipt import Receipt

OFFICE = "고양시"
SEE_RECIPIENTS = "수신자 참조"
EVERYONE = "전 부서"
_POST = "장"
_ALREADY_A_POST = ("관", "장", "부서")
"""기획담당관 is its own head's title, and so is what already ends on 장."""


def official_day(day: date) -> str:
    """A date as letters write it, a space behind each dot: 2021. 12. 20. (같은 영 제7조제5항)."""
    return f"{day.year}. {day.month}. {day.day}."


def official_weekday(day: date) -> str:
    """The same with its weekday, as a due day is written: 2021. 12. 6.(월)."""
    return f"{official_day(day)}({WEEKDAYS[day.weekday()]})"


def post_of(department: str) -> str:
    """Whom a letter to a department is addressed to: 도로건설과장, 기획담당관."""
    name = words(department)
    return name if name.endswith(_ALREADY_A_POST) else name + _POST


def quoted(letter: Receipt) -> str:
    """A letter that is referred to: 일자리정책과-1234(2026. 11. 16.)호."""
    day = f"({official_day(letter.on)})" if letter.on else ""
    return f"{letter.number}{day}호"


def draft_note() -> str:
    """What stands above the draft and is not taken over into 온나라."""
    return "온나라 기안용 초안입니다. 문서번호와 시행일은 결재 뒤 온나라에서 부여됩니다."


def enclosed(name: str) -> str:
    """The name with its number of copies, one unless it says so itself."""
    said = words(name)
    return said if said.endswith("부") or said.endswith("부.") else f"{said} 1부"
