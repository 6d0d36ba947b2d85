"""`/budget`: the two money tables, row by row."""

from html import escape

from telegram import Update
from telegram.ext import CommandHandler, filters

from handlers.access import Handler, guarded
from handlers.budget import texts
from handlers.buttons import Button, Row, numbered, record_code, view
from handlers.context import OfficeContext
from handlers.forms.door import Door
from storage.models.base import RecordKind
from storage.queries import record_lookup, records
from storage.reports.shapes import BudgetFacts
from storage.rules.money import show_million
from storage.rules.permission import Action
from storage.rules.terms import BUDGET_COLUMNS, BudgetKind


class BudgetCommands:
    """The money tables of the pledge."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def budget_command(self, update: Update, context: OfficeContext) -> None:
        """Shows what both tables hold, with a button for each row and for a new one."""
        if update.effective_chat is None:
            raise LookupError("a command without a chat")
        rows = await record_lookup.living(context.session, RecordKind.BUDGET)
        facts = {row.id: records.facts_of(row) for row in rows}
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
        add: Row = [Button(texts.ADD, view("new", "budget", 0), style="primary")]
        await context.say(update.effective_chat.id, "\n".join(lines), [*numbered(codes), add])

    def handlers(self) -> list[Handler]:
        """The command."""
        return [
            CommandHandler(
                "budget",
                guarded(Action.WRITE_BUDGET, self.budget_command),
                filters.UpdateType.MESSAGE,
            )
        ]


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
