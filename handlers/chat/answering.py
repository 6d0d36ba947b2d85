"""The one handler of answers to questions outside forms."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from handlers.chat import command_words, texts
from handlers.chat.access import Handler, admit, guarded
from handlers.chat.context import OfficeContext, current
from handlers.chat.prompts import Answer, Prompt
from storage.models.asking import ANSWERED
from storage.rules.errors import Refusal
from storage.rules.permission import Action
from storage.rules.personal_data import find_personal_data
from storage.traffic import prompts

FRESH = filters.UpdateType.MESSAGE
Commanded = Callable[[Update, OfficeContext, str], Awaitable[bool]]
"""Does what words name as their command."""


class Awaited(filters.MessageFilter):
    """Words, or a file where the question takes one, in which the gate heard an answer."""

    def __init__(self, declared: Mapping[str, Prompt]) -> None:
        super().__init__(name="Awaited")
        self._declared = declared

    def filter(self, message: Message) -> bool:
        """Whether this message answers a question."""
        work = current.get(None)
        if work is None or work.heard is None:
            return False
        prompt = self._declared.get(work.heard.name)
        return bool(message.text) or (prompt is not None and prompt.file is not None)


class Answering:
    """Takes answers for every declared question; two of one name stop the start."""

    def __init__(self, declared: Sequence[Prompt], commanded: Commanded) -> None:
        self._commanded = commanded
        self._declared = {one.name: one for one in declared}
        if len(self._declared) != len(declared):
            raise ValueError("two questions have the same name")

    def handlers(self) -> list[Handler]:
        """Before the general words of a form: a question is newer than the form below it."""
        return [
            MessageHandler(
                FRESH & ~filters.COMMAND & Awaited(self._declared),
                guarded(Action.HELP, self.answered, personal=self._personal),
            )
        ]

    def _personal(self, words: str) -> str | None:
        """What of an answer is personal data, as its question sees it."""
        work = current.get(None)
        heard = work.heard if work is not None else None
        prompt = self._declared.get(heard.name) if heard is not None else None
        return (prompt.personal if prompt is not None else find_personal_data)(words)

    async def answered(self, update: Update, context: OfficeContext) -> None:
        """Reads the words and goes on; Refusal for a question that does not wait any more.

        When the words are refused, the question stays open, as everything else does. The bare
        name of a command is that command, and passes the question over as its slash would.
        """
        heard, message = context.work.heard, update.message
        if heard is None or message is None:
            raise LookupError("an answer without its question")
        prompt = self._declared.get(heard.name)
        if await self._is_command(update, context, prompt, message):
            return
        if prompt is None:
            raise Refusal(texts.QUESTION_FORMER)
        if not heard.waits(context.now):
            answered = heard.state == ANSWERED
            raise Refusal(texts.QUESTION_ANSWERED if answered else texts.QUESTION_FELL)
        admit(context, prompt.may)
        then, read = prompt.then, None
        if message.text:
            read = prompt.read(message.text, context.today)
        elif prompt.file is not None:
            then = prompt.file
        await prompts.settle(context.session, heard.id, ANSWERED)
        await then(Answer(update, context, message.chat.id, heard.given, read))

    async def _is_command(
        self, update: Update, context: OfficeContext, prompt: Prompt | None, said: Message
    ) -> bool:
        words = said.text or ""
        if (prompt and prompt.any_words) or not command_words.bare(words, context.today):
            return False
        await prompts.fall(context.session, context.officer.telegram_id or 0, said.chat.id)
        return await self._commanded(update, context, words)
