"""A question to the ledger: which figures, of when, of whom; and the conditions it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select

from storage.facts.event_kinds import CAME, EVENT_ROWS, Tile
from storage.facts.figures import COUNTED_AS, COUNTED_BY
from storage.models.figure import Figure
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Measure, RecordKind

TABLE = Figure.__table__
_OWN, _OTHER, _ABOVE = (TABLE.alias(name) for name in ("own", "other", "above"))
"""Made once: to make one costs a third of the statement that it stands in."""
PEOPLE = tuple(COUNTED_AS[measure][0] for measure in CAME)
"""The measures that together count the people who came."""
ITSELF: Mapping[RecordKind, tuple[tuple[Counted, ...], Aim | None]] = {
    RecordKind.EVENT: (tuple(COUNTED_BY.values()), None),
    RecordKind.MOU: ((Counted.AGREEMENTS,), Aim.ACHIEVED),
    RecordKind.PROMISE: ((Counted.PROMISES,), Aim.PLANNED),
    RecordKind.FOLLOW_UP: ((Counted.CONTACTS,), Aim.ACHIEVED),
    RecordKind.CONTRACT: ((Counted.WORKS,), Aim.ACHIEVED),
    RecordKind.PLAN_ITEM: ((Counted.ITEMS,), Aim.PLANNED),
}
"""What a record of a kind is itself counted as, and with which aim; None: that of the question."""
_CARRIED_BY: Mapping[Counted, RecordKind] = {
    **{counted: RecordKind.EVENT for counted, _ in COUNTED_AS.values()},
    Counted.DELIVERY: RecordKind.PROMISE,
    Counted.CONTRACTED: RecordKind.CONTRACT,
    Counted.TARGET: RecordKind.PLAN_ITEM,
    Counted.BUDGET: RecordKind.PLAN_ITEM,
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which rows are added up. What is left out is not asked: every half, every department.

    first, last: halves in which they are reported. since, until: days within which the time that
    they tell of lies; what has no date is then left out. records, kinds: kinds of record, kinds
    of event. company: whose they are alone. parent: the number of what their records hang on.
    below: only of what hangs on records that count this. where: further conditions on
    columns of `TABLE`. by_number: these leave few records, whose numbers they give.
    """

    measures: tuple[Counted, ...]
    first: HalfYear | None = None
    last: HalfYear | None = None
    since: date | None = None
    until: date | None = None
    aim: Aim = Aim.ACHIEVED
    residents: bool = False
    records: tuple[RecordKind, ...] = ()
    kinds: tuple[EventKind, ...] = ()
    department: int | None = None
    company: int | None = None
    parent: int | None = None
    target: str | None = None
    below: Counted | None = None
    where: tuple[ColumnElement[bool], ...] = ()
    by_number: bool = False


def of_half(half: HalfYear, *measures: Counted, **more: Any) -> Asked:
    """What is reported in one half; `more` as `Asked` takes it."""
    return Asked(measures=measures, first=half, last=half, **more)


def figures(asked: Asked) -> list[ColumnElement[bool]]:
    """The rows whose values make the sum."""
    return [
        _measure(asked).in_(asked.measures),
        TABLE.c.aim == asked.aim,
        TABLE.c.residents.is_(asked.residents),
        *_place(asked),
        _stands(TABLE, asked),
    ]


@dataclass(frozen=True)
class Could:
    """Which rows count the records that could have a figure: of a kind, and of some of events."""

    kind: RecordKind
    measures: tuple[Counted, ...]
    aim: Aim
    takers: tuple[EventKind, ...]  # of events alone


def could(asked: Asked) -> Could | None:
    """Which records could have such a figure; None where all may."""
    own = {_CARRIED_BY[one] for one in asked.measures if one in _CARRIED_BY}
    kinds = set(asked.records) or own
    if len(kinds) != 1 or not own:
        return None
    (kind,) = kinds
    measures, aim = ITSELF[kind]
    takers = asked.kinds or _takers(asked.measures)
    return Could(kind, measures, aim or asked.aim, takers)


