"""Taking a 취합표 over: tried out before it is shown, then all of it or nothing."""

from dataclasses import replace

from storage.act import Act
from storage.database import savepoint
from storage.office.refusals import refuse_outside_office
from storage.plans import plan_form_whose, plan_outcomes, plans
from storage.plans import wording_plan_table as words
from storage.plans.plan_table_comparing import Comparing
from storage.plans.plan_table_shapes import (
    Addition,
    Alteration,
    Comparison,
    Count,
    Declaration,
    Edit,
    Removal,
    Settlement,
    Table,
)
from storage.records import records
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, RecordKind
from storage.rules.wording_cells import placed, row_name
from storage.rules.wording_receipt import Receipt, Way, read_receipt

MOST_FAULTS = 10  # of one refusal
SOMEHOW = str(Receipt(Way.CALL))  # in a trial, for a ground that is still to be asked for


async def compare(act: Act, table: Table) -> Comparison:
    """Compares the table with the plans and tries the changes out. Nothing is written.

    NotAllowed for others than the office, DepartmentWanted for a form that does not say whose.
    """
    refuse_outside_office(act.officer)
    table = await plan_form_whose.addressed(act.session, table)
    found = await Comparing(act.session, table, act.now).done()
    if not found.faults:
        found.faults = await _tried(act, found)
    return found


async def take(act: Act, table: Table) -> Comparison:
    """Makes the changes. Refusal, with nothing written, when any row is at fault by now, or
    something is still to be decided."""
    found = await compare(act, table)
    if found.faults:
        raise Refusal(words.faults(found.faults, MOST_FAULTS))
    if found.asked:
        raise Refusal(words.ANSWER_FIRST.format(count=found.asked))
    if found.without_receipt:
        raise Refusal(words.RECEIPT_FIRST.format(count=found.without_receipt))
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
                        await _do(act, found.half, _as_heard(edit))
                except Refusal as refusal:
                    faults.append(placed(_place(edit), refusal.sentence))
            raise _Undone
    except _Undone:
        return faults


def _as_heard(edit: Edit) -> Edit:
    if isinstance(edit, Declaration) and not (edit.receipt or edit.own):
        return replace(edit, receipt=SOMEHOW)
    return edit


def _place(edit: Edit) -> str:
    return words.gone(edit.text) if isinstance(edit, Removal) else row_name(edit.line)


def _acts(found: Comparison) -> list[Edit]:
    """In the order in which one makes the next possible: a plan is handed in with its items."""
    items: list[Edit] = [*found.alterations, *found.removals, *found.additions]
    return [*items, *found.settlements, *found.counts, *found.declarations]


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
            receipt = read_receipt(edit.receipt) if edit.receipt else None
            if edit.noted and receipt:
                await plans.note_receipt(act, plan, receipt=receipt)
            elif edit.becomes is PlanState.NOT_APPLICABLE:
                await plans.declare_none(act, plan, receipt=receipt)
            else:
                await plans.receive(act, plan, edit.becomes, receipt=receipt)
        case Removal():
            await records.remove(act, RecordKind.PLAN_ITEM, edit.item)
        case Settlement():
            await plan_outcomes.settle(
                act, edit.item, edit.outcome, reason=edit.reason, came=edit.came
            )
        case Count():
            await plan_outcomes.count(act, edit.item, edit.came)
