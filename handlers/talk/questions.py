"""Questions that the ledger answers: the listener that is asked behind the command words."""

from telegram import Update

from handlers.chat.context import OfficeContext


async def heard(_update: Update, _context: OfficeContext, _words: str) -> bool:
    """No question is answered yet."""
    return False
