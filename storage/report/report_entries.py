"""The records that a block of the report prints: results as they were entered, or plans."""

from collections import defaultdict
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kind import Section
from storage.facts.kinds import KINDS, is_result, kinds_in
from storage.facts.shapes import Facts, HireFacts, MouFacts, SubcontractFacts
from storage.models.mou import Mou
from storage.models.report import ReportBlock
from storage.records.record_lookup import all_living
from storage.records.record_projection import facts_of, table_of
from storage.report import report_plans
from storage.report.composing_sums import Entry
from storage.report.report_contracts import as_site, counted_again, in_block
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, RecordKind


async def of_block(session: AsyncSession, block: ReportBlock) -> list[Entry]:
    """The entries of one block."""
    halves = block.first_half, block.last_half
    if block.kind == BlockKind.PLAN:
        return await report_plans.printed(session, *halves)
    rows = await counted_in(session, kinds_in(Section.RESULTS), *halves)
    parents = await _agreements(session, rows)
    sites = await counted_again(session, block)
    contracts = sites or any(row.kind is RecordKind.CONTRACT for row in rows)
    below = await _below(session, block) if contracts else {}
    told = [(row, facts_of(row)) for row in rows]
    own = [_entry(row, facts, parents, below) for row, facts in told if is_result(facts)]
    return own + [as_site(_entry(row, facts_of(row), parents, below)) for row in sites]


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


def _entry(
    row: Any, told: Facts, parents: dict[int, MouFacts], below: dict[int, list[Any]]
) -> Entry:
    own = (row.kind, row.id)
    if row.kind is RecordKind.CONTRACT:
        under = [(child, facts_of(child)) for child in below.get(row.id, [])]
        hires = [facts for _, facts in under if isinstance(facts, HireFacts)]
        records = tuple((child.kind, child.id) for child, _ in under)
        return Entry(
            (own, *records),
            told,
            row.half,
            subcontracts=tuple(f for _, f in under if isinstance(f, SubcontractFacts)),
            hires=tuple(hires),
        )
    hangs = KINDS[row.kind].under is RecordKind.MOU
    parent = parents.get(row.parent_id) if hangs else None
    return Entry((own,), told, row.half, parent=parent)


async def _agreements(session: AsyncSession, rows: list[Any]) -> dict[int, MouFacts]:
    """The agreements that contacts and promises hang on, by number."""
    wanted = {row.parent_id for row in rows if KINDS[row.kind].under is RecordKind.MOU}
    if not wanted:
        return {}
    found = await session.exec(select(Mou).where(col(Mou.id).in_(wanted)))
    told = {row.id: facts_of(row) for row in found.all() if row.id is not None}
    return {number: facts for number, facts in told.items() if isinstance(facts, MouFacts)}


async def _below(session: AsyncSession, block: ReportBlock) -> dict[int, list[Any]]:
    """Subcontracts, and the head-counts of the block's halves, by the number of their contract."""
    found: dict[int, list[Any]] = defaultdict(list)
    for kind in (RecordKind.SUBCONTRACT, RecordKind.HIRE):
        for row in await all_living(session, kind):
            if kind is RecordKind.SUBCONTRACT or in_block(row, block):
                found[row.parent_id].append(row)
    return found
