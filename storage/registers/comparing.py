"""A register that came as a file, beside the records as they stand: what would change.

A row is compared with what it said when it was handed out (its key names the version), so the
same file a second time changes nothing, and nobody's later words are overwritten. Reads alone.
"""

import re
from typing import Any

from sqlmodel import col, select

from storage import audit
from storage.act import Act
from storage.facts.registers import wording_cells
from storage.facts.registers.columns import merged, value_of
from storage.facts.registers.wording_registers import DEPARTMENT, KEY
from storage.facts.shapes import Facts, from_json
from storage.office import officers
from storage.records import late_results
from storage.records.record_projection import facts_of, table_of
from storage.records.returned_rows import Fault, Gone, TableRow
from storage.registers import listing
from storage.registers import wording_returned as words
from storage.registers.new_rows import NewRows
from storage.registers.rows import Rows
from storage.registers.shapes import Comparison, Removal, Table
from storage.rules.half_year import HalfYear
from storage.rules.names import clean_text
from storage.rules.permission import Action

_KEY = re.compile(r"r(?P<record>\d{1,15})v(?P<version>\d{1,9})", re.ASCII)
AT_ONCE = 500  # numbers of one question to the database


async def compare(act: Act, table: Table) -> Comparison:
    """What the table would change, and what of it cannot be taken. Nothing is written."""
    return await Comparing(act, table).done()


class Comparing(Rows):
    """One comparison on its way, row by row."""

    def __init__(self, act: Act, table: Table) -> None:
        super().__init__(act, table)
        self._records: dict[int, Any] = {}
        self._closed: dict[HalfYear, bool] = {}

    async def done(self) -> Comparison:
        """The whole comparison."""
        await self.know_office()
        await self._load()
        fresh: list[TableRow] = []
        for row in self.table.rows:
            try:
                if not await self._known(row):
                    fresh.append(row)
            except Fault as fault:
                self.found.faults.append(fault.sentence)
        await NewRows(self).take(fresh)
        await self._absent()
        for edit in self.found.edits:
            if edit.half is not None and await self._is_closed(edit.half):
                label = edit.half.label
                self.found.late[label] = self.found.late.get(label, 0) + 1
        return self.found

    async def _load(self) -> None:
        """The records that the keys name."""
        keys = [self._key(row) for row in self.table.rows]
        numbers = sorted({int(key["record"]) for key in keys if key is not None})
        table = table_of(self.kind)
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            living = select(table).where(col(table.id).in_(some), col(table.removed_at).is_(None))
            self._records |= {row.id: row for row in await self.session.exec(living)}

    @staticmethod
    def _key(row: TableRow) -> re.Match[str] | None:
        return _KEY.fullmatch(clean_text(row.cells.get(KEY, "")))

    async def _known(self, row: TableRow) -> bool:
        """Compares a row that has its record; False for one that names none."""
        said = clean_text(row.cells.get(KEY, ""))
        if not said:
            return False
        key = self._key(row)
        if key is None:
            raise self.fault(row, KEY, words.no_key(said))
        record = self._records.get(int(key["record"]))
        if record is None:
            raise self.fault(row, KEY, words.KEY_GONE)
        first = self.named.setdefault(record.id, row.line)
        if first != row.line:
            raise self.fault(row, KEY, words.key_twice(first))
        if self.department_of(row, record.department_id) != record.department_id:
            raise self.fault(row, DEPARTMENT, words.HANDED_DOWN)
        await self._compared(row, record, int(key["version"]))
        return True

    async def _compared(self, row: TableRow, record: Any, version: int) -> None:
        """Notes what was changed in a row."""
        now = facts_of(record)
        base = now if version == record.version else await self._as_it_was(row, record, version)
        told = self._changes(row, base, now)
        if not told:
            self.found.unchanged += 1
            return
        if version != record.version:
            raise self.fault(row, KEY, await self._who_changed(record))
        facts = merged(now, told)
        self.refuse_of_another_kind(row, facts, told)
        await self.alter(row, record, facts)

    def _changes(self, row: TableRow, base: Facts, now: Facts) -> list[tuple[str, Any]]:
        """The facts that somebody typed anew, by the names of their columns."""
        handed_out = wording_cells.written(self.register, base)
        told = []
        for heading, column in self.register.read.items():
            said = clean_text(row.cells.get(heading, handed_out[heading]))
            if said == clean_text(handed_out[heading]):
                continue
            value = self.read(row, column, said)
            if value != value_of(base, column.fact) and value != value_of(now, column.fact):
                told.append((column.fact, value))
        return told

    async def _as_it_was(self, row: TableRow, record: Any, version: int) -> Facts:
        """The facts of an older version: each act on a record is one version, and in the trail."""
        told = await audit.of_subject(self.session, self.kind, record.id)
        after = told[version - 1].after if 0 < version <= len(told) else None
        if after is None or "facts" not in after:
            raise self.fault(row, KEY, words.KEY_GONE)
        facts: Facts = from_json(self.register.row.facts, after["facts"])
        return facts

    async def _who_changed(self, record: Any) -> str:
        last = await audit.last_of(self.session, self.kind, record.id)
        if last is None:
            return words.old("", record.changed_at)
        by = await officers.by_id(self.session, last.officer_id) if last.officer_id else None
        return words.old(by.name if by else "", last.at)

    async def _absent(self) -> None:
        """The living records of the scope that no row names: they stay unless somebody decided
        otherwise."""
        if self.table.scope is None:
            return
        for record in await listing.living(self.session, self.table.scope):
            if record.id in self.named:
                continue
            if not self.may_write(record.department_id, Action.DELETE_RECORD):
                continue
            department = self.names.get(record.department_id, "")
            removed = record.id in self.table.decided.gone
            self.found.gone.append(Gone(record.id, department, record.title, removed))
            if removed:
                one = Removal(record.id, record.version, department, record.title, record.half)
                self.found.removals.append(one)

    async def _is_closed(self, half: HalfYear) -> bool:
        if half not in self._closed:
            self._closed[half] = await late_results.is_closed(self.session, half)
        return self._closed[half]
