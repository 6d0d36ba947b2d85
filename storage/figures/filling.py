"""Fills the ledger anew from all living records, and finds where it differs from them.

A migration that begins the ledger, or changes what it counts, has it filled when all tables stand
(`storage/migrate.py`); `doctor` looks for differences. Both read the records as they are, over a
plain connection, a slice at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, delete, func, insert, null, select

from storage.facts.event_kinds import Tile, kinds_with
from storage.facts.figures import Figure as FigureOf
from storage.facts.figures import outcome_figures
from storage.facts.kinds import KINDS
from storage.facts.shapes import EventFacts, Facts, HireFacts, PlanItemFacts, from_json
from storage.figures.bus_totals import Run, standings
from storage.figures.making import (
    COLUMNS,
    HEADS,
    Key,
    Place,
    later_count,
    rows_of,
    stated_elsewhere,
)
from storage.models.company import Company, RecordCompany
from storage.models.event import Event
from storage.models.figure import Figure
from storage.models.record_tables import TABLES
from storage.models.round import PlanOutcome
from storage.rules.figure_kinds import Aim
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventStatus, OutcomeKind, RecordKind

TABLE = Figure.__table__
LINKS = RecordCompany.__table__
COMPANY = Company.__table__
EVENT = Event.__table__
OUTCOME = PlanOutcome.__table__
SLICE = 2_000  # records at a time

Record = tuple[RecordKind, int]


class Unreadable(Exception):
    """The facts of a record cannot be read, so nobody knows what it counts."""


def fill(
    connection: Connection, told: Callable[[int, int], None] = lambda _done, _all: None
) -> None:
    """Empties the ledger and writes it from the living records. Unreadable names a bad one.

    `told` hears how many slices of records are done, and of how many.
    """
    connection.execute(delete(TABLE))
    office = _Office(connection)
    slices = [(kind, first) for kind in RecordKind for first in _slices(connection, kind)]
    for done, (kind, first) in enumerate(slices, 1):
        if rows := list(office.rows(kind, first)):
            connection.execute(insert(TABLE), rows)
        told(done, len(slices))


def differing(connection: Connection) -> list[Record]:
    """Records of which the ledger says something else than they do, or which are no more."""
    office = _Office(connection)
    found: list[Record] = []
    for kind in RecordKind:
        for first in _slices(connection, kind):
            wanted = _by_record(office.rows(kind, first))
            there = _by_record(_written(connection, kind, first))
            numbers = sorted(wanted.keys() | there.keys())
            found += [(kind, one) for one in numbers if wanted.get(one) != there.get(one)]
    return found


class _Office:
    """What the rows of one record need of others, read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._companies: dict[Record, int] = dict(_sole_companies(connection))
        self._outcomes: dict[int, tuple[Any, ...]] = dict(_outcomes(connection))
        self._instead: dict[Record, Mapping[Key, int]] = dict(_parts(connection))
        self._instead.update(_earlier_heads(connection))

    def rows(self, kind: RecordKind, first: int) -> Iterator[dict[str, Any]]:
        """The rows of the living records of a slice, which begins with that number."""
        for number, told, half, department, parent in _records(self._connection, kind, first):
            facts = _read(kind, number, told)
            company = self._company(kind, number, facts, parent)
            more = self._came_of(number, facts)
            instead = self._instead.get((kind, number), {})
            for row in rows_of(Place(number, half, department, parent, company), facts, more):
                if row["aim"] is Aim.ACHIEVED:
                    row["instead_id"] = instead.get((row["measure"], row["residents"]))
                yield row

    def _came_of(self, number: int, facts: Facts) -> tuple[FigureOf, ...]:
        if not isinstance(facts, PlanItemFacts) or number not in self._outcomes:
            return ()
        return outcome_figures(facts, *self._outcomes[number])

    def _company(
        self, kind: RecordKind, number: int, facts: Facts, parent: int | None
    ) -> int | None:
        if KINDS[kind].companies(facts):
            return self._companies.get((kind, number))
        above = KINDS[kind].under
        return self._companies.get((above, parent)) if above and parent else None


