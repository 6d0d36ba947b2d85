"""The buttons of a record: open, remove, restore, undo, history."""

from collections.abc import Sequence
from html import escape
from typing import Any

from telegram import Update

from handlers.chat import below
from handlers.chat.access import Handler, require, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import code_of
from handlers.forms import before_saving
from handlers.forms.form import Form
from handlers.forms.screens import quoted
from handlers.forms.texts import RESUME
from handlers.record import texts, views
from handlers.record.named import named_record
from storage.records import records
from storage.rules.permission import Action, Matter
from storage.traffic.messages import Button, Row, Screen, view


class RecordCommands:
    """Views and acts of one record, whatever its kind."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = {form.kind: form for form in forms}

    async def open_pressed(self, update: Update, context: OfficeContext) -> None:
        """Shows the record in place of the screen that led to it, with the way back there."""
        row = await named_record(update, context)
        back = code_of(update, context).args[2:]
        await context.answer(update)
        await self._show(update, context, row, back=back)

    async def remove_pressed(self, update: Update, context: OfficeContext) -> None:
        """Asks whether to remove."""
        row = await named_record(update, context)
        await require(context, Action.DELETE_RECORD, row.department_id)
        await context.answer(update)
        kind, number = row.kind, row.id
        rows: list[Row] = [
            [
                Button(texts.YES_REMOVE, view("delyes", kind, number), style="danger"),
                Button(texts.NO_REMOVE, view("rec", kind, number)),
            ]
        ]
        lines = quoted(await before_saving.lines_gone(context, row))
        head = f"<b>{escape(row.title)}</b>\n{texts.SURE_REMOVE}"
        text = f"{head}\n\n<b>{texts.LINES_GONE}</b>\n{lines}"
        if told := await before_saving.removal(context, row):
            text += f"\n※ {escape(told)}"
        await below.show(update, context, text, rows)

    async def remove_confirmed(self, update: Update, context: OfficeContext) -> None:
        """Removes; the screen keeps the way back, which no clock closes."""
        row = await named_record(update, context)
        await records.remove(context.act, row.kind, row.id)
        await context.answer(update, texts.REMOVED_NOW)
        rows = [[Button(texts.RESTORE, view("restore", row.kind, row.id))]]
        await below.show(update, context, f"<b>{texts.REMOVED_NOW}</b>\n{escape(row.title)}", rows)

    async def restore_pressed(self, update: Update, context: OfficeContext) -> None:
        """Brings a removed record back."""
        row = await named_record(update, context)
        await records.restore(context.act, row.kind, row.id)
        await context.answer(update, texts.RESTORED)
        await self._show(update, context, row)

    async def undo_pressed(self, update: Update, context: OfficeContext) -> None:
        """Takes back this officer's last act on the record, within ten minutes."""
        row = await named_record(update, context)
        undone = await records.undo(context.act, row.kind, row.id)
        await context.answer(update, texts.UNDONE)
        await self._show(update, context, undone, head=texts.UNDONE)

    async def history_pressed(self, update: Update, context: OfficeContext) -> None:
        """Shows who changed what."""
        row = await named_record(update, context, Matter.HISTORY)
        await context.answer(update)
        page = ([*code_of(update, context).args[2:], 0])[0]
        screen = await views.history_view(context, self._forms, row, page)
        await below.show(update, context, *screen)

    async def history(self, context: OfficeContext, row: Any) -> list[str]:
        """Each act upon a record with what it changed, for whoever shows it elsewhere."""
        return await views.history_lines(context, self._forms, row)

    async def hung_pressed(self, update: Update, context: OfficeContext) -> None:
        """Shows a page of all that hangs on it."""
        row = await named_record(update, context)
        await context.answer(update)
        page = code_of(update, context).args[2]
        await below.show(update, context, *await views.hung_view(context, row, page))

    async def _show(
        self,
        update: Update,
        context: OfficeContext,
        row: Any,
        head: str = "",
        back: Sequence[str] = (),
    ) -> None:
        text, rows = await views.record_view(context, self._forms, row)
        if back:
            last = rows[-1] if rows else []
            to_form = view(*back).startswith(view("go", ""))
            label = RESUME if to_form else texts.TO_LIST
            rows = [*rows[:-1], [*last, Button(label, view(*back))]]
        if row.removed_at is not None:
            head = f"{head} {texts.REMOVED}".strip()
        await below.show(update, context, *Screen(text, rows).under(head and f"※ {head}"))

    def handlers(self) -> list[Handler]:
        """One handler a button."""
        return [
            tap(Action.SEE_RECORD, "rec", self.open_pressed),
            tap(Action.DELETE_RECORD, "del", self.remove_pressed),
            tap(Action.DELETE_RECORD, "delyes", self.remove_confirmed),
            tap(Action.DELETE_RECORD, "restore", self.restore_pressed),
            tap(Action.EDIT_RECORD, "undo", self.undo_pressed),
            tap(Action.SEE_RECORD, "hist", self.history_pressed),
            tap(Action.SEE_RECORD, "hung", self.hung_pressed),
        ]
