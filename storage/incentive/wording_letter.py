"""The letter in which companies that took part are recommended to the departments that buy."""

from datetime import datetime

from storage.facts.letter_shapes import Letter, LetterItem
from storage.facts.pledge import Head
from storage.facts.shapes import IncentiveFacts
from storage.facts.wording_letter import (
    EVERYONE,
    OFFICE,
    SEE_RECIPIENTS,
    enclosed,
    official_day,
    post_of,
)
from storage.facts.wording_parts import words

INCENTIVE_TITLE = "고용할당제 참여우수기업 물품 우선구매 협조요청"


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
        attachments=tuple(enclosed(one) for one in facts.attachments),
    )
