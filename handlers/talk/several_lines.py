"""Several records in one message: one screen that lists them, each with a card of its own."""

from collections.abc import Sequence
from html import escape

from telegram import Update

from handlers.chat.access import Handler, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, tapped
from handlers.forms import drawing, line_saving
from handlers.forms import texts as form_texts
from handlers.forms.door import Door
from handlers.forms.form import Form
from handlers.forms.joining import NOTE
from handlers.forms.screens import said
from handlers.forms.updates import chat_of, user_of
from handlers.talk import texts
from handlers.talk.made_lines import Made
from storage.records.records import UNDO_FOR
from storage.rules.names import clipped
from storage.rules.permission import Action
from storage.traffic import drafts
from storage.traffic.drafts import Filling
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "line"
MOST_LETTERS = 70
MOST_LISTED = 20
"""So many of them are told with a button each; the others are saved and opened all the same."""


async def begun(door: Door, update: Update, context: OfficeContext, made: Sequence[Made]) -> None:
    """A draft for each, and the list of them; the first that has to be looked at is opened."""
    laid = [
        await drawing.laid(context, one.form, one.sitting, user_of(update), one.parent)
        for one in made
    ]
    clear = [await line_saving.is_clear(door, context, one) for one in laid]
    await context.say(chat_of(update), *_list(door, made[0].sitting.line, laid, clear))
    if not all(clear):
        first = next(one for one, plain in zip(laid, clear, strict=True) if not plain)
        await door.resume(update, context, first.id)


def _list(door: Door, line: int, found: Sequence[Filling], clear: Sequence[bool]) -> Screen:
    """All of them, and the one tap for all where each is clear."""
    parts = [texts.SEVERAL.format(count=len(found)), ""]
    for at, (draft, plain) in enumerate(zip(found[:MOST_LISTED], clear, strict=False), 1):
        parts.append(f"{at}. {escape(_shortly(door.form(draft.form), draft))}")
        parts += [] if plain else [f"   {texts.TO_CHECK}"]
    parts += _further(len(found))
    rows: list[Row] = []
    if all(clear):
        label = texts.SAVE_ALL.format(count=len(found))
        rows.append([Button(label, view(VIEW, "all", line), style="success")])
    rows += numbered([view("go", one.id) for one in found[:MOST_LISTED]])
    rows.append([Button(texts.STOP, view(VIEW, "stop", line))])
    return Screen("\n".join(parts), rows)


def _further(count: int) -> list[str]:
    left = count - MOST_LISTED
    return [texts.FURTHER.format(count=left)] if left > 0 else []


def _shortly(form: Form, draft: Filling) -> str:
    """일자리버스 · 2026. 11. 25.(수) · 원당역 · 상담 14명."""
    note = next((one.label for one in form.fields if one.name == NOTE), "")
    words = [
        f"{label}: {told}" if label == note else told for label, told in said(form, draft.answers)
    ]
    return clipped(" · ".join([*([] if words else [form.title]), *words]), MOST_LETTERS)


class SeveralLines:
    """The buttons of the list."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """`line:all:<message>` saves all that are clear, `line:stop:<message>` none;
        `line:back:<message>` takes back what was saved, for ten minutes."""
        one = tapped(update, context, Tap)
        user = user_of(update)
        if one.act == "back":
            await self._taken_back(update, context, one)
            return
        found = await drafts.of_line(context.session, user, one.number())
        if not found:
            await context.answer(update, texts.SEVERAL_GONE)
            await context.strip(one.chat_id, one.message_id)
            return
        await context.answer(update)
        if one.act == "stop":
            await context.redraw(one.chat_id, one.message_id, texts.SEVERAL_STOPPED)
            return
        await self._all(context, one, found)
        if left := await drafts.of_line(context.session, user, one.number()):
            await self._door.resume(update, context, left[0].id)

    async def _all(self, context: OfficeContext, one: Tap, found: Sequence[Filling]) -> None:
        parts, told, codes, left = [], [], [], []
        for at, draft in enumerate(found, 1):
            form = self._door.form(draft.form)
            kept = await line_saving.save(self._door, context, draft)
            mark = texts.SAVED_MARK if kept else ""
            parts.append(f"{at}. {mark}{escape(_shortly(form, draft))}")
            if kept is None:
                left.append(draft)
                codes.append(view("go", draft.id))
                continue
            told += [kept.told.strip()] if kept.told else []
            codes.append(record_code(form.name, kept.record.id))
        saved = len(found) - len(left)
        head = [texts.SEVERAL_DONE.format(count=saved), ""] if saved else []
        tail = [texts.SEVERAL_LEFT.format(count=len(left))] if left else []
        shown = [*parts[:MOST_LISTED], *_further(len(found))]
        text = "\n".join([*head, *shown, *tail, *dict.fromkeys(told)])
        rows = numbered(codes[:MOST_LISTED])
        rows += [[Button(form_texts.UNDO, view(VIEW, "back", one.number()))]] if saved else []
        await context.redraw(one.chat_id, one.message_id, text, rows)

    async def _taken_back(self, update: Update, context: OfficeContext, one: Tap) -> None:
        """What was saved of the message is undone at once, but what was touched since."""
        since = context.now - UNDO_FOR
        found = await drafts.saved_of_line(context.session, user_of(update), one.number(), since)
        parts, codes, back = [], [], 0
        for at, draft in enumerate(found, 1):
            form, record = self._door.form(draft.form), int(draft.sitting["record"])
            undone = await line_saving.take_back(context, form.kind, record)
            back += undone
            mark = "" if undone else texts.SAVED_MARK
            parts.append(f"{at}. {mark}{escape(_shortly(form, draft))}")
            codes.append(record_code(form.name, record))
        if not back:
            await context.answer(update, texts.SEVERAL_TOO_LATE)
            return
        await context.answer(update)
        kept = len(found) - back
        tail = [texts.SEVERAL_KEPT.format(count=kept)] if kept else []
        shown = [*parts[:MOST_LISTED], *_further(len(found))]
        text = "\n".join([texts.SEVERAL_BACK.format(count=back), "", *shown, *tail])
        await context.redraw(one.chat_id, one.message_id, text, numbered(codes[:MOST_LISTED]))

    def handlers(self) -> list[Handler]:
        """Rights are asked again at each save."""
        return [tap(Action.TAKE_PART, VIEW, self.pressed)]
