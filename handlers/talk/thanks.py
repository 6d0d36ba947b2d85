"""네 알겠습니다: courtesies are answered by one, and nothing is asked."""

from telegram import Update

from handlers.chat import help as helping
from handlers.chat.context import OfficeContext
from handlers.chat.taps import chat_of


async def thanked(update: Update, context: OfficeContext) -> None:
    """A short word back."""
    await context.say(chat_of(update), helping.THANKED)
