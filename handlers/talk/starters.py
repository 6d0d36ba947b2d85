"""The commands that do nothing but begin a form: /event /mou /contract /problem."""

from functools import partial
from typing import Any

from telegram import Update

from handlers.chat.access import Handler, command
from handlers.chat.context import OfficeContext
from handlers.forms.door import Door
from handlers.forms.fields import Aids, Choice
from handlers.forms.joining import NOTE
from handlers.talk import texts
from handlers.talk.record_lines import RecordLines
from storage.rules.errors import Unreadable

WORDS_GO_TO = {"event": NOTE, "mou": "title", "contract": "title", "problem": "text"}
"""The field of each form that takes words which are not read as anything else."""
COMMANDS = ("event", "mou", "contract", "problem")


def behind(update: Update, context: OfficeContext) -> str:
    """What stands behind the command, line by line; a command said in words has its arguments."""
    said = (update.message.text or "") if update.message is not None else ""
    if said.startswith("/"):
        _name, *rest = said.split(maxsplit=1)
        return rest[0].strip() if rest else ""
    return " ".join(context.args or [])


class Starters:
    """Begins a form by its name; words typed behind answer the first question if they can."""

    def __init__(self, door: Door, lines: RecordLines) -> None:
        self._door = door
        self._lines = lines

    async def begin(self, name: str, update: Update, context: OfficeContext) -> None:
        """`/event 일자리버스` has chosen the kind; a line behind it that is a record fills it."""
        await self.begin_with(name, behind(update, context), update, context)

    async def begin_with(
        self, name: str, words: str, update: Update, context: OfficeContext
    ) -> None:
        """The form with these words, wherever they were typed.

        Words that are no record stand in the field that takes any, under what is asked.
        """
        form = self._door.form(name)
        if not words:
            await self._door.start(update, context, name)
            return
        first, answers, notice = form.fields[0], dict[str, Any](), ""
        if isinstance(first, Choice):
            try:
                answers[first.name] = first.read(words, Aids(today=context.today))
            except Unreadable as unread:
                notice = unread.told
        if not answers and await self._lines.taken_behind(update, context, name, words):
            return
        if not answers:
            kept = form[WORDS_GO_TO[name]]
            answers[kept.name], read = words, notice if kept.name == NOTE else ""
            notice = " ".join(filter(None, (texts.words_kept(kept.label), read)))
        await self._door.start(update, context, name, answers=answers, notice=notice)

    def handlers(self) -> list[Handler]:
        """One command a form."""
        return [command(name, partial(self.begin, name)) for name in COMMANDS]
