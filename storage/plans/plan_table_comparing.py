"""A 취합표 that came back, beside the plans as they stand: what somebody typed into it.

A row is compared with what it said when it was handed out (its key names the version), so the
same table a second time changes nothing, and nobody's later words are overwritten.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.facts.shapes import PlanItemFacts, from_json
from storage.facts.wording_plan import read_result, say_result
from storage.models.plan import PlanItem
from storage.office import departments
from storage.plans import plan_outcomes, plan_table
from storage.plans import wording_plan_table as words
from storage.plans.plan_table_new_rows import NewRows
from storage.plans.plan_table_shapes import Alteration, Comparison, Count, Settlement, Table
from storage.plans.plan_table_states import PlanStates
from storage.records.returned_rows import Fault, TableRow
from storage.rules.clock import kst_date
from storage.rules.errors import Refusal
from storage.rules.names import clean_text
from storage.rules.terms import OutcomeKind, RecordKind
from storage.rules.wording_cells import is_dash, is_nothing, no_department, placed

_KEY = re.compile(r"i(?P<item>\d{1,15})v(?P<version>\d{1,9})|d(?P<department>\d{1,15})", re.ASCII)


class Comparing:
    """One comparison on its way, row by row."""

    def __init__(self, session: AsyncSession, table: Table, now: datetime) -> None:
        self._session = session
        self._table = table
        self._today = kst_date(now)
        self._found = Comparison(table.half)
        self._items: dict[int, PlanItem] = {}
        self._names: dict[int, str] = {}
        self._known_names: dict[str, int | None] = {}
        self._outcomes: dict[int, plan_outcomes.Outcome] = {}
        self._seen: dict[int, int] = {}  # item -> the line that names it
        self._nothing: list[tuple[TableRow, int]] = []  # 해당없음 in the cell of the plan
        self._whose: dict[int, int] = {}  # line -> department

    async def done(self) -> Comparison:
        """What the table would change, and what is wrong with it."""
        by = await plan_table.items_by_department(self._session, self._table.half)
        self._items = {item.id: item for own in by.values() for item in own}
        everyone = await departments.ordered(self._session, everyone=True)
        self._names = {one.id: one.name for one in everyone}
        self._outcomes = await plan_outcomes.settled(self._session, self._table.half)
        fresh: list[tuple[TableRow, int]] = []
        for row in self._table.rows:
            try:
                await self._placed(row)
                department = await self._row(row)
            except Fault as fault:
                self._found.faults.append(fault.sentence)
                continue
            if department is not None:
                fresh.append((row, department))
        rows = NewRows(self._table, self._found, self._items, self._seen, self._names)
        rows.take(fresh, self._new_facts)
        away = {one.item for one in self._found.removals}
        busy = {item.department_id for item in self._items.values() if item.id not in away}
        states = PlanStates(self._session, self._table, self._found)
        self._found.faults += await states.taken(self._whose, busy, self._nothing)
        return self._found

    async def _placed(self, row: TableRow) -> None:
        """Notes whose row it is: by its department, else by its key alone."""
        number = await self._department(row)
        key = _KEY.fullmatch(clean_text(row.cells.get(words.KEY, "")))
        if number is None and key is not None and not self._named(row):
            item = self._items.get(int(key["item"] or 0))
            number = item.department_id if item else int(key["department"] or 0)
        if number in self._names:
            self._whose[row.line] = number

    @staticmethod
    def _named(row: TableRow) -> str:
        return clean_text(row.cells.get(words.DEPARTMENT, ""))

    async def _row(self, row: TableRow) -> int | None:
        """Compares a row that has its item; returns the department of one that has none."""
        said = clean_text(row.cells.get(words.KEY, ""))
        key = _KEY.fullmatch(said) if said else None
        if said and key is None:
            raise self._fault(row, words.KEY, words.no_key(said))
        if key is not None and key["item"]:
            await self._known(row, int(key["item"]), int(key["version"]))
            return None
        filled = [name for name in words.FIELDS if clean_text(row.cells.get(name, ""))]
        if not filled:
            return None
        department = self._whose.get(row.line)
        if department is None:
            raise self._fault(row, words.DEPARTMENT, no_department(self._named(row)))
        said = clean_text(row.cells.get(words.TEXT, ""))
        if not is_nothing(said):
            return department
        if is_dash(said):
            raise self._fault(row, words.TEXT, words.DASH_IN_PLAN.format(said=said))
        if any(name != words.TEXT and not is_nothing(row.cells[name]) for name in filled):
            raise self._fault(row, words.TEXT, words.NOTHING_BESIDE.format(said=said))
        self._nothing.append((row, department))
        return None

    async def _department(self, row: TableRow) -> int | None:
        """The department in use that a row names, by this name or a former one."""
        name = departments.name_key(row.cells.get(words.DEPARTMENT, ""))
        if name not in self._known_names:
            found = await departments.find_by_name(self._session, name) if name else None
            self._known_names[name] = found.id if found is not None and found.active else None
        return self._known_names[name]

    async def _known(self, row: TableRow, number: int, version: int) -> None:
        item = self._items.get(number)
        if item is None:
            raise self._fault(row, words.KEY, words.KEY_GONE)
        first = self._seen.setdefault(number, row.line)
        if first != row.line:
            raise self._fault(row, words.KEY, words.key_twice(first))
        if self._whose.get(row.line) != item.department_id:
            raise self._fault(row, words.DEPARTMENT, words.HANDED_DOWN)
        department = self._names[item.department_id]
        before = self._taken()
        facts = await self._alter(row, item, version, department)
        settlement = self._settle(row, item, department)
        await self._count(row, item, department, facts, settlement)
        self._found.unchanged += before == self._taken()

    def _taken(self) -> int:
        found = self._found
        return len(found.alterations) + len(found.settlements) + len(found.counts)

    async def _alter(
        self, row: TableRow, item: PlanItem, version: int, department: str
    ) -> PlanItemFacts:
        """Notes what was changed in a row; the item's facts as they would be."""
        now = plan_table.item_facts(item)
        base = now if version == item.version else await self._as_it_was(row, item, version)
        handed_out, facts = words.cells_of(base), now
        changed = []
        for column in words.FIELDS:
            said = clean_text(row.cells.get(column, handed_out[column]))
            if said == clean_text(handed_out[column]):
                continue
            told = self._read(row, column, said)
            if any(getattr(now, fact) != value for fact, value in told.items()):
                facts = replace(facts, **told)
                changed.append(column)
        if not changed:
            return now
        if version != item.version:
            raise self._fault(row, words.KEY, words.KEY_OLD)
        if not facts.text:
            raise self._fault(row, words.TEXT, words.TEXT_EMPTY)
        if is_nothing(facts.text) and not is_nothing(now.text):
            reason = words.NOTHING_FOR_ITEM.format(said=facts.text)
            raise self._fault(row, words.TEXT, reason)
        old, new = words.cells_of(now), words.cells_of(facts)
        cells = tuple((column, old[column], new[column]) for column in changed)
        self._found.alterations.append(
            Alteration(row.line, item.id, version, department, facts, cells)
        )
        return facts

    async def _as_it_was(self, row: TableRow, item: PlanItem, version: int) -> PlanItemFacts:
        """The facts of an older version: each act on a record is one version, and in the trail."""
        told = await audit.of_subject(self._session, RecordKind.PLAN_ITEM, item.id)
        after = told[version - 1].after if 0 < version <= len(told) else None
        if after is None:
            raise self._fault(row, words.KEY, words.KEY_GONE)
        return from_json(PlanItemFacts, after["facts"])

    def _settle(self, row: TableRow, item: PlanItem, department: str) -> Settlement | None:
        said = clean_text(row.cells.get(words.OUTCOME, ""))
        told = self._outcomes.get(item.id)
        stands = words.outcome_cell(told.kind, told.told) if told else ""
        if not said or said == clean_text(stands):
            return None
        if told is not None:
            raise self._fault(row, words.OUTCOME, words.OUTCOME_STANDS)
        try:
            outcome, reason = words.read_outcome(said)
        except Refusal as refusal:
            raise self._fault(row, words.OUTCOME, refusal.sentence) from refusal
        made = Settlement(row.line, item.id, department, outcome, reason)
        self._found.settlements.append(made)
        return made

    async def _count(
        self,
        row: TableRow,
        item: PlanItem,
        department: str,
        facts: PlanItemFacts,
        settlement: Settlement | None,
    ) -> None:
        """What came of an item in figures: taken, or told why not."""
        told = self._outcomes.get(item.id)
        stands = say_result(plan_table.item_facts(item), told.came) if told else ""
        said = clean_text(row.cells.get(words.CAME, stands))
        if said == clean_text(stands):
            return
        cell = self._table.place(row.line, words.CAME)
        if not said:
            self._found.notes.append(words.CAME_EMPTY.format(cell=cell, now=stands))
            return
        try:
            came = read_result(said, facts)
        except Refusal as refusal:
            raise self._fault(row, words.CAME, refusal.sentence) from refusal
        if settlement is not None and settlement.outcome is OutcomeKind.DONE:
            at = self._found.settlements.index(settlement)
            self._found.settlements[at] = replace(
                settlement, came=came, counted=say_result(facts, came)
            )
        elif told is None and settlement is None:
            raise self._fault(row, words.CAME, words.CAME_WITHOUT)
        elif told is None or told.kind is not OutcomeKind.DONE:
            raise self._fault(row, words.CAME, words.CAME_NOT_DONE)
        elif came == told.came:
            return
        elif came in await plan_outcomes.counted_before(self._session, item.id):
            note = words.CAME_OLD.format(cell=cell, said=said, now=stands or words.NONE)
            self._found.notes.append(note)
        else:
            after = say_result(facts, came)
            self._found.counts.append(Count(row.line, item.id, department, came, stands, after))

    def _new_facts(self, row: TableRow) -> PlanItemFacts:
        told: dict[str, Any] = {}
        for column in words.FIELDS:
            told |= self._read(row, column, row.cells.get(column, ""))
        if not told["text"]:
            raise self._fault(row, words.TEXT, words.TEXT_MISSING)
        return PlanItemFacts(**told)

    def _read(self, row: TableRow, column: str, said: str) -> dict[str, Any]:
        try:
            return words.read_facts(column, said, self._today)
        except Refusal as refusal:
            raise self._fault(row, column, refusal.sentence) from refusal

    def _fault(self, row: TableRow, column: str, sentence: str) -> Fault:
        return Fault(placed(self._table.place(row.line, column), sentence))
