"""All kinds of record as one list: the few columns that lists show."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Table,
    and_,
    cast,
    func,
    literal,
    null,
    select,
    true,
)
from sqlalchemy import union_all as all_of
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kinds import KINDS
from storage.figures.sums import Sum
from storage.models.office import Department, Officer
from storage.models.record_tables import TABLES
from storage.records import readable
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

DEPARTMENTS = Department.__table__
Where = Callable[[RecordKind, Table], Iterable[ColumnElement[bool]]]


@dataclass(frozen=True)
class Hit:
    """One record of any kind, as a list shows it."""

    kind: RecordKind
    id: int
    title: str
    half: HalfYear | None
    day: date | None
    department: str


@dataclass(frozen=True)
class Newest:
    """How many of the newest records are looked at where there are very many, and counted.

    `halves`: codes of the first and the last one, where only some are meant.
    """

    looked_at: int
    counted: int
    halves: tuple[str, str] | None = None


@dataclass(frozen=True)
class Hits:
    """A page of a list, and how long the whole list is."""

    total: int
    rows: tuple[Hit, ...]
    sums: tuple[Sum, ...] = ()  # over all events of the whole list, where they were asked for
    partly: bool = False  # only the newest records were looked at


async def page(
    session: AsyncSession,
    kinds: Sequence[RecordKind],
    where: Where,
    limit: int,
    offset: int,
    *,
    viewer: Officer,
    newest: Newest | None = None,
) -> Hits:
    """Living records of these kinds that meet `where` and that the viewer may read.

    Newest first: by half-year, then day. With `newest` no more of a kind than that are looked at
    and counted, and `partly` says so.
    """
    sets = [_of_kind(kind, where, viewer, newest) for kind in kinds]
    counted = [_counted(one, newest) for one in sets]
    connection = await session.connection()
    counts = (await connection.execute(select(*counted))).one()
    total = min(sum(counts), newest.counted) if newest else sum(counts)
    partly = newest is not None
    some = [_first(one, limit + offset) for one, count in zip(sets, counts, strict=True) if count]
    if not some:
        return Hits(0, (), partly=partly)
    found = all_of(*some).subquery()
    listed = (
        select(found, DEPARTMENTS.c.name.label("department"))
        .join(DEPARTMENTS, DEPARTMENTS.c.id == found.c.department_id)
        .order_by(*_order(found), found.c.kind, found.c.id.desc())
    )
    rows = await connection.execute(listed.limit(limit).offset(offset))
    hits = (
        Hit(RecordKind(row.kind), row.id, row.title, row.half, row.day, row.department)
        for row in rows
    )
    return Hits(total, tuple(hits), partly=partly)


def _order(of: Any) -> tuple[Any, ...]:
    return of.c.half.desc().nulls_last(), of.c.day.desc().nulls_last()


def _counted(one: Select[Any], newest: Newest | None) -> Any:
    """How many there are; with `newest` one more than are counted at most."""
    numbers = one.with_only_columns(one.selected_columns.id)
    if newest is not None:
        numbers = numbers.limit(newest.counted + 1)
    return select(func.count()).select_from(numbers.subquery()).scalar_subquery()


def _first(one: Select[Any], many: int) -> Select[Any]:
    """The newest of a kind: so many are enough for any page up to there."""
    columns = one.selected_columns
    first = one.order_by(columns.half.desc().nulls_last(), columns.day.desc().nulls_last())
    return select(first.order_by(columns.id.desc()).limit(many).subquery())


def _of_kind(
    kind: RecordKind, where: Where, viewer: Officer, newest: Newest | None
) -> Select[Any]:
    table: Any = TABLES[kind].__table__
    when = KINDS[kind].day
    living = table.c.removed_at.is_(None)
    if newest is not None:
        order = [table.c.half.desc(), *([table.c[when].desc()] if when else [])]
        if newest.halves is not None:
            living = and_(living, table.c.half.between(*newest.halves))
        table = select(table).where(living).order_by(*order).limit(newest.looked_at).subquery()
        living = true()
    day = table.c[when] if when else cast(null(), Date)
    return select(
        literal(kind.value).label("kind"),
        table.c.id,
        table.c.title,
        table.c.half,
        day.label("day"),
        table.c.department_id,
    ).where(
        living,
        *readable.within(readable.sight_of(viewer), kind, table),
        *where(kind, table),
    )
