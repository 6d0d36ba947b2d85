"""Report wording: the one way by which a record becomes the lines of the half-year report.

Pure: facts in, lines out. Forms show these lines before saving, the report prints the same ones.
"""

from collections.abc import Iterable

from storage.facts.shapes import (
    BudgetFacts,
    ContractFacts,
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    IncentiveFacts,
    Line,
    MouFacts,
    PlanItemFacts,
    ProblemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.facts.wording_event import event_heading, event_lines, usual_date_place
from storage.facts.wording_headings import (
    CONTRACT_HEADINGS,
    EVENT_HEADINGS,
    MOU_HEADINGS,
    PLAN_HEADINGS,
)
from storage.facts.wording_label import label
from storage.facts.wording_mou import follow_up_lines, mou_lines, promise_lines, usual_shape
from storage.facts.wording_parts import DETAIL, HEADING, ITEM, listed, words
from storage.facts.wording_record import (
    budget_lines,
    contract_lines,
    hire_lines,
    incentive_lines,
    plan_lines,
    problem_lines,
    subcontract_lines,
)
from storage.facts.wording_style import NOUN_ENDINGS, not_report_style
from storage.rules.terms import EventKind

__all__ = [
    "NOUN_ENDINGS",
    "contract_lines",
    "heading_choices",
    "joined",
    "label",
    "lines",
    "not_report_style",
    "show",
    "usual_date_place",
    "usual_heading",
    "usual_shape",
]

_MARKS = {HEADING: "○ ", ITEM: " - ", DETAIL: "  · "}
_CHOICES: dict[type, tuple[str, ...]] = {
    MouFacts: MOU_HEADINGS,
    FollowUpFacts: MOU_HEADINGS,
    PromiseFacts: MOU_HEADINGS,
    PlanItemFacts: PLAN_HEADINGS,
    ContractFacts: CONTRACT_HEADINGS,
    SubcontractFacts: CONTRACT_HEADINGS,
    HireFacts: CONTRACT_HEADINGS,
}


def lines(
    facts: Facts, *, company: str | None = None, parent: MouFacts | None = None
) -> tuple[Line, ...]:
    """The path of lines one record becomes, from its ○ heading (if its section has any) down.

    `company` is the name as printed for records that hang on a company; `parent` the agreement a
    contact or promise belongs to. Equal headings of neighbours are merged by `folded`.
    """
    company = words(company or "") or None
    match facts:
        case EventFacts():
            return event_lines(facts)
        case MouFacts():
            return mou_lines(facts, company)
        case FollowUpFacts():
            return follow_up_lines(facts, company, parent)
        case PromiseFacts():
            return promise_lines(facts, company, parent)
        case PlanItemFacts():
            return plan_lines(facts)
        case ContractFacts():
            return contract_lines(facts)
        case SubcontractFacts():
            return subcontract_lines(facts, company)
        case HireFacts():
            return hire_lines(facts, company)
        case BudgetFacts():
            return budget_lines(facts)
        case ProblemFacts():
            return problem_lines(facts)
        case IncentiveFacts():
            return incentive_lines(facts)


def show(shown: Iterable[Line]) -> str:
    """The lines as chat text, each with its mark and indent."""
    return "\n".join(_MARKS[line.level] + line.text for line in shown)


def joined(texts: Iterable[str], mark: str) -> str:
    """Several records on one printed line, with the officer's mark between: "/" or ", "."""
    return listed(texts, mark)


def heading_choices(kind: EventKind | type[Facts]) -> tuple[str, ...]:
    """Headings to offer as buttons for a kind of event or record; empty where none is printed."""
    if isinstance(kind, EventKind):
        return EVENT_HEADINGS[kind]
    return _CHOICES.get(kind, ())


def usual_heading(of: EventKind | type[Facts] | Facts) -> str:
    """The ○ line when nobody chose one; empty for records of sections without headings."""
    if isinstance(of, EventFacts):
        return event_heading(of)
    if isinstance(of, EventKind | type):
        return next(iter(heading_choices(of)), "")
    return next((line.text for line in lines(of) if line.level == HEADING), "")
