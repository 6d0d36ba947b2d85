"""Which records are results: what a report prints of a half that has gone by. Pure."""

from storage.facts.shapes import (
    BudgetFacts,
    EventFacts,
    Facts,
    IncentiveFacts,
    PlanItemFacts,
    ProblemFacts,
    PromiseFacts,
)
from storage.rules.terms import EventStatus, PromiseStatus

CAME_OF = (PromiseStatus.KEPT, PromiseStatus.PARTLY)
"""A promise is a result once something came of it."""


def is_result(facts: Facts) -> bool:
    """Coming events, open promises and letters not sent yet are none; plans and money never."""
    match facts:
        case EventFacts():
            return facts.status is EventStatus.DONE
        case PromiseFacts():
            return facts.status in CAME_OF
        case IncentiveFacts():
            return bool(facts.document_no)
        case PlanItemFacts() | BudgetFacts() | ProblemFacts():
            return False
    return True
