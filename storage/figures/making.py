"""From a record to its rows of the ledger, and which rows stand for others. Pure.

Writing, filling anew and a preview of what is not saved yet all make their rows here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from storage.facts.figures import COUNTED_AS, Figure, counts_of
from storage.facts.kinds import kind_of, row_of
from storage.facts.shapes import EventFacts, Facts
from storage.figures.bus_totals import Standing
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear

COLUMNS = (
    "record_kind",
    "record_id",
    "event_kind",
    "parent_id",
    "half",
    "starts_on",
    "ends_on",
    "department_id",
    "company_id",
    "target",
    "measure",
    "aim",
    "residents",
    "value",
    "unit",
    "instead_id",
)
"""All that a row says, but for its number."""
Key = tuple[Counted, bool]
"""A measure, and whether of residents alone."""
HEADS: tuple[Key, ...] = ((Counted.WORKERS, False), (Counted.WORKERS, True))
"""What a head-count of a site says."""


@dataclass(frozen=True)
class Place:
    """What a row of the ledger has from its record besides the facts."""

    number: int
    half: HalfYear | None
    department_id: int
    parent_id: int | None = None
    company_id: int | None = None


def rows_of(place: Place, facts: Facts, more: Iterable[Figure] = ()) -> list[dict[str, Any]]:
    """The rows of one record; `more` are figures that are kept beside its facts."""
    kind, row = kind_of(facts), row_of(facts)
    first, last = row.days(facts)
    event = facts if isinstance(facts, EventFacts) else None
    whole: dict[str, Any] = {
        "record_kind": kind,
        "record_id": place.number,
        "event_kind": event.kind if event else None,
        "parent_id": event.agreement if event else place.parent_id,
        "half": place.half,
        "starts_on": first,
        "ends_on": last,
        "department_id": place.department_id,
        "company_id": place.company_id,
        "target": event.target if event else "",
        "instead_id": None,
    }
    return [
        {
            **whole,
            "measure": one.measure,
            "aim": one.aim,
            "residents": one.residents,
            "value": one.value,
            "unit": one.unit,
        }
        for one in (*row.figures(facts), *more)
    ]


def stated_elsewhere(one: Standing) -> dict[Key, int]:
    """For each figure of a run that a total around it states, the nearest such total.

    The run itself is counted by the total that it is part of, whatever that states.
    """
    instead: dict[Key, int] = {}
    if one.host is not None:
        instead[Counted.BUSES, False] = one.host.record[1]
    host = one.host
    while host is not None:
        for measure in counts_of(host.run.facts):
            instead.setdefault(COUNTED_AS[measure], host.record[1])
        host = host.host
    return instead


def later_count(heads: Iterable[tuple[int, date | None]]) -> dict[int, int | None]:
    """For the head-counts of one site, each with its last day: the next one.

    Of equal days the one entered later stands.
    """
    order = [number for number, _ in sorted(heads, key=lambda one: (str(one[1] or ""), one[0]))]
    return dict(zip_longest(order, order[1:]))