def lacking(asked: Asked) -> list[ColumnElement[bool]] | None:
    """The rows that count records which could have such a figure and add none; None: all may.

    What is part of a stated total is counted by it.
    """
    if (one := could(asked)) is None:
        return None
    return [
        _measure(asked).in_(one.measures),
        TABLE.c.aim == one.aim,
        TABLE.c.residents.is_(False),
        *_place(asked),
        *([TABLE.c.event_kind.in_(one.takers)] if one.kind is RecordKind.EVENT else []),
        _stands(TABLE, asked),
        ~_told(asked),
    ]


def _measure(asked: Asked) -> ColumnElement[Any]:
    """The measure; in words that no index knows where the records' numbers find the rows."""
    return func.coalesce(TABLE.c.measure, TABLE.c.measure) if asked.by_number else TABLE.c.measure


def _told(asked: Asked) -> ColumnElement[bool]:
    """Whether the record that a row counts adds such a figure."""
    own = _OWN
    return exists().where(
        own.c.record_kind == TABLE.c.record_kind,
        own.c.record_id == TABLE.c.record_id,
        own.c.measure.in_(asked.measures),
        own.c.aim == asked.aim,
        own.c.residents.is_(asked.residents),
        _stands(own, asked),
    )


def _place(asked: Asked) -> list[ColumnElement[bool]]:
    column = TABLE.c
    found: list[ColumnElement[bool]] = [*asked.where, *_time(TABLE, asked)]
    if asked.records:
        found.append(column.record_kind.in_(asked.records))
    if asked.kinds:
        found.append(column.event_kind.in_(asked.kinds))
    for name in ("department_id", "company_id", "parent_id", "target"):
        if (wanted := getattr(asked, name.removesuffix("_id"))) is not None:
            found.append(column[name] == wanted)
    if asked.below is not None:
        counting = select(_ABOVE.c.record_id).where(_ABOVE.c.measure == asked.below)
        found.append(column.parent_id.in_(counting))
    return found


def _time(table: Any, asked: Asked) -> list[ColumnElement[bool]]:
    column = table.c
    found: list[ColumnElement[bool]] = []
    if asked.first is not None and asked.first == asked.last:
        found.append(column.half == asked.first)
    else:
        found += [column.half >= asked.first] if asked.first is not None else []
        found += [column.half <= asked.last] if asked.last is not None else []
    found += [column.starts_on >= asked.since] if asked.since is not None else []
    if asked.until is not None:  # the day of the beginning is what the index knows first
        found += [column.ends_on <= asked.until, column.starts_on <= asked.until]
    return found


def _stands(table: Any, asked: Asked) -> ColumnElement[bool]:
    """No other row counts in its place; one outside the time that is asked of never does.

    A stated total and its runs are of one half; the head-counts of a site go on over many.
    """
    alone: ColumnElement[bool] = table.c.instead_id.is_(None)
    if not (asked.since or asked.until or any(one.state for one in asked.measures)):
        return alone
    other = _OTHER
    within = and_(
        other.c.record_kind == table.c.record_kind,
        other.c.record_id == table.c.instead_id,
        other.c.measure == table.c.measure,
        other.c.aim == table.c.aim,
        other.c.residents == table.c.residents,
        *_time(other, asked),
    )
    return alone | ~exists().where(within)


def _takers(measures: tuple[Counted, ...]) -> tuple[EventKind, ...]:
    """The kinds of event that may have one of these figures and stand in a tile of /status."""
    asked = {one for one in Measure if COUNTED_AS[one][0] in measures}
    return tuple(
        kind
        for kind, row in EVENT_ROWS.items()
        if row.tile is not Tile.NONE and asked & {*row.figures_asked, *row.figures}
    )
