"""Who is asked, in which order, about words that are typed outside a form."""

from collections.abc import Awaitable, Callable, Sequence

from telegram import Update

from handlers.chat.context import OfficeContext

Listener = Callable[[Update, OfficeContext, str], Awaitable[bool]]
"""Takes the words and answers them (True), or has said nothing at all (False).

The words are the whole message as it was typed, free of personal data: a command in Hangul is
among them, with its slash.
"""


async def heard(
    listeners: Sequence[Listener], update: Update, context: OfficeContext, words: str
) -> bool:
    """Whether one of them took the words; those behind it are not asked any more."""
    for listener in listeners:
        if await listener(update, context, words):
            return True
    return False
