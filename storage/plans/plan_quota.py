"""고용할당제 표 of a half: what its plans mean to hire and what came of it, from the ledger."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.figures import quota_rows
from storage.figures import quota_table as tables
from storage.figures.quota_table import (
    NONE,
    Hires,
    Item,
    QuotaTable,
    Record,
    Source,
    Totals,
    quota_table,
    tied_sum,
)
from storage.models.office import Department
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanResult
from storage.records.plan_states import HANDED_IN
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

KEPT: Mapping[Record, Hires] = MappingProxyType({})


async def table(
    session: AsyncSession,
    half: HalfYear,
    instead: Mapping[Record, Hires] = KEPT,
    department: int | None = None,
) -> QuotaTable:
    """The table of a half. What a plan means to hire counts once it was handed in.

    `instead` is what records are going to count, those of nobody yet for `department`.
    """
    counts = await quota_rows.of(session, half)
    whose = {one.record: one.department for one in counts.sources}
    sources = [one for one in counts.sources if one.record not in instead]
    for record, hires in instead.items():
        if hires.known and (number := whose.get(record, department)) is not None:
            sources.append(Source(record, "", number, hires))
    items = await _items(session, half, counts)
    named = await execute(
        session,
        select(col(Department.id), col(Department.name)).order_by(
            col(Department.position), col(Department.id)
        ),
    )
    departments = [(int(number), str(name)) for number, name in named]
    return quota_table(departments, items, sorted(sources, key=lambda one: one.record))


async def totals(session: AsyncSession, half: HalfYear) -> Totals:
    """The sums of the table without its lines; the rate apart, which needs all of them."""
    tied = await _tied_events(session, half)
    counts = await quota_rows.of(session, half, events=tied)
    items = await _items(session, half, counts)
    lines = tables.lines_of(items, counts.sources)
    known = [one.counted for one in counts.sources if one.record[0] is RecordKind.EVENT]
    return tables.totals_beside(
        lines, await quota_rows.of_events(session, half), [one for one in known if one.known]
    )


async def _tied_events(session: AsyncSession, half: HalfYear) -> list[int]:
    """The events that are the result of an item of this half."""
    found = await execute(
        session,
        select(col(PlanResult.record_id))
        .join(PlanItem, col(PlanItem.id) == col(PlanResult.plan_item_id))
        .where(col(PlanItem.half) == half, col(PlanResult.record_kind) == RecordKind.EVENT)
        .distinct(),
    )
    return [number for (number,) in found]


async def of_records(session: AsyncSession, item: PlanItem) -> Hires:
    """What the records that are an item's result counted together."""
    if item.half is None:
        return NONE
    counts = await quota_rows.of(session, item.half)
    counted = {one.record: one.counted for one in counts.sources}
    tied = (await _ties(session, [item.id])).get(item.id, ())
    return tied_sum(Item(item.id, item.title, item.department_id, tied=tuple(tied)), counted)


async def _items(session: AsyncSession, half: HalfYear, counts: quota_rows.Counts) -> list[Item]:
    """The living items in the order of their plans."""
    found = await execute(
        session,
        select(
            *(col(PlanItem.id), col(PlanItem.title), col(PlanItem.department_id)),
            col(Plan.state),
        )
        .join(Plan, col(Plan.id) == col(PlanItem.parent_id))
        .where(col(PlanItem.half) == half, col(PlanItem.removed_at).is_(None))
        .order_by(col(PlanItem.position), col(PlanItem.id)),
    )
    rows = found.all()
    ties = await _ties(session, [row[0] for row in rows])
    return [
        Item(
            number,
            title,
            department,
            planned=counts.planned.get(number, NONE) if state in HANDED_IN else NONE,
            said=counts.said.get(number, NONE),
            tied=tuple(ties.get(number, ())),
        )
        for number, title, department, state in rows
    ]


async def _ties(session: AsyncSession, items: list[int]) -> dict[int, list[Record]]:
    """The records that are an item's result, in the order in which they were chosen."""
    found = await execute(
        session,
        select(
            col(PlanResult.plan_item_id), col(PlanResult.record_kind), col(PlanResult.record_id)
        )
        .where(col(PlanResult.plan_item_id).in_(items))
        .order_by(col(PlanResult.at), col(PlanResult.record_kind), col(PlanResult.record_id)),
    )
    ties: dict[int, list[Record]] = defaultdict(list)
    for item, kind, number in found:
        ties[item].append((kind, number))
    return ties
