"""Taking a 취합표 over: tried out before it is shown, then all of it or nothing."""

from storage.act import Act
from storage.database import savepoint
from storage.office.refusals import refuse_outside_office
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


async def compare(act: Act, table: Table) -> Comparison:
    """Compares the table with the plans and tries the changes out. Nothing is written.

    NotAllowed for others than the office.
    """
    refuse_outside_office(act.officer)
    found = await Comparing(act.session, table, act.now).done()
    if not found.faults:
        found.faults = await _tried(act, found)
    return found


async def take(act: Act, table: Table) -> Comparison:
    """Makes the changes. Refusal, with nothing written, when any row is at fault by now."""
    found = await compare(act, table)
    if found.faults:
        raise Refusal(words.faults(found.faults, MOST_FAULTS))
    for edit in _acts(found):
        await _do(act, found.half, edit)
    return found


class _Undone(Exception):
    """Ends a trial, so that its savepoint takes everything back."""


async def _tried(act: Act, found: Comparison) -> list[str]:
    faults = []
    try:
        async with savepoint(act.session):
            for edit in _acts(found):
                try:
                    async with savepoint(act.session):
                        await _do(act, found.half, edit)
                except Refusal as refusal:
                    faults.append(words.at(words.row(edit.line), refusal.sentence))
            raise _Undone
    except _Undone:
        return faults


def _acts(found: Comparison) -> list[Edit]:
    return [*found.alterations, *found.additions, *found.settlements, *found.declarations]


async def _do(act: Act, half: HalfYear, edit: Edit) -> None:
    match edit:
        case Addition():
            plan = await plans.ensure(act.session, edit.department_id, half)
            await records.add(act, edit.facts, parent_id=plan.id)
        case Alteration():
            await records.change(
                act, RecordKind.PLAN_ITEM, edit.item, edit.facts, expected_version=edit.version
            )
        case Declaration():
            plan = await plans.ensure(act.session, edit.department_id, half)
            reason = words.declared(edit.line)
            await plans.declare_none(act, plan, reason=reason)
        case Settlement():
            await plan_outcomes.settle(act, edit.item, edit.outcome, reason=edit.reason)
