"""The rows of a 취합표 that name no item: new ones, and those about which somebody must decide."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from storage.facts.shapes import PlanItemFacts
from storage.models.plan import PlanItem
from storage.plans import plan_table
from storage.plans import wording_plan_table as words
from storage.plans.plan_table_likes import nearest
from storage.plans.plan_table_shapes import (
    Addition,
    Alteration,
    Comparison,
    Removal,
    Table,
)
from storage.records.returned_rows import Choice, Fault, Gone, Likely, TableRow
from storage.rules.names import clean_text
from storage.rules.wording_cells import placed

Facts = Callable[[TableRow], PlanItemFacts]


class NewRows:
    """The rows without an item of one table, beside the living items of their departments."""

    def __init__(
        self,
        table: Table,
        found: Comparison,
        items: Mapping[int, PlanItem],
        named: Collection[int],
        names: Mapping[int, str],
    ) -> None:
        self._table, self._found = table, found
        self._items, self._names = items, names
        self._named = set(named)  # items that a row names, or is the same as
        self._added: list[tuple[int, PlanItemFacts, int]] = []  # department, facts, line

    def take(self, fresh: Sequence[tuple[TableRow, int]], facts_of: Facts) -> None:
        """New items; a row that says what an item says that no row names, is that item."""
        left: list[tuple[TableRow, int, PlanItemFacts]] = []
        for row, department in fresh:
            try:
                facts = facts_of(row)
            except Fault as fault:
                self._found.faults.append(fault.sentence)
                continue
            same = self._same(department, facts)
            if same is None:
                left.append((row, department, facts))
            else:
                self._named.add(same)
                self._found.unchanged += 1
        for row, department, facts in left:
            self._new(row, department, facts)
        self._absent()

    def _same(self, department: int, facts: PlanItemFacts) -> int | None:
        cells = words.cells_of(facts)
        for number, item in self._items.items():
            if number in self._named or item.department_id != department:
                continue
            if words.cells_of(plan_table.item_facts(item)) == cells:
                return number
        return None

    def _new(self, row: TableRow, department: int, facts: PlanItemFacts) -> None:
        early = next((name for name in words.LATER if clean_text(row.cells.get(name, ""))), "")
        if early:
            place = self._table.place(row.line, early)
            self._found.faults.append(placed(place, words.OUTCOME_NEW))
            return
        likely = self._likely(row, department, facts)
        if likely is not None:
            self._found.likely.append(likely)
        choice = likely.choice if likely else Choice.NEW
        if likely and choice is Choice.FIX:
            self._fix(row, self._items[likely.record], department, facts)
        elif choice is Choice.NEW:
            name = self._names[department]
            self._found.additions.append(Addition(row.line, department, name, facts))
        self._added.append((department, facts, row.line))

    def _likely(self, row: TableRow, department: int, facts: PlanItemFacts) -> Likely | None:
        """What this row resembles: an item that no row names first, then any, then a row."""
        own = [
            (number, plan_table.item_facts(item).text, number not in self._named)
            for number, item in self._items.items()
            if item.department_id == department
        ]
        free = nearest(facts.text, [(number, text) for number, text, one in own if one])
        number = free or nearest(facts.text, [(number, text) for number, text, _ in own])
        choice = self._table.decided.rows.get(row.line)
        name = self._names[department]
        if number is not None:
            item = self._items[number]
            cells = self._cells(item, facts)
            if choice is Choice.FIX and free is None:
                choice = None
            if choice is Choice.FIX:
                self._named.add(number)
            like = plan_table.item_facts(item).text
            return Likely(
                row.line, name, facts.text, number, like, cells, free is not None, choice
            )
        twin = next(
            (line for whose, other, line in self._added if (whose, other) == (department, facts)),
            None,
        )
        if twin is None:
            return None
        like = words.NEAR_IN_TABLE.format(line=twin)
        choice = choice if choice is not Choice.FIX else None
        return Likely(row.line, name, facts.text, 0, like, (), False, choice)

    @staticmethod
    def _merged(item: PlanItem, facts: PlanItemFacts) -> PlanItemFacts:
        """The item with what the row says; where the row is empty, it stays as it was."""
        said = {
            fact: value
            for fact in (*words.FIELDS.values(), "unit")
            if (value := getattr(facts, fact)) not in (None, "")
        }
        return replace(plan_table.item_facts(item), **said)

    def _cells(self, item: PlanItem, facts: PlanItemFacts) -> tuple[tuple[str, str, str], ...]:
        old = words.cells_of(plan_table.item_facts(item))
        new = words.cells_of(self._merged(item, facts))
        return tuple((name, old[name], new[name]) for name in old if old[name] != new[name])

    def _fix(self, row: TableRow, item: PlanItem, department: int, facts: PlanItemFacts) -> None:
        cells = self._cells(item, facts)
        if not cells:
            self._found.unchanged += 1
            return
        merged = self._merged(item, facts)
        name = self._names[department]
        self._found.alterations.append(
            Alteration(row.line, item.id, item.version, name, merged, cells)
        )

    def _absent(self) -> None:
        """The living items that no row names: they stay unless somebody decided otherwise."""
        for number, item in self._items.items():
            if number in self._named:
                continue
            text = plan_table.item_facts(item).text
            name = self._names[item.department_id]
            removed = number in self._table.decided.gone
            self._found.gone.append(Gone(number, name, text, removed))
            if removed:
                self._found.removals.append(Removal(0, number, item.version, name, text))
