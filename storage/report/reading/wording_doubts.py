"""What somebody should look at before a line is taken over, each in one sentence."""

from storage.facts.shapes import EventFacts
from storage.report.reading.units import Unit
from storage.rules.terms import CohortStyle

PRIVATE = "개인을 알아볼 수 있는 번호({kind})가 있어 저장하지 않습니다."
COHORT = (
    "‘{number}기’를 {number}기째로 읽었습니다. {number}개 기수라는 뜻이면 ‘문구로만’을 고르십시오."
)


def doubts_of(unit: Unit, private: str | None) -> tuple[str, ...]:
    """The sentences for a unit; `private` is the kind of a personal number in it."""
    said = [PRIVATE.format(kind=private)] if private else []
    for one in unit.made:
        facts = one.facts
        if not isinstance(facts, EventFacts) or len(facts.cohorts) != 1:
            continue
        number = facts.cohorts[0]
        if number > 1 and facts.cohort_style is not CohortStyle.TOTAL:
            said.append(COHORT.format(number=number))
    return tuple(dict.fromkeys(said))
