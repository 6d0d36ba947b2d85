"""All kinds of record as one list: the few columns that lists show."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Table, cast, func, literal, null, select
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
class Hits:
    """A page of a list, and how long the whole list is."""

    total: int
    rows: tuple[Hit, ...]
    sums: tuple[Sum, ...] = ()  # over all events of the whole list, where they were asked for


async def page(
    session: AsyncSession,
    kinds: Sequence[RecordKind],
    where: Where,
    limit: int,
    offset: int,
    *,
    viewer: Officer,
) -> Hits:
    """Living records of these kinds that meet `where` and that the viewer may read.

    Newest first: by half-year, then day.
    """
    found = all_of(*(_of_kind(kind, where, viewer) for kind in kinds)).subquery()
    listed = (
        select(found, DEPARTMENTS.c.name.label("department"), func.count().over().label("total"))
        .join(DEPARTMENTS, DEPARTMENTS.c.id == found.c.department_id)
        .order_by(
            found.c.half.desc().nulls_last(),
            found.c.day.desc().nulls_last(),
            found.c.kind,
            found.c.id.desc(),
        )
    )
    connection = await session.connection()
    rows = (await connection.execute(listed.limit(limit).offset(offset))).all()
    if not rows and offset:
        first = (await connection.execute(listed.limit(1))).first()
        return Hits(first.total if first else 0, ())
    hits = (
        Hit(RecordKind(row.kind), row.id, row.title, row.half, row.day, row.department)
        for row in rows
    )
    return Hits(rows[0].total if rows else 0, tuple(hits))


def _of_kind(kind: RecordKind, where: Where, viewer: Officer) -> Select[Any]:
    table: Table = TABLES[kind].__table__
    when = KINDS[kind].day
    day = table.c[when] if when else cast(null(), Date)
    return select(
        literal(kind.value).label("kind"),
        table.c.id,
        table.c.title,
        table.c.half,
        day.label("day"),
        table.c.department_id,
    ).where(
        table.c.removed_at.is_(None),
        *readable.within(readable.sight_of(viewer), kind, table),
        *where(kind, table),
    )
