"""The records that a block of the report prints: results as they were entered, or plans."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Integer
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kind import Section
from storage.facts.kinds import KINDS, kinds_in
from storage.facts.shapes import MouFacts, from_json
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


async def of_block(session: AsyncSession, block: ReportBlock) -> list[Entry]:
    """The entries of one block."""
    halves = block.first_half, block.last_half
    if block.kind == BlockKind.PLAN:
        return await report_plans.printed(session, *halves)
    records = entries(await gathered(session, *halves))
    return [*records, *await report_results.of_items(session, *halves)]


async def gathered(session: AsyncSession, first: HalfYear, last: HalfYear) -> Gathered:
    """All that a block of results over these halves is made of."""
    rows = await counted_in(session, kinds_in(Section.RESULTS), first, last)
    hires = await counted_in(session, (RecordKind.HIRE,), first, last)
    contracts = {row.id: row for row in rows if row.kind is RecordKind.CONTRACT}
    sites = {row.parent_id for row in hires} - set(contracts)
    contracts |= {row.id: row for row in await _living(session, Contract, Contract.id, sites)}
    work = await _living(session, Subcontract, Subcontract.parent_id, set(contracts))
    below = [*work, *(row for row in hires if row.parent_id in contracts)]
    return Gathered(
        first,
        last,
        {one.record: one for one in map(told, rows)},
        await _agreements(session, rows),
        {number: told(row) for number, row in contracts.items()},
        {one.record: one for one in map(told, below)},
        await report_decisions.worded(session, first, last),
    )


def told(row: Any) -> Told:
    """A row as composing needs it."""
    parent = getattr(row, "parent_id", None)
    return Told(row.kind, row.id, facts_of(row), row.half, (row.created_at, row.id), parent)


async def these(
    session: AsyncSession, kind: RecordKind, numbers: Collection[int]
) -> dict[int, Told]:
    """The living records of these numbers, of a kind that hangs on nothing."""
    given = {"numbers": list(numbers)}
    rows = await _these(kind, dialect_of(session)).rows(session, given)
    return {
        number: Told(kind, number, from_json(KINDS[kind].facts, facts), half, (at, number), None)
        for number, facts, half, at in rows
    }


@cache
def _these(kind: RecordKind, dialect: str) -> Prepared:
    table = table_of(kind).__table__
    if "parent_id" in table.c:
        raise ValueError(f"{kind} hangs on another record")
    wanted = table.c.id.in_(listed(dialect, "numbers", Integer))
    told = select(table.c.id, table.c.facts, table.c.half, table.c.created_at)
    return Prepared(told.where(wanted, table.c.removed_at.is_(None)))


async def counted_in(
    session: AsyncSession,
    kinds: tuple[RecordKind, ...],
    first: HalfYear,
    last: HalfYear,
) -> list[Any]:
    """Living records of these kinds counted in the halves `first` to `last`, in entry order."""
    rows: list[Any] = []
    for kind in kinds:
        table = table_of(kind)
        found = await session.exec(
            select(table).where(
                col(table.removed_at).is_(None),
                col(table.half) >= first,
                col(table.half) <= last,
            )
        )
        rows.extend(found.all())
    return sorted(rows, key=lambda row: (row.created_at, row.id, row.kind))


async def _living(session: AsyncSession, table: Any, column: Any, numbers: set[int]) -> list[Any]:
    """The living rows whose column is one of these numbers."""
    if not numbers:
        return []
    found = await session.exec(
        select(table).where(col(table.removed_at).is_(None), col(column).in_(numbers))
    )
    return list(found.all())


async def _agreements(session: AsyncSession, rows: list[Any]) -> dict[int, MouFacts]:
    """The agreements that contacts and promises hang on, by number."""
    wanted = {row.parent_id for row in rows if KINDS[row.kind].under is RecordKind.MOU}
    if not wanted:
        return {}
    found = await session.exec(select(Mou).where(col(Mou.id).in_(wanted)))
    known = {row.id: facts_of(row) for row in found.all() if row.id is not None}
    return {number: facts for number, facts in known.items() if isinstance(facts, MouFacts)}
