"""What a department changed in its plan since the office sent it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models.audit import AuditEntry
from storage.models.plan import Plan, PlanItem
from storage.rules.terms import PlanState
from storage.rules.trail import Subject, Verb

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Amended:
    """An item by its number, with its facts before and after; None where there was none."""

    item_id: int
    before: Told | None
    after: Told | None

    @property
    def fields(self) -> list[str]:
        """The names of the facts that differ, where the item was there before and is now."""
        if self.before is None or self.after is None:
            return []
        names = [*self.after, *(name for name in self.before if name not in self.after)]
        return [name for name in names if self.before.get(name) != self.after.get(name)]


async def since_sent_back(session: AsyncSession, plan: Plan) -> list[Amended]:
    """The items that are others now than when the office first asked; none for a plan that it
    never sent back, or has confirmed since."""
    if plan.state is not PlanState.AMENDED:
        return []
    first: AuditEntry | None = None
    for entry in await audit.of_subject(session, Subject.PLAN, plan.id):
        if entry.action == Verb.CONFIRM:
            first = None
        elif entry.action == Verb.SEND_BACK and first is None:
            first = entry
    return [] if first is None else await _changed(session, plan, first.seq or 0)


async def _changed(session: AsyncSession, plan: Plan, since: int) -> list[Amended]:
    found = await session.exec(
        select(AuditEntry, PlanItem)
        .join(PlanItem, col(PlanItem.id) == col(AuditEntry.subject_id))
        .where(
            col(AuditEntry.subject) == Subject.PLAN_ITEM,
            col(PlanItem.parent_id) == plan.id,
            col(AuditEntry.seq) > since,
        )
        .order_by(col(PlanItem.position), col(PlanItem.id), col(AuditEntry.seq))
    )
    made: dict[int, Amended] = {}
    for entry, item in found.all():
        if item.id not in made:
            before = (entry.before or {}).get("facts")
            now = item.facts if item.removed_at is None else None
            made[item.id] = Amended(item.id, before, now)
    return [one for one in made.values() if one.before != one.after]
