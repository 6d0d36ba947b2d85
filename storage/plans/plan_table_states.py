"""The 상태 of a 취합표 that came back: 해당없음 is taken, any other change is told by its cell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.plans import plans
from storage.plans import wording_plan_table as words
from storage.plans.plan_table_shapes import Comparison, Declaration, Table, TableRow
from storage.plans.plans import DepartmentPlan
from storage.rules.names import clean_text
from storage.rules.terms import PlanState
from storage.rules.trail import Subject


@dataclass(frozen=True)
class Told:
    """A department that is said to have nothing, and the cell that says so."""

    line: int
    column: str
    department: int


class PlanStates:
    """The states of one table beside those of the plans as they stand."""

    def __init__(self, session: AsyncSession, table: Table, found: Comparison) -> None:
        self._session = session
        self._table = table
        self._found = found

    async def taken(
        self, names: Mapping[int, str], with_items: Collection[int], nothing: Sequence[Told]
    ) -> list[str]:
        """Notes the declarations and what is not taken; returns faults, each with its cell."""
        states = {
            one.department_id: one for one in await plans.states(self._session, self._found.half)
        }
        by_name = {one.department: one for one in states.values()}
        told = [*nothing, *await self._by_state(by_name)]
        busy = {*with_items, *(one.department_id for one in self._found.additions)}
        faults, seen = [], set()
        for one in told:
            plan = states.get(one.department)
            if plan is None or plan.state is PlanState.NOT_APPLICABLE or one.department in seen:
                continue
            seen.add(one.department)
            if one.department in busy:
                place = self._table.place(one.line, one.column)
                faults.append(words.at(place, words.NOTHING_WITH_ITEMS))
                continue
            state, name = plan.state.label, names[one.department]
            self._found.declarations.append(Declaration(one.line, one.department, name, state))
        return faults

    async def _by_state(self, by_name: Mapping[str, DepartmentPlan]) -> list[Told]:
        """The rows whose 상태 was changed to 해당없음; the others are told."""
        found: list[Told] = []
        others: dict[int, str] = {}
        for row in self._table.rows:
            said = clean_text(row.cells.get(words.STATE, ""))
            plan = by_name.get(clean_text(row.cells.get(words.DEPARTMENT, "")))
            if not said or plan is None or said == plan.state.label:
                continue
            if words.is_nothing(said) and not words.is_dash(said) and not await self._was(plan):
                found.append(Told(row.line, words.STATE, plan.department_id))
                continue
            others.setdefault(plan.department_id, self._other(row, said, plan))
        self._found.notes += others.values()
        return found

    def _other(self, row: TableRow, said: str, plan: DepartmentPlan) -> str:
        cell = self._table.place(row.line, words.STATE)
        return words.STATE_STAYS.format(cell=cell, said=f"‘{said[:20]}’", now=plan.state.label)

    async def _was(self, plan: DepartmentPlan) -> bool:
        """Whether the plan has been 해당없음 before: then an older table may only repeat it."""
        trail = await audit.of_subject(self._session, Subject.PLAN, plan.plan_id or 0)
        none = PlanState.NOT_APPLICABLE
        return any((one.after or {}).get("state") == none for one in trail)
