"""One-line labels: what tells a record from others in a list or on a button."""

from storage.facts.shapes import (
    BudgetFacts,
    ContractFacts,
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    IncentiveFacts,
    MouFacts,
    PlanItemFacts,
    ProblemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.facts.wording_event import event_title
from storage.facts.wording_mou import follow_up_lines, mou_title, promise_lines
from storage.facts.wording_parts import amount, words
from storage.facts.wording_record import (
    budget_lines,
    hire_lines,
    incentive_lines,
    plan_lines,
    problem_lines,
    subcontract_lines,
)
from storage.rules.dates import write_period
from storage.rules.terms import EventStatus, Measure

LABEL_LENGTH = 60
"""Longest label; a phone shows about two lines of it."""


def label(facts: Facts) -> str:
    """The record on one line, 일자리버스 2021.7.~12. 39회, cut with … when it is long."""
    text = _whole(facts)
    if len(text) <= LABEL_LENGTH:
        return text
    kept = text[:LABEL_LENGTH]  # cut between words, unless one word is longer than the label
    return (kept.rpartition(" ")[0] or kept[:-1]).rstrip(" ,·") + "…"


def _whole(facts: Facts) -> str:
    match facts:
        case EventFacts():
            return _event(facts)
        case MouFacts():
            return words(mou_title(facts), write_period(facts.period))
        case ContractFacts():
            return words(facts.company, facts.title) or "공사계약"
        case FollowUpFacts():
            return follow_up_lines(facts)[-1].text
        case PromiseFacts():
            return promise_lines(facts)[-1].text
        case SubcontractFacts():
            return subcontract_lines(facts)[-1].text
        case HireFacts():
            return hire_lines(facts)[-1].text
        case PlanItemFacts():
            return plan_lines(facts)[1].text
        case BudgetFacts():
            return budget_lines(facts)[-1].text
        case ProblemFacts():
            return problem_lines(facts)[-1].text
        case IncentiveFacts():
            return incentive_lines(facts)[-1].text


def _event(facts: EventFacts) -> str:
    """Name, date as far as known (the half-year counts here), place or runs, state if open."""
    state = "" if facts.status is EventStatus.DONE else f"({facts.status.label})"
    when = write_period(facts.period) or (facts.half.label if facts.half else "")
    runs = amount(facts.counts, Measure.RUNS)
    where = facts.places[0] if facts.places and facts.counts.get(Measure.RUNS, 1) == 1 else ""
    return words(event_title(facts), when, where or runs, state)
