"""The records that a block of the report prints, in the order in which they were entered."""

from collections import defaultdict
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.base import RecordKind
from storage.models.mou import Mou
from storage.models.report import ReportBlock
from storage.queries.recording.record_lookup import living
from storage.queries.recording.record_projection import facts_of, table_of
from storage.queries.recording.report_blocks import RESULTS
from storage.reports.composing_sums import Entry
from storage.reports.shapes import (
    EventFacts,
    Facts,
    HireFacts,
    IncentiveFacts,
    MouFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.rules.terms import BlockKind, EventStatus, PromiseStatus

CAME_OF = (PromiseStatus.KEPT, PromiseStatus.PARTLY)
"""A promise is a result once something came of it."""


async def of_block(session: AsyncSession, block: ReportBlock) -> list[Entry]:
    """The entries of one block."""
    kinds = (RecordKind.PLAN_ITEM,) if block.kind == BlockKind.PLAN else RESULTS
    rows = await counted_in(session, kinds, block.first_half, block.last_half)
    parents = await _agreements(session, rows)
    below = await _below(session) if any(row.kind is RecordKind.CONTRACT for row in rows) else {}
    told = [(row, facts_of(row)) for row in rows]
    return [_entry(row, facts, parents, below) for row, facts in told if _prints(facts)]


async def counted_in(
    session: AsyncSession, kinds: tuple[RecordKind, ...], first: str, last: str
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
    return sorted(rows, key=lambda row: (row.created_at, row.id, row.kind.value))


def _prints(told: Facts) -> bool:
    """Whether it is a result: coming events, open promises and letters not sent yet are none."""
    match told:
        case EventFacts() as facts:
            return facts.status is EventStatus.DONE
        case PromiseFacts() as facts:
            return facts.status in CAME_OF
        case IncentiveFacts() as facts:
            return bool(facts.document_no)
    return True


def _entry(
    row: Any, told: Facts, parents: dict[int, MouFacts], below: dict[int, list[Any]]
) -> Entry:
    own = (row.kind.value, row.id)
    if row.kind is RecordKind.CONTRACT:
        under = [(child, facts_of(child)) for child in below.get(row.id, [])]
        hires = [facts for _, facts in under if isinstance(facts, HireFacts)]
        records = tuple((child.kind.value, child.id) for child, _ in under)
        return Entry(
            (own, *records),
            told,
            row.half or "",
            subcontracts=tuple(f for _, f in under if isinstance(f, SubcontractFacts)),
            hires=tuple(sorted(hires, key=lambda one: str(one.period.end or ""))),
        )
    hangs = row.kind in (RecordKind.FOLLOW_UP, RecordKind.PROMISE)
    parent = parents.get(row.parent_id) if hangs else None
    return Entry((own,), told, row.half or "", parent=parent)


async def _agreements(session: AsyncSession, rows: list[Any]) -> dict[int, MouFacts]:
    """The agreements that contacts and promises hang on, by number."""
    hanging = (RecordKind.FOLLOW_UP, RecordKind.PROMISE)
    wanted = {row.parent_id for row in rows if row.kind in hanging}
    if not wanted:
        return {}
    found = await session.exec(select(Mou).where(col(Mou.id).in_(wanted)))
    told = {row.id: facts_of(row) for row in found.all() if row.id is not None}
    return {number: facts for number, facts in told.items() if isinstance(facts, MouFacts)}


async def _below(session: AsyncSession) -> dict[int, list[Any]]:
    """Subcontracts and head-counts by the number of their contract."""
    found: dict[int, list[Any]] = defaultdict(list)
    for kind in (RecordKind.SUBCONTRACT, RecordKind.HIRE):
        for row in await living(session, kind):
            found[row.parent_id].append(row)
    return found
