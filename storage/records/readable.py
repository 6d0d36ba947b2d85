"""What may be read of a record: the rule of `permission.may_read`, asked of rows and of lists."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.base import Record
from storage.models.office import Officer
from storage.models.plan import Plan, PlanItem
from storage.records.plan_states import HANDED_IN
from storage.rules import permission
from storage.rules.permission import Matter
from storage.rules.terms import PlanState, RecordKind

PLANS = Plan.__table__
OPEN_TO_ALL = HANDED_IN | {PlanState.NOT_APPLICABLE}
"""The states in which a plan has been handed in."""


def may_read(officer: Officer, department_id: int | None, matter: Matter) -> bool:
    """As `permission.may_read`, for this person; nothing for who is not active."""
    return officer.state == "active" and permission.may_read(
        officer.role, officer.department_id, department_id, matter
    )


def matter_of_plan(plan: Plan | None) -> Matter:
    """What a plan and its living items are to a reader."""
    handed_in = plan is not None and plan.state in OPEN_TO_ALL
    return Matter.SUBMITTED if handed_in else Matter.DRAFT


async def matter_of(session: AsyncSession, row: Record) -> Matter:
    """What the record itself is to a reader."""
    if row.removed_at is not None:
        return Matter.REMOVED
    if isinstance(row, PlanItem):
        return matter_of_plan(await session.get(Plan, row.parent_id))
    return Matter.SUBMITTED


async def reads(session: AsyncSession, officer: Officer, row: Record) -> bool:
    """Whether this person may read the record as it stands."""
    return may_read(officer, row.department_id, await matter_of(session, row))


@dataclass(frozen=True)
class Sight:
    """Whose drafts somebody reads: those of every department, of one, or of none."""

    every: bool
    department: int | None = None


EVERYTHING = Sight(every=True)


def sight_of(officer: Officer) -> Sight:
    """Whose drafts this person reads."""
    if may_read(officer, None, Matter.DRAFT):
        return EVERYTHING
    own = officer.department_id
    return Sight(every=False, department=own if may_read(officer, own, Matter.DRAFT) else None)


def within(sight: Sight, kind: RecordKind, table: Table) -> list[ColumnElement[bool]]:
    """The condition that leaves of living records of a kind those that are in sight."""
    if kind is not RecordKind.PLAN_ITEM or sight.every:
        return []
    states = sorted(state for state in OPEN_TO_ALL)
    handed_in = table.c.parent_id.in_(select(PLANS.c.id).where(PLANS.c.state.in_(states)))
    if sight.department is None:
        return [handed_in]
    return [or_(handed_in, table.c.department_id == sight.department)]
