"""The 상태 of a 취합표 that came back: what the office heard of is taken, with its 접수 근거.

What a table cannot bring, or only repeats from before, is told by its cell.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.plans import plans
from storage.plans import wording_plan_table as words
from storage.plans.plan_table_shapes import Comparison, Declaration, Table
from storage.plans.plans import ARRIVED, DepartmentPlan
from storage.records.plan_states import HANDED_IN
from storage.records.returned_rows import Fault, TableRow
from storage.rules.errors import Refusal
from storage.rules.names import clean_text
from storage.rules.terms import PlanState
from storage.rules.trail import Subject
from storage.rules.wording_cells import placed
from storage.rules.wording_receipt import read_receipt


@dataclass(frozen=True)
class Told:
    """A department's state as the table tells it, and the cell that says so."""

    line: int
    column: str
    department: int
    state: PlanState = PlanState.NOT_APPLICABLE
    receipt: str = ""


class PlanStates:
    """The states of one table beside those of the plans as they stand."""

    def __init__(self, session: AsyncSession, table: Table, found: Comparison) -> None:
        self._session = session
        self._table = table
        self._found = found

    async def taken(
        self,
        whose: Mapping[int, int],
        with_items: Collection[int],
        nothing: Sequence[tuple[TableRow, int]],
    ) -> list[str]:
        """Notes the declarations and what is not taken; returns faults, each with its cell.

        `whose` is the department of each row, by its line.
        """
        states = {
            one.department_id: one for one in await plans.states(self._session, self._found.half)
        }
        faults: list[str] = []
        told: list[Told] = []
        for row, department in nothing:
            self._heard(row, department, told, faults)
        await self._by_state(
            {line: states[number] for line, number in whose.items() if number in states},
            told,
            faults,
        )
        busy = {*with_items, *(one.department_id for one in self._found.additions)}
        if self._table.form and not nothing:
            faults += self._handed_in(whose, busy, told)
        seen: dict[int, Told] = {}
        for one in told:
            first = seen.setdefault(one.department, one)
            if first.state is not one.state:
                said = words.STATE_DIFFERS.format(first=first.line, said=first.state.label)
                faults.append(self._at(one.line, one.column, said))
            elif one.receipt and not first.receipt:
                seen[one.department] = one
        for one in seen.values():
            plan = states.get(one.department)
            if plan is None:
                continue
            if one.state is PlanState.NOT_APPLICABLE and one.department in busy:
                faults.append(self._at(one.line, one.column, words.NOTHING_WITH_ITEMS))
            elif one.state is not plan.state or one.receipt not in ("", _kept(plan)):
                self._declare(one, plan)
        return faults

    def _handed_in(
        self, whose: Mapping[int, int], busy: Collection[int], told: list[Told]
    ) -> list[str]:
        """The form of a department is its 제출, unless it holds nothing at all."""
        for line, department in whose.items():
            if department not in busy:
                return [words.FORM_EMPTY]
            told.append(Told(line, words.TEXT, department, PlanState.SUBMITTED))
            return []
        return [words.FORM_EMPTY]

    def _declare(self, one: Told, plan: DepartmentPlan) -> None:
        noted = one.state is plan.state
        self._found.declarations.append(
            Declaration(
                one.line,
                one.department,
                plan.department,
                plan.state.label,
                one.state,
                one.receipt or self._table.decided.receipt,
                noted,
                plan.state in HANDED_IN,
            )
        )

    def _heard(self, row: TableRow, department: int, told: list[Told], faults: list[str]) -> None:
        """해당없음 in the cell of the plan, with what the row says of how it was heard of."""
        try:
            told.append(Told(row.line, words.TEXT, department, receipt=self._receipt(row)))
        except Fault as fault:
            faults.append(fault.sentence)

    async def _by_state(
        self, plan_of: Mapping[int, DepartmentPlan], told: list[Told], faults: list[str]
    ) -> None:
        """The rows whose 상태 or 접수 근거 was changed: taken, or noted once a department."""
        others: dict[int, str] = {}
        for row in self._table.rows:
            plan = plan_of.get(row.line)
            if plan is None:
                continue
            try:
                one, note = await self._one(row, plan)
            except Fault as fault:
                faults.append(fault.sentence)
                continue
            told += [one] if one else []
            if note:
                others.setdefault(plan.department_id, note)
        decided = {one.department for one in told}
        self._found.notes += [note for number, note in others.items() if number not in decided]

    async def _one(self, row: TableRow, plan: DepartmentPlan) -> tuple[Told | None, str]:
        said = clean_text(row.cells.get(words.STATE, "")) or plan.state.label
        heard = clean_text(row.cells.get(words.RECEIPT, ""))
        fresh = heard not in ("", _kept(plan)) and not await self._was_heard(plan, heard)
        if said == plan.state.label:
            if not fresh:
                return None, ""
            if plan.state not in ARRIVED:
                return None, self._note(words.RECEIPT_ALONE, row, words.RECEIPT, heard, plan)
            receipt = self._receipt(row)
            return Told(row.line, words.RECEIPT, plan.department_id, plan.state, receipt), ""
        state = words.read_state(said)
        if state is None or (plan.state is PlanState.CONFIRMED):
            return None, self._note(words.STATE_STAYS, row, words.STATE, said, plan)
        if not fresh and await self._was(plan, state):
            return None, self._note(words.STATE_OLD, row, words.STATE, said, plan)
        receipt = self._receipt(row) if fresh else ""
        return Told(row.line, words.STATE, plan.department_id, state, receipt), ""

    def _receipt(self, row: TableRow) -> str:
        said = clean_text(row.cells.get(words.RECEIPT, ""))
        try:
            return str(read_receipt(said)) if said else ""
        except Refusal as refusal:
            place = self._table.place(row.line, words.RECEIPT)
            raise Fault(placed(place, refusal.sentence)) from refusal

    def _note(
        self, sentence: str, row: TableRow, column: str, said: str, plan: DepartmentPlan
    ) -> str:
        cell = self._table.place(row.line, column)
        return sentence.format(cell=cell, said=f"‘{said[:20]}’", now=plan.state.label)

    def _at(self, line: int, column: str, sentence: str) -> str:
        return placed(self._table.place(line, column), sentence)

    async def _was(self, plan: DepartmentPlan, state: PlanState) -> bool:
        """Whether the plan has been in this state: then an older table may only repeat it."""
        trail = await audit.of_subject(self._session, Subject.PLAN, plan.plan_id or 0)
        return any((one.after or {}).get("state") == state for one in trail)

    async def _was_heard(self, plan: DepartmentPlan, heard: str) -> bool:
        """Whether it was heard of in this way before: then an older table may only repeat it."""
        trail = await audit.of_subject(self._session, Subject.PLAN, plan.plan_id or 0)
        return any(one.reason == heard for one in trail)


def _kept(plan: DepartmentPlan) -> str:
    return str(plan.receipt) if plan.receipt else ""
