"""Why a record by itself is not in the half-year report; pure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from storage.facts.kinds import is_result, kind_of
from storage.facts.shapes import EventFacts, Facts, IncentiveFacts, PromiseFacts
from storage.report.wording_left import Left
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventStatus, PromiseStatus, RecordKind, of_each


def why(facts: Facts, half: HalfYear | None, today: date) -> Left | None:
    """The reason that lies in the record itself; None when its lines are printed."""
    kind = kind_of(facts)
    if kind in (RecordKind.BUDGET, RecordKind.PROBLEM):
        return None
    if (found := _OWN.get(kind)) is not None and (reason := found(facts, today)) is not None:
        return reason
    return Left.NO_HALF if half is None else None


def _event(facts: EventFacts, today: date) -> Left | None:
    if facts.status is EventStatus.CANCELLED:
        return Left.CANCELLED
    if facts.status is EventStatus.PLANNED:
        last = facts.period.end
        return Left.OVERDUE if last is not None and last < today else Left.PLANNED
    return None


def _promise(facts: PromiseFacts, _today: date) -> Left | None:
    if is_result(facts):
        return None
    return _UNKEPT[facts.status]


def _incentive(facts: IncentiveFacts, _today: date) -> Left | None:
    return None if facts.document_no else Left.NO_NUMBER


def _subcontract(_facts: Facts, _today: date) -> Left | None:
    return Left.SUBCONTRACT


_UNKEPT: Mapping[PromiseStatus, Left | None] = of_each(
    PromiseStatus,
    {
        PromiseStatus.OPEN: Left.OPEN_PROMISE,
        PromiseStatus.PARTLY: None,
        PromiseStatus.KEPT: None,
        PromiseStatus.LAPSED: Left.LAPSED,
        PromiseStatus.DROPPED: Left.DROPPED_PROMISE,
    },
)
_OWN: Mapping[RecordKind, Callable[[Any, date], Left | None]] = {
    RecordKind.EVENT: _event,
    RecordKind.PROMISE: _promise,
    RecordKind.INCENTIVE: _incentive,
    RecordKind.SUBCONTRACT: _subcontract,
}
