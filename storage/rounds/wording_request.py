"""The letters of a round: what departments are asked for, until when and how it is handed in.

Pure. The first goes to every department; the second asks again where nobody is on the bot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.facts.letter_shapes import Letter, LetterItem
from storage.facts.pledge import Head
from storage.facts.wording_letter import (
    OFFICE,
    SEE_RECIPIENTS,
    official_weekday,
    post_of,
    quoted,
)
from storage.facts.wording_parts import words
from storage.rules.half_year import HalfYear
from storage.rules.wording_receipt import Receipt

EACH_DEPARTMENT = "각 부서"
DUE_HOUR = "18:00"
ENCLOSED = ("추진계획 제출 서식(HWPX)", "추진계획 제출 서식(XLSX)")


@dataclass(frozen=True)
class Asked:
    """What a round asks for: `due` is the last day that is still in time."""

    half: HalfYear
    results_half: HalfYear
    due: date
    letter: Receipt | None = None  # the letter that asked first, once it has its number


def request_letter(asked: Asked, head: Head, made_at: datetime) -> Letter:
    """고용할당제 추진계획 및 추진실적 제출 요청, to every department."""
    half, results = asked.half.label, asked.results_half.label
    return Letter(
        office=OFFICE,
        addressee=EACH_DEPARTMENT,
        title=f"{half} 고용할당제 추진계획 및 {results} 추진실적 제출 요청",
        items=(
            LetterItem(_pledge(head)),
            LetterItem(
                f"고용할당제의 추진상황을 점검하고 {half} 추진계획을 수립하고자 다음과 같이 "
                "자료를 요청하오니, 기한 내에 제출하여 주시기 바랍니다.",
                (
                    LetterItem(
                        "제출 자료",
                        (
                            LetterItem(f"{half} 부서별 고용할당제 추진계획(붙임 서식)"),
                            LetterItem(f"{results} 추진실적(행사·협약·계약)의 추가 또는 확인"),
                        ),
                    ),
                    LetterItem(f"제출 기한: {official_weekday(asked.due)} {DUE_HOUR}까지"),
                    *_how(head),
                ),
            ),
        ),
        sender=post_of(head.department),
        made_at=made_at,
        attachments=tuple(f"{one} 1부" for one in ENCLOSED),
    )


def urging_letter(
    asked: Asked, head: Head, departments: Sequence[str], today: date, made_at: datetime
) -> Letter:
    """제출 협조 요청, to departments that have not answered."""
    half = asked.half.label
    alone = len(departments) == 1
    first = f"{quoted(asked.letter)}와 관련됩니다." if asked.letter else _pledge(head)
    past = today > asked.due
    when = "이 지났으나" if past else "이 다가왔으나"
    due = f"제출 기한: {official_weekday(asked.due)} {DUE_HOUR}까지"
    return Letter(
        office=OFFICE,
        addressee=post_of(departments[0]) if alone else SEE_RECIPIENTS,
        title=f"{half} 고용할당제 추진계획 및 추진실적 제출 협조 요청",
        items=(
            LetterItem(first),
            LetterItem(
                f"{half} 추진계획과 {asked.results_half.label} 추진실적의 제출 기한{when} 아직 "
                "도착하지 않아 다시 안내하오니, 업무에 바쁘시더라도 협조하여 주시기 바랍니다.",
                (
                    LetterItem(f"{due}{'(가능한 한 빨리)' if past else ''}"),
                    *_how(head),
                ),
            ),
        ),
        sender=post_of(head.department),
        made_at=made_at,
        recipients=() if alone else tuple(post_of(one) for one in departments),
        attachments=tuple(f"{one} 1부" for one in ENCLOSED),
    )


def _pledge(head: Head) -> str:
    return f"관련: 공약사항 {head.code} {head.title}"


def _how(head: Head) -> tuple[LetterItem, ...]:
    """The ways to hand in, and whom to ask."""
    ways = (
        LetterItem("업무 봇(텔레그램)을 쓰는 부서: 봇의 ‘추진계획’에서 바로 제출"),
        LetterItem("그 밖의 부서: 붙임 서식을 작성하여 공문 또는 메일로 제출"),
        LetterItem("추진계획이 없는 부서: ‘해당없음’으로 회신(회신이 없으면 미제출로 관리)"),
    )
    return (LetterItem("제출 방법", ways), LetterItem(f"문의: {contact(head)}"))


def contact(head: Head) -> str:
    """The person who answers, with the telephone of the report's head: the last that has one."""
    with_phone = [one for one in head.people if words(one.phone)]
    if not with_phone:
        return words(head.department)
    one = with_phone[-1]
    return (
        f"{words(head.department)} {words(one.position)} {words(one.name)}(☎ {words(one.phone)})"
    )
