"""방금 거: the record that was saved last, to be taken back or mended by one button."""

from html import escape

from telegram import Update

from handlers.chat.access import allowed
from handlers.chat.context import OfficeContext
from handlers.chat.taps import chat_of
from handlers.record import texts
from storage.models.audit import AuditEntry
from storage.models.base import Record
from storage.records import last_act
from storage.rules.dates import show_moment
from storage.rules.permission import Action
from storage.rules.trail import Verb
from storage.traffic.messages import Button, Row, Screen, view


async def last_wanted(update: Update, context: OfficeContext) -> None:
    """Words behind it ask to mend the record, none to take the last act on it back."""
    chat = chat_of(update)
    found = await last_act.last_saved(context.session, context.officer)
    if found is None:
        await context.say(chat, texts.NO_LAST)
    else:
        await context.say(chat, *await _offered(context, *found, mend=bool(context.args)))


async def _offered(context: OfficeContext, row: Record, line: AuditEntry, *, mend: bool) -> Screen:
    verb = Verb(line.action)
    lines = [
        texts.LAST_HEAD.format(
            title=escape(row.title), at=show_moment(line.at), act=texts.ACTS[verb]
        )
    ]
    undo = await last_act.may_undo(context.session, row, context.officer, context.now)
    rows: list[Row] = []
    if not mend and undo:
        label = texts.UNDO_SAVE if verb is Verb.CREATE else texts.UNDO_ACT
        lines += ["", texts.UNDO_MEANS[verb]]
        rows.append([Button(label, view("undo", row.kind, row.id), style="danger")])
    elif not mend:
        lines += ["", texts.UNDO_PAST]
    return Screen("\n".join(lines), [*rows, *_other_ways(context, row, mend=mend or not undo)])


def _other_ways(context: OfficeContext, row: Record, *, mend: bool) -> list[Row]:
    """Opening it always; mending and removing where they are what is asked for."""
    ways = [Button(texts.OPEN_LAST, view("rec", row.kind, row.id))]
    if mend and row.removed_at is None:
        if allowed(context, Action.DELETE_RECORD, row.department_id):
            ways.insert(0, Button(texts.REMOVE, view("del", row.kind, row.id)))
        if allowed(context, Action.EDIT_RECORD, row.department_id):
            ways.insert(0, Button(texts.EDIT, view("edit", row.kind, row.id), style="primary"))
    return [ways]
