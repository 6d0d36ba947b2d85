"""What the office remembers of its records: the last of a kind, values to offer, look-alikes."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kinds import KINDS, kind_of
from storage.facts.likeness import Alike, bare_of, likeness, window
from storage.facts.likeness_kinds import REPEATS
from storage.facts.shapes import Facts, from_json
from storage.models.base import Record
from storage.models.event import Event
from storage.prepared import Prepared
from storage.records.record_projection import PARENTS, facts_of, half_of, table_of
from storage.rules.period import Precision
from storage.rules.terms import RecordKind

ROUGH = tuple(one for one in Precision if one is not Precision.DAY)
RECENT = 50  # records looked through for values to offer
PROVABLE = tuple(kind for kind, row in KINDS.items() if row.deed)
"""Kinds that a photo may prove, and that may be what came of a plan."""


async def all_living(session: AsyncSession, kind: RecordKind) -> list[Any]:
    """Every living record of a kind, in the order they were added."""
    table = table_of(kind)
    found = await session.exec(
        select(table).where(col(table.removed_at).is_(None)).order_by(col(table.id))
    )
    return list(found.all())


async def above(session: AsyncSession, kind: RecordKind, parent_id: int | None) -> Facts | None:
    """The facts of the record that one of this kind hangs on; None when it hangs on none."""
    table = PARENTS.get(kind)
    if table is None or parent_id is None:
        return None
    parent = await session.get(table, parent_id)
    return facts_of(parent) if isinstance(parent, Record) else None


async def latest_of(session: AsyncSession, officer_id: int, limit: int) -> list[Record]:
    """The records this person added last that a photo may prove, newest first."""
    return await _latest(session, "officer_id", officer_id, limit)


async def latest_in(session: AsyncSession, department_id: int, limit: int) -> list[Record]:
    """The records of a department that were added last and that a photo may prove."""
    return await _latest(session, "department_id", department_id, limit)


async def _latest(session: AsyncSession, column: str, number: int, limit: int) -> list[Record]:
    rows: list[Record] = []
    for kind in PROVABLE:
        table = table_of(kind)
        found = await session.exec(
            select(table)
            .where(col(getattr(table, column)) == number, col(table.removed_at).is_(None))
            .order_by(col(table.id).desc())
            .limit(limit)
        )
        rows += found.all()
    return sorted(rows, key=lambda row: row.created_at, reverse=True)[:limit]


async def latest_like(
    session: AsyncSession, kind: RecordKind, event_kind: str | None, department_id: int | None
) -> Facts | None:
    """The facts of the department's last record of this sort: what "지난번과 같이" repeats."""
    of_kind = kind is RecordKind.EVENT and event_kind is not None
    given = {"department": department_id, "event_kind": event_kind}
    found = await _last_like(kind, of_kind).rows(session, given)
    return from_json(KINDS[kind].facts, found[0][0]) if found else None


@cache
def _last_like(kind: RecordKind, of_event_kind: bool) -> Prepared:
    table = table_of(kind)
    asked = select(col(table.facts)).where(
        col(table.department_id) == bindparam("department"),
        col(table.removed_at).is_(None),
    )
    if of_event_kind:
        asked = asked.where(col(Event.event_kind) == bindparam("event_kind"))
    return Prepared(asked.order_by(col(table.id).desc()).limit(1))


async def recent_values(
    session: AsyncSession,
    kind: RecordKind,
    department_id: int | None,
    field: str,
    limit: int,
    *,
    like: str | None = None,
) -> list[Any]:
    """Values that the department gave a field of its last records, newest first, each once.

    `like` narrows to events of one kind: a bus stop is no place for a lecture. As the facts keep
    them in JSON; `counts.runs` means the entry of that name in `counts`.
    """
    found = await _last_of(kind).rows(session, {"department": department_id})
    name, _, entry = field.partition(".")
    values: list[Any] = []
    for (facts,) in found:
        if like is not None and facts.get("kind") != like:
            continue
        value = facts.get(name)
        if entry:
            value = (value or {}).get(entry)
        if value not in (None, "", [], {}) and value not in values:
            values.append(value)
    return values[:limit]


@cache
def _last_of(kind: RecordKind) -> Prepared:
    table = table_of(kind)
    return Prepared(
        select(col(table.facts))
        .where(
            col(table.department_id) == bindparam("department"),
            col(table.removed_at).is_(None),
        )
        .order_by(col(table.id).desc())
        .limit(RECENT)
    )


def _nearby(kind: RecordKind) -> list[tuple[Prepared, tuple[str, ...]]]:
    """The living records of a kind among which one may be repeated: few, whatever is kept."""
    table = table_of(kind)
    told = select(col(table.id), col(table.title), col(table.half), col(table.facts))
    living = told.where(col(table.removed_at).is_(None))
    also: tuple[str, ...] = ()
    if kind is RecordKind.EVENT:
        also = ("event_kind",)
        living = living.where(col(table.event_kind) == bindparam("event_kind"))
    if kind in PARENTS:
        below = living.where(col(table.parent_id) == bindparam("parent"))
        return [(Prepared(below), ("parent",))]
    of_half = col(table.half).is_not_distinct_from(bindparam("half"))
    if not KINDS[kind].day:
        return [(Prepared(living.where(of_half)), ("half",))]
    day = getattr(table, KINDS[kind].day)
    near = living.where(day >= bindparam("first"), day <= bindparam("last"))
    statements = [(Prepared(near), ("first", "last", *also))]
    if hasattr(table, "precision"):
        rough = or_(*(col(table.precision) == one for one in ROUGH))
        statements.append((Prepared(living.where(of_half, rough)), ("half", *also)))
    return statements


_NEARBY = {kind: _nearby(kind) for kind, rule in REPEATS.items() if rule is not None}


@dataclass(frozen=True)
class Likeness:
    """A record that others seem to repeat; `equal` to the letter, or merely alike."""

    kind: RecordKind
    id: int
    title: str
    equal: bool


async def similar(
    session: AsyncSession,
    facts: Facts,
    *,
    parent_id: int | None = None,
    besides: int | None = None,
) -> list[Likeness]:
    """Records that these facts seem to repeat, in any department: equal ones first.

    By the rules of their kind: `likeness`. `besides` is the record being edited, which never
    repeats itself.
    """
    kind = kind_of(facts)
    repeats = REPEATS[kind]
    if repeats is None:
        return []
    rule, half = repeats(facts), half_of(facts, None)
    when = window(facts, half)
    margin = timedelta(days=rule.days if when.exact else 0)
    asked = {
        "half": half,
        "parent": parent_id,
        "first": when.first - margin if when.first else None,
        "last": when.last + margin if when.last else None,
        "event_kind": getattr(facts, "kind", None),
    }
    found: dict[int, Likeness] = {}
    bare = bare_of(facts)
    for nearby, names in _NEARBY[kind]:
        rows = await nearby.rows(session, {name: asked[name] for name in names})
        for number, title, of_half, told in rows:
            other = from_json(KINDS[kind].facts, told)
            near = likeness(rule, facts, other, (half, of_half or half), bare)
            if near and number != besides:
                found[number] = Likeness(kind, number, title, near is Alike.EQUAL)
    return sorted(found.values(), key=lambda one: (not one.equal, one.id))
