"""Which table holds the records of which kind."""

from collections.abc import Mapping
from typing import Any

from storage.models.base import Record
from storage.models.contract import Contract, HireReport, Subcontract
from storage.models.event import Event
from storage.models.incentive import Incentive
from storage.models.money import BudgetRow, Problem
from storage.models.mou import FollowUp, Mou, MouPromise
from storage.models.plan import PlanItem
from storage.rules.terms import RecordKind, of_each

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
TABLES: Mapping[RecordKind, type[Any]] = of_each(
    RecordKind, {table.kind: table for table in _TABLES}
)
