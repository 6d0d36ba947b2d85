"""The commands that do nothing but begin a form: /event /mou /contract /problem."""

from functools import partial

from telegram import Update

from handlers.chat.access import Handler, command
from handlers.chat.context import OfficeContext
from handlers.forms.door import Door
from handlers.forms.fields import Aids, Choice
from storage.rules.errors import Unreadable

COMMANDS = ("event", "mou", "contract", "problem")


class Starters:
    """Begins a form by its name; words typed behind answer the first question if they can."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def begin(self, name: str, update: Update, context: OfficeContext) -> None:
        """`/event 일자리버스` has chosen the kind; of other words it says what is wanted."""
        first = self._door.form(name).fields[0]
        words = " ".join(context.args or [])
        answers, notice = {}, ""
        if words and isinstance(first, Choice):
            try:
                answers[first.name] = first.read(words, Aids(today=context.today))
            except Unreadable as unread:
                notice = unread.said(context.today)
        await self._door.start(update, context, name, answers=answers, notice=notice)

    def handlers(self) -> list[Handler]:
        """One command a form."""
        return [command(name, partial(self.begin, name)) for name in COMMANDS]
