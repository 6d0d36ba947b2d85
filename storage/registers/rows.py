"""The rows of a register as they are read: cells, departments, rights, and what is at fault."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts import wording
from storage.facts.registers import wording_cells
from storage.facts.registers.columns import Column, Told, made
from storage.facts.registers.wording_registers import DEPARTMENT, EVENT_KIND
from storage.facts.shapes import EventFacts, Facts
from storage.office import departments
from storage.records import record_limits
from storage.records.record_projection import facts_of, half_of
from storage.records.returned_rows import Cells, Fault, TableRow
from storage.records.texts import retired_kind
from storage.registers import wording_returned as words
from storage.registers.office_kinds import with_kinds
from storage.registers.shapes import Addition, Alteration, Comparison, Table
from storage.rules import permission
from storage.rules.errors import Refusal
from storage.rules.names import clean_text
from storage.rules.permission import Action
from storage.rules.wording_cells import no_department, placed, row_name


class Rows:
    """One table, what was found of it so far, and who sent it."""

    def __init__(self, act: Act, table: Table) -> None:
        self.act, self.table = act, table
        self.register = table.register
        self.kind = table.register.kind
        self.found = Comparison(self.kind)
        self.named: dict[int, int] = {}  # record -> the line that names it
        self.names: dict[int, str] = {}  # departments
        self._by_name: dict[str, int] = {}
        self._active: set[int] = set()

    @property
    def session(self) -> AsyncSession:
        """The transaction that is read in."""
        return self.act.session

    async def know_office(self) -> None:
        """Reads the office's kinds of event, and its departments under their old names too."""
        self.register = await with_kinds(self.session, self.register)
        everyone = await departments.ordered(self.session, everyone=True)
        self.names = {one.id: one.name for one in everyone}
        self._active = {one.id for one in everyone if one.active}
        for own in (False, True):  # its own name goes before a former one of another
            for one in sorted(everyone, key=lambda each: each.active):
                for name in [one.name] if own else one.former_names:
                    self._by_name[departments.name_key(name)] = one.id

    def department_of(self, row: TableRow, usual: int | None) -> int:
        """The department in use that a row names, by this name or a former one; else the usual."""
        said = clean_text(row.cells.get(DEPARTMENT, ""))
        if not said and usual is not None:
            return usual
        found = self._by_name.get(departments.name_key(said)) if said else None
        if found is None or (found not in self._active and found != usual):
            raise self.fault(row, DEPARTMENT, no_department(said))
        return found

    def read(self, row: TableRow, column: Column, said: str) -> Any:
        """The fact of a cell; raises Fault with its name."""
        try:
            return wording_cells.read(self.register, column, said, self.act.today)
        except Refusal as refusal:
            sentence = refusal.said(self.act.today)
            raise self.fault(row, column.heading, sentence) from refusal

    def new_facts(self, row: TableRow) -> Facts:
        """The facts of a row that names no record; raises Fault with the cell at fault."""
        told: list[tuple[str, Any]] = []
        lacking: list[Column] = []
        for heading, column in self.register.read.items():
            said = clean_text(row.cells.get(heading, ""))
            if said:
                told.append((column.fact, self.read(row, column, said)))
            else:
                lacking.append(column)
        guessed = self.register.guessed(dict(told), self.register.kinds)
        for column in lacking:
            if column.fact in guessed:
                told.append((column.fact, guessed[column.fact]))
                labels = self.found.guessed.setdefault(column.heading, {})
                label = wording_cells.of(self.register, column).write(guessed[column.fact])
                labels[label] = labels.get(label, 0) + 1
            elif column.fact in self.register.guesses and (name := dict(told).get("title")):
                raise self.fault(row, column.heading, words.unguessed(name, column.heading))
            else:
                told.append((column.fact, self.read(row, column, "")))
        facts: Facts = made(self.register.row.facts, told)
        self.refuse_of_another_kind(row, facts, told)
        return facts

    def refuse_of_another_kind(self, row: TableRow, facts: Facts, told: Told) -> None:
        """Fault for what records of this kind never have."""
        for fact, value in told:
            if value in (None, "", ()) or self.register.takes(facts, fact):
                continue
            heading = self.register.heading_of(fact)
            kind = self.register.word
            if isinstance(facts, EventFacts):
                kind = wording_cells.written(self.register, facts)[
                    self.register.heading_of(EVENT_KIND)
                ]
            raise self.fault(row, heading, words.not_of_kind(kind, heading))

    async def refuse_contradiction(self, row: TableRow, facts: Facts, besides: int | None) -> None:
        """Fault for facts that cannot stand together."""
        try:
            await record_limits.refuse_contradiction(self.session, facts, None, besides)
        except Refusal as refusal:
            sentence = refusal.said(self.act.today)
            raise Fault(placed(row_name(row.line), sentence)) from refusal

    def may_write(self, department: int, action: Action) -> bool:
        """Whether this person may do this to records of this kind of that department."""
        officer = self.act.officer
        return all(
            permission.covers(officer.role, officer.department_id, department, one)
            for one in (action, self.register.row.action)
        )

    def refuse_others(self, row: TableRow, department: int, sentence: str) -> None:
        """Fault for a record of a department that this person does not write for."""
        if self.may_write(department, Action.EDIT_RECORD):
            return
        if not permission.may(self.act.officer.role, self.register.row.action):
            raise Fault(placed(row_name(row.line), words.NO_RIGHT))
        told = sentence.format(department=self.names.get(department, ""))
        raise self.fault(row, DEPARTMENT, told)

    async def alter(self, row: TableRow, record: Any, facts: Facts) -> None:
        """A record is to have these facts; raises Fault where that cannot be."""
        now = facts_of(record)
        self.refuse_others(row, record.department_id, words.OTHERS)
        await self.refuse_contradiction(row, facts, record.id)
        altered = Alteration(
            row.line,
            record.id,
            record.version,
            self.names.get(record.department_id, ""),
            facts,
            wording.label(facts),
            self.cells(now, facts),
            half_of(facts, None) or record.half,
        )
        self.found.alterations.append(altered)

    def add(self, row: TableRow, department: int, facts: Facts) -> None:
        """A record is to be added; Fault where the office takes no more of its kind."""
        own = facts.own if isinstance(facts, EventFacts) else None
        if own is not None and any(one.retired and one.own == own for one in self.register.kinds):
            raise self.fault(row, self.register.heading_of(EVENT_KIND), retired_kind(own.name))
        name, title = self.names.get(department, ""), wording.label(facts)
        added = Addition(row.line, department, name, facts, title, half_of(facts, None))
        self.found.additions.append(added)

    def cells(self, now: Facts, facts: Facts) -> Cells:
        """The cells in which two of a record differ."""
        old = wording_cells.written(self.register, now)
        new = wording_cells.written(self.register, facts)
        return tuple((one, old[one], new[one]) for one in old if old[one] != new[one])

    def fault(self, row: TableRow, column: str, sentence: str) -> Fault:
        """A fault at a cell."""
        return Fault(placed(self.table.place(row.line, column), sentence))
