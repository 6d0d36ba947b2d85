"""Answers a question to the ledger from the sums kept beside it, where they know the answer.

They know halves, departments, days and kinds; of one company, one record or one word they know
nothing, and the rows are added up. The answer is the same either way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    bindparam,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures import asking
from storage.figures.asking import PEOPLE, Asked
from storage.figures.kept_sums import CAME, FIGURES, HIRES, SUMS
from storage.prepared import Prepared
from storage.rules.figure_kinds import Aim
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

BY = {
    None: literal(0),
    "half": SUMS.c.half,
    "department_id": SUMS.c.department_id,
    "event_kind": SUMS.c.event_kind,
}
"""What their sums may be told apart by."""
Told = dict[Any, tuple[int, int, int]]
"""The value, the records that tell it, and those that could and do not."""


async def knows(session: AsyncSession, asked: Asked, by: str | None = None) -> bool:
    """Whether the sums answer this."""
    if by not in BY or (len(asked.measures) > 1 and {*asked.measures} != {*PEOPLE}):
        return False
    if asked.where or any(one.state for one in asked.measures):
        return False
    if any(one is not None for one in (asked.company, asked.parent, asked.target, asked.below)):
        return False
    if asked.since is None and asked.until is None:
        return True
    if asked.department is not None or by == "department_id":
        return False
    return not await _counted_outside(_Shape.of(asked)).rows(session, _values(asked))


async def told(session: AsyncSession, asked: Asked, by: str | None = None) -> Told:
    """What was asked, told apart; what nothing is known of is left out."""
    found = await _statement(_Shape.of(asked), by).rows(session, _values(asked))
    return {key: (int(value), int(known), int(left)) for key, value, known, left in found}


async def is_placed(session: AsyncSession, asked: Asked, day: date) -> bool:
    """Whether each of these figures ended by that day or began after it; `asked` has no days."""
    found = await _placed(_Shape.of(asked)).rows(
        session, _values(asked) | {"day": day.isoformat()}
    )
    ((across, dated, every),) = found
    return not across and dated == every


async def hires(session: AsyncSession, half: HalfYear) -> int:
    """The events of a half that tell of any hired, be it of residents alone."""
    ((count,),) = await _HIRES.rows(session, {"first": half.code})
    return int(count)


_HIRES = Prepared(
    select(func.coalesce(func.sum(SUMS.c.known), 0)).where(
        SUMS.c.measure == HIRES,
        SUMS.c.aim == Aim.ACHIEVED.value,
        SUMS.c.residents.is_(False),
        SUMS.c.half == bindparam("first"),
        SUMS.c.starts_on == "",
        SUMS.c.record_kind == RecordKind.EVENT.value,
    )
)


@dataclass(frozen=True)
class _Shape:
    """A question without its halves, days and department."""

    asked: Asked
    halves: tuple[bool, bool]
    one_half: bool
    days: tuple[bool, bool]
    department: bool

    @staticmethod
    def of(asked: Asked) -> "_Shape":
        bare = replace(asked, first=None, last=None, since=None, until=None, department=None)
        return _Shape(
            bare,
            (asked.first is not None, asked.last is not None),
            asked.first is not None and asked.first == asked.last,
            (asked.since is not None, asked.until is not None),
            asked.department is not None,
        )

    @property
    def measure(self) -> str:
        return CAME if len(self.asked.measures) > 1 else self.asked.measures[0].value

    def place(self, *, dated: bool) -> Iterator[ColumnElement[bool]]:
        """Where and when, in the sums by days or in those over all days."""
        sums, asked = SUMS.c, self.asked
        first, last = self.halves
        if self.one_half:
            yield sums.half == bindparam("first")
        elif first or last:
            yield sums.half >= bindparam("first") if first else sums.half > ""
            if last:
                yield sums.half <= bindparam("last")
        yield sums.starts_on > "" if dated else sums.starts_on == ""
        since, until = self.days
        if since:
            yield sums.starts_on >= bindparam("since")
        if until:
            yield sums.ends_on > ""
            yield sums.ends_on <= bindparam("until")
            yield sums.starts_on <= bindparam("until")
        if self.department:
            yield sums.department_id == bindparam("department")
        if asked.records:
            yield _one_of(sums.record_kind, asked.records)
        if asked.kinds:
            yield _one_of(sums.event_kind, asked.kinds)

    def time(self, row: Any, half: Any) -> Iterator[ColumnElement[bool]]:
        """When, of rows of the ledger."""
        if self.halves[0]:
            yield half >= bindparam("first", type_=FIGURES.c.half.type)
        if self.halves[1]:
            yield half <= bindparam(
                "first" if self.one_half else "last", type_=FIGURES.c.half.type
            )
        if self.days[0]:
            yield row.starts_on >= bindparam("day_since", type_=Date)
        if self.days[1]:
            yield row.starts_on <= bindparam("day_until", type_=Date)
            yield row.ends_on <= bindparam("day_until", type_=Date)

    def figures(self, *, dated: bool) -> Iterator[ColumnElement[bool]]:
        """The sums that make the answer."""
        yield SUMS.c.measure == self.measure
        yield SUMS.c.aim == self.asked.aim.value
        yield SUMS.c.residents.is_(self.asked.residents)
        yield from self.place(dated=dated)


def _one_of(column: Any, words: Iterable[StrEnum]) -> ColumnElement[bool]:
    return or_(false(), *(column == one.value for one in words))


def _values(asked: Asked) -> dict[str, Any]:
    return {
        "first": asked.first.code if asked.first else None,
        "last": asked.last.code if asked.last else None,
        "since": asked.since.isoformat() if asked.since else None,
        "until": asked.until.isoformat() if asked.until else None,
        "day_since": asked.since,
        "day_until": asked.until,
        "department": asked.department,
    }


@lru_cache(256)
def _statement(shape: _Shape, by: str | None) -> Prepared:
    sums, dated, key = SUMS.c, any(shape.days), BY[by].label("key")
    none = literal(0)
    parts = [select(key, sums.value.label("value"), sums.known.label("known"), none.label("left"))]
    parts[0] = parts[0].where(*shape.figures(dated=dated))
    one = asking.could(shape.asked)
    if one is not None:
        of_kind = [sums.record_kind == one.kind.value]
        if one.kind is RecordKind.EVENT:
            of_kind.append(_one_of(sums.event_kind, one.takers))
        itself = [
            _one_of(sums.measure, one.measures),
            sums.aim == one.aim.value,
            sums.residents.is_(False),
            *shape.place(dated=dated),
        ]
        parts.append(select(key, none, none, sums.known).where(*itself, *of_kind))
        telling = shape.figures(dated=dated)
        parts.append(select(key, none, none, -sums.beside).where(*telling, *of_kind))
    whole = union_all(*parts).subquery()
    value, known, left = (func.sum(whole.c[name]) for name in ("value", "known", "left"))
    summed = select(whole.c.key, value, known, left).group_by(whole.c.key)
    return Prepared(summed.having(or_(known > 0, left > 0)))


@lru_cache(64)
def _counted_outside(shape: _Shape) -> Prepared:
    """A row within the days asked of for which one outside of them counts."""
    one = asking.could(shape.asked)
    measures = (*shape.asked.measures, *(one.measures if one else ()))
    row, other = FIGURES.c, FIGURES.alias("other").c
    measure = func.coalesce(row.measure, row.measure)  # found by the index of the few such rows
    within = exists().where(
        *(other[name] == row[name] for name in ("record_kind", "measure", "aim", "residents")),
        other.record_id == row.instead_id,
        *shape.time(other, other.half),
    )
    found = select(row.id).where(
        row.instead_id.is_not(None),
        _one_of(measure, measures),
        *shape.time(row, func.coalesce(row.half, row.half)),
        ~within,
    )
    return Prepared(found.limit(1))


@lru_cache(64)
def _placed(shape: _Shape) -> Prepared:
    sums, day = SUMS.c, bindparam("day", type_=String)
    over = func.coalesce(func.sum(sums.known), 0)
    across = (sums.starts_on <= day, sums.ends_on > day)
    by_days, whole = shape.figures(dated=True), shape.figures(dated=False)
    asked = (
        select(over).where(*shape.figures(dated=True), *across),
        select(over).where(*by_days),
        select(over).where(*whole),
    )
    return Prepared(select(*(one.scalar_subquery() for one in asked)))
