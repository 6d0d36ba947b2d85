"""Words that name a command, as they are said: the listener that is asked first."""

from collections.abc import Iterable, Mapping

from telegram import Update
from telegram.ext import CommandHandler

from handlers.chat import command_words
from handlers.chat.access import Guarded, Handler, admit, tap
from handlers.chat.context import OfficeContext
from handlers.chat.daily import DAILY
from handlers.chat.taps import code_of
from handlers.chat.wording_commands import HOME, WORDS
from storage.rules.permission import Action


class CommandWords:
    """Runs the command that words name, as if its slash had been typed, with its own right."""

    def __init__(self) -> None:
        self._does: dict[str, Guarded] = {}

    def learn(self, handlers: Iterable[Handler], acts: Mapping[str, Guarded]) -> None:
        """Every command of these handlers, and acts that only words begin."""
        for one in handlers:
            if isinstance(one, CommandHandler) and isinstance(one.callback, Guarded):
                self._does |= dict.fromkeys(one.commands, one.callback)
        self._does |= acts
        named = {row.command for row in WORDS}
        if undone := named - set(self._does):
            raise ValueError(f"words name what nobody does: {', '.join(sorted(undone))}")

    async def heard(self, update: Update, context: OfficeContext, words: str) -> bool:
        """Takes what is a command as a whole, and nothing else."""
        said = command_words.heard(words, context.today)
        if said is None:
            return False
        plain = said.alone and not said.words and not words.startswith("/")
        own = plain and said.command == "status" and DAILY[context.officer.role].home_first
        await self.run(update, context, HOME if own else said.command, said.words)
        return True

    async def run(
        self, update: Update, context: OfficeContext, name: str, words: str = ""
    ) -> None:
        """One command with the words behind it; what it refuses goes to who runs it."""
        does = self._does[name]
        if isinstance(does.policy, Action):
            admit(context, does.policy)
        context.args = words.split()
        await does.callback(update, context)

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """`v1:do:<command>`: a button that says what the command would."""
        await self.run(update, context, *map(str, code_of(update, context).args))
        await context.answer(update)

    def handlers(self) -> list[Handler]:
        """The buttons."""
        return [tap(Action.HELP, "do", self.pressed)]
