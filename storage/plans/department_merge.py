"""Two departments become one in the middle of a half-year: nothing is lost, nothing printed twice.

Records, people and open plans go over; what was confirmed stays under the name it was confirmed
by. The old name is an alias from then on.
"""

from dataclasses import dataclass

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import execute
from storage.figures import ledger
from storage.models.office import Department, Invite, Officer
from storage.models.plan import Plan, PlanItem
from storage.models.record_tables import TABLES
from storage.models.round import PlanDuty
from storage.office import department_changes
from storage.plans import plans, texts
from storage.rules.errors import Refusal
from storage.rules.terms import PlanState
from storage.rules.trail import Subject, Verb

OPEN = (PlanState.NOT_SUBMITTED, PlanState.DRAFTING)


@dataclass(frozen=True)
class Merged:
    """What went over."""

    old: Department
    into: Department
    officers: int
    records: int


async def merge(act: Act, number: int, into_number: int) -> Merged:
    """Merges a department into another one, which keeps its name and place.

    Refusal when both are the same, when the other is out of use, or when both have a plan for a
    half and that of the other was handed in: it has to be taken back first.
    """
    session = act.session
    await act.hold()
    old = await department_changes.existing(session, number)
    into = await department_changes.existing(session, into_number)
    if old.id == into.id or not into.active:
        raise Refusal(texts.MERGE_SAME if old.id == into.id else texts.MERGE_INACTIVE)
    await _plans(session, old, into)
    people = await _moved(session, Officer, old, into)
    await _moved(session, Invite, old, into)
    await _duty(session, old, into)
    records = 0
    for table in TABLES.values():
        if table is not PlanItem:
            records += await _moved(session, table, old, into)
    await ledger.handed_over(session, old.id, into.id)
    old.active = False
    into.former_names = [*into.former_names, old.name, *old.former_names]
    await session.flush()
    await act.log(
        Subject.DEPARTMENT,
        old.id,
        Verb.MERGE,
        after={"into": into.id, "officers": people, "records": records},
    )
    return Merged(old, into, people, records)


async def counts(session: AsyncSession, number: int) -> tuple[int, int]:
    """How many people and records a merge of this department would move."""

    async def of(table: type) -> int:
        column: type[Officer] = table  # every table here has the column
        counted = select(func.count()).where(col(column.department_id) == number)
        return (await session.exec(counted)).one()

    records = [await of(table) for table in TABLES.values() if table is not PlanItem]
    return await of(Officer), sum(records)


async def _moved(session: AsyncSession, table: type, old: Department, into: Department) -> int:
    of: type[Officer] = table  # every table here has the column
    done = await execute(
        session,
        update(of).where(col(of.department_id) == old.id).values(department_id=into.id),
    )
    return done.rowcount


async def _plans(session: AsyncSession, old: Department, into: Department) -> None:
    """Open plans go over; where both have one, the items of the old one join the other's."""
    found = await session.exec(
        select(Plan).where(
            col(Plan.department_id) == old.id, col(Plan.state) != PlanState.CONFIRMED
        )
    )
    for plan in found.all():
        other = await plans.find(session, into.id, plan.half)
        moving = await plans.items(session, plan.id)
        if other is None:
            plan.department_id = into.id
            for item in moving:
                item.department_id = into.id
        elif moving:
            await _join(session, moving, other, into)
            plan.state, plan.step, plan.becomes = PlanState.NOT_SUBMITTED, None, None
    await session.flush()


async def _join(
    session: AsyncSession, moving: list[PlanItem], other: Plan, into: Department
) -> None:
    if other.state not in OPEN:
        half = other.half
        raise Refusal(texts.merge_handed_in(into.name, half.label))
    last = max((one.position for one in await plans.items(session, other.id)), default=0)
    for place, item in enumerate(moving, start=last + 1):
        item.parent_id, item.department_id, item.position = other.id, into.id, place
    other.state = PlanState.DRAFTING
    other.version += 1


async def _duty(session: AsyncSession, old: Department, into: Department) -> None:
    """Who answered for the old department's plan does so for the new one, if nobody else does."""
    duty = await session.get(PlanDuty, old.id)
    if duty is None:
        return
    if await session.get(PlanDuty, into.id) is None:
        session.add(PlanDuty(department_id=into.id, officer_id=duty.officer_id))
    await session.delete(duty)
    await session.flush()
