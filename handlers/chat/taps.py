"""A tap: the one reader of what was tapped, and the one way of answering it.

A forged, foreign or old code ends in `BadCode`: one sentence, and one line in the trail.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from telegram import Update

from handlers.chat import codes
from handlers.chat.codes import Code
from handlers.chat.context import OfficeContext
from handlers.chat.errors import FAR_HALF, BadCode
from handlers.chat.tap_table import TAPS


@dataclass
class Tap:
    """One tap: where it happened, the act, and its arguments as what they are."""

    update: Update
    context: OfficeContext
    chat_id: int
    message_id: int
    act: str
    args: tuple[Any, ...]
    answered: bool = False

    def number(self, at: int = 0) -> int:
        """A whole number among the arguments; raises BadCode where none stands."""
        if at >= len(self.args) or not isinstance(self.args[at], int):
            raise BadCode
        return int(self.args[at])

    async def answer(self, words: str, *, alert: bool = False) -> None:
        """Ends the spinner with words, instead of silently."""
        self.answered = True
        await self.context.answer(self.update, words, alert=alert)


AnyTap = TypeVar("AnyTap", bound=Tap)


def read(code: str, today: date) -> Code:
    """What a code says; raises BadCode for one that no screen makes."""
    try:
        return codes.read(TAPS, code, today)
    except codes.FarHalf as far:
        raise BadCode(FAR_HALF.format(half=far.half.label)) from None
    except ValueError:
        raise BadCode from None


def code_of(update: Update, context: OfficeContext) -> Code:
    """What was tapped; raises BadCode for a code that no screen makes."""
    query = update.callback_query
    if query is None:
        raise LookupError("a tap without its code")
    return read(query.data or "", context.today)


def tapped(update: Update, context: OfficeContext, of: type[AnyTap]) -> AnyTap:
    """What was tapped, and where; raises BadCode."""
    query = update.callback_query
    if query is None or query.message is None:
        raise LookupError("a tap without its message")
    code = code_of(update, context)
    message = query.message
    return of(update, context, message.chat.id, message.message_id, code.act, code.args)


async def taken(
    steps: Mapping[str, Callable[[Any], Awaitable[Any]]],
    update: Update,
    context: OfficeContext,
    of: type[Tap] = Tap,
) -> None:
    """Does the step of a tapped button, ends its spinner and draws what came of it."""
    one = tapped(update, context, of)
    do = steps.get(one.act)
    if do is None:
        raise BadCode
    screen = await do(one)
    if not one.answered:
        await context.answer(update)
    if screen is not None:
        await context.redraw(one.chat_id, one.message_id, *screen)


def chat_of(update: Update) -> int:
    """Where the update came from."""
    chat = update.effective_chat
    if chat is None:
        raise LookupError("an update without a chat")
    return chat.id
