"""`/budget`: the two money tables, row by row."""

from collections.abc import Sequence
from html import escape

from telegram import Update

from handlers.budget import texts
from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.taps import chat_of, code_of
from handlers.forms.door import Door
from storage.facts.shapes import BudgetFacts
from storage.records import record_lookup, record_projection
from storage.rules.money import show_million
from storage.rules.permission import Action
from storage.rules.terms import BUDGET_COLUMNS, BudgetKind, RecordKind
from storage.traffic.messages import Button, Row, view


class BudgetCommands:
    """The money tables of the pledge."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def budget_command(self, update: Update, context: OfficeContext) -> None:
        """Shows what both tables hold, with a button for each row and for a new one."""
        rows = await record_lookup.all_living(context.session, RecordKind.BUDGET)
        facts = {row.id: record_projection.facts_of(row) for row in rows}
        lines = [texts.TITLE]
        codes: list[str] = []
        for table in BudgetKind:
            lines += ["", f"<b>{escape(table.label)}</b>"]
            own = [
                (number, one)
                for number, one in facts.items()
                if isinstance(one, BudgetFacts) and one.table is table
            ]
            for number, one in own:
                codes.append(record_code("budget", number or 0))
                lines.append(texts.LINE.format(at=len(codes), row=_line(one)))
            lines += [] if own else [texts.EMPTY]
        lines += ["", texts.OPEN] if codes else []
        taken = {
            one.table for one in facts.values() if isinstance(one, BudgetFacts) and one.non_budget
        }
        lines += [texts.CHANGE_NON_BUDGET] if taken else []
        rows_of_buttons = [*numbered(codes), *_adding([t for t in BudgetKind if t not in taken])]
        await context.say(chat_of(update), "\n".join(lines), rows_of_buttons)

    async def add_pressed(self, update: Update, context: OfficeContext) -> None:
        """Begins a row of the one table that is not 비예산, which is not asked about."""
        await context.answer(update)
        table = code_of(update, context).act
        await self._door.start(update, context, "budget", answers={"table": table})

    def handlers(self) -> list[Handler]:
        """The command."""
        return [
            command("budget", self.budget_command),
            tap(Action.WRITE_BUDGET, "budget", self.add_pressed),
        ]


def _adding(tables: Sequence[BudgetKind]) -> list[Row]:
    """The button for a new row; a table that says 비예산 takes none."""
    if not tables:
        return []
    code = view("budget", tables[0].value) if len(tables) == 1 else view("new", "budget", 0)
    return [[Button(texts.ADD, code, style="primary")]]


def _line(facts: BudgetFacts) -> str:
    if facts.non_budget or facts.source is None:
        return texts.NON_BUDGET
    cells = [
        f"{column} {show_million(facts.cells[column])}"
        for column in BUDGET_COLUMNS
        if column in facts.cells
    ]
    total = sum(facts.cells.values())
    shown = (
        ", ".join([*cells, texts.SUM.format(total=show_million(total))]) if cells else texts.EMPTY
    )
    return texts.ROW.format(source=facts.source.label, cells=escape(shown))
