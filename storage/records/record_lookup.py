"""What the office remembers of its records: the last of a kind, values to offer, look-alikes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kinds import KINDS, kind_of, row_of
from storage.facts.shapes import Facts, from_json
from storage.models.base import Record
from storage.models.event import Event
from storage.prepared import Prepared
from storage.records import texts
from storage.records.record_projection import PARENTS, facts_of, fold, half_of, table_of
from storage.rules.names import company_key
from storage.rules.terms import RecordKind

RECENT = 50  # records looked through for values to offer
TITLES_ALIKE = 80  # of 100, letter by letter
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
    table = table_of(kind)
    asked = select(table).where(
        col(table.department_id) == department_id, col(table.removed_at).is_(None)
    )
    if kind is RecordKind.EVENT and event_kind is not None:
        asked = asked.where(col(Event.event_kind) == event_kind)
    row = (await session.exec(asked.order_by(col(table.id).desc()).limit(1))).first()
    return facts_of(row) if row is not None else None


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
    table = table_of(kind)
    found = await session.exec(
        select(col(table.facts))
        .where(col(table.department_id) == department_id, col(table.removed_at).is_(None))
        .order_by(col(table.id).desc())
        .limit(RECENT)
    )
    name, _, entry = field.partition(".")
    values: list[Any] = []
    for facts in found:
        if like is not None and facts.get("kind") != like:
            continue
        value = facts.get(name)
        if entry:
            value = (value or {}).get(entry)
        if value not in (None, "", [], {}) and value not in values:
            values.append(value)
    return values[:limit]


def _near(kind: RecordKind, equal: Sequence[str]) -> tuple[Prepared, Prepared]:
    """Living records between two days, and undated ones of a half-year."""
    table = table_of(kind)
    day, half = getattr(table, KINDS[kind].day), col(table.half)
    alike = [getattr(table, name) == bindparam(name) for name in equal]
    told = select(col(table.id), col(table.title), col(table.facts))
    living = told.where(col(table.removed_at).is_(None), *alike).order_by(col(table.id))
    return (
        Prepared(living.where(day >= bindparam("first"), day <= bindparam("last"))),
        Prepared(living.where(day.is_(None), half.is_not_distinct_from(bindparam("half")))),
    )


_NEAR = {kind: _near(kind, row.repeats) for kind, row in KINDS.items() if row.repeats is not None}


@dataclass(frozen=True)
class Likeness:
    """A record that others seem to repeat."""

    id: int
    title: str


async def similar(
    session: AsyncSession, facts: Facts, *, within_days: int = 3, besides: int | None = None
) -> list[Likeness]:
    """Records that these facts seem to repeat, in any department.

    The same kind, within some days of each other (or both undated in one half-year), and with a
    company, a place or nearly the title in common; where neither names any of these, the kind and
    the days are enough. `besides` is the record being edited, which never repeats itself.
    """
    kind = kind_of(facts)
    row = KINDS[kind]
    if row.repeats is None:
        return []
    dated, undated = _NEAR[kind]
    columns = row.columns(facts)
    given, day = {name: columns[name] for name in row.repeats}, columns[row.day]
    if day is not None:
        margin = timedelta(days=within_days)
        rows = await dated.rows(session, given | {"first": day - margin, "last": day + margin})
    else:
        rows = await undated.rows(session, given | {"half": half_of(facts, None)})
    return [
        Likeness(number, title)
        for number, title, told in rows
        if number != besides and _alike(facts, from_json(row.facts, told))
    ]


def _alike(one: Facts, other: Facts) -> bool:
    pairs = [
        (_companies(one), _companies(other)),
        (_folded(getattr(one, "places", ())), _folded(getattr(other, "places", ()))),
    ]
    titles = fold(getattr(one, "title", "")), fold(getattr(other, "title", ""))
    if any(mine & theirs for mine, theirs in pairs):
        return True
    if all(titles):
        return fuzz.ratio(*titles) >= TITLES_ALIKE
    return not any(mine or theirs for mine, theirs in pairs) and not any(titles)


def _companies(facts: Facts) -> set[str]:
    keys = {company_key(name) for name in row_of(facts).companies(facts)}
    return keys - {"", company_key(texts.CITY)}


def _folded(values: Iterable[str]) -> set[str]:
    return {fold(value) for value in values} - {""}
