"""Sums over the ledger: the one way to any figure that the office is shown.

`Asked` says which rows; a sum tells of how many records it was counted; `rows` are those that it
is made of, record by record, and `lacking` those that could have the figure and do not. Missing
is not zero: a sum of nothing is None.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    case,
    cast,
    extract,
    func,
    literal,
    select,
    union_all,
)
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts.kinds import KINDS
from storage.figures import asking, asking_sums
from storage.figures.asking import TABLE, Asked
from storage.models.record_tables import TABLES
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, RecordKind


@dataclass(frozen=True)
class Sum:
    """A sum, over the `known` of those `records` that could have such a figure."""

    value: int | None = None
    known: int = 0
    records: int = 0

    @property
    def gap(self) -> tuple[int, int] | None:
        """Of how many records it was counted, and how many there are; None where of all."""
        return (self.known, self.records) if self.known < self.records else None


NOTHING = Sum()
_RECORDS = func.count(TABLE.c.record_id.distinct())
_REST = ("unit", "starts_on", "ends_on", "half", "department_id", "parent_id")


class By(StrEnum):
    """What sums may be told apart by. Months: None for what reaches over several, or has none."""

    HALF = "half"
    MONTH = "month"  # (year, month)
    DEPARTMENT = "department_id"
    COMPANY = "company_id"
    PARENT = "parent_id"
    KIND = "event_kind"
    UNIT = "unit"


_READ: Mapping[By, Callable[[Any], Any]] = {
    By.HALF: HalfYear.parse,
    By.DEPARTMENT: int,
    By.KIND: EventKind,
}
"""What the keys of kept sums mean."""


@dataclass(frozen=True)
class Contribution:
    """What one record adds to a sum."""

    kind: RecordKind
    number: int
    title: str
    above: str  # the title of what it hangs on
    value: int
    unit: str
    first: date | None
    last: date | None
    half: HalfYear | None
    department_id: int


@dataclass(frozen=True)
class Contributions:
    """Some of the records that make a sum, and how many there are."""

    count: int
    rows: tuple[Contribution, ...]


async def total(session: AsyncSession, asked: Asked) -> Sum:
    """The whole sum."""
    await session.flush()
    if await asking_sums.knows(session, asked):
        return _made(await asking_sums.told(session, asked)).get(0, NOTHING)
    return (await added_up(session, asked, literal(0))).get(0, NOTHING)


async def by(session: AsyncSession, asked: Asked, what: By) -> dict[Any, Sum]:
    """Sums told apart; what nothing is known of is left out."""
    await session.flush()
    if await asking_sums.knows(session, asked, what):
        found = _made(await asking_sums.told(session, asked, what))
        return {_READ[what](one) if one else None: value for one, value in found.items()}
    if what is not By.MONTH:
        return await added_up(session, asked, TABLE.c[what])
    found = await added_up(session, asked, _month())
    return {None if one is None else divmod(one, 100): value for one, value in found.items()}


async def is_placed(session: AsyncSession, asked: Asked, day: date) -> bool:
    """Whether each of these figures ended by that day or began after it."""
    await session.flush()
    if await asking_sums.knows(session, asked) and not (
        asked.since or asked.until or asked.department
    ):
        return await asking_sums.is_placed(session, asked, day)
    column = TABLE.c
    across = column.starts_on.is_(None) | ((column.starts_on <= day) & (column.ends_on > day))
    found = select(column.id).where(*asking.figures(asked), across).limit(1)
    return (await execute(session, found)).first() is None


async def rows(
    session: AsyncSession, asked: Asked, limit: int | None = None, offset: int = 0
) -> Contributions:
    """The records that the sum is made of, by their days; they add up to it."""
    return await _listed(session, asking.figures(asked), func.sum(TABLE.c.value), limit, offset)


async def by_record(
    session: AsyncSession, asked: Iterable[tuple[str, Asked]]
) -> dict[str, dict[tuple[str, int], int]]:
    """Several sums by name and record, read at once; those of one name are added up."""
    await session.flush()
    record = (TABLE.c.record_kind, TABLE.c.record_id)
    parts = [
        select(literal(name), *record, TABLE.c.value).where(*asking.figures(one))
        for name, one in asked
    ]
    found: dict[str, dict[tuple[str, int], int]] = defaultdict(dict)
    for name, kind, number, value in await execute(session, union_all(*parts)):
        of_name = found[name]
        of_name[kind, number] = of_name.get((kind, number), 0) + value
    return found


async def lacking(
    session: AsyncSession, asked: Asked, limit: int | None = None, offset: int = 0
) -> Contributions:
    """The records that could have such a figure and have none; each with a value of 0."""
    if (where := asking.lacking(asked)) is None:
        return Contributions(0, ())
    return await _listed(session, where, literal(0), limit, offset)


def _month() -> ColumnElement[Any]:
    first, last = (
        extract("year", day) * 100 + extract("month", day)
        for day in (TABLE.c.starts_on, TABLE.c.ends_on)
    )
    return case((first == last, cast(first, Integer)))


def _made(told: asking_sums.Told) -> dict[Any, Sum]:
    return {
        key: Sum(value if known else None, known, known + left)
        for key, (value, known, left) in told.items()
    }


async def added_up(session: AsyncSession, asked: Asked, key: ColumnElement[Any]) -> dict[Any, Sum]:
    """The same by the rows of the ledger, however many they are."""
    records = func.count() if len(asked.measures) == 1 else _RECORDS
    summed = select(key.label("key"), func.sum(TABLE.c.value), records)
    summed = summed.where(*asking.figures(asked)).group_by("key")
    found = {one: (int(value), count) for one, value, count in await execute(session, summed)}
    left: dict[Any, int] = {}
    if (without := asking.lacking(asked)) is not None:
        counted = select(key.label("key"), func.count()).where(*without).group_by("key")
        left = {one: count for one, count in await execute(session, counted)}
    made = {one: Sum(None, 0, count) for one, count in left.items()}
    for one, (value, known) in found.items():
        made[one] = Sum(value, known, known + left.get(one, 0))
    return made


async def _listed(
    session: AsyncSession,
    where: Sequence[ColumnElement[bool]],
    value: ColumnElement[Any],
    limit: int | None,
    offset: int,
) -> Contributions:
    await session.flush()
    record = (TABLE.c.record_kind, TABLE.c.record_id)
    rest = [TABLE.c[name] for name in _REST]
    listed = (
        select(*record, value.label("told"), *rest, func.count().over().label("all_of_them"))
        .where(*where)
        .group_by(*record, *rest)
        .order_by(TABLE.c.starts_on.nulls_last(), TABLE.c.ends_on, *record)
    )
    found = (await execute(session, listed.limit(limit).offset(offset))).all()
    above = {(KINDS[row.record_kind].under, row.parent_id) for row in found}
    titles = await titles_of(session, [(row.record_kind, row.record_id) for row in found])
    titles |= await titles_of(session, [(kind, one) for kind, one in above if kind and one])
    made = (
        Contribution(
            kind=row.record_kind,
            number=row.record_id,
            title=titles[row.record_kind, row.record_id],
            above=titles.get((KINDS[row.record_kind].under, row.parent_id), ""),
            value=int(row.told),
            unit=row.unit,
            first=row.starts_on,
            last=row.ends_on,
            half=row.half,
            department_id=row.department_id,
        )
        for row in found
    )
    count = found[0].all_of_them if found else await _count(session, listed)
    return Contributions(count, tuple(made))


async def _count(session: AsyncSession, listed: Select[*tuple[Any, ...]]) -> int:
    """How many records a list has of which no page was read."""
    whole = select(func.count()).select_from(listed.order_by(None).subquery())
    return int((await execute(session, whole)).scalar_one())


async def titles_of(
    session: AsyncSession, records: Iterable[tuple[RecordKind, int]]
) -> dict[tuple[RecordKind | None, int], str]:
    """What records are called."""
    wanted: dict[RecordKind, list[int]] = defaultdict(list)
    for kind, number in records:
        wanted[kind].append(number)
    titles: dict[tuple[RecordKind | None, int], str] = {}
    for kind, numbers in wanted.items():
        table = TABLES[kind].__table__
        named = select(table.c.id, table.c.title).where(table.c.id.in_(numbers))
        titles |= {(kind, number): title for number, title in await execute(session, named)}
    return titles
