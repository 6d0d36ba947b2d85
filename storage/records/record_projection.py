"""From facts to columns: what lists, sums and searches need of a record beside its facts.

The facts are the record; every column here can be made anew from them and from the rows below
it. Nothing else writes these columns.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

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
    from_json,
)
from storage.facts.tally import people
from storage.models.base import Record
from storage.models.contract import Contract, HireReport, Subcontract
from storage.models.event import Event
from storage.models.incentive import Incentive
from storage.models.money import BudgetRow, Problem
from storage.models.mou import FollowUp, Mou, MouPromise
from storage.models.plan import Plan, PlanItem
from storage.rules import quota
from storage.rules.half_year import HalfYear
from storage.rules.names import clean_text
from storage.rules.period import Period, Precision, last_day
from storage.rules.terms import EventKind, Measure, RecordKind, Term

QUIET_DAYS = 180
"""An agreement without a contact for so long is asleep, unless it names its own rhythm."""

SHAPES: dict[RecordKind, type[Any]] = {
    RecordKind.EVENT: EventFacts,
    RecordKind.MOU: MouFacts,
    RecordKind.PROMISE: PromiseFacts,
    RecordKind.FOLLOW_UP: FollowUpFacts,
    RecordKind.CONTRACT: ContractFacts,
    RecordKind.SUBCONTRACT: SubcontractFacts,
    RecordKind.HIRE: HireFacts,
    RecordKind.PLAN_ITEM: PlanItemFacts,
    RecordKind.BUDGET: BudgetFacts,
    RecordKind.PROBLEM: ProblemFacts,
    RecordKind.INCENTIVE: IncentiveFacts,
}
_TABLES: tuple[type[Record], ...] = (
    Event,
    Mou,
    MouPromise,
    FollowUp,
    Contract,
    Subcontract,
    HireReport,
    PlanItem,
    BudgetRow,
    Problem,
    Incentive,
)
TABLES: dict[RecordKind, type[Any]] = {table.kind: table for table in _TABLES}
PARENTS: dict[RecordKind, type[Any]] = {
    RecordKind.PROMISE: Mou,
    RecordKind.FOLLOW_UP: Mou,
    RecordKind.SUBCONTRACT: Contract,
    RecordKind.HIRE: Contract,
    RecordKind.PLAN_ITEM: Plan,
}
"""The table that a row of this kind hangs on."""
CHILDREN: dict[RecordKind, tuple[RecordKind, ...]] = {
    RecordKind.MOU: (RecordKind.PROMISE, RecordKind.FOLLOW_UP),
    RecordKind.CONTRACT: (RecordKind.SUBCONTRACT, RecordKind.HIRE),
}
"""What goes, and comes back, with a record."""


def kind_of(facts: Facts) -> RecordKind:
    """The kind of record that these facts make."""
    return next(kind for kind, shape in SHAPES.items() if type(facts) is shape)


def table_of(kind: RecordKind) -> type[Any]:
    """The table class of a kind."""
    return TABLES[kind]


def facts_of(row: Record) -> Facts:
    """What the record says, in its shape."""
    facts: Facts = from_json(SHAPES[row.kind], row.facts)
    return facts


def company_names(facts: Facts) -> tuple[str, ...]:
    """The companies and bodies that a record names, as printed."""
    match facts:
        case EventFacts():
            return facts.companies
        case MouFacts():
            return facts.parties
        case ContractFacts() | SubcontractFacts() | IncentiveFacts():
            return (facts.company,)
    return ()


def half_of(facts: Facts, parent_half: HalfYear | None) -> HalfYear | None:
    """The half-year in which the report counts the record; None when it has none."""
    match facts:
        case EventFacts() | MouFacts():
            found = facts.half or facts.period.half
        case FollowUpFacts() | HireFacts():
            found = facts.period.half
        case ContractFacts():
            found = HalfYear.of(facts.notice_on)
        case IncentiveFacts():
            found = HalfYear.of(facts.asked_on)
        case PromiseFacts():
            found = HalfYear.of(facts.due) if facts.due else None
        case ProblemFacts():
            found = facts.half
        case _:
            return parent_half
    return found or parent_half


def _bus_runs(facts: EventFacts) -> int | None:
    return facts.counts.get(Measure.RUNS) if facts.kind is EventKind.JOB_BUS else None


def columns(facts: Facts) -> dict[str, Any]:
    """The columns of the facts' own table, without those that its children decide."""
    match facts:
        case EventFacts():
            return {
                "event_kind": facts.kind.value,
                "starts_on": facts.period.start,
                "ends_on": facts.period.end,
                "precision": facts.period.precision.value,
                "status": facts.status.value,
                "people": people(facts.counts),
                "runs": _bus_runs(facts),
            }
        case MouFacts():
            return {
                "signed_on": facts.period.start,
                "precision": facts.period.precision.value,
                "expires_on": facts.expires,
                "cadence_months": facts.cadence_months,
            }
        case ContractFacts():
            return {
                "amount": facts.amount,
                "notice_on": facts.notice_on,
                "stage": facts.stage.value,
                "large": quota.is_large(quota.RULE_BOOK, facts.amount, facts.notice_on),
            }
        case PlanItemFacts():
            return {"citizens": facts.citizens, "budget": facts.budget}
        case BudgetFacts():
            return {
                "budget_table": facts.table.value,
                "source": facts.source.value if facts.source else None,
                "non_budget": facts.non_budget,
            }
    return _child_columns(facts)


