"""One row a kind of record: all that the office does with records of a kind, whatever they say.

Forms, lists, searches, the report, its import, its claims and /status read these rows; a kind
without its row, or a row that lacks something, stops the start. Pure: its table is found by the
`kind` of the model, its form by that of the form.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from storage.facts import wording_event_back, wording_mou_back
from storage.facts.event_kinds import EVENT_ROWS, Check, Tile
from storage.facts.figures import (
    Figure,
    agreement_figures,
    contact_figures,
    contract_figures,
    days_of,
    event_figures,
    hire_figures,
    on,
    plan_figures,
    promise_figures,
    request_figures,
    subcontract_figures,
)
from storage.facts.judged import is_large
from storage.facts.kind import Kind, Section
from storage.facts.read_back import Back
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
from storage.facts.wording_event import event_lines
from storage.facts.wording_event_name import event_label
from storage.facts.wording_headings import CONTRACT_HEADINGS, MOU_HEADINGS, PLAN_HEADINGS
from storage.facts.wording_mou import (
    follow_up_lines,
    mou_lines,
    mou_title,
    promise_lines,
    usual_shape,
)
from storage.facts.wording_parts import words
from storage.facts.wording_record import (
    budget_lines,
    contract_lines,
    hire_lines,
    incentive_lines,
    plan_lines,
    problem_lines,
    subcontract_lines,
)
from storage.rules.dates import write_period
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import EventStatus, MouShape, PromiseStatus, RecordKind, of_each

CAME_OF = (PromiseStatus.KEPT, PromiseStatus.PARTLY)
"""A promise is a result once something came of it, be it said so or counted."""

_UNPRINTED = Back(never="the reports that come as files have no such line")


def _day_half(day: date | None) -> HalfYear | None:
    return HalfYear.of(day) if day else None


def _unasked(_facts: Facts) -> frozenset[Check]:
    return frozenset()


def _uncounted(_facts: Facts) -> tuple[Figure, ...]:
    return ()


KINDS: Mapping[RecordKind, Kind[Any]] = of_each(
    RecordKind,
    {
        RecordKind.MOU: Kind(
            facts=MouFacts,
            action=Action.WRITE_MOU,
            section=Section.RESULTS,
            lines=mou_lines,
            label=lambda facts: words(mou_title(facts), write_period(facts.period)),
            back=(
                Back(
                    line=(wording_mou_back.on_one_line,),
                    sentence=wording_mou_back.sentences,
                    below_company=wording_mou_back.signed_with,
                ),
            ),
            half=lambda facts: facts.half or facts.period.half,
            is_result=lambda _facts: True,
            columns=lambda facts: {
                "signed_on": facts.period.start,
                "precision": facts.period.precision,
                "expires_on": facts.expires,
                "cadence_months": facts.cadence_months,
            },
            figures=agreement_figures,
            days=lambda facts: days_of(facts.period),
            tile=lambda _facts: Tile.AGREEMENTS,
            checks=lambda _facts: frozenset({Check.DATES}),
            headings=MOU_HEADINGS,
            companies=lambda facts: facts.parties,
            below_company=lambda facts: (
                (facts.shape or usual_shape(facts)) is MouShape.UNDER_COMPANY
            ),
            day="signed_on",
            deed=True,
            of_company=True,
        ),
        RecordKind.EVENT: Kind(
            facts=EventFacts,
            action=Action.LOG_EVENT,
            section=Section.RESULTS,
            lines=event_lines,
            label=event_label,
            back=tuple(wording_event_back.BACK.values()),
            half=lambda facts: facts.half or facts.period.half,
            is_result=lambda facts: facts.status is EventStatus.DONE,
            columns=lambda facts: {
                "event_kind": facts.kind,
                "starts_on": facts.period.start,
                "ends_on": facts.period.end,
                "precision": facts.period.precision,
                "status": facts.status,
                "agreement_id": facts.agreement,
                "own_kind": facts.own.number if facts.own else None,
            },
            figures=event_figures,
            days=lambda facts: days_of(facts.period),
            tile=lambda facts: EVENT_ROWS[facts.kind].tile,
            checks=lambda facts: EVENT_ROWS[facts.kind].checks,
            companies=lambda facts: facts.companies,
            below_company=lambda facts: EVENT_ROWS[facts.kind].below_company,
            day="starts_on",
            deed=True,
            of_company=True,
        ),
        RecordKind.FOLLOW_UP: Kind(
            facts=FollowUpFacts,
            action=Action.WRITE_MOU,
            section=Section.RESULTS,
            lines=follow_up_lines,
            back=(Back(below_agreement=wording_mou_back.contacts),),
            half=lambda facts: facts.period.half,
            is_result=lambda _facts: True,
            columns=lambda facts: {"happened_on": facts.period.start, "next_on": facts.next_on},
            figures=contact_figures,
            days=lambda facts: days_of(facts.period),
            tile=lambda _facts: Tile.AGREEMENTS,
            checks=_unasked,
            under=RecordKind.MOU,
            headings=MOU_HEADINGS,
            below_company=lambda _facts: True,
            day="happened_on",
            deed=True,
            of_company=True,
        ),
        RecordKind.PROMISE: Kind(
            facts=PromiseFacts,
            action=Action.WRITE_MOU,
            section=Section.RESULTS,
            lines=promise_lines,
            back=(Back(never="nothing in its words tells it from what was only said"),),
            half=lambda facts: _day_half(facts.due),
            is_result=lambda facts: facts.status in CAME_OF or bool(facts.delivered),
            columns=lambda facts: {
                "due_on": facts.due,
                "status": facts.status,
                "target": facts.target,
                "delivered": facts.delivered,
            },
            figures=promise_figures,
            days=lambda facts: on(facts.due),
            tile=lambda _facts: Tile.NONE,
            checks=_unasked,
            under=RecordKind.MOU,
            headings=MOU_HEADINGS,
            below_company=lambda _facts: True,
            day="due_on",
            of_company=True,
        ),
        RecordKind.CONTRACT: Kind(
            facts=ContractFacts,
            action=Action.WRITE_CONTRACT,
            section=Section.RESULTS,
            lines=contract_lines,
            label=lambda facts: words(facts.company, facts.title) or "공사계약",
            back=(_UNPRINTED,),
            half=lambda facts: HalfYear.of(facts.notice_on),
            is_result=lambda _facts: True,
            columns=lambda facts: {
                "amount": facts.amount,
                "notice_on": facts.notice_on,
                "stage": facts.stage,
                "large": is_large(facts),
            },
            figures=contract_figures,
            days=lambda facts: on(facts.notice_on),
            tile=lambda _facts: Tile.WORKS,
            checks=_unasked,
            headings=CONTRACT_HEADINGS,
            companies=lambda facts: (facts.company,),
            day="notice_on",
            deed=True,
            of_company=True,
        ),
        RecordKind.SUBCONTRACT: Kind(
            facts=SubcontractFacts,
            action=Action.WRITE_CONTRACT,
            section=Section.ABOVE,
            lines=subcontract_lines,
            back=(_UNPRINTED,),
            half=lambda _facts: None,
            is_result=lambda _facts: True,
            columns=lambda facts: {"amount": facts.amount, "local": facts.local},
            figures=subcontract_figures,
            tile=lambda _facts: Tile.WORKS,
            checks=_unasked,
            under=RecordKind.CONTRACT,
            headings=CONTRACT_HEADINGS,
            companies=lambda facts: (facts.company,),
        ),
        RecordKind.HIRE: Kind(
            facts=HireFacts,
            action=Action.WRITE_CONTRACT,
            section=Section.ABOVE,
            lines=hire_lines,
            back=(_UNPRINTED,),
            half=lambda facts: facts.period.half,
            is_result=lambda _facts: True,
            columns=lambda facts: {"residents": facts.residents, "workers": facts.workers},
            figures=hire_figures,
            days=lambda facts: days_of(facts.period),
            tile=lambda _facts: Tile.RESIDENTS,
            checks=_unasked,
            under=RecordKind.CONTRACT,
            headings=CONTRACT_HEADINGS,
            deed=True,
            of_company=True,
        ),
        RecordKind.PLAN_ITEM: Kind(
            facts=PlanItemFacts,
            action=Action.WRITE_PLAN,
            section=Section.PLANS,
            lines=plan_lines,
            label=lambda facts: plan_lines(facts)[1].text,
            back=(Back(plan=PlanItemFacts),),
            half=lambda _facts: None,
            is_result=lambda _facts: False,
            columns=lambda facts: {"citizens": facts.citizens, "budget": facts.budget},
            figures=plan_figures,
            days=lambda facts: days_of(facts.months),
            tile=lambda _facts: Tile.PLANS,
            checks=_unasked,
            headings=PLAN_HEADINGS,
        ),
        RecordKind.BUDGET: Kind(
            facts=BudgetFacts,
            action=Action.WRITE_BUDGET,
            section=Section.MONEY,
            lines=budget_lines,
            back=(Back(table=True),),
            half=lambda _facts: None,
            is_result=lambda _facts: False,
            columns=lambda facts: {
                "tenure": facts.tenure,
                "budget_table": facts.table,
                "source": facts.source,
                "non_budget": facts.non_budget,
            },
            figures=_uncounted,
            tile=lambda _facts: Tile.NONE,
            checks=_unasked,
        ),
        RecordKind.PROBLEM: Kind(
            facts=ProblemFacts,
            action=Action.WRITE_PROBLEM,
            section=Section.PROBLEMS,
            lines=problem_lines,
            back=(Back(problem=lambda text, half: ProblemFacts(text, half=half)),),
            half=lambda facts: facts.half,
            is_result=lambda _facts: False,
            columns=lambda _facts: {},
            figures=_uncounted,
            tile=lambda _facts: Tile.NONE,
            checks=_unasked,
        ),
        RecordKind.INCENTIVE: Kind(
            facts=IncentiveFacts,
            action=Action.GIVE_INCENTIVE,
            section=Section.RESULTS,
            lines=incentive_lines,
            back=(_UNPRINTED,),
            half=lambda facts: HalfYear.of(facts.asked_on),
            is_result=lambda facts: bool(facts.document_no),
            columns=lambda facts: {
                "asked_on": facts.asked_on,
                "numbered": bool(facts.document_no),
            },
            figures=request_figures,
            days=lambda facts: on(facts.asked_on),
            tile=lambda _facts: Tile.NONE,
            checks=_unasked,
            companies=lambda facts: (facts.company,),
            day="asked_on",
            of_company=True,
        ),
    },
)
"""In the order in which a line that was read from a file is tried."""
_BY_FACTS = {row.facts: kind for kind, row in KINDS.items()}


def kind_of(facts: Facts) -> RecordKind:
    """The kind of record that these facts make."""
    return _BY_FACTS[type(facts)]


def row_of(facts: Facts) -> Kind[Any]:
    """What is known of the kind of these facts."""
    return KINDS[kind_of(facts)]


def is_result(facts: Facts) -> bool:
    """Coming events, open promises and letters not sent yet are none; plans and money never."""
    return row_of(facts).is_result(facts)


def kinds_in(*sections: Section) -> tuple[RecordKind, ...]:
    """The kinds whose records these parts of the report print."""
    return tuple(kind for kind, row in KINDS.items() if row.section in sections)
