"""실적: the records that a plan item has become, chosen from the department's own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.office import Officer
from storage.models.plan import PlanItem
from storage.models.record_tables import TABLES
from storage.models.round import PlanResult
from storage.plans import texts
from storage.records.record_keeping import existing
from storage.records.record_lookup import PROVABLE
from storage.records.record_union import Hits, page
from storage.rules import errors
from storage.rules.terms import RecordKind

Chosen = tuple[RecordKind, int]


@dataclass(frozen=True)
class Linked:
    """A living record that is the 실적 of an item."""

    kind: RecordKind
    id: int
    title: str


async def choices(
    session: AsyncSession, item: PlanItem, limit: int, offset: int = 0, *, viewer: Officer
) -> Hits:
    """The department's living records of the item's half that may be its 실적, newest first."""

    def where(_kind: RecordKind, table: Table) -> list[ColumnElement[bool]]:
        return [table.c.department_id == item.department_id, table.c.half == item.half]

    return await page(session, PROVABLE, where, limit, offset, viewer=viewer)


async def put(act: Act, item: PlanItem, record: Chosen) -> None:
    """Ties a record to an item; twice is once. Gone for a removed record, Refusal for one of
    another department or of a kind that is no result."""
    session = act.session
    kind, number = record
    if kind not in PROVABLE:
        raise errors.Refusal(texts.RESULT_ELSEWHERE)
    row = await existing(session, kind, number)
    if row.department_id != item.department_id:
        raise errors.Refusal(texts.RESULT_ELSEWHERE)
    key = (item.id, kind, number)
    if await session.get(PlanResult, key) is None:
        made = PlanResult(
            plan_item_id=item.id,
            record_kind=kind,
            record_id=number,
            by=act.officer.id,
            at=act.now,
        )
        session.add(made)
        await session.flush()


async def of_items(
    session: AsyncSession, item_ids: Iterable[int]
) -> tuple[dict[int, list[Linked]], set[int]]:
    """The living records of each item in the order they were chosen, and the items that once had
    some, living or not."""
    found = await session.exec(
        select(PlanResult)
        .where(col(PlanResult.plan_item_id).in_(list(item_ids)))
        .order_by(col(PlanResult.at), col(PlanResult.record_kind), col(PlanResult.record_id))
    )
    rows = found.all()
    alive = await _alive(session, rows)
    linked: dict[int, list[Linked]] = defaultdict(list)
    for row in rows:
        one = alive.get((row.record_kind, row.record_id))
        if one is not None:
            linked[row.plan_item_id].append(one)
    return linked, {row.plan_item_id for row in rows}


async def of_item(session: AsyncSession, item_id: int) -> list[Linked]:
    """The living records that are this item's 실적."""
    linked, _once = await of_items(session, [item_id])
    return linked.get(item_id, [])


async def of_record(session: AsyncSession, kind: RecordKind, number: int) -> list[PlanItem]:
    """The living plan items whose 실적 this record is."""
    found = await session.exec(
        select(PlanItem)
        .join(PlanResult, col(PlanResult.plan_item_id) == col(PlanItem.id))
        .where(
            col(PlanResult.record_kind) == kind,
            col(PlanResult.record_id) == number,
            col(PlanItem.removed_at).is_(None),
        )
        .order_by(col(PlanItem.half), col(PlanItem.id))
    )
    return list(found.all())


async def _alive(
    session: AsyncSession, rows: Sequence[PlanResult]
) -> dict[tuple[str, int], Linked]:
    wanted: dict[RecordKind, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.record_kind].add(row.record_id)
    alive: dict[tuple[str, int], Linked] = {}
    for kind, numbers in wanted.items():
        table = TABLES[kind]
        found = await session.exec(
            select(col(table.id), col(table.title)).where(
                col(table.id).in_(sorted(numbers)), col(table.removed_at).is_(None)
            )
        )
        for number, title in found.all():
            alive[kind, number] = Linked(kind, number, title)
    return alive
