"""What the office's letters say (공문서 작성: 행정업무의 운영 및 혁신에 관한 규정 제7조)."""

from datetime import date, datetime

from storage.facts.pledge import Head
from storage.facts.shapes import IncentiveFacts
from storage.facts.wording_parts import words
from storage.incentive.letter_shapes import Letter, LetterItem

OFFICE = "고양시"
INCENTIVE_TITLE = "고용할당제 참여우수기업 물품 우선구매 협조요청"
SEE_RECIPIENTS = "수신자 참조"
EVERYONE = "전 부서"
_POST = "장"
_ALREADY_A_POST = ("관", "장", "부서")
"""기획담당관 is its own head's title, and so is what already ends on 장."""


def incentive_letter(facts: IncentiveFacts, head: Head, made_at: datetime) -> Letter:
    """물품 우선구매 협조요청 to the departments that buy."""
    names = tuple(post_of(one) for one in facts.recipients)
    alone = len(names) == 1 and names[0] != EVERYONE
    points = (
        ("대상 기업", words(facts.company)),
        ("선정 사유", words(facts.reason)),
        ("우선구매 물품", words(facts.goods)),
        ("요청일", official_day(facts.asked_on)),
    )
    told = tuple(LetterItem(f"{label}: {said}") for label, said in points if said)
    return Letter(
        office=OFFICE,
        addressee=names[0] if alone else SEE_RECIPIENTS,
        title=INCENTIVE_TITLE,
        items=(
            LetterItem(f"관련: 공약사항 {head.code} {head.title}"),
            LetterItem(
                "고용할당제 참여기업에 인센티브를 제공하고자 참여우수기업을 선별하여 다음과 같이 "
                "물품 우선구매를 요청하오니, 물품을 구매하실 때 적극 협조하여 주시기 바랍니다.",
                told,
            ),
        ),
        sender=post_of(head.department),
        made_at=made_at,
        recipients=() if alone else names,
        attachments=tuple(_enclosed(one) for one in facts.attachments),
    )


def official_day(day: date) -> str:
    """A date as letters write it, a space behind each dot: 2021. 12. 20. (같은 영 제7조제5항)."""
    return f"{day.year}. {day.month}. {day.day}."


def post_of(department: str) -> str:
    """Whom a letter to a department is addressed to: 도로건설과장, 기획담당관."""
    name = words(department)
    return name if name.endswith(_ALREADY_A_POST) else name + _POST


def draft_note() -> str:
    """What stands above the draft and is not taken over into 온나라."""
    return "온나라 기안용 초안입니다. 문서번호와 시행일은 결재 뒤 온나라에서 부여됩니다."


def _enclosed(name: str) -> str:
    """The name with its number of copies, one unless it says so itself."""
    said = words(name)
    return said if said.endswith("부") or said.endswith("부.") else f"{said} 1부"
