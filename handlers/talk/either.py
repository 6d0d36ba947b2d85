"""Words that are as much a question as a record: asked by two buttons, and never guessed.

The listener stands between the questions and the lines that are records: what is plainly one of
the two does not reach it, or is left to the next.
"""

import re

from telegram import Update

from handlers.chat import wording_asking as asking
from handlers.chat import wording_home as texts
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, chat_of, tapped
from handlers.forms import line_reading
from handlers.forms.updates import message_of
from handlers.status import answers
from handlers.talk.kept_words import keep, kept
from handlers.talk.record_lines import RecordLines
from storage.facts.loose.proposed import Read
from storage.rules.period import Precision
from storage.rules.permission import Action, may
from storage.rules.terms import RecordKind
from storage.traffic.messages import Button, view

VIEW = "either"
COARSE = {"kind", "title", "period", "counts"}
"""What a line may say and still ask as well for what there was at that time."""
_ASKS, _TELLS = re.compile(asking.ASKS), re.compile(asking.TELLS)


class Either:
    """Offers both readings where a line has both."""

    def __init__(self, lines: RecordLines) -> None:
        self._lines = lines

    async def heard(self, update: Update, context: OfficeContext, words: str) -> bool:
        """Takes a line that asks and tells at once, or that names no more than a kind and a
        month; for who may not record, it is the question."""
        if not await _is_both(context, words):
            return False
        if not may(context.officer.role, Action.LOG_EVENT):
            return await answers.either(update, context, _asked(words))
        number = await keep(context, words, message_of(update).message_id)
        ways = [
            Button(texts.ASK, view(VIEW, "ask", number)),
            Button(texts.MAKE, view(VIEW, "make", number)),
        ]
        await context.say(chat_of(update), texts.either(words), [ways])
        return True

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """`ask:<words>` answers, `make:<words>` opens the card."""
        one = tapped(update, context, Tap)
        words = await kept(one)
        await context.answer(update)
        if one.act == "ask":
            await answers.either(update, context, _asked(words))
        else:
            await self._lines.taken(update, context, _told(words))

    def handlers(self) -> list[Handler]:
        """The two buttons."""
        return [tap(Action.TAKE_PART, VIEW, self.pressed)]


async def _is_both(context: OfficeContext, words: str) -> bool:
    if not await answers.asks(context, _asked(words)):
        return False
    told = _told(words)
    reads = (await line_reading.read(context, told)).reads
    return bool(reads) if told != words else len(reads) == 1 and _is_coarse(reads[0])


def _told(words: str) -> str:
    """The words as a record, without what asks."""
    return " ".join(_ASKS.sub(" ", words).split()) if _ASKS.search(words) else words


def _asked(words: str) -> str:
    """The words as a question, without figures of their own."""
    return " ".join(_TELLS.sub(" ", words).split()) if _ASKS.search(words) else words


def _is_coarse(read: Read) -> bool:
    """Whether it says no more than what there was in a month, a half or a year."""
    period = read.values.get("period")
    if read.kind is not RecordKind.EVENT or period is None or read.values.get("counts"):
        return False
    days = any(span.precision is Precision.DAY for span in period.spans)
    return not days and read.values.keys() <= COARSE
