"""Taking a 취합표 over: tried out before it is shown, then all of it or nothing."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import savepoint
from storage.models.office import Officer
from storage.office.reach import refuse_outside_office
from storage.plans import plan_outcomes, plans
from storage.plans import wording_plan_table as words
from storage.plans.plan_table_comparing import Comparing
from storage.plans.plan_table_shapes import (
    Addition,
    Alteration,
    Comparison,
    Declaration,
    Edit,
    Settlement,
    Table,
)
from storage.records import records
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

MOST_FAULTS = 10  # of one refusal


async def compare(
    session: AsyncSession, table: Table, *, actor: Officer, now: datetime
) -> Comparison:
    """Compares the table with the plans and tries the changes out. Nothing is written.

    NotAllowed for others than the office.
    """
    refuse_outside_office(actor)
    found = await Comparing(session, table, now).done()
    if not found.faults:
        found.faults = await _tried(session, found, actor, now)
    return found


async def take(
    session: AsyncSession, table: Table, *, actor: Officer, now: datetime
) -> Comparison:
    """Makes the changes. Refusal, with nothing written, when any row is at fault by now."""
    found = await compare(session, table, actor=actor, now=now)
    if found.faults:
        raise Refusal(words.faults(found.faults, MOST_FAULTS))
    for act in _acts(found):
        await _do(session, found.half, act, actor, now)
    return found


class _Undone(Exception):
    """Ends a trial, so that its savepoint takes everything back."""


async def _tried(
    session: AsyncSession, found: Comparison, actor: Officer, now: datetime
) -> list[str]:
    faults = []
    try:
        async with savepoint(session):
            for act in _acts(found):
                try:
                    async with savepoint(session):
                        await _do(session, found.half, act, actor, now)
                except Refusal as refusal:
                    faults.append(words.at(words.row(act.line), refusal.sentence))
            raise _Undone
    except _Undone:
        return faults


def _acts(found: Comparison) -> list[Edit]:
    return [*found.alterations, *found.additions, *found.settlements, *found.declarations]


async def _do(
    session: AsyncSession, half: HalfYear, act: Edit, actor: Officer, now: datetime
) -> None:
    match act:
        case Addition():
            plan = await plans.of(session, act.department_id, half)
            await records.add(session, act.facts, actor=actor, now=now, parent_id=plan.id)
        case Alteration():
            await records.change(
                session,
                RecordKind.PLAN_ITEM,
                act.item,
                act.facts,
                expected_version=act.version,
                actor=actor,
                now=now,
            )
        case Declaration():
            plan = await plans.of(session, act.department_id, half)
            reason = words.declared(act.line)
            await plans.declare_none(session, plan, actor=actor, now=now, reason=reason)
        case Settlement():
            await plan_outcomes.settle(
                session, act.item, act.outcome, actor=actor, now=now, reason=act.reason
            )
