"""`/budget`: the two money tables of a term of office, row by row."""

from collections.abc import Mapping, Sequence
from html import escape

from telegram import Update

from handlers.budget import texts
from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.half_argument import typed
from handlers.chat.taps import Tap, chat_of, taken
from handlers.forms.door import Door
from storage.facts.shapes import BudgetFacts
from storage.records import record_lookup, record_projection, tenures
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.rounding import in_millions
from storage.rules.tenure import Tenure
from storage.rules.terms import BudgetKind, RecordKind
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "budget"
Rows = Mapping[int, BudgetFacts]


class BudgetCommands:
    """The money tables of the pledge."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._steps = {
            "term": _term_shown,
            "add": self.row_begun,
            **{table.value: self.row_begun for table in BudgetKind},
        }

    async def budget_command(self, update: Update, context: OfficeContext) -> None:
        """The tables of the term that is reported; `/budget 2022 상반기` names another."""
        half = await typed(context, " ".join(context.args or []))
        await context.say(chat_of(update), *await _tables(context, Tenure.of(half)))

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """Any button of this screen."""
        await taken(self._steps, update, context)

    async def row_begun(self, one: Tap) -> None:
        """`add:<half>`, or `<table>:<half>` where only that one is not 비예산."""
        half = one.args[0] if one.args else HalfYear.of(one.context.today)
        answers = {"tenure": Tenure.of(half).first.code}
        if one.act != "add":
            answers["table"] = one.act
        await self._door.start(one.update, one.context, VIEW, answers=answers)

    def handlers(self) -> list[Handler]:
        """The command and its buttons."""
        return [
            command("budget", self.budget_command),
            tap(Action.WRITE_BUDGET, VIEW, self.pressed),
        ]


async def _term_shown(one: Tap) -> Screen:
    """`term:<half>`."""
    return await _tables(one.context, Tenure.of(one.args[0]))


async def _tables(context: OfficeContext, tenure: Tenure) -> Screen:
    """What both tables hold, with a button for each row, for a new one, and for other terms."""
    columns = await tenures.columns(context.session, tenure)
    found = await record_lookup.all_living(context.session, RecordKind.BUDGET)
    facts = {row.id: record_projection.facts_of(row) for row in found}
    rows = {
        number: one
        for number, one in facts.items()
        if isinstance(one, BudgetFacts) and one.tenure == tenure.first
    }
    lines = [texts.TITLE, tenure.label, texts.COLUMNS.format(columns=escape(", ".join(columns)))]
    codes: list[str] = []
    for table in BudgetKind:
        own = {number: one for number, one in rows.items() if one.table is table}
        lines += ["", f"<b>{escape(table.label)}</b>"]
        lines += [
            texts.LINE.format(at=at, row=line)
            for at, line in enumerate(_lines(own, columns), len(codes) + 1)
        ]
        lines += [] if own else [texts.EMPTY]
        lines += [texts.ADJUSTED] if _adjusted(own, columns) else []
        codes += [record_code("budget", number) for number in own]
    lines += ["", texts.OPEN] if codes else []
    taken_by_word = {one.table for one in rows.values() if one.non_budget}
    lines += [texts.CHANGE_NON_BUDGET] if taken_by_word else []
    open_ones = [table for table in BudgetKind if table not in taken_by_word]
    return Screen(
        "\n".join(lines), [*numbered(codes), *_adding(tenure, open_ones), _terms(tenure)]
    )


def _adding(tenure: Tenure, tables: Sequence[BudgetKind]) -> list[Row]:
    """The button for a new row; a table that says 비예산 takes none."""
    if not tables:
        return []
    act = tables[0].value if len(tables) == 1 else "add"
    return [[Button(texts.ADD, view(VIEW, act, tenure.first.code), style="primary")]]


def _terms(tenure: Tenure) -> Row:
    """The terms before and after."""
    before, after = Tenure.of(tenure.first.previous()), Tenure.of(tenure.last.next())
    return [
        Button(f"◀ {before.short}", view(VIEW, "term", before.first.code)),
        Button(f"{after.short} ▶", view(VIEW, "term", after.first.code)),
    ]


def _lines(own: Rows, columns: Sequence[str]) -> list[str]:
    """Each row as the paper prints it: its amounts in millions, and their sum."""
    printed = in_millions(_amounts(own, columns)).rows[1:]
    return [_line(one, columns, cells) for one, cells in zip(own.values(), printed, strict=True)]


def _line(facts: BudgetFacts, columns: Sequence[str], cells: Sequence[int | None]) -> str:
    if facts.non_budget or facts.source is None:
        return texts.NON_BUDGET
    named = zip(columns, cells[1:], strict=True)
    said = [f"{column} {amount:,}" for column, amount in named if amount is not None]
    if cells[0] is None:
        return texts.ROW.format(source=facts.source.label, cells=texts.EMPTY)
    shown = ", ".join([*said, texts.SUM.format(total=f"{cells[0]:,}")])
    return texts.ROW.format(source=facts.source.label, cells=escape(shown))


def _adjusted(own: Rows, columns: Sequence[str]) -> bool:
    return in_millions(_amounts(own, columns)).adjusted


def _amounts(own: Rows, columns: Sequence[str]) -> list[list[int | None]]:
    return [[one.cells.get(column) for column in columns] for one in own.values()]
