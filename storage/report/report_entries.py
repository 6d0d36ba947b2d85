"""The records that a block of the report prints: results as they were entered, or plans."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, bindparam, null
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kind import Section
from storage.facts.kinds import KINDS, kinds_in
from storage.facts.shapes import MouFacts
from storage.models.contract import Contract, Subcontract
from storage.models.mou import Mou
from storage.models.report import ReportBlock
from storage.prepared import Prepared, dialect_of, listed
from storage.records.record_projection import facts_of, table_of
from storage.report import report_decisions, report_plans, report_results
from storage.report.block_records import Gathered, Told, entries
from storage.report.composing_sums import Entry
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, RecordKind

AT_ONCE = 500  # rows


async def of_block(session: AsyncSession, block: ReportBlock) -> list[Entry]:
    """The entries of one block."""
    halves = block.first_half, block.last_half
    if block.kind == BlockKind.PLAN:
        return await report_plans.printed(session, *halves)
    records = entries(await gathered(session, *halves))
    return [*records, *await report_results.of_items(session, *halves)]


class Kept(NamedTuple):
    """What is read of a living record: no more than composing and checking need."""

    kind: RecordKind
    id: int
    facts: dict[str, Any]
    half: HalfYear | None
    created_at: datetime
    title: str
    parent_id: int | None


async def gathered(session: AsyncSession, first: HalfYear, last: HalfYear) -> Gathered:
    """All that a block of results over these halves is made of."""
    rows = [row async for row in all_told(session, kinds_in(Section.RESULTS), first, last)]
    found = await around(session, rows, first, last)
    for one in rows:
        found.rows[one.record] = one
    return found


async def around(
    session: AsyncSession, rows: Collection[Told], first: HalfYear, last: HalfYear
) -> Gathered:
    """What stands above and below these records of a block, without the records themselves."""
    hires = [row async for row in all_told(session, (RecordKind.HIRE,), first, last)]
    contracts = {row.id: row for row in rows if row.kind is RecordKind.CONTRACT}
    sites = {row.parent for row in hires if row.parent} - set(contracts)
    more = await _living(session, Contract, Contract.id, sites)
    contracts |= {row.id: told(row) for row in more}
    work = await _living(session, Subcontract, Subcontract.parent_id, set(contracts))
    below = [*map(told, work), *(row for row in hires if row.parent in contracts)]
    return Gathered(
        first,
        last,
        {},
        await _agreements(session, rows),
        contracts,
        {one.record: one for one in below},
        await report_decisions.worded(session, first, last),
    )


def told(row: Any) -> Told:
    """A row as composing needs it."""
    parent = getattr(row, "parent_id", None)
    return Told(row.kind, row.id, facts_of(row), row.half, (row.created_at, row.id), parent)


async def all_told(
    session: AsyncSession, kinds: Collection[RecordKind], first: HalfYear, last: HalfYear
) -> AsyncIterator[Told]:
    """The living records of these kinds that count in the halves, in no order."""
    async for row in _counted(session, kinds, first, last):
        yield told(row)


async def these(
    session: AsyncSession, kind: RecordKind, numbers: Collection[int]
) -> dict[int, Told]:
    """The living records of these numbers, of a kind that hangs on nothing."""
    table = table_of(kind).__table__
    if "parent_id" in table.c:
        raise ValueError(f"{kind} hangs on another record")
    rows = await _these(kind, dialect_of(session)).rows(session, {"numbers": list(numbers)})
    return {row[0]: told(Kept(kind, *row)) for row in rows}


@cache
def _these(kind: RecordKind, dialect: str) -> Prepared:
    table = table_of(kind).__table__
    return _living_rows(kind, table.c.id.in_(listed(dialect, "numbers", Integer)))


@cache
def _slice(kind: RecordKind) -> Prepared:
    table = table_of(kind).__table__
    where = (table.c.half == bindparam("half"), table.c.id > bindparam("after"))
    return _living_rows(kind, *where, most=AT_ONCE)


def _living_rows(
    kind: RecordKind, *where: ColumnElement[bool], most: int | None = None
) -> Prepared:
    table = table_of(kind).__table__
    parent = table.c.parent_id if "parent_id" in table.c else null()
    columns: Sequence[ColumnElement[Any]] = (
        *(table.c[name] for name in ("id", "facts", "half", "created_at", "title")),
        parent,
    )
    told = select(*columns).where(table.c.removed_at.is_(None), *where)
    return Prepared(told.order_by(table.c.id).limit(most) if most else told)


async def _slices(session: AsyncSession, kind: RecordKind, half: HalfYear) -> AsyncIterator[Kept]:
    """Some rows at a time: as the driver gives them they take more room than what is kept."""
    given: dict[str, Any] = {"half": half, "after": 0}
    while rows := await _slice(kind).rows(session, given):
        for row in rows:
            yield Kept(kind, *row)
        if len(rows) < AT_ONCE:
            return
        given["after"] = rows[-1][0]


async def _counted(
    session: AsyncSession, kinds: Collection[RecordKind], first: HalfYear, last: HalfYear
) -> AsyncIterator[Kept]:
    await session.flush()
    half = first
    while half <= last:
        for kind in kinds:
            async for row in _slices(session, kind, half):
                yield row
        half = half.next()


async def counted_in(
    session: AsyncSession,
    kinds: tuple[RecordKind, ...],
    first: HalfYear,
    last: HalfYear,
) -> list[Kept]:
    """Living records of these kinds counted in the halves `first` to `last`, in entry order."""
    rows = [row async for row in _counted(session, kinds, first, last)]
    return sorted(rows, key=lambda row: (row.created_at, row.id, row.kind))


async def _living(session: AsyncSession, table: Any, column: Any, numbers: set[int]) -> list[Any]:
    """The living rows whose column is one of these numbers."""
    if not numbers:
        return []
    found = await session.exec(
        select(table).where(col(table.removed_at).is_(None), col(column).in_(numbers))
    )
    return list(found.all())


async def _agreements(session: AsyncSession, rows: Collection[Told]) -> dict[int, MouFacts]:
    """The agreements that contacts and promises hang on, by number."""
    wanted = {row.parent for row in rows if KINDS[row.kind].under is RecordKind.MOU}
    if not wanted:
        return {}
    found = await session.exec(select(Mou).where(col(Mou.id).in_(wanted)))
    known = {row.id: facts_of(row) for row in found.all() if row.id is not None}
    return {number: facts for number, facts in known.items() if isinstance(facts, MouFacts)}
