"""Whether a record may become what an edited line says of it. Reading only."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.kinds import KINDS
from storage.models.plan import Plan, PlanItem
from storage.records import record_keeping, record_limits
from storage.report.reading.changes import Mended
from storage.report.reading.units import Where
from storage.rules.errors import Impossible
from storage.rules.terms import PlanState, RecordKind


async def fits(session: AsyncSession, edit: Mended, where: Where | None) -> bool:
    """Whether it still counts in its block, contradicts nothing, and its plan is not confirmed.

    Without a block its half does not matter.
    """
    kind = RecordKind(edit.record[0])
    row = await record_keeping.get(session, kind, edit.record[1])
    if row is None or not _counts_there(kind, edit, where):
        return False
    parent = await parent_of(session, row)
    if isinstance(parent, Plan) and parent.state == PlanState.CONFIRMED:
        return False
    try:
        await record_limits.refuse_contradiction(session, edit.facts, parent, row.id)
    except Impossible:
        return False
    return True


def _counts_there(kind: RecordKind, edit: Mended, where: Where | None) -> bool:
    """A day outside of the block would need a half that nobody has told."""
    if where is None:
        return True
    half: Any = KINDS[kind].half
    now, was = half(edit.facts), half(edit.before)
    told = getattr(edit.facts, "half", None)
    if told is not None and told != getattr(edit.before, "half", None):
        period = getattr(edit.facts, "period", None)
        return now == was and not (period and period.known)
    return now == was or where.holds(now)


async def parent_of(session: AsyncSession, row: Any) -> Any | None:
    """The plan of an item, else the record that this one hangs on."""
    if isinstance(row, PlanItem):
        return await session.get(Plan, row.parent_id)
    under = KINDS[row.kind].under
    return await record_keeping.get(session, under, row.parent_id) if under else None
