"""Writes the ledger: the rows of a record, in the transaction that writes the record.

Whoever puts, changes, removes, restores or moves records calls this, and nobody else writes the
table. A removed record has no rows.
"""

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts.figures import Figure, outcome_figures
from storage.facts.kinds import KINDS
from storage.facts.shapes import Facts, PlanItemFacts, from_json
from storage.figures import kept_sums, standing
from storage.figures.making import COLUMNS, Place, rows_of
from storage.models.company import Company, RecordCompany
from storage.models.figure import Figure as FigureRow
from storage.models.plan import PlanItem
from storage.models.round import PlanOutcome
from storage.prepared import Prepared
from storage.rules.terms import OutcomeKind, RecordKind

TABLE = FigureRow.__table__
LINKS = RecordCompany.__table__
COMPANY = Company.__table__
OUTCOME = PlanOutcome.__table__
ITEM = PlanItem.__table__

_OF_ONE = (
    TABLE.c.record_kind == bindparam("kind"),
    TABLE.c.record_id == bindparam("number"),
)
_TAKE = Prepared(delete(TABLE).where(*_OF_ONE))
_PUT = Prepared(insert(TABLE), COLUMNS)
_NAMED = Prepared(
    select(LINKS.c.company_id)
    .join(COMPANY, COMPANY.c.id == LINKS.c.company_id)
    .where(
        LINKS.c.record_kind == bindparam("kind"),
        LINKS.c.record_id == bindparam("number"),
        COMPANY.c.is_city.is_(False),
    )
    .distinct()
)
_CAME_OF = Prepared(
    select(OUTCOME.c.achieved, OUTCOME.c.workers, OUTCOME.c.residents).where(
        OUTCOME.c.plan_item_id == bindparam("number"),
        OUTCOME.c.outcome == OutcomeKind.DONE,
    )
)


async def write(session: AsyncSession, row: Any, *, fresh: bool = False) -> None:
    """The rows of a record as it stands now, with all that they stand for.

    The record, the companies that it names and what came of an item are written before. `fresh`
    for one that had no rows yet. Of an item of a plan, called too when its outcome has changed.
    """
    one = {"kind": row.kind, "number": row.id}
    before: list[dict[str, Any]] = []
    if not fresh:
        before = await standing.rows_of_one(session, one)
        await _TAKE.rows(session, one)
    after = [] if row.removed_at is not None else await _rows(session, row)
    if after:
        await _PUT.each(session, after)
    await kept_sums.move(session, before, after)
    if row.kind is RecordKind.EVENT:
        await standing.buses(session, before, after)
    elif row.kind is RecordKind.HIRE:
        await standing.heads(session, row.parent_id)


async def handed_over(session: AsyncSession, old: int, into: int) -> None:
    """The records of a department have gone to another one, and items to another plan."""
    items = TABLE.c.record_kind == RecordKind.PLAN_ITEM
    own = TABLE.c.department_id == old
    asked = select(TABLE).where(own).order_by(TABLE.c.record_kind, TABLE.c.record_id)
    before = (await execute(session, asked)).mappings().all()
    await execute(session, update(TABLE).where(own, ~items).values(department_id=into))
    now = {
        name: select(ITEM.c[name]).where(ITEM.c.id == TABLE.c.record_id).scalar_subquery()
        for name in ("department_id", "parent_id")
    }
    await execute(session, update(TABLE).where(own, items).values(now))
    places = await execute(session, select(ITEM.c.id, ITEM.c.department_id))
    whose = {(RecordKind.PLAN_ITEM, number): department for number, department in places}
    after = [
        {**row, "department_id": whose.get((row["record_kind"], row["record_id"]), into)}
        for row in before
    ]
    await kept_sums.move(session, before, after)


async def _rows(session: AsyncSession, row: Any) -> list[dict[str, Any]]:
    facts: Facts = from_json(KINDS[row.kind].facts, row.facts)
    parent = getattr(row, "parent_id", None)
    company = await _company(session, row.kind, row.id, facts, parent)
    place = Place(row.id, row.half, row.department_id, parent, company)
    return rows_of(place, facts, await _came_of(session, row.id, facts))


async def _company(
    session: AsyncSession, kind: RecordKind, number: int, facts: Facts, parent: int | None
) -> int | None:
    """The one company besides the city that the record names, else that of what it hangs on."""
    if not KINDS[kind].companies(facts):
        above = KINDS[kind].under
        if above is None or parent is None:
            return None
        kind, number = above, parent
    named = await _NAMED.rows(session, {"kind": kind, "number": number})
    return named[0][0] if len(named) == 1 else None


async def _came_of(session: AsyncSession, number: int, facts: Facts) -> tuple[Figure, ...]:
    if not isinstance(facts, PlanItemFacts):
        return ()
    told = await _CAME_OF.rows(session, {"number": number})
    return outcome_figures(facts, *told[0]) if told else ()