def _child_columns(facts: Facts) -> dict[str, Any]:
    match facts:
        case PromiseFacts():
            return {
                "due_on": facts.due,
                "status": facts.status.value,
                "target": facts.target,
                "delivered": facts.delivered,
            }
        case FollowUpFacts():
            return {"happened_on": facts.period.start, "next_on": facts.next_on}
        case SubcontractFacts():
            return {"amount": facts.amount, "local": facts.local}
        case IncentiveFacts():
            return {"asked_on": facts.asked_on, "numbered": bool(facts.document_no)}
        case HireFacts():
            return {"residents": facts.residents, "workers": facts.workers}
    return {}


def sleeps_on(
    signed: date | None, contact: date | None, cadence_months: int | None, expires: date | None
) -> date | None:
    """The day from which an agreement counts as asleep: no contact in its rhythm, or ended.

    The rhythm is its own number of months, else 180 days, from the last contact or, before any,
    from the signing. None when neither is known and it has no end: then it is asleep already.
    """
    last = max((day for day in (signed, contact) if day), default=None)
    ends = expires + timedelta(days=1) if expires else None
    if last is None:
        return None
    quiet = _months_later(last, cadence_months) if cadence_months else last + _QUIET
    return min(day for day in (quiet, ends) if day)


_QUIET = timedelta(days=QUIET_DAYS)


def _months_later(day: date, months: int) -> date:
    """The same day so many months on; a shorter month gives its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def fold(text: str) -> str:
    """Text as it is searched: compatibility forms resolved, no case, no spaces.

    Spacing varies from officer to officer in Korean, so a word is found across spaces.
    """
    return "".join(_normal(text).split())


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", clean_text(text)).casefold()


def search_words(facts: Facts, title: str, half: HalfYear | None) -> str:
    """Everything that finds the record: its texts, its terms' labels, and its months.

    Pieces stand on lines of their own; years and months stand as `@2021@` and `@2021.7@`.
    """
    pieces = [fold(piece) for piece in (title, *_texts(facts))]
    days = [f"@{mark}@" for mark in sorted(_marks(facts))]
    if half:
        days += [fold(half.label), f"@{half.year}@"]
    return "\n".join(dict.fromkeys(piece for piece in pieces + days if piece))


def _texts(value: Any) -> Iterator[str]:
    """Every text inside a shape, terms by their Korean word."""
    if isinstance(value, Term):
        yield value.label
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Period | HalfYear):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def _marks(facts: Facts) -> Iterator[str]:
    """The years and months that the record touches, at most ten years a span."""
    for one in fields(facts):
        value = getattr(facts, one.name)
        if isinstance(value, date):
            yield from (f"{value.year}", f"{value.year}.{value.month}")
        for span in value.spans if isinstance(value, Period) else ():
            first = span.start.year * 12 + span.start.month - 1
            last = span.end.year * 12 + span.end.month - 1
            for month in range(first, min(last, first + 120) + 1):
                yield f"{month // 12}"
                if span.precision in (Precision.DAY, Precision.MONTH):
                    yield f"{month // 12}.{month % 12 + 1}"
