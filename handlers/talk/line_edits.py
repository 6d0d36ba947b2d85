"""A message that was used already and is edited: read again while unsaved, asked about after."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from telegram import Message, Update

from handlers.chat.context import OfficeContext
from handlers.forms import drawing, endings, line_reading
from handlers.forms.door import Door
from handlers.forms.fields import Aids
from handlers.forms.form import Form
from handlers.forms.updates import message_of, user_of
from handlers.talk import texts
from handlers.talk.corrections import change
from handlers.talk.record_lines import RecordLines
from storage.models.traffic import DROPPED
from storage.records import record_keeping, record_projection
from storage.rules.errors import Unreadable
from storage.rules.personal_data import find_personal_data
from storage.traffic import drafts
from storage.traffic.drafts import Filling

EDITABLE = timedelta(hours=48)
"""How long after sending an app lets its sender edit a message."""


class LineEdits:
    """Follows the edits of messages from which records were read."""

    def __init__(self, door: Door, lines: RecordLines) -> None:
        self._door = door
        self._lines = lines

    async def edited(self, update: Update, context: OfficeContext) -> bool:
        """False where no line and no record came from that message."""
        message = update.edited_message
        words = _words(message) if message is not None else ""
        if message is None or not words or find_personal_data(words):
            return False
        line, user = message.message_id, user_of(update)
        if waiting := await drafts.of_line(context.session, user, line):
            await self._again(update, context, waiting, words)
            return True
        since = context.now - EDITABLE
        for one in await drafts.lately_saved(context.session, user, since):
            sources = (one.sitting.get("line"), *(one.sitting.get("sources") or {}).values())
            if line in sources and await self._saved(update, context, one, line, words):
                return True
        return False

    async def continued(self, update: Update, context: OfficeContext, rest: str) -> None:
        """What an app cut off a long message belongs to what was read from its beginning.

        Where that was no record, as behind an answer to a form, the rest is nothing by itself.
        """
        number, user = message_of(update).message_id, user_of(update)
        for line in (number - 1, number - 2):
            if waiting := await drafts.of_line(context.session, user, line):
                whole = f"{self._door.sitting(waiting[0]).words}\n{rest}"
                if (await line_reading.read(context, whole)).reads:
                    await self._again(update, context, waiting, whole)
                return

    async def _again(
        self, update: Update, context: OfficeContext, waiting: list[Filling], words: str
    ) -> None:
        """What is not saved yet is read anew; what was given by hand since stays, and is said."""
        reading = await line_reading.read(context, words)
        found = [one.kind.value for one in reading.reads]
        if not found:
            draft = waiting[0]
            form, sitting = self._door.form(draft.form), self._door.sitting(draft)
            sitting.notice = texts.EDIT_UNREAD
            await drawing.draw(context, form, draft, sitting, fresh=True)
            return
        if found != [one.form for one in waiting] or len(found) > 1:
            photos = [photo for one in waiting for photo in self._door.sitting(one).photos]
            for one in waiting:
                await endings.close(context, one, DROPPED, texts.REREAD_ELSEWHERE)
            once = {photo["file_unique_id"]: photo for photo in photos}
            await self._lines.taken(update, context, words, list(once.values()))
            return
        (draft,) = waiting
        form, sitting = self._door.form(draft.form), self._door.sitting(draft)
        given = await line_reading.filled(context, form, reading, 0)
        merged = line_reading.reread(form, sitting, given, words)
        told = [texts.changed_labels(merged.changed)]
        told += [texts.kept_by_hand(merged.kept)] if merged.kept else []
        sitting.notice = " ".join(told)
        await drawing.draw(context, form, draft, sitting, fresh=True)

    async def _saved(
        self, update: Update, context: OfficeContext, one: Filling, line: int, words: str
    ) -> bool:
        """Opens the saved record with what its message says otherwise now: one tap changes it."""
        form, number = self._door.form(one.form), int(one.sitting.get("record") or 0)
        row = await record_keeping.get(context.session, form.kind, number) if number else None
        if row is None or row.removed_at is not None:
            return False
        standing = form.answers(record_projection.facts_of(row))
        said = await self._says(context, form, one, line, words)
        changed = _other(form, said, standing)
        if not changed:
            return True
        shown = [change(form, name, standing, changed) for name in changed]
        told = texts.change_saved(row.title, shown)
        await self._door.edit(update, context, form.name, number, changed=changed, notice=told)
        return True

    async def _says(
        self, context: OfficeContext, form: Form, one: Filling, line: int, words: str
    ) -> Mapping[str, Any]:
        """The answers that the message gives now and did not give before."""
        kept = one.sitting
        if kept.get("line") != line:
            name = next(name for name, at in kept["sources"].items() if at == line)
            field = form[name]
            try:
                value = field.hear_after(words, one.answers, Aids(today=context.today)).value
            except Unreadable:
                return {}
            return field.spread(value)
        reading = await line_reading.read(context, words)
        at = int(kept.get("at") or 0)
        if at >= len(reading.reads) or reading.reads[at].kind is not form.kind:
            return {}
        given = await line_reading.filled(context, form, reading, at)
        before = kept.get("read") or {}
        return _other(form, given.answers, before)


def _other(form: Form, said: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that make other facts than before."""

    def fact(name: str, value: Any) -> Any:
        return form[name].to_fact(value) if value is not None else None

    return {n: v for n, v in said.items() if fact(n, v) != fact(n, before.get(n))}


def _words(message: Message) -> str:
    """The text or caption; behind a command it is read as it was the first time."""
    text = message.text or message.caption or ""
    name, _, rest = text.partition(" ")
    said = texts.AS_SAID.get(name.removeprefix("/")) if name.startswith("/") else None
    return said.format(words=rest.strip()) if said else text