def _slices(connection: Connection, kind: RecordKind) -> range:
    """The first numbers of all slices of a kind, those of rows without a record too."""
    table = TABLES[kind].__table__
    rows = select(func.max(TABLE.c.record_id)).where(TABLE.c.record_kind == kind)
    last = [connection.scalar(one) or 0 for one in (select(func.max(table.c.id)), rows)]
    return range(1, max(last) + 1, SLICE)


def _records(connection: Connection, kind: RecordKind, first: int) -> Iterator[Any]:
    table = TABLES[kind].__table__
    parent = table.c.parent_id if "parent_id" in table.c else null()
    asked = (
        select(table.c.id, table.c.facts, table.c.half, table.c.department_id, parent)
        .where(table.c.removed_at.is_(None), table.c.id >= first, table.c.id < first + SLICE)
        .order_by(table.c.id)
    )
    yield from connection.execute(asked)


def _written(connection: Connection, kind: RecordKind, first: int) -> Iterator[dict[str, Any]]:
    asked = select(*(TABLE.c[name] for name in COLUMNS)).where(
        TABLE.c.record_kind == kind,
        TABLE.c.record_id >= first,
        TABLE.c.record_id < first + SLICE,
    )
    for row in connection.execute(asked):
        yield dict(row._mapping)


def _by_record(rows: Iterator[dict[str, Any]]) -> dict[int, set[tuple[Any, ...]]]:
    found: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for row in rows:
        found[row["record_id"]].add(tuple(row[name] for name in COLUMNS))
    return found


def _read(kind: RecordKind, number: int, told: Any) -> Facts:
    try:
        facts: Facts = from_json(KINDS[kind].facts, told)
    except (ValidationError, TypeError) as broken:
        raise Unreadable(f"{kind} {number}: its facts cannot be read") from broken
    return facts


def _sole_companies(connection: Connection) -> Iterator[tuple[Record, int]]:
    """The one company besides the city that a record names, where it is one."""
    found = connection.execute(
        select(LINKS.c.record_kind, LINKS.c.record_id, func.min(LINKS.c.company_id))
        .join(COMPANY, COMPANY.c.id == LINKS.c.company_id)
        .where(COMPANY.c.is_city.is_(False))
        .group_by(LINKS.c.record_kind, LINKS.c.record_id)
        .having(func.count(LINKS.c.company_id.distinct()) == 1)
    )
    for kind, number, company in found:
        yield (kind, number), company


def _outcomes(connection: Connection) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """What came of items of plans, as their departments have said."""
    asked = select(
        OUTCOME.c.plan_item_id, OUTCOME.c.achieved, OUTCOME.c.workers, OUTCOME.c.residents
    ).where(OUTCOME.c.outcome == OutcomeKind.DONE)
    for number, *told in connection.execute(asked):
        yield number, tuple(told)


def _parts(connection: Connection) -> Iterator[tuple[Record, Mapping[Key, int]]]:
    """Of each run of the job bus, the figures that a total around it states."""
    asked = (
        select(EVENT.c.id, EVENT.c.half, EVENT.c.facts)
        .where(
            EVENT.c.removed_at.is_(None),
            EVENT.c.status == EventStatus.DONE,
            EVENT.c.event_kind.in_(kinds_with(Tile.RUNS)),
        )
        .order_by(EVENT.c.created_at, EVENT.c.id)
    )
    halves: dict[HalfYear | None, list[Run]] = defaultdict(list)
    for number, half, told in connection.execute(asked):
        facts = _read(RecordKind.EVENT, number, told)
        assert isinstance(facts, EventFacts)
        halves[half].append(Run((RecordKind.EVENT, number), half, facts))
    for runs in halves.values():
        for one in standings(runs):
            yield (RecordKind.EVENT, one.record[1]), stated_elsewhere(one)


def _earlier_heads(connection: Connection) -> Iterator[tuple[Record, Mapping[Key, int]]]:
    """Of each head-count of a site, the next one."""
    sites: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    for first in _slices(connection, RecordKind.HIRE):
        for number, told, _half, _department, site in _records(connection, RecordKind.HIRE, first):
            facts = _read(RecordKind.HIRE, number, told)
            assert isinstance(facts, HireFacts)
            sites[site].append((number, facts.period.end))
    for of_one in sites.values():
        for number, later in later_count(of_one).items():
            if later is not None:
                yield (RecordKind.HIRE, number), dict.fromkeys(HEADS, later)
