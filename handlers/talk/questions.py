"""Questions that the ledger answers: the listener that is asked behind the command words."""

from telegram import Update

from handlers.chat.context import OfficeContext
from handlers.status import answers


async def heard(update: Update, context: OfficeContext, words: str) -> bool:
    """Answers what is plainly a question, from what is recorded."""
    return await answers.heard(update, context, words)
