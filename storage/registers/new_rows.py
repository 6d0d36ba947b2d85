"""The rows of a register that name no record: new ones, and those about which is asked.

Whether two records are one is what the office's own rules say (`record_lookup.similar`), as for a
record that is typed.
"""

from collections.abc import Sequence
from typing import Any

from storage.facts import wording
from storage.facts.registers.columns import merged, value_of
from storage.facts.shapes import Facts
from storage.records import record_keeping, record_lookup
from storage.records.record_projection import facts_of
from storage.records.returned_rows import Cells, Choice, Fault, Likely, TableRow
from storage.registers import wording_returned as words
from storage.registers.rows import Rows
from storage.rules.permission import Action


class NewRows:
    """The rows without a record of one table, beside the records there are."""

    def __init__(self, whole: Rows) -> None:
        self._whole = whole
        self._seen: dict[tuple[int, str], int] = {}  # department and title -> line
        self._facts: dict[int, Facts] = {}  # line -> facts

    async def take(self, rows: Sequence[TableRow]) -> None:
        """New records; a row that says to the letter what a record says is that record."""
        for row in rows:
            try:
                await self._one(row)
            except Fault as fault:
                self._whole.found.faults.append(fault.sentence)

    async def _one(self, row: TableRow) -> None:
        whole = self._whole
        department = whole.department_of(row, whole.act.officer.department_id)
        facts = whole.new_facts(row)
        whole.refuse_others(row, department, words.OTHERS_NEW)
        await whole.refuse_contradiction(row, facts, None)
        near = await record_lookup.similar(whole.session, facts)
        equal = next((one for one in near if one.equal and one.id not in whole.named), None)
        if equal is not None:
            whole.named[equal.id] = row.line
            whole.found.unchanged += 1
            return
        record = await self._nearest([one.id for one in near])
        if record is not None:
            await self._like(row, department, facts, record)
        else:
            await self._twin(row, department, facts)

    async def _nearest(self, numbers: Sequence[int]) -> Any | None:
        """The record that it resembles: one that no row names first."""
        free = [one for one in numbers if one not in self._whole.named]
        number = next(iter([*free, *numbers]), None)
        if number is None:
            return None
        return await record_keeping.get(self._whole.session, self._whole.kind, number)

    async def _like(self, row: TableRow, department: int, facts: Facts, record: Any) -> None:
        whole = self._whole
        fixed = self._fixed(row, facts, facts_of(record))
        fixable = record.id not in whole.named and whole.may_write(
            record.department_id, Action.EDIT_RECORD
        )
        choice = whole.table.decided.rows.get(row.line)
        choice = None if choice is Choice.FIX and not fixable else choice
        cells: Cells = whole.cells(facts_of(record), fixed)
        name, title = whole.names.get(department, ""), wording.label(facts)
        whole.found.likely.append(
            Likely(row.line, name, title, record.id, record.title, cells, fixable, choice)
        )
        if choice is Choice.FIX:
            whole.named[record.id] = row.line
            if cells:
                await whole.alter(row, record, fixed)
            else:
                whole.found.unchanged += 1
        else:
            self._chosen(choice, row, department, facts)

    async def _twin(self, row: TableRow, department: int, facts: Facts) -> None:
        """Two rows of one table that say the same: the second is asked about."""
        whole, title = self._whole, wording.label(facts)
        first = self._seen.setdefault((department, title), row.line)
        if first == row.line or self._facts[first] != facts:
            self._facts[row.line] = facts
            whole.add(row, department, facts)
            return
        choice = whole.table.decided.rows.get(row.line)
        choice = None if choice is Choice.FIX else choice
        like = words.NEAR_IN_TABLE.format(line=first)
        name = whole.names.get(department, "")
        whole.found.likely.append(Likely(row.line, name, title, 0, like, (), False, choice))
        self._chosen(choice, row, department, facts)

    def _chosen(self, choice: Choice | None, row: TableRow, department: int, facts: Facts) -> None:
        if choice is Choice.NEW:
            self._whole.add(row, department, facts)
        self._whole.found.skipped += choice is Choice.SKIP

    def _fixed(self, row: TableRow, facts: Facts, now: Facts) -> Facts:
        """The record with what the row says; where the row is empty, it stays as it was."""
        told = [
            (column.fact, value_of(facts, column.fact))
            for heading, column in self._whole.register.read.items()
            if row.cells.get(heading, "").strip()
        ]
        return merged(now, told)
